//! One operation in the forms that pages of today have, a folder for each: all forms of one layout give one spec.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_pages::{PageFile, compile, read};
use alicloud_spec::{Glossary, Naming, Operation, Product, yaml};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn every_form_names_its_operation() {
    for (form, name, bytes) in pages() {
        let (draft, _) = read(&PageFile { name: &name, bytes: &bytes }, &Glossary::default());
        let draft = draft.unwrap_or_else(|| panic!("{form} gives nothing"));
        assert_eq!(draft.name.to_lowercase(), "listparcels", "{form}");
        assert_eq!(draft.product.as_deref(), Some("depot"), "{form}");
        assert_eq!(draft.version.as_deref(), Some("2024-01-01"), "{form}");
        assert!(draft.naming == Naming::Link || name.starts_with("api-"), "{form}");
    }
}

#[test]
fn all_forms_of_one_layout_give_one_spec() {
    let mut specs: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for (form, name, bytes) in pages() {
        let compiled = compile(&product(), &Glossary::default(), &[PageFile { name: &name, bytes: &bytes }]);
        let layout = if form.contains("-g1-") { "g1" } else { "g2" };
        let spec = compiled.operations.first().map(facts).unwrap_or_default();
        specs.entry(layout).or_default().entry(spec).or_default().push(form);
    }
    for (layout, specs) in specs {
        let forms: Vec<_> = specs.values().collect();
        insta::with_settings!({snapshot_path => folder(), prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(layout, specs.keys().cloned().collect::<Vec<_>>().join("--- another\n"));
        });
        assert_eq!(forms.len(), 1, "the forms {forms:?} differ");
    }
}

/// The spec, without the places that facts were found in.
fn facts(operation: &Operation) -> String {
    let text = yaml::write(operation).unwrap();
    let is_place = |line: &&str| line.trim_start_matches([' ', '-']).starts_with("source: ");
    let pages = text.find("\npages:").unwrap_or(text.len());
    text[..pages].lines().filter(|line| !is_place(line)).map(|line| line.to_owned() + "\n").collect()
}

/// The form, name and bytes of each page.
fn pages() -> Vec<(String, String, Vec<u8>)> {
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let folders = entries(&folder()).into_iter().filter(|path| path.is_dir());
    let pages = folders
        .flat_map(|folder| entries(&folder))
        .map(|page| (name(page.parent().unwrap()), name(&page), std::fs::read(&page).unwrap()));
    pages.collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn product() -> Product {
    let text = "{code: depot, name: Depot, version: '2024-01-01', style: roa, module: depot, locations: {GET: query}}";
    yaml::read("product.yaml", text).unwrap()
}
