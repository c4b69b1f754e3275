//! The cost of reading the seed pages, as a ratio to bare Markdown events over the same bytes.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use alicloud_pages::{PageFile, read};
use alicloud_spec::Glossary;
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The allocator of the command line, for both sides, so that the ratio tells of the code alone.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds in which both sides take turns; the quickest of each are compared.
const ROUNDS: usize = 15;

fn main() {
    compare("the pages of this repository", &pages(&root().join("specs")));
    match corpus() {
        Some(folder) => compare("the corpus", &pages(&folder)),
        None => println!("no corpus: set ALICLOUD_CORPUS to the folder that holds it"),
    }
    divan::main();
}

fn compare(what: &str, pages: &[(String, String)]) {
    let bytes: usize = pages.iter().map(|(_, text)| text.len()).sum();
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(time(|| read_all(pages)));
        bare.push(time(|| count_events(pages)));
    }
    let [ours, bare] = [ours, bare].map(|times| times.into_iter().min().unwrap_or_default().as_secs_f64());
    println!(
        "{what}: {} pages, {bytes} bytes: {:.1} ms from page to operation, {:.2} times bare Markdown events",
        pages.len(),
        ours * 1e3,
        ours / bare
    );
    let slowest =
        pages.iter().map(|page| time(|| read_all(std::slice::from_ref(page)))).max().unwrap_or_default();
    println!("{what}: the slowest page takes {:.1} ms", slowest.as_secs_f64() * 1e3);
}

#[divan::bench]
fn page_to_operation(bencher: divan::Bencher<'_, '_>) {
    let pages = pages(&root().join("specs"));
    bencher.bench(|| read_all(&pages));
}

#[divan::bench]
fn bare_markdown_events(bencher: divan::Bencher<'_, '_>) {
    let pages = pages(&root().join("specs"));
    bencher.bench(|| count_events(&pages));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Pages of many products, which are not kept in this repository.
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("ALICLOUD_CORPUS").map(PathBuf::from);
    named.or_else(|| Some(root().join("../shared/corpus"))).filter(|folder| folder.is_dir())
}

fn read_all(pages: &[(String, String)]) {
    let glossary = Glossary::default();
    for (name, text) in pages {
        black_box(read(&PageFile { name, bytes: text.as_bytes() }, &glossary));
    }
}

fn count_events(pages: &[(String, String)]) {
    for (_, text) in pages {
        black_box(Parser::new_ext(text, Options::ENABLE_TABLES).count());
    }
}

fn pages(folder: &Path) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                pages.push((entry.file_name().to_string_lossy().into_owned(), text));
            }
        }
    }
    pages
}

fn time(run: impl Fn()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
