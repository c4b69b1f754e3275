//! Whatever sources add later, nothing that was published is called otherwise.
#![allow(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use alicloud_emit::{Crate, Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{Loaded, Operation, Product, ProductFiles, PublicNames, resolve, yaml};
use std::collections::BTreeSet;

/// An operation with these parameters and members.
fn spec(name: &str, request: &str, response: &str) -> String {
    format!(
        "name: {name}\nproduct: test\nversion: '2020-01-01'\nstyle: rpc\nmethod: POST\npath: /\n\
         request: [{request}]\nresponse: [{response}]\n"
    )
}

fn emitted(specs: &[String], names: PublicNames) -> Crate {
    let product = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let product: Product = yaml::read("product.yaml", product).unwrap();
    let loaded = specs.iter().map(|text| Loaded {
        operation: yaml::read::<Operation>("operation.yaml", text).unwrap(),
        file: "operation.yaml".to_owned(),
        text: text.clone(),
    });
    let files = ProductFiles { names, ..ProductFiles::default() };
    let (api, diagnostics) = resolve(product, loaded.collect(), &files);
    assert_eq!(diagnostics, Vec::new());
    let options = Options {
        name: "sample".to_owned(),
        runtime: Runtime::Version("0.1".to_owned()),
        publish: Publish::No,
        tested: Tested::All,
    };
    krate(&[api], &options)
}

/// What is public in a crate: types, fields, variants and methods with their arguments, each with its file.
fn public(made: &Crate) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in made.files.iter().filter(|file| file.path.starts_with("src/test/")) {
        let mut of = String::new();
        for line in file.contents.lines().map(str::trim) {
            if let Some(head) =
                ["pub struct ", "pub enum ", "impl "].iter().find_map(|word| line.strip_prefix(word))
            {
                of = head.trim_end_matches(['{', '}', ' ']).to_owned();
            }
            let is_variant = line.ends_with(',') && line.starts_with(|c: char| c.is_ascii_uppercase());
            if line.starts_with("pub ") || is_variant {
                found.insert(format!("{} {of} {line}", file.path));
            }
        }
    }
    found
}

const TAGS: &str =
    "{name: Tags, type: list, element: {type: structure, members: [{name: Key, type: string}]}}";
const ID: &str = "{name: Id, in: query, required: true, type: string}";

fn before() -> Vec<String> {
    let values = "{name: Status, type: integer, values: [{value: 1, name: Running}]}";
    let clash = "{name: Size, type: string}";
    vec![
        spec("Get", ID, &format!("{TAGS}, {values}, {clash}")),
        spec("List", "", TAGS),
        spec("Put", "{name: Rule, in: query, type: structure, members: [{name: A, type: string}]}", ""),
    ]
}

#[test]
fn what_is_added_later_renames_nothing() {
    let first = emitted(&before(), PublicNames::default());
    let mut later = before();
    // A new argument, a member that wants a name that is taken, a value before another, a type that wants the name of
    // one, an equal type in another operation, a member more in one place of a shared type, and its own shape in many.
    let more = "{name: New, in: query, required: true, type: string}";
    let tags = TAGS.replace("{name: Key", "{name: More, type: string}, {name: Key");
    let values =
        "{name: Status, type: integer, values: [{value: 3, name: Running}, {value: 1, name: Started}]}";
    let clash = "{name: size, type: string}, {name: Size, type: string}";
    let rule = "{name: Rules, type: list, element: {type: structure, members: [{name: B, type: string}]}}";
    later[0] = spec("Get", &format!("{more}, {ID}"), &format!("{rule}, {tags}, {values}, {clash}"));
    later[2] = before()[2].replace("request: [", "request: [{name: rule, in: query, type: string}, ");
    let same = "{name: Rule, in: query, type: structure, members: [{name: A, type: string}]}";
    let others = TAGS.replace("Key", "Other");
    later.extend(["Another", "BThing", "CThing"].map(|name| spec(name, same, &others)));
    let second = emitted(&later, first.names[0].clone());
    let (was, is) = (public(&first), public(&second));
    let gone: Vec<_> = was.difference(&is).collect();
    assert_eq!(gone, Vec::<&String>::new());
    assert!(is.len() > was.len() + 10, "{is:#?}");
}

#[test]
fn names_are_kept_when_nothing_changes() {
    let first = emitted(&before(), PublicNames::default());
    let second = emitted(&before(), first.names[0].clone());
    assert_eq!(first.files, second.files);
    assert_eq!(first.names, second.names);
}

#[test]
fn names_of_what_is_gone_are_kept() {
    let first = emitted(&before(), PublicNames::default());
    let second = emitted(&before()[1..], first.names[0].clone());
    assert_eq!(first.names, second.names);
    let third = emitted(&before(), second.names[0].clone());
    assert_eq!(first.files, third.files);
}
