//! Several folders with pages of equal names go in; every page is imported, and its diagnostics are shown at its own place.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{PAGE, Run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Imports folders below `root`; gives the run, and the specs with `diagnostics.txt`.
fn import(root: &Path, folders: &[&str]) -> (Run, BTreeMap<PathBuf, Vec<u8>>) {
    let specs = TempDir::new().unwrap();
    let folders: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    let run = common::import(&folders, specs.path(), &["--verbose", "--format", "json"]);
    (run, common::files(specs.path()))
}

#[test]
fn pages_of_equal_names_in_several_folders_stay_apart() {
    let root = TempDir::new().unwrap();
    for (folder, operation, ending) in [("old", "Get", "标识。"), ("new", "Put", "标识。|")] {
        let link = format!(
            "[调试](https://api.aliyun.com/#product=test&api={operation}&type=ROA&version=2020-01-01)"
        );
        let page = PAGE.replace("# Get\n", &format!("# {operation}\n\n{link}\n")).replace("标识。|", ending);
        std::fs::create_dir(root.path().join(folder)).unwrap();
        std::fs::write(root.path().join(folder).join("page.zh.md"), page).unwrap();
    }
    let (run, specs) = import(root.path(), &["old", "new"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let contains = |name: &str, part: &str| {
        let text = std::str::from_utf8(&specs[&Path::new("test/2020-01-01").join(name)]).unwrap();
        assert!(text.contains(part), "no `{part}` in {text}");
    };
    contains("operations/Get.yaml", "pages:\n- old/page.zh.md\n");
    contains("operations/Put.yaml", "pages:\n- new/page.zh.md\n");
    contains("diagnostics.txt", "old/page.zh.md:15:1: warning[unclosed-row]");
    let shown: Vec<_> = run.stdout.lines().filter(|line| line.contains("unclosed-row")).collect();
    let place = root.path().canonicalize().unwrap().join("old/page.zh.md").display().to_string();
    assert!(shown.len() == 1 && shown[0].contains(&place), "{shown:?}");

    // Neither the order of folders nor a folder within another makes a difference.
    assert_eq!(specs, import(root.path(), &["new", "old"]).1);
    assert_eq!(specs, import(root.path(), &["."]).1);
    assert_eq!(specs, import(root.path(), &["old", ".", "new"]).1);
}
