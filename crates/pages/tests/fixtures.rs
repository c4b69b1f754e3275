//! Each folder of `fixtures` holds the pages of one operation; what is read from them is kept beside them as snapshots.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_pages::{Compiled, EXTENSIONS, PageFile, compile, format, formats, read_all};
use alicloud_spec::{Code, Glossary, Product, diagnostic, yaml};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Codes whose cause is a spec or official metadata, not a page; `alicloud-spec` and `alicloud-metadata` test them. A page over the limit is made up there too. Which
/// product a page belongs to is a matter of the pages beside it; see `catalog`.
const NOT_OF_PAGES: &[Code] = &[
    Code::FileTooLarge,
    Code::InvalidYaml,
    Code::DuplicateMember,
    Code::DuplicateModule,
    Code::EmptyName,
    Code::TooDeep,
    Code::WrongLocation,
    Code::WrongEncoding,
    Code::UnknownReference,
    Code::UnmatchedPlaceholder,
    Code::StaleOverride,
    Code::WrongWaiter,
    Code::WrongWords,
    Code::NoProduct,
    Code::UnreadableFile,
    Code::UnsafePath,
    Code::InvalidPath,
    Code::InvalidJson,
    Code::NotMetadata,
    Code::UnsupportedOperation,
    Code::MalformedValue,
    Code::DanglingReference,
    Code::SchemaTooLarge,
    Code::RepeatedKey,
];

#[test]
fn fixtures_are_read_as_before() {
    for folder in folders() {
        let compiled = read(&folder);
        let operations = compiled.operations.iter().map(|operation| yaml::write(operation).unwrap());
        let diagnostics = compiled.diagnostics.iter().map(|found| match &found.help {
            Some(help) => format!("{}\n    {help}\n", diagnostic::line(found)),
            None => diagnostic::line(found) + "\n",
        });
        insta::with_settings!({snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("operation", operations.collect::<Vec<_>>().join("---\n"));
            insta::assert_snapshot!("diagnostics", diagnostics.collect::<String>());
        });
    }
}

#[test]
fn every_code_has_a_fixture() {
    let found: BTreeSet<_> =
        folders().iter().flat_map(|folder| read(folder).diagnostics).map(|found| found.code).collect();
    let missing: Vec<_> =
        Code::ALL.iter().filter(|code| !found.contains(code) && !NOT_OF_PAGES.contains(code)).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

#[test]
fn every_format_has_a_fixture() {
    let pages: Vec<_> = folders().iter().flat_map(|folder| pages(folder)).collect();
    let found: BTreeSet<_> =
        pages.iter().filter_map(|(name, bytes)| format(&PageFile { name, bytes })).collect();
    let missing: Vec<_> = formats().filter(|format| !found.contains(format)).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

#[test]
fn what_is_written_can_be_read() {
    for folder in folders() {
        for operation in read(&folder).operations {
            let text = yaml::write(&operation).unwrap();
            assert_eq!(yaml::read::<alicloud_spec::Operation>("spec.yaml", &text).unwrap(), operation);
        }
    }
}

fn folders() -> Vec<PathBuf> {
    sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn read(folder: &Path) -> Compiled {
    let product: Product = yaml::read(
        "product.yaml",
        "{code: test, name: Test, version: '2020-01-01', style: roa, module: test, locations: {POST: form}}",
    )
    .unwrap();
    let glossary: Glossary = yaml::read("glossary.yaml", "{准备: Preparing, 执行中: Running}").unwrap();
    let files = pages(folder);
    let pages: Vec<_> = files.iter().map(|(name, bytes)| PageFile { name, bytes }).collect();
    let (drafts, found) = read_all(&pages, &glossary);
    compile(&product, drafts, found)
}

/// The names and bytes of the pages in a folder.
fn pages(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let is_page = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        EXTENSIONS.iter().any(|known| extension == *known)
    };
    sorted(folder)
        .into_iter()
        .filter(is_page)
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect()
}
