//! What the library needs from elsewhere, for tests of others.
#![allow(clippy::unwrap_used, reason = "a command that does not run ends the test")]

use std::process::Command;

#[test]
fn without_the_command_no_arguments_are_parsed() {
    let tree = |arguments: &[&str]| {
        let usual =
            ["tree", "--locked", "--package", "alicloud-mock", "--edges", "normal", "--prefix", "none"];
        let output = Command::new(env!("CARGO")).args(usual).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let needs_clap = |tree: &str| tree.lines().any(|line| line.starts_with("clap"));
    assert!(needs_clap(&tree(&[])));
    assert!(!needs_clap(&tree(&["--no-default-features"])));
}
