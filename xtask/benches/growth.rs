//! The cost of an import: of four copies of the largest folder of the corpus, about four times as much as of one. It stops where
//! it is more than that.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop")]

#[path = "../tests/common/mod.rs"]
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

fn main() {
    let Some(corpus) = common::corpus() else { return };
    let pages = largest_folder(&corpus);
    let root = TempDir::new().unwrap();
    let copies = ["a", "b", "c", "d"].map(|copy| root.path().join(copy));
    copies.iter().for_each(|copy| write(copy, &pages));
    let growth = || cost(&copies) / cost(&copies[..1]);
    let growth = (1..ATTEMPTS).map(|_| growth()).find(|growth| *growth <= MOST).unwrap_or_else(growth);
    println!("four copies take {growth:.1} times as long");
    assert!(growth <= MOST, "more than {MOST}");
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
