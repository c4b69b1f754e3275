//! What is checked in must be what the pages and specs say, whoever generates it and on however many threads.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn what_is_checked_in_is_what_the_pages_say() {
    let run: common::Run =
        Command::new(env!("CARGO_BIN_EXE_xtask")).args(["codegen", "--check"]).output().unwrap().into();
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("all as the pages and specs say"), "{}", run.stdout);
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let generate = |threads: &str| {
        let folder = TempDir::new().unwrap();
        let specs = folder.path().join("specs");
        copy(&xtask::args::root().join("specs"), &specs);
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("codegen").arg("--specs").arg(&specs).arg("--out").arg(folder.path().join("out"));
        let run: common::Run = command.args(["--threads", threads]).output().unwrap().into();
        assert_eq!(run.code, 0, "{}", run.stderr);
        common::files(folder.path())
    };
    let (one, two) = (generate("1"), generate("2"));
    assert!(one.keys().any(|path| path.ends_with("src/sae/describe_change_order.rs")));
    assert_eq!(one, two);
}

/// A crate of its own must not need anything of this workspace but the runtime.
#[test]
fn a_crate_made_elsewhere_compiles_by_itself() {
    let project = common::Project::new();
    // So must modules of products whose codes mean something else in Rust or to Cargo.
    let pages = TempDir::new().unwrap();
    for code in
        ["1688", "Self", "a-b", "a.b", "bin", "default", "full", "lib", "main", "runtime", "serde", "std"]
    {
        common::write(
            pages.path().join(code).join("page.zh.md"),
            common::linked("list-jobs.v2", code, "iap_1.0"),
        );
    }
    let run = common::import(&[pages.path()], &project.path("specs"), &[]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert_eq!(project.codegen(&[]).code, 0);
    let run = cargo(&project.path("out"), &["check", "--all-features", "--tests"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Cargo takes a crate of the same name for the one it knows, if its files are not newer.
    assert!(run.stderr.contains("Checking alicloud v"), "nothing was compiled: {}", run.stderr);
}

/// Whatever can be read of metadata can be compiled and documented, and what it shows can be read.
#[test]
fn a_crate_made_of_metadata_compiles_has_docs_and_reads_its_examples() {
    let folder = TempDir::new().unwrap();
    let (specs, out) = (folder.path().join("specs"), folder.path().join("out"));
    let fixtures = xtask::args::root().join("crates/metadata/tests/fixtures");
    // Some of them show what errors there are.
    let run = common::import(&[fixtures], &specs, &[]);
    assert!(run.code <= 1, "{}", run.stderr);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("codegen").arg("--specs").arg(&specs).arg("--out").arg(&out);
    let run: common::Run = command.output().unwrap().into();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = cargo(&out, &["test", "--all-features", "--tests"]);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("test documented::result_json ... ok"), "{}", run.stdout);
    let run = cargo(&out, &["doc", "--all-features", "--no-deps"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// Runs Cargo on a crate that was made; warnings are errors.
fn cargo(out: &Path, arguments: &[&str]) -> common::Run {
    // The versions of this workspace are those that are on the disk already.
    std::fs::copy(xtask::args::root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--offline", "--color", "never"]).current_dir(out);
    // The dependencies stay compiled from one run to the next.
    command.env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/standalone"));
    command.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    command.output().unwrap().into()
}

fn copy(from: &Path, to: &Path) {
    for (path, contents) in common::files(from) {
        let target = to.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, contents).unwrap();
    }
}
