//! The largest folder of the corpus, and four copies of it, go in; that four take about four times as long to import is checked.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How many times as long four copies may take: a tenth more than four times. Quadratic cost gives 16.
const MOST: f64 = 4.4;

/// What else the machine does disturbs even processor time, so that a measurement is repeated at most so often.
const ATTEMPTS: usize = 3;

#[test]
fn cost_grows_with_the_number_of_pages() {
    let Some(corpus) = common::corpus() else { return };
    let pages = largest_folder(&corpus);
    let root = TempDir::new().unwrap();
    let copies = ["a", "b", "c", "d"].map(|copy| root.path().join(copy));
    copies.iter().for_each(|copy| write(copy, &pages));
    let growth = || cost(&copies) / cost(&copies[..1]);
    let is_linear = (0..ATTEMPTS).any(|_| growth() <= MOST);
    assert!(is_linear, "four copies take more than {MOST} times as long");
}

fn largest_folder(corpus: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let folders = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir()).map(|path| common::files(&path));
    let largest = folders.max_by_key(|files| files.values().map(Vec::len).sum::<usize>());
    largest.unwrap_or_else(|| common::files(corpus))
}

fn write(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    for (name, contents) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
}

/// The processor time of an import, in microseconds. It is that of all children, and this file starts no others meanwhile.
fn cost(folders: &[PathBuf]) -> f64 {
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
        (usage.user_time() + usage.system_time()).num_microseconds()
    };
    let specs = TempDir::new().unwrap();
    let before = used();
    let run = common::import(folders, specs.path(), &["--facts"]);
    assert!(run.code <= 1, "{}", run.stderr);
    (used() - before) as f64
}
