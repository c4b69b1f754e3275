//! One operation in the forms that pages of today have, a folder for each: all forms of one layout give one spec.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_pages::{PageFile, compile, read, read_all};
use alicloud_spec::{Glossary, Member, Naming, Operation, Product, Shape, yaml};
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
    for layout in ["g1", "g2"] {
        let mut first: Option<Operation> = None;
        for (form, name, bytes) in pages().into_iter().filter(|(form, ..)| form.contains(layout)) {
            let page = PageFile { name: &name, bytes: &bytes };
            let (drafts, found) = read_all(&[page], &Glossary::default());
            let compiled = compile(&product(), drafts, found);
            let Some(mut operation) = compiled.operations.into_iter().next() else { panic!("{form}: none") };
            let mut expected = first.get_or_insert_with(|| operation.clone()).clone();
            let texts = if form.starts_with("e-") { Texts::WithoutLists } else { Texts::Whole };
            show_difference(&form, &facts(&mut operation, texts), &facts(&mut expected, texts));
        }
        insta::with_settings!({snapshot_path => folder(), prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(layout, yaml::write(&first.unwrap()).unwrap());
        });
    }
}

/// Shows the first lines in which two specs differ.
fn show_difference(form: &str, facts: &str, expected: &str) {
    let differs = facts.lines().zip(expected.lines()).position(|(one, other)| one != other);
    let at = differs.unwrap_or(facts.lines().count().min(expected.lines().count()));
    let around = |text: &str| text.lines().skip(at.saturating_sub(9)).take(14).collect::<Vec<_>>().join("\n");
    assert!(facts == expected, "{form} gives\n{}\n\nothers give\n{}", around(facts), around(expected));
}

/// What a form keeps of descriptions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Whole,
    /// An extractor leaves out lists that stand in cells.
    WithoutLists,
}

/// The spec, without places, and without how texts are broken into lines, which is left to the form.
fn facts(operation: &mut Operation, texts: Texts) -> String {
    operation.pages.clear();
    operation.errors.iter_mut().for_each(|error| error.source = None);
    operation.examples.iter_mut().for_each(|example| example.source = None);
    settle_text(&mut operation.docs.zh, texts);
    operation.request.iter_mut().for_each(|member| settle(member, texts));
    operation.headers.iter_mut().for_each(|member| settle(member, texts));
    settle_shape(&mut operation.response, texts);
    yaml::write(operation).unwrap()
}

fn settle(member: &mut Member, texts: Texts) {
    member.source = None;
    settle_text(&mut member.docs.zh, texts);
    settle_shape(&mut member.shape, texts);
}

fn settle_shape(shape: &mut Shape, texts: Texts) {
    match shape {
        Shape::Scalar(scalar) if texts == Texts::WithoutLists => scalar.values.clear(),
        Shape::List(inner) | Shape::Map(inner) => settle_shape(inner, texts),
        Shape::Structure(members) => members.iter_mut().for_each(|member| settle(member, texts)),
        _ => {}
    }
}

fn settle_text(text: &mut Option<String>, texts: Texts) {
    if let Some(text) = text {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let kept = lines.filter(|line| texts == Texts::Whole || !line.starts_with('-'));
        *text =
            kept.map(|line| line.trim_start_matches("- ").replace(" : ", "：")).collect::<Vec<_>>().join(" ");
    }
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
