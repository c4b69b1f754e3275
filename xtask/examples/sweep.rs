//! A folder of official metadata goes in; a crate of each product version is made and compiled, and a line for each comes
//! out: its operations, those that are refused, warnings and errors of the compiler, and seconds.
//!
//! `cargo run -p xtask --example sweep -- METADATA_DIR [check|doc|test] [PRODUCT]…`
//!
//! `test` also runs the examples of the documentation. Specs, crates and what Cargo makes of them stay in `target/sweep`.
#![allow(clippy::print_stdout, reason = "the lines are what it is for")]

use anyhow::{Context, Result, bail};
use clap::{Parser, ValueEnum};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;
use xtask::args::root;

#[derive(Parser)]
struct Arguments {
    /// A folder of api-docs.json files
    metadata: PathBuf,
    /// What is done with each crate
    #[arg(value_enum, default_value_t = Verb::Check)]
    verb: Verb,
    /// The codes of the products; all when there are none
    products: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Verb {
    Check,
    Doc,
    Test,
}

/// What came of the crate of a product version.
struct Swept {
    operations: usize,
    refused: usize,
    warnings: usize,
    errors: usize,
    /// The first error, else the first warning.
    first: Option<String>,
}

fn main() -> Result<ExitCode> {
    let Arguments { metadata, verb, products } = Arguments::parse();
    let folder = root().join("target/sweep");
    let specs = folder.join("specs");
    xtask(&["import".as_ref(), &std::path::absolute(metadata)?, "--specs".as_ref(), &specs])?;
    let mut is_clean = true;
    for product in folders(&specs)? {
        let code = product.file_name().unwrap_or_default();
        if !products.is_empty() && !products.iter().any(|asked| code == asked.as_str()) {
            continue;
        }
        for version in folders(&product)? {
            let name = version.strip_prefix(&specs)?;
            let started = Instant::now();
            let swept = sweep(&version, &folder.join("crates").join(name), &folder.join("target"), verb)?;
            swept.show(&name.display().to_string(), started.elapsed().as_secs_f64());
            is_clean &= swept.first.is_none();
        }
    }
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes the crate of a product version, and compiles it.
fn sweep(version: &Path, out: &Path, target: &Path, verb: Verb) -> Result<Swept> {
    xtask(&["codegen".as_ref(), "--specs".as_ref(), version, "--out".as_ref(), out])?;
    // The versions of this workspace are those that are on the disk already.
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock"))?;
    let said = compile(out, target, verb)?;
    let lines = |words: &[&str]| -> Vec<String> {
        let has_one = |line: &&str| words.iter().any(|word| line.contains(word));
        said.lines().filter(has_one).map(str::to_owned).collect()
    };
    let (warnings, errors) = (lines(&["warning: ", "warning["]), lines(&["error: ", "error[", "... FAILED"]));
    let found = fs::read_to_string(version.join("diagnostics.txt")).unwrap_or_default();
    Ok(Swept {
        operations: fs::read_dir(version.join("operations")).map_or(0, Iterator::count),
        refused: found.lines().filter(|line| line.contains("unsupported-operation")).count(),
        first: errors.first().or(warnings.first()).cloned(),
        warnings: warnings.len(),
        errors: errors.len(),
    })
}

/// Compiles a crate; gives what Cargo says.
fn compile(out: &Path, target: &Path, verb: Verb) -> Result<String> {
    let mut command = Command::new(env!("CARGO"));
    match verb {
        Verb::Check => command.args(["check", "--message-format", "short"]),
        Verb::Doc => command.args(["doc", "--no-deps"]),
        Verb::Test => command.args(["test", "--tests", "--no-fail-fast", "--message-format", "short"]),
    };
    command.args(["--offline", "--color", "never", "--all-features"]);
    // Debug information of so many types takes more time than the types.
    command.current_dir(out).env("CARGO_TARGET_DIR", target).env("CARGO_PROFILE_DEV_DEBUG", "none");
    let output = command.output().context("running cargo")?;
    Ok([output.stderr, output.stdout].map(|text| String::from_utf8_lossy(&text).into_owned()).concat())
}

/// Runs a command of the project. Findings in the metadata are counted later.
fn xtask(arguments: &[&Path]) -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    let output =
        command.arg("xtask").args(arguments).current_dir(root()).output().context("running cargo")?;
    match output.status.code() {
        Some(0 | 1) => Ok(()),
        _ => bail!("{}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// The folders in a folder, sorted.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut folders: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

impl Swept {
    fn show(&self, name: &str, seconds: f64) {
        let Swept { operations, refused, warnings, errors, first } = self;
        println!(
            "{name:40} {operations:4} operations {refused:4} refused {warnings:3} warnings {errors:3} errors {seconds:6.1} s"
        );
        first.iter().for_each(|line| println!("    {line}"));
    }
}
