//! Pages and specs with hostile names go in; nothing outside of the target is touched, and everything else is made.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{Project, linked, write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with pages, and one for specs that lies deeper than names could climb unseen.
fn folders() -> (TempDir, std::path::PathBuf) {
    let root = TempDir::new().unwrap();
    let specs = root.path().join("a/b/specs");
    (root, specs)
}

#[test]
fn a_link_leads_nowhere_outside_the_specs() {
    let (root, specs) = folders();
    let victim = root.path().join("a/x/2020-01-01/operations/Victim.yaml");
    let absolute = root.path().join("absolute/operations/Victim.yaml");
    write(&victim, "mine\n");
    write(&absolute, "mine\n");
    let version = root.path().join("absolute").display().to_string();
    let pages = [
        ("Climb", "../../x", "2020-01-01"),
        ("Absolute", "test", version.as_str()),
        ("Backslash", "..\\\\..\\\\x", "2020-01-01"),
        ("Device", "nul", "2020-01-01"),
        ("Dots", "..", "2020-01-01"),
        ("Good", "test", "2020-01-01"),
    ];
    for (operation, product, version) in pages {
        write(root.path().join(format!("pages/{operation}.zh.md")), linked(operation, product, version));
    }
    let before = common::files(root.path());
    let run = common::import(&[root.path().join("pages")], &specs, &[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stdout.matches("error[invalid-name]").count(), 5, "{}", run.stdout);
    let mut after = common::files(root.path());
    after.retain(|path, _| !path.starts_with("a/b/specs"));
    assert!(after == before, "files outside of the specs have changed");
    let made: Vec<_> = common::files(&specs).into_keys().collect();
    let expected =
        ["operations/Good.yaml", "product.yaml"].map(|file| Path::new("test/2020-01-01").join(file));
    assert_eq!(made, expected);
}

#[test]
fn no_word_of_a_page_breaks_a_later_run() {
    let (root, specs) = folders();
    let long = "A".repeat(10_000);
    for (index, (operation, product, version)) in [
        ("Quote", "test", "2020-01-01'"),
        (long.as_str(), "test", "2020-01-01"),
        ("Good", "test", "2020-01-01"),
        ("list-jobs", "1688", "iap_1.0"),
        ("ListJobs", "1688", "iap_1.0"),
        ("null", "true", "1e3"),
        ("Get", "a-b", "1.0"),
        ("Get", "a_b", "1.0"),
    ]
    .into_iter()
    .enumerate()
    {
        let page = linked(operation, product, version);
        write(root.path().join(format!("pages/{index}/page.zh.md")), page);
    }
    let run = common::import(&[root.path().join("pages")], &specs, &[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for code in ["(10000 characters) cannot be", "`2020-01-01'` cannot be", "duplicate-operation"] {
        assert!(run.stdout.contains(code), "no {code} in {}", run.stdout);
    }
    assert!(run.stdout.len() < 100_000, "a name is shown at length");
    // An older edition that is imported later, and what is called like a version of another.
    write(root.path().join("more/page.zh.md"), linked("Get", "test", "2014-01-01"));
    write(root.path().join("more/other.zh.md"), linked("Get", "test.2014.01.01", "1"));
    assert_eq!(common::import(&[root.path().join("more")], &specs, &[]).code, 0);
    let out = root.path().join("out");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("codegen").arg("--specs").arg(&specs).arg("--out").arg(&out);
    let run: common::Run = command.output().unwrap().into();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let library = fs::read_to_string(out.join("src/lib.rs")).unwrap();
    for module in ["api_1688", "a_b", "a_b_1_0", "api_true", "test", "test_2014_01_01", "test_2014_01_01_1"] {
        assert!(library.contains(&format!("pub mod {module};")), "no {module} in {library}");
    }
}

#[test]
fn versions_that_differ_in_case_only_do_not_share_a_folder() {
    let (root, specs) = folders();
    write(root.path().join("pages/one.zh.md"), linked("One", "test", "V1"));
    write(root.path().join("pages/two.zh.md"), linked("Two", "test", "v1"));
    let run = common::import(&[root.path().join("pages")], &specs, &[]);
    assert!(run.code == 1 && run.stdout.contains("error[unsafe-path]"), "{}", run.stdout);
    assert!(specs.join("test/V1/operations/One.yaml").exists() && !specs.join("test/v1").exists());
}

#[test]
fn two_products_of_one_module_stop_their_crate_only() {
    let project = Project::generated();
    let product = "code: other\nname: Other\nversion: '2020-01-01'\nstyle: roa\nmodule: test\n";
    project.write("../../other/2020-01-01/product.yaml", product);
    let before = project.files();
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for part in ["error[duplicate-module]", "test/2020-01-01/product.yaml:5:1", "both have the module `test`"]
    {
        assert!(run.stderr.contains(part), "no `{part}` in {}", run.stderr);
    }
    assert!(project.files() == before);
}

#[test]
fn names_in_product_yaml_are_checked_at_their_place() {
    let product = "code: test\nname: Test\nversion: '2020-01-01'\nstyle: roa\nmodule: test\n";
    for (from, to, place) in [
        ("code: test", "code: ../test", "1:7"),
        ("2020-01-01", "2020/01/01", "3:10"),
        ("module: test", "module: lib", "5:9"),
        ("module: test", "module: bin", "5:9"),
        ("module: test", "module: self_", "5:9"),
    ] {
        let project = Project::generated();
        project.write("product.yaml", product.replace(from, to));
        let before = project.files();
        let run = project.codegen(&[]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("product.yaml:{place}")), "{}", run.stderr);
        assert!(project.files() == before);
    }
}

#[cfg(unix)]
#[test]
fn folders_that_are_links_out_of_the_target_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (root, specs) = folders();
    for product in ["linked", "plain"] {
        write(root.path().join(format!("pages/{product}.zh.md")), linked("Get", product, "2020-01-01"));
    }
    let elsewhere = root.path().join("elsewhere/2020-01-01/operations/Old.yaml");
    write(&elsewhere, "name: Old\n");
    fs::create_dir_all(&specs).unwrap();
    symlink(root.path().join("elsewhere"), specs.join("linked")).unwrap();
    let run = common::import(&[root.path().join("pages")], &specs, &[]);
    assert!(run.code == 1 && run.stdout.contains("error[unsafe-path]"), "{}", run.stdout);
    assert_eq!(common::files(&root.path().join("elsewhere")).len(), 1);
    assert!(elsewhere.exists() && specs.join("plain/2020-01-01/operations/Get.yaml").exists());

    let project = Project::generated();
    let elsewhere = TempDir::new().unwrap();
    let marked = elsewhere.path().join("old.rs");
    fs::rename(project.path("out/src/test"), elsewhere.path().join("test")).unwrap();
    fs::remove_dir_all(project.path("out/src")).unwrap();
    symlink(elsewhere.path(), project.path("out/src")).unwrap();
    fs::write(&marked, "// @generated by `cargo xtask codegen` from Old\n").unwrap();
    let run = project.codegen(&[]);
    assert!(run.code == 1 && run.stderr.contains("is a link out of"), "{}", run.stderr);
    assert!(marked.exists() && !elsewhere.path().join("lib.rs").exists());
}

#[test]
fn who_imports_pages_says_what_those_without_a_product_belong_to() {
    let root = TempDir::new().unwrap();
    write(root.path().join("pages/Get.md"), common::PAGE);
    let run = |specs: &str, arguments: &[&str]| {
        let run = common::import(&[root.path().join("pages")], &root.path().join(specs), arguments);
        (run.code, run.stdout + &run.stderr)
    };
    let (code, shown) = run("unsaid", &[]);
    assert!(code == 1 && shown.contains("--product CODE --version V"), "{shown}");
    let (code, shown) = run("said", &["--product", "Beta", "--version", "2015-04-01"]);
    assert_eq!(code, 0, "{shown}");
    assert!(root.path().join("said/beta/2015-04-01/operations/Get.yaml").is_file());
    let (code, shown) = run("wrong", &["--product", "../x"]);
    assert!(code != 0 && shown.contains("cannot be the code of a product"), "{shown}");
}
