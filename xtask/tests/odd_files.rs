//! Files that are no pages, no specs or no files at all go in; each is reported, and the run goes on.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{PAGE, Project, linked, write};
use std::fs::{self, File};
use std::path::Path;
use tempfile::TempDir;

/// Puts odd things into a folder; gives how many.
#[cfg(unix)]
fn oddities(folder: &Path) -> usize {
    use nix::sys::stat::Mode;
    use std::os::unix::fs::symlink;
    fs::create_dir_all(folder).unwrap();
    nix::unistd::mkfifo(&folder.join("pipe.zh.md"), Mode::S_IRWXU).unwrap();
    symlink("/dev/zero", folder.join("device.zh.md")).unwrap();
    symlink("/dev/tty", folder.join("terminal.zh.md")).unwrap();
    symlink(".", folder.join("folder.zh.md")).unwrap();
    symlink("nowhere", folder.join("nothing.zh.md")).unwrap();
    File::create(folder.join("huge.zh.md")).unwrap().set_len(1 << 40).unwrap();
    6
}

#[cfg(unix)]
#[test]
fn odd_files_among_pages_stop_nothing_else() {
    let project = Project::new();
    let count = oddities(&project.product("pages"));
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[unreadable-file]").count(), count - 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[file-too-large]").count(), 1, "{}", run.stderr);
    assert!(project.path("out/src/test/get.rs").exists());
    assert_eq!(project.lint(&[]).stdout.matches("error[").count(), count);

    let root = TempDir::new().unwrap();
    let (pages, specs) = (root.path().join("pages"), root.path().join("specs"));
    let count = oddities(&pages);
    write(pages.join("Get.zh.md"), linked("Get", "test", "2020-01-01"));
    let run = common::import(&[&pages], &specs, &[]);
    assert_eq!((run.code, run.stdout.matches("error[").count()), (1, count), "{}", run.stdout);
    assert!(specs.join("test/2020-01-01/operations/Get.yaml").exists());
}

#[cfg(unix)]
#[test]
fn what_an_odd_file_described_keeps_its_spec() {
    let root = TempDir::new().unwrap();
    let (pages, specs) = (root.path().join("pages"), root.path().join("specs"));
    for operation in ["Get", "Put"] {
        write(pages.join(format!("{operation}.zh.md")), linked(operation, "test", "2020-01-01"));
    }
    assert_eq!(common::import(&[&pages], &specs, &[]).code, 0);
    let before = common::files(&specs);
    fs::remove_file(pages.join("Put.zh.md")).unwrap();
    std::os::unix::fs::symlink(".", pages.join("Put.zh.md")).unwrap();
    assert_eq!(common::import(&[&pages], &specs, &[]).code, 1);
    assert!(common::files(&specs) == before);
}

#[cfg(unix)]
#[test]
fn odd_files_in_the_place_of_those_kept_by_hand_are_reported() {
    use nix::sys::stat::Mode;
    for name in ["product.yaml", "overrides.yaml", "glossary.yaml"] {
        let project = Project::generated();
        let file = project.product(name);
        let _ = fs::remove_file(&file);
        nix::unistd::mkfifo(&file, Mode::S_IRWXU).unwrap();
        let before = project.tree();
        let run = project.codegen(&[]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let said = format!("{name}:1:1");
        assert!(
            run.stderr.contains("error[unreadable-file]") && run.stderr.contains(&said),
            "{}",
            run.stderr
        );
        assert!(project.tree() == before);
    }
}

#[test]
fn a_file_kept_by_hand_that_cannot_be_read_is_not_overwritten() {
    let root = TempDir::new().unwrap();
    let (pages, specs) = (root.path().join("pages"), root.path().join("specs"));
    for product in ["broken", "sound"] {
        write(pages.join(format!("{product}.zh.md")), linked("Get", product, "2020-01-01"));
    }
    let by_hand = specs.join("broken/2020-01-01/product.yaml");
    write(&by_hand, b"code: broken\nname: Caf\xe9\nversion: '2020-01-01'\nstyle: roa\nmodule: broken\n");
    write(specs.join("broken/2020-01-01/operations/Old.yaml"), "name: Old\n");
    let before = common::files(&specs);
    let run = common::import(&[&pages], &specs, &[]);
    assert!(run.code == 1 && run.stdout.contains("error[not-utf8]"), "{}", run.stdout);
    assert!(run.stdout.contains("product.yaml:2:10"), "{}", run.stdout);
    let mut after = common::files(&specs);
    after.retain(|path, _| path.starts_with("broken"));
    assert!(after == before);
    assert!(specs.join("sound/2020-01-01/operations/Get.yaml").exists());
}

#[test]
fn files_in_operations_that_are_not_ours_are_left_alone_and_named() {
    let foreign = [".hidden.yaml", "notes.txt", "Get.yaml.orig", ".git/config.yaml"];
    let project = Project::generated();
    foreign.iter().for_each(|name| project.write(&format!("operations/{name}"), "mine\n"));
    let root = TempDir::new().unwrap();
    write(root.path().join("Get.zh.md"), linked("Get", "test", "2020-01-01"));
    let runs = [
        project.codegen(&["--check"]),
        project.codegen(&[]),
        common::import(&[root.path()], &project.path("specs"), &[]),
    ];
    for run in runs {
        assert_eq!(run.code, 0, "{}", run.stderr);
        for name in foreign {
            assert!(run.stderr.contains(&format!("{name} was left alone")), "{name}: {}", run.stderr);
            assert!(project.product("operations").join(name).exists());
        }
    }
}

#[test]
fn no_empty_folder_above_the_target_is_removed() {
    let root = TempDir::new().unwrap();
    let specs = root.path().join("empty/specs");
    write(specs.join(".codegenAbCdEf"), "");
    write(root.path().join("pages/note.md"), "Nothing.\n");
    // It imports nothing, which is a finding.
    assert_eq!(common::import(&[root.path().join("pages")], &specs, &[]).code, 1);
    assert!(specs.exists() && !specs.join(".codegenAbCdEf").exists());
}

#[test]
fn what_a_killed_run_left_is_reported_and_then_removed() {
    let project = Project::generated();
    let left = [
        "specs",
        "specs/test/2020-01-01",
        "specs/test/2020-01-01/operations",
        "out",
        "out/src/test",
        "out/tests",
    ];
    let left = left.map(|folder| project.path(folder).join(".codegenAbCdEf"));
    let built = project.path("out/target/.codegenAbCdEf");
    left.iter().chain([&built]).for_each(|path| write(path, PAGE));
    let run = project.codegen(&["--check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stdout.matches("left by a run that was killed: ").count(), left.len(), "{}", run.stdout);
    assert!(left.iter().all(|path| path.exists()));
    assert_eq!(project.codegen(&[]).code, 0);
    assert!(!left.iter().any(|path| path.exists()) && built.exists());
    assert_eq!(project.codegen(&["--check"]).code, 0);
}
