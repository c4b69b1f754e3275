//! Real pages, for those who have them: the folder that `ALICLOUD_CORPUS` names, else `../shared/corpus` beside the project.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use alicloud_spec::{Operation, yaml};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What the corpus of the project gives; it may only rise.
const OPERATIONS: usize = 1625;

#[test]
fn every_page_is_an_operation_or_has_a_reason_and_two_imports_are_one() {
    let Some(corpus) = corpus() else { return };
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let run = import(&corpus, first.path());
    assert!(run.code <= 1 && !run.stderr.contains("panicked"), "{}", run.stderr);
    import(&corpus, second.path());
    let specs = common::files(first.path());
    assert_eq!(specs, common::files(second.path()), "two imports differ");

    let is_operation = |path: &&PathBuf| path.parent().is_some_and(|folder| folder.ends_with("operations"));
    let operations = specs.keys().filter(is_operation).count();
    assert!(operations >= OPERATIONS, "{operations} operations");
    let mut accounted: BTreeSet<PathBuf> = run.stdout.lines().filter_map(reason).collect();
    for text in specs.iter().filter(|(path, _)| is_operation(path)).map(|(_, text)| text) {
        let spec: Operation = yaml::read("spec.yaml", std::str::from_utf8(text).unwrap()).unwrap();
        accounted.extend(spec.pages.iter().map(|page| corpus.join(page)));
    }
    let mut pages: Vec<_> = common::files(&corpus).into_keys().map(|page| corpus.join(page)).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md" || extension == "txt"));
    pages.retain(|page| !accounted.contains(page));
    assert!(pages.is_empty(), "neither an operation nor a reason: {pages:#?}");
}

fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("ALICLOUD_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => xtask::args::root().join("../shared/corpus"),
    };
    if !folder.is_dir() {
        // Not by a macro, whose output the test harness keeps to itself.
        let why = format!("SKIPPED: no folder {}; ALICLOUD_CORPUS names one with pages\n", folder.display());
        std::io::stderr().write_all(why.as_bytes()).unwrap();
        return None;
    }
    Some(folder)
}

fn import(corpus: &Path, specs: &Path) -> common::Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("import").arg(corpus).arg("--specs").arg(specs);
    command.args(["--verbose", "--format", "json"]).output().unwrap().into()
}

/// The page of a diagnostic that says why there is no operation: an error, or what the page is about instead.
fn reason(line: &str) -> Option<PathBuf> {
    let value = |key: &str| line.split_once(&format!("\"{key}\":\""))?.1.split('"').next();
    let skipped = ["no-table", "no-operation-name", "empty-page"];
    let tells = value("severity")? == "error" || skipped.contains(&value("code")?);
    tells.then(|| value("file").map(PathBuf::from))?
}
