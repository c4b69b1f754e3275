//! Real pages, for those who have them: the folder that `ALICLOUD_CORPUS` names, else `../shared/corpus` beside the project;
//! and the official definitions of their operations, in the folder that `ALICLOUD_DEFINITIONS` names, else `truth` beside the pages.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;
mod score;

use alicloud_spec::{Operation, yaml};
use rayon::prelude::*;
use score::{Definitions, Metric, Scores};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// What the corpus of the project gives; it may only rise.
const OPERATIONS: usize = 1625;

/// How many of them are found in the definitions of the project; it may only rise.
const FOUND: usize = 1517;

/// How well these agree with their definitions, in percent; they may only rise.
const FLOORS: [(Metric, f64); 10] = [
    (Metric::Style, 100.0),
    (Metric::Method, 100.0),
    (Metric::Path, 100.0),
    (Metric::RequestName, 99.48),
    (Metric::RequestType, 99.58),
    (Metric::RequestLocation, 99.91),
    (Metric::RequestRecall, 97.64),
    (Metric::ResponseName, 98.40),
    (Metric::ResponseType, 99.66),
    (Metric::ResponseRecall, 98.41),
];

#[test]
fn every_page_is_an_operation_or_has_a_reason_and_two_imports_are_one() {
    let Some(Imported { corpus, run, specs, operations }) = &*IMPORTED else { return };
    assert!(run.code <= 1 && !run.stderr.contains("panicked"), "{}", run.stderr);
    let again = TempDir::new().unwrap();
    import(corpus, again.path());
    assert_eq!(*specs, common::files(again.path()), "two imports differ");

    assert!(operations.len() >= OPERATIONS, "{} operations", operations.len());
    let mut accounted: BTreeSet<PathBuf> = run.stdout.lines().filter_map(reason).collect();
    let described = operations.iter().flat_map(|operation| &operation.pages);
    accounted.extend(described.map(|page| corpus.join(page)));
    let mut pages: Vec<_> = common::files(corpus).into_keys().map(|page| corpus.join(page)).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md" || extension == "txt"));
    pages.retain(|page| !accounted.contains(page));
    assert!(pages.is_empty(), "neither an operation nor a reason: {pages:#?}");
}

#[test]
fn operations_are_as_their_official_definitions_say() {
    let Some(Imported { corpus, operations, .. }) = &*IMPORTED else { return };
    let Some(folder) = common::folder("ALICLOUD_DEFINITIONS", &corpus.with_file_name("truth")) else {
        return;
    };
    let scores = Scores::new(operations, &Definitions::read(&folder));
    assert!(scores.found() >= FOUND, "{} operations have a definition", scores.found());
    let below = scores.below(&FLOORS);
    assert!(below.is_none(), "worse than before:\n{}", below.unwrap_or_default());
}

/// The corpus as the command imports it, once for all tests.
static IMPORTED: LazyLock<Option<Imported>> = LazyLock::new(|| {
    let corpus = common::corpus()?;
    let specs = TempDir::new().unwrap();
    let run = import(&corpus, specs.path());
    let specs = common::files(specs.path());
    let is_operation = |path: &Path| path.parent().is_some_and(|folder| folder.ends_with("operations"));
    let operations = specs.par_iter().filter(|(path, _)| is_operation(path)).map(|(path, text)| {
        yaml::read(&path.display().to_string(), std::str::from_utf8(text).unwrap()).unwrap()
    });
    Some(Imported { corpus, run, operations: operations.collect(), specs })
});

struct Imported {
    corpus: PathBuf,
    run: common::Run,
    specs: BTreeMap<PathBuf, Vec<u8>>,
    operations: Vec<Operation>,
}

fn import(corpus: &Path, specs: &Path) -> common::Run {
    common::import(&[corpus], specs, &["--verbose", "--format", "json"])
}

/// The page of a diagnostic that says why there is no operation: an error, or what the page is about instead.
fn reason(line: &str) -> Option<PathBuf> {
    let value = |key: &str| line.split_once(&format!("\"{key}\":\""))?.1.split('"').next();
    let skipped = ["no-table", "no-operation-name", "empty-page", "foreign-page"];
    let tells = value("severity")? == "error" || skipped.contains(&value("code")?);
    tells.then(|| value("file").map(PathBuf::from))?
}
