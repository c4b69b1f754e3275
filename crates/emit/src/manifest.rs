//! What makes a crate of the modules of products: `Cargo.toml` and `lib.rs`.

use crate::doc::{Doc, code, text};
use crate::format::MARK;
use crate::{File, Options, Publish, Runtime, Tested, crate_page, name};
use alicloud_spec::Api;
use quote::quote;

/// The library has no tests or benches of its own, for which `--all-targets` would check it once more, and the examples in its
/// docs are too many for every run.
const UNTESTED: &str = "[lib]\ntest = false\nbench = false\n# `cargo xtask codegen --out DIR` makes a crate in which the examples of the docs are tests.\ndoctest = false\n\n";

/// `Cargo.toml`: a feature for each product.
pub(crate) fn cargo_toml(apis: &[Api], options: &Options) -> File {
    let package = match &options.runtime {
        Runtime::Workspace => {
            "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true"
        }
        _ => "version = \"0.1.0\"\nedition = \"2024\"\nlicense = \"MIT OR Apache-2.0\"",
    };
    let publish = if options.publish == Publish::No { "\npublish = false" } else { "" };
    let (runtime, alone) = match &options.runtime {
        Runtime::Workspace => ("workspace = true".to_owned(), ""),
        Runtime::Path(path) => {
            (format!("path = {}", toml(path)), "\n# This crate is a workspace of its own.\n[workspace]\n")
        }
        Runtime::Version(version) => (
            format!("version = {}", toml(version)),
            "\n# This crate is a workspace of its own.\n[workspace]\n",
        ),
    };
    let modules: Vec<_> = apis.iter().map(|api| api.product.module.as_str()).collect();
    let (lib, tested) = match &options.tested {
        Tested::All => ("", toml("full")),
        Tested::Only(only) => {
            let tested = modules.iter().filter(|module| only.iter().any(|name| name == *module));
            (UNTESTED, tested.map(|module| toml(module)).collect::<Vec<_>>().join(", "))
        }
    };
    // What examples and tests need that are kept by hand beside the generated ones.
    let by_hand = match &options.runtime {
        Runtime::Workspace => {
            "alicloud-mock.workspace = true\nserde_json.workspace = true\ntokio = { workspace = true, features = [\"macros\", \"rt-multi-thread\"] }\ntracing.workspace = true\ntracing-subscriber.workspace = true\n"
        }
        _ => "",
    };
    let full = modules.iter().map(|module| toml(module)).collect::<Vec<_>>().join(", ");
    let features: String = modules.iter().map(|module| format!("{module} = []\n")).collect();
    let contents = format!(
        "# {MARK}. Do not edit.\n\
         [package]\n\
         name = {name}\n\
         description = \"Typed clients for Alibaba Cloud, generated from its API reference\"\n\
         {package}{publish}\n\
         \n\
         {lib}\
         [package.metadata.docs.rs]\n\
         all-features = true\n\
         \n\
         [features]\n\
         default = []\n\
         # All products.\n\
         full = [{full}]\n\
         # `Serialize` and `Deserialize` for the models.\n\
         serde = [\"alicloud-runtime/serde\"]\n\
         # Instants as `OffsetDateTime`, beside their text.\n\
         time = [\"alicloud-runtime/time\"]\n\
         {features}\n\
         [dependencies]\n\
         alicloud-runtime = {{ {runtime} }}\n\
         \n\
         [dev-dependencies]\n\
         # The products that tests are of.\n\
         {package_name} = {{ path = \".\", features = [{tested}] }}\n\
         alicloud-runtime = {{ {runtime}, features = [\"testing\"] }}\n\
         {by_hand}\
         {alone}",
        name = toml(&options.name),
        package_name = options.name,
    );
    File { path: "Cargo.toml".to_owned(), contents }
}

/// A TOML string.
fn toml(text: &str) -> String {
    let escaped: String = text
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            c => vec![c],
        })
        .collect();
    format!("\"{escaped}\"")
}

/// `lib.rs`: a module for each product.
pub(crate) fn lib_rs(apis: &[Api]) -> File {
    let mut doc = Doc::from("Typed clients for Alibaba Cloud, generated from its API reference.");
    doc.paragraph("Each product is a module behind a feature of the same name; `full` has them all, and")
        .line("`serde` gives the models `Serialize` and `Deserialize`.");
    let rows = apis.iter().map(|Api { product, operations, .. }| {
        let count = text(&operations.len().to_string());
        [code(&product.module), text(&product.name), text(&product.version), count]
    });
    doc.table(["feature", "product", "version", "operations"], rows);
    crate_page::tasks(&mut doc);
    let mut contents = format!("// {MARK}. Do not edit.\n{}", doc.inner());
    contents.push_str("#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n\n");
    contents.push_str("pub use ::alicloud_runtime as runtime;\npub use ::alicloud_runtime::Error;\n");
    for api in apis {
        let (feature, module) = (toml(&api.product.module), name::ident(&name::snake(&api.product.module)));
        let module = quote!(#module);
        contents.push_str(&format!("\n#[cfg(feature = {feature})]\n#[allow(deprecated, reason = \"what is out of use works all the same\")]\n#[rustfmt::skip]\npub mod {module};\n"));
    }
    File { path: "src/lib.rs".to_owned(), contents }
}
