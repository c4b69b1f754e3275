//! Real metadata, in the folder that `ALICLOUD_METADATA` names, else nothing: facts survive the way to a spec and back.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "what cannot be read fails the test")]

use alicloud_metadata::{Described, MetadataFile, facts, read};
use alicloud_spec::{Loaded, Operation, Product, ProductFiles, Severity, merge, resolve, yaml};
use std::path::{Path, PathBuf};

/// How many operations need a style, scheme or credential that the runtime has not.
const REFUSED: usize = 750;

#[test]
fn facts_survive_the_way_to_a_spec_and_back() {
    let Some(folder) = std::env::var_os("ALICLOUD_METADATA") else {
        eprintln!("skipped: ALICLOUD_METADATA names no folder");
        return;
    };
    let (mut operations, mut refused) = (0, 0);
    for path in files(Path::new(&folder)) {
        let (name, bytes) = (path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
        let file = MetadataFile { name, bytes: &bytes };
        let (described, diagnostics) = read(&file);
        let described = described.unwrap();
        assert!(diagnostics.iter().all(|found| found.severity != Severity::Error), "{name}");
        refused += described.refused.len();
        let (product, specs) = specs(described);
        operations += specs.len();
        let text = facts(&file).0.unwrap();
        let stripped = read(&MetadataFile { name, bytes: text.as_bytes() }).0.unwrap();
        assert_eq!(
            self::specs(stripped).1,
            specs.iter().map(|spec| spec.clone().into_facts()).collect::<Vec<_>>()
        );
        assert_eq!(facts(&MetadataFile { name, bytes: text.as_bytes() }).0.unwrap(), text);
        assert_resolves(name, product, &specs);
    }
    eprintln!("{operations} operations, {refused} refused");
    assert!(operations > 0 && refused <= REFUSED);
}

/// The specs can be written and read, and nothing is wrong with them but paths, which are settled after merging.
fn assert_resolves(file: &str, product: Product, specs: &[Operation]) {
    let load = |spec: &Operation| {
        let text = yaml::write(spec).unwrap();
        let operation: Operation = yaml::read("spec.yaml", &text).unwrap();
        assert_eq!(operation, *spec);
        Loaded { operation, file: "spec.yaml".to_owned(), text }
    };
    let (api, diagnostics) = resolve(product, specs.iter().map(load).collect(), &ProductFiles::default());
    assert_eq!(diagnostics, [], "{file}");
    assert_eq!(api.operations.len(), specs.len());
}

fn specs(described: Described) -> (Product, Vec<Operation>) {
    let text = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let mut product: Product = yaml::read("product.yaml", text).unwrap();
    product.code = described.product.code.unwrap();
    product.version = described.product.version.unwrap();
    let merged = |draft| merge(vec![draft], &product).0;
    let specs = described.drafts.into_iter().filter_map(merged).collect();
    (product, specs)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}
