//! What the library needs from elsewhere, for tests of others.
#![allow(clippy::unwrap_used, reason = "a command that does not run ends the test")]

use alicloud_mock::Catalog;
use std::path::Path;
use std::process::Command;

#[test]
fn who_tests_with_the_gateway_builds_no_parser_of_arguments() {
    let arguments =
        ["tree", "--locked", "--package", "alicloud-mock", "--edges", "normal", "--prefix", "none"];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let needs = |name: &str| tree.lines().any(|line| line.starts_with(name));
    assert!(needs("axum") && !needs("clap"), "{tree}");
}

#[cfg(unix)]
#[test]
fn a_pipe_among_specs_is_not_waited_for() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipe/operations");
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("Pipe.yaml");
    // What an earlier run left is as good.
    let made = nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU);
    assert!(made.is_ok() || pipe.exists(), "{made:?}");
    assert!(Catalog::read(&folder).is_ok());
}
