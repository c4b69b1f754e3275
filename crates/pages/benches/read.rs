//! The seed pages go in; what reading them costs, as a ratio to bare Markdown events over the same bytes, comes out.

use alicloud_pages::{PageFile, read};
use alicloud_spec::Glossary;
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Rounds in which both sides take turns; the medians are compared.
const ROUNDS: usize = 201;

#[allow(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let pages = pages(&specs());
    let bytes: usize = pages.iter().map(|(_, text)| text.len()).sum();
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(time(|| read_all(&pages)));
        bare.push(time(|| count_events(&pages)));
    }
    let ratio = median(ours).as_secs_f64() / median(bare).as_secs_f64();
    println!(
        "{} pages, {bytes} bytes: page to operation takes {ratio:.2} times bare Markdown events",
        pages.len()
    );
    divan::main();
}

#[divan::bench]
fn page_to_operation(bencher: divan::Bencher<'_, '_>) {
    let pages = pages(&specs());
    bencher.bench(|| read_all(&pages));
}

#[divan::bench]
fn bare_markdown_events(bencher: divan::Bencher<'_, '_>) {
    let pages = pages(&specs());
    bencher.bench(|| count_events(&pages));
}

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")
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
            } else if path.parent().is_some_and(|folder| folder.ends_with("pages"))
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

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
