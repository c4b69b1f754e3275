//! Each folder of `fixtures` holds a file of metadata; what is read from it is kept beside it as snapshots.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_metadata::{Described, MetadataFile, facts, read};
use alicloud_spec::{
    Code, Diagnostic, Operation, Product, ProductFiles, Severity, Shape, Style, diagnostic, merge, resolve,
    yaml,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The codes that only metadata has.
const OF_METADATA: &[Code] = &[
    Code::InvalidJson,
    Code::NotMetadata,
    Code::UnsupportedOperation,
    Code::MalformedValue,
    Code::DanglingReference,
    Code::SchemaTooLarge,
    Code::RepeatedKey,
    Code::UnknownType,
    Code::UnknownLocation,
    Code::UnreadableStatus,
];

#[test]
fn fixtures_are_read_as_before() {
    for folder in folders() {
        let (name, bytes) = file(&folder);
        let (described, diagnostics) = read(&MetadataFile { name: &name, bytes: &bytes });
        let diagnostics = diagnostics.iter().map(|found| match &found.help {
            Some(help) => format!("{}\n    {help}\n", diagnostic::line(found)),
            None => diagnostic::line(found) + "\n",
        });
        let described = described.unwrap_or_default();
        let product = format!("{:#?}\nrefused: {:?}\n", described.product, described.refused);
        let specs = operations(described).iter().map(|found| yaml::write(found).unwrap()).collect::<Vec<_>>();
        let (facts, _) = facts(&MetadataFile { name: &name, bytes: &bytes });
        insta::with_settings!({snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("product", product);
            insta::assert_snapshot!("operations", specs.join("---\n"));
            insta::assert_snapshot!("diagnostics", diagnostics.collect::<String>());
            insta::assert_snapshot!("facts", facts.unwrap_or_default());
        });
    }
}

#[test]
fn every_code_has_a_fixture() {
    let read = |folder: &PathBuf| {
        let (name, bytes) = file(folder);
        read(&MetadataFile { name: &name, bytes: &bytes }).1
    };
    let found: BTreeSet<_> = folders().iter().flat_map(read).map(|found| found.code).collect();
    let missing: Vec<_> = OF_METADATA.iter().filter(|code| !found.contains(code)).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

/// Facts say what the file says, and the facts of facts are the same.
#[test]
fn facts_are_read_as_the_file_is() {
    for folder in folders() {
        let (name, bytes) = file(&folder);
        let whole = MetadataFile { name: &name, bytes: &bytes };
        let (Some(text), _) = facts(&whole) else { continue };
        let stripped = MetadataFile { name: &name, bytes: text.as_bytes() };
        let of = |file: &MetadataFile<'_>| read(file).0.unwrap();
        assert_eq!(of(&whole).product, of(&stripped).product);
        let strip = |operation: Operation| operation.into_facts();
        let expected: Vec<_> = operations(of(&whole)).into_iter().map(strip).collect();
        assert_eq!(operations(of(&stripped)), expected, "{}", folder.display());
        assert_eq!(facts(&stripped).0.unwrap(), text);
    }
}

/// Nothing of an operation is refused later, and its spec can be read.
#[test]
fn what_is_read_resolves() {
    for folder in folders() {
        let (name, bytes) = file(&folder);
        let Some(described) = read(&MetadataFile { name: &name, bytes: &bytes }).0 else { continue };
        let product = product(&described);
        let operations = operations(described);
        let load = |operation: &Operation| {
            let text = yaml::write(operation).unwrap();
            let operation = yaml::read::<Operation>("spec.yaml", &text).unwrap();
            alicloud_spec::Loaded { operation, file: "spec.yaml".to_owned(), text }
        };
        let loaded: Vec<_> = operations.iter().map(load).collect();
        assert!(loaded.iter().zip(&operations).all(|(loaded, operation)| loaded.operation == *operation));
        let (api, diagnostics) = resolve(product, loaded, &ProductFiles::default());
        assert_eq!(diagnostics, [], "{}", folder.display());
        assert_eq!(api.operations.len(), operations.len());
    }
}

fn product(described: &Described) -> Product {
    let text = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let mut product: Product = yaml::read("product.yaml", text).unwrap();
    let said = &described.product;
    product.code = said.code.clone().unwrap_or(product.code);
    product.version = said.version.clone().unwrap_or(product.version);
    product.style = said.style.unwrap_or(Style::Rpc);
    product
}

fn operations(described: Described) -> Vec<Operation> {
    let product = product(&described);
    let merged = |draft| merge(vec![draft], &product);
    described.drafts.into_iter().filter_map(|draft| merged(draft).0).collect()
}

fn folders() -> Vec<PathBuf> {
    sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn file(folder: &Path) -> (String, Vec<u8>) {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    let path = sorted(folder).into_iter().find(is_json).unwrap();
    (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
}

/// A file without a description says why.
#[test]
fn what_is_not_read_is_an_error() {
    let nested = "[".repeat(200) + &"]".repeat(200);
    let cut_off = "{\"apis\":{\"Get\":{\"parameters\":[";
    let large = vec![b' '; alicloud_metadata::MAX_FILE_BYTES + 1];
    for (bytes, code) in [
        (nested.as_bytes(), Code::NotMetadata),
        (cut_off.as_bytes(), Code::InvalidJson),
        (b"".as_slice(), Code::InvalidJson),
        (b"\xff{}", Code::NotUtf8),
        (b"{}\0", Code::BinaryFile),
        (b"{}", Code::NotMetadata),
        (&large, Code::FileTooLarge),
    ] {
        let (described, diagnostics) = read(&MetadataFile { name: "api-docs.json", bytes });
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert!(described.is_none() && codes == [code], "{codes:?}");
        assert!(diagnostics.iter().all(|found: &Diagnostic| found.severity == Severity::Error));
    }
}

/// References to references, each doubling what the last one says, take no more memory than a large operation does.
#[test]
fn references_have_an_end() {
    let schema = |level: usize| {
        let to = format!("{{\"$ref\":\"#/components/schemas/S{}\"}}", level + 1);
        format!("\"S{level}\":{{\"type\":\"object\",\"properties\":{{\"A\":{to},\"B\":{to}}}}}")
    };
    let schemas: Vec<_> = (0..40).map(schema).collect();
    let get = "{\"responses\":{\"200\":{\"schema\":{\"$ref\":\"#/components/schemas/S0\"}}}}";
    let apis: Vec<_> = (0..100).map(|number| format!("\"Get{number}\":{get}")).collect();
    let text = format!(
        "{{\"components\":{{\"schemas\":{{{}}}}},\"apis\":{{{}}}}}",
        schemas.join(","),
        apis.join(",")
    );
    let (described, diagnostics) = read(&MetadataFile { name: "api-docs.json", bytes: text.as_bytes() });
    let sizes: Vec<_> = described.unwrap().drafts.iter().map(|draft| size(&draft.response)).collect();
    assert_eq!(sizes.len(), 100);
    assert!(sizes[0] > 1000 && sizes.iter().all(|size| *size <= 5_000), "{sizes:?}");
    assert!(sizes.iter().sum::<usize>() <= 250_000, "{sizes:?}");
    assert!(diagnostics.len() == 100 && diagnostics.iter().all(|found| found.code == Code::SchemaTooLarge));
}

fn size(shape: &Shape) -> usize {
    shape.members().iter().map(|member| 1 + size(&member.shape)).sum()
}
