//! What it costs to build the crate of a product, beside a crate that progenitor makes of the same operations.
//!
//! `cargo run --release -p xtask --example build_cost -- PRODUCT[,PRODUCT…]|full [OPENAPI.json]`
//!
//! User seconds and peak memory of `cargo check` and of a debug build of the crate alone, its dependencies being built. With a
//! file of OpenAPI 3.0 of the same operations, the same of a crate by `cargo progenitor`, which must be installed, and ratios.
#![allow(clippy::print_stdout, reason = "a measurement prints")]

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["measure", command, features, folder] => once(command, features, Path::new(folder)),
        [products] => table(products, None),
        [products, openapi] => table(products, Some(&fs::canonicalize(openapi)?)),
        _ => anyhow::bail!(
            "name a product, several with commas between them, or `full`, and perhaps a file of OpenAPI"
        ),
    }
}

fn table(products: &str, openapi: Option<&Path>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let ours = ours(products, folder.path())?;
    let other = openapi.map(|openapi| progenitor(openapi, folder.path())).transpose()?;
    println!("{products}: the crate alone, its dependencies being built");
    for command in ["check", "build"] {
        let ours = cost(command, &ours)?;
        println!("cargo {command}  ours        {ours}");
        let Some(other) = &other else { continue };
        let other = cost(command, other)?;
        println!("cargo {command}  progenitor  {other}");
        let (time, memory) = (ours.seconds / other.seconds, ours.megabytes / other.megabytes);
        println!("cargo {command}  ratio       {time:6.2}         {memory:5.2}");
    }
    Ok(())
}

/// A crate, and the features that it is built with.
struct Crate {
    folder: PathBuf,
    features: String,
}

fn ours(products: &str, into: &Path) -> Result<Crate> {
    let folder = into.join("ours");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("this lies in a workspace")?;
    let mut codegen = Command::new(cargo());
    codegen.current_dir(root).args(["xtask", "codegen", "--out"]).arg(&folder);
    codegen.arg("--runtime").arg(root.join("crates/runtime"));
    run(&mut codegen)?;
    Ok(Crate { folder, features: products.replace('-', "_") })
}

fn progenitor(openapi: &Path, into: &Path) -> Result<Crate> {
    let folder = into.join("progenitor");
    let mut progenitor = Command::new(cargo());
    progenitor.args(["progenitor", "-n", "other", "-v", "0.1.0", "-i"]).arg(openapi).arg("-o").arg(&folder);
    run(&mut progenitor)?;
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    if !text.contains("[workspace]") {
        fs::write(&manifest, text + "\n[workspace]\n")?;
    }
    Ok(Crate { folder, features: String::new() })
}

struct Cost {
    seconds: f64,
    megabytes: f64,
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:6.2} s user  {:5.0} MB", self.seconds, self.megabytes)
    }
}

/// Builds once for the dependencies, then measures a second time in a process of its own, whose children are that alone.
fn cost(command: &str, krate: &Crate) -> Result<Cost> {
    let measured = || -> Result<String> {
        let mut measure = Command::new(std::env::current_exe()?);
        let output = measure.args(["measure", command, &krate.features]).arg(&krate.folder).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    };
    measured()?;
    let source = krate.folder.join("src/lib.rs");
    let text = fs::read_to_string(&source)?;
    fs::write(&source, text + "\n// Changed.\n")?;
    let figures = measured()?;
    let (seconds, megabytes) = figures.trim().split_once(' ').context("two figures")?;
    Ok(Cost { seconds: seconds.parse()?, megabytes: megabytes.parse()? })
}

fn once(command: &str, features: &str, folder: &Path) -> Result<()> {
    let mut build = Command::new(cargo());
    build.args([command, "--quiet", "--lib", "--features", features]).current_dir(folder);
    build.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("target"));
    run(&mut build)?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = usage.user_time().tv_sec() as f64 + usage.user_time().tv_usec() as f64 / 1e6;
    println!("{seconds} {}", usage.max_rss() as f64 / 1024.0);
    Ok(())
}

fn run(command: &mut Command) -> Result<()> {
    let status =
        command.stdout(Stdio::null()).status().with_context(|| format!("{command:?} cannot be run"))?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
