//! A made-up product of 200 operations goes in; what checking its crate costs, beside the same models with serde derives,
//! comes out: user seconds, peak memory, and the ratio.
//!
//! `cargo run --release -p alicloud-emit --example build_cost`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement prints, and stops when it cannot be made"
)]

use alicloud_emit::{Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{
    Api, Endpoints, ErrorCode, Kind, Location, Member, Method, Operation, Presence, Product, PublicNames,
    Shape, Style,
};
use nix::sys::resource::{UsageWho, getrusage};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const OPERATIONS: usize = 200;
const PARAMETERS: usize = 12;
const STRUCTURES: usize = 3;
const MEMBERS: usize = 8;
const CODES: usize = 12;

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    if let [_, measure, folder] = arguments.as_slice()
        && measure == "measure"
    {
        return check(Path::new(folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let operations: Vec<_> = (0..OPERATIONS).map(operation).collect();
    let ours = folder.path().join("ours");
    write_ours(&ours, &operations);
    let derived = folder.path().join("derived");
    write_derived(&derived, &operations);
    let (ours, derived) = (measure(&ours), measure(&derived));
    println!("{OPERATIONS} operations, cargo check of the crate alone, its dependencies being built:");
    println!("generated      {:6.2} s user  {:5.0} MB", ours.seconds, ours.megabytes);
    println!("serde derives  {:6.2} s user  {:5.0} MB", derived.seconds, derived.megabytes);
    println!(
        "ratio          {:6.2}         {:5.2}",
        ours.seconds / derived.seconds,
        ours.megabytes / derived.megabytes
    );
}

struct Cost {
    seconds: f64,
    megabytes: f64,
}

/// Checks once to build the dependencies, then measures a second check in a process of its own, so that its children
/// are that check alone.
fn measure(folder: &Path) -> Cost {
    cargo_check(folder);
    let source = folder.join("src/lib.rs");
    let text = fs::read_to_string(&source).unwrap();
    fs::write(&source, format!("{text}\n// Changed.\n")).unwrap();
    let output = Command::new(std::env::current_exe().unwrap()).arg("measure").arg(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut figures = text.split_whitespace().map(|figure| figure.parse().unwrap());
    Cost { seconds: figures.next().unwrap(), megabytes: figures.next().unwrap() }
}

fn check(folder: &Path) {
    cargo_check(folder);
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = usage.user_time().tv_sec() as f64 + usage.user_time().tv_usec() as f64 / 1e6;
    println!("{seconds} {}", usage.max_rss() as f64 / 1024.0);
}

fn cargo_check(folder: &Path) {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Both crates have a feature of that name: it is how a user asks for the product.
    cargo.args(["check", "--quiet", "--features", "full"]).current_dir(folder).env("CARGO_INCREMENTAL", "0");
    assert!(cargo.env("CARGO_TARGET_DIR", folder.join("target")).status().unwrap().success());
}

fn operation(number: usize) -> Operation {
    let kinds = [Kind::String, Kind::Integer, Kind::Long, Kind::Boolean, Kind::String, Kind::Double];
    let scalar = |index: usize| Shape::scalar(kinds[index % kinds.len()]);
    let member = |index: usize| Member::new(format!("Member{index}"), scalar(index));
    let members = || (0..MEMBERS).map(member).collect::<Vec<_>>();
    let request = (0..PARAMETERS).map(|index| Member {
        location: Some(Location::Query),
        presence: if index < 2 { Presence::Required } else { Presence::Optional },
        ..member(index)
    });
    let mut response = members();
    response.truncate(MEMBERS - 2);
    response.push(Member::new("Items", Shape::list(Shape::Structure(members()))));
    response.push(Member::new("Data", Shape::Structure(members())));
    assert_eq!(STRUCTURES, 3);
    Operation {
        name: format!("DescribeThing{number}"),
        product: "made".to_owned(),
        version: "2020-01-01".to_owned(),
        style: Style::Rpc,
        method: Method::Post,
        path: "/".to_owned(),
        security: Default::default(),
        access: None,
        standing: Default::default(),
        docs: Default::default(),
        request: request.collect(),
        response: Shape::Structure(response),
        headers: Vec::new(),
        statuses: Vec::new(),
        errors: (0..CODES)
            .map(|index| ErrorCode {
                code: format!("Error.Number{index}"),
                status: Some(400),
                message: Some("It failed.".to_owned()),
                docs: Default::default(),
                source: None,
            })
            .collect(),
        examples: Vec::new(),
        pages: Vec::new(),
    }
}

fn write_ours(folder: &Path, operations: &[Operation]) {
    let product = Product {
        code: "made".to_owned(),
        name: "Made up".to_owned(),
        version: "2020-01-01".to_owned(),
        style: Style::Rpc,
        module: "made".to_owned(),
        locations: Default::default(),
        endpoints: Endpoints::default(),
        success: None,
        waiters: Vec::new(),
    };
    let api = Api {
        product,
        operations: operations.to_vec(),
        names: PublicNames::default(),
        glossary: Arc::default(),
    };
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = Runtime::Path(runtime.display().to_string());
    let options = Options { name: "made".to_owned(), runtime, publish: Publish::No, tested: Tested::All };
    for file in krate(&[api], &options).files {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.contents).unwrap();
    }
}

/// The same models as a generator with serde derives writes them.
fn write_derived(folder: &Path, operations: &[Operation]) {
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = "[package]\nname = \"derived\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
                    [features]\nfull = []\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut lib = String::new();
    for operation in operations {
        let module = operation.name.to_lowercase();
        lib.push_str(&format!("pub mod {module};\n"));
        fs::write(folder.join(format!("src/{module}.rs")), derived_module(operation)).unwrap();
    }
    fs::write(folder.join("src/lib.rs"), lib).unwrap();
}

fn derived_module(operation: &Operation) -> String {
    let mut out = String::from("use serde::{Deserialize, Serialize};\n");
    derived_struct("Request", &operation.request, &mut out);
    derived_struct("Response", operation.response.members(), &mut out);
    out.push_str("#[derive(Clone, Debug, PartialEq, Eq, Hash)]\npub enum Error {\n");
    for index in 0..operation.errors.len() {
        out.push_str(&format!("    Number{index},\n"));
    }
    out.push_str("    Other(String),\n}\nimpl Error {\n    pub fn from_code(code: &str) -> Self {\n        match code {\n");
    for (index, error) in operation.errors.iter().enumerate() {
        out.push_str(&format!("            {:?} => Self::Number{index},\n", error.code));
    }
    out.push_str("            other => Self::Other(other.to_owned()),\n        }\n    }\n}\n");
    out
}

fn derived_struct(name: &str, members: &[Member], out: &mut String) {
    let mut fields = String::new();
    for member in members {
        let ty = match &member.shape {
            Shape::List(element) => {
                derived_struct(&member.name, element.members(), out);
                format!("Vec<{}>", member.name)
            }
            Shape::Structure(inner) => {
                derived_struct(&member.name, inner, out);
                format!("Option<{}>", member.name)
            }
            scalar => match scalar.word() {
                "integer" => "Option<i32>",
                "long" => "Option<i64>",
                "boolean" => "Option<bool>",
                "double" => "Option<f64>",
                _ => "Option<String>",
            }
            .to_owned(),
        };
        let (wire, field) = (&member.name, member.name.to_lowercase());
        fields.push_str(&format!("    #[serde(rename = {wire:?}, default)]\n    pub {field}: {ty},\n"));
    }
    out.push_str(&format!(
        "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct {name} {{\n{fields}}}\n"
    ));
}
