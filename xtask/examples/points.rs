//! What responses of pages with official definitions miss when one point of the search for trees is a quarter smaller or
//! larger, point by point.
//!
//! `cargo run --profile tool -p xtask --example points -- PAGES DEFINITIONS [POINT]…`
//!
//! A point is fitted where both changes miss more. Each is written to the source, compiled and taken back, which takes a
//! minute or two; where the command is stopped, `git checkout` takes it back.
#![allow(clippy::print_stdout, reason = "the lines are what it is for")]

#[path = "../tests/score/mod.rs"]
#[allow(clippy::unwrap_used, reason = "definitions that cannot be read end the command")]
#[allow(dead_code, reason = "tests use the rest of it")]
mod score;

use alicloud_spec::{Operation, yaml};
use anyhow::{Context, Result, anyhow, ensure};
use clap::Parser;
use score::{Definitions, Metric, Scores};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use xtask::args::root;

#[derive(Parser)]
struct Arguments {
    /// A folder of pages
    pages: PathBuf,
    /// A folder of the official definitions of their operations
    definitions: PathBuf,
    /// The names of the points; all when there are none
    points: Vec<String>,
}

/// A line of the source that says what a point is.
struct Point<'t> {
    line: &'t str,
    name: &'t str,
    value: f32,
}

/// The source, as it was once this is dropped.
struct Source {
    path: PathBuf,
    text: String,
}

fn main() -> Result<()> {
    let Arguments { pages, definitions, points } = Arguments::parse();
    let path = root().join("crates/pages/src/tree/nest/gain.rs");
    let source = Source { text: fs::read_to_string(&path)?, path };
    let definitions = Definitions::read(&definitions);
    println!("{} missed as it is", missed(&pages, &definitions)?);
    for point in source.text.lines().filter_map(Point::read) {
        if !points.is_empty() && !points.iter().any(|asked| asked == point.name) {
            continue;
        }
        let [smaller, larger] = [0.75, 1.25].map(|factor| {
            fs::write(&source.path, source.text.replacen(point.line, &point.times(factor), 1))?;
            missed(&pages, &definitions)
        });
        println!("{:<28} {:>5}: {} smaller, {} larger", point.name, point.value, smaller?, larger?);
    }
    Ok(())
}

impl<'t> Point<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let (_, constant) = line.split_once("const ")?;
        let (name, value) = constant.split_once(": f32 = ")?;
        Some(Point { line, name, value: value.trim_end_matches(';').parse().ok()? })
    }

    /// The line with so many times the value.
    fn times(&self, factor: f32) -> String {
        let before = self.line.rfind('=').map_or(self.line, |at| &self.line[..at]);
        format!("{before}= {:?};", self.value * factor)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            println!("{} keeps a changed point: {error}", self.path.display());
        }
    }
}

/// The members of responses that the pages do not give as they are defined, by the source as it is now.
fn missed(pages: &Path, definitions: &Definitions) -> Result<usize> {
    let specs = TempDir::new()?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--profile", "tool", "-p", "xtask", "--", "import"]).arg(pages);
    let run = command.arg("--specs").arg(specs.path()).output()?;
    ensure!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
    let scores = Scores::new(&operations(specs.path())?, definitions);
    Ok([Metric::ResponseName, Metric::ResponseRecall].map(|metric| scores.missed(metric)).iter().sum())
}

/// The operations in a folder of specs: `PRODUCT/VERSION/operations/NAME.yaml`.
fn operations(specs: &Path) -> Result<Vec<Operation>> {
    let mut paths = vec![specs.to_owned()];
    for _ in 0..4 {
        let inside = paths.iter().filter(|path| path.is_dir()).map(fs::read_dir);
        let inside = inside.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
        paths = inside.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    }
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        yaml::read(&path.display().to_string(), &text).map_err(|error| anyhow!("{error:?}"))
    };
    paths.iter().map(read).collect()
}
