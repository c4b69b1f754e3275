//! Each folder of `fixtures` holds the spec of one operation, and a product with waiters if they are what it is about; the
//! Rust made of it is kept beside it as a snapshot.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_emit::{File, Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{Loaded, MAX_DEPTH, Operation, Product, ProductFiles, resolve, yaml};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn fixtures_become_the_rust_they_did() {
    for folder in folders() {
        let files = emitted(&folder);
        let source = &files.iter().find(|file| file.path == "src/test/get.rs").unwrap().contents;
        insta::with_settings!({snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("operation", source);
        });
    }
}

#[test]
fn waiters_become_the_rust_they_did() {
    for folder in folders().iter().filter(|folder| folder.join("product.yaml").exists()) {
        let files = emitted(folder);
        let source = &files.iter().find(|file| file.path == "src/test/mod.rs").unwrap().contents;
        insta::with_settings!({snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("client", waiters(source));
        });
    }
}

/// The methods of a client that wait.
fn waiters(source: &str) -> String {
    let client = source.split_once("impl Client {").unwrap().1.split_once("\n}\n").unwrap().0;
    let first = client.find("    /// Waits: ").unwrap();
    client[first..].to_owned()
}

#[test]
fn what_makes_a_crate_of_a_product_is_as_before() {
    let files = emitted(&folders()[0]);
    let shown = files.iter().filter(|file| !file.path.ends_with("get.rs"));
    let shown: String = shown.map(|file| format!("==> {} <==\n{}\n", file.path, file.contents)).collect();
    insta::assert_snapshot!("krate", shown);
}

#[test]
fn every_source_file_is_rust() {
    for folder in folders() {
        for file in emitted(&folder).iter().filter(|file| file.path.ends_with(".rs")) {
            syn::parse_file(&file.contents)
                .unwrap_or_else(|error| panic!("{} of {}: {error}", file.path, folder.display()));
        }
    }
}

#[test]
fn the_deepest_that_a_spec_may_hold_is_rust() {
    let head =
        "name: Get\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /\nresponse: ";
    let levels = MAX_DEPTH / 2;
    let (open, close) = ("type: list, element: {type: structure, members: [{name: Inner, ", "}]}");
    let spec = format!(
        "{head}[{{name: Inner, {}type: list, element: {{type: any}}{}}}]\n",
        open.repeat(levels - 1),
        close.repeat(levels - 1)
    );
    let files = files([spec]);
    let source = files.iter().find(|file| file.path == "src/test/get.rs").unwrap();
    syn::parse_file(&source.contents).unwrap();
    assert_eq!(source.contents.matches("pub struct ").count(), levels + 1);
}

/// Adding an operation must not rename anything of another one.
#[test]
fn operations_do_not_disturb_each_other() {
    let spec = |name: &str| {
        format!("name: {name}\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /\n")
    };
    let file = |names: &[&str]| {
        let files = files(names.iter().map(|name| spec(name)));
        files.into_iter().find(|file| file.path == "src/test/get_thing.rs").unwrap()
    };
    assert_eq!(
        file(&["GetThing"]),
        file(&["GetThing", "GetThingResponse", "GetThingError", "AThing", "Client"])
    );
}

/// Two files at one path would lose one of them, and two types of one name do not compile.
#[test]
fn no_two_operations_share_a_file_or_a_type() {
    let names = [
        "Get",
        "GetResponse",
        "GetResponseOperation",
        "GetResponseOperationOperation",
        "GetOperation",
        "C",
        "COperation",
        "Client",
        "ClientOperation",
        "Mod",
        "Clone",
    ];
    let spec = |name: &str| {
        format!("name: {name}\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /\n")
    };
    let files = files(names.iter().map(|name| spec(name)));
    let paths: BTreeSet<_> = files.iter().map(|file| &file.path).collect();
    assert_eq!(paths.len(), files.len());
    let types: Vec<_> = files
        .iter()
        .filter(|file| file.path.starts_with("src/test/") && !file.path.ends_with("/mod.rs"))
        .flat_map(|file| file.contents.lines().filter_map(|line| line.strip_prefix("pub struct ")))
        .collect();
    assert_eq!(types.len(), 2 * names.len());
    assert_eq!(types.iter().collect::<BTreeSet<_>>().len(), types.len());
}

fn folders() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<_> =
        std::fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn emitted(folder: &Path) -> Vec<File> {
    let spec = std::fs::read_to_string(folder.join("operation.yaml")).unwrap();
    match std::fs::read_to_string(folder.join("product.yaml")) {
        Ok(product) => files_of(&product, [spec]),
        Err(_) => files([spec]),
    }
}

fn files(specs: impl IntoIterator<Item = String>) -> Vec<File> {
    files_of("{code: test, name: Test, version: '2020-01-01', style: roa, module: test}", specs)
}

fn files_of(product: &str, specs: impl IntoIterator<Item = String>) -> Vec<File> {
    let product: Product = yaml::read("product.yaml", product).unwrap();
    let loaded = specs.into_iter().map(|text| Loaded {
        operation: yaml::read::<Operation>("operation.yaml", &text).unwrap(),
        file: "operation.yaml".to_owned(),
        text,
    });
    let (api, diagnostics) = resolve(product, loaded.collect(), &ProductFiles::default());
    assert_eq!(diagnostics, Vec::new());
    let options = Options {
        name: "sample".to_owned(),
        runtime: Runtime::Version("0.1".to_owned()),
        publish: Publish::No,
        tested: Tested::All,
    };
    krate(&[api], &options).files
}
