//! Bad pages and specs go in; each gives an error with its place and a hint, exit code 1, and nothing on disk changes.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{PAGE, Project};

/// Asserts that the file gives an error of that code at that place, with help, and that nothing is written.
fn refused(name: &str, contents: impl AsRef<[u8]>, code: &str, place: &str) {
    let project = Project::generated();
    project.write(name, contents);
    let before = project.files();
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for part in [format!("error[{code}]"), format!("{name}:{place}"), "help: ".to_owned()] {
        assert!(run.stderr.contains(&part), "no `{part}` in {}", run.stderr);
    }
    assert!(project.files() == before, "files have changed");
    assert!(project.codegen(&["--check"]).code == 1);
}

#[test]
fn pages_that_are_none() {
    refused("pages/Get.zh.md", "", "empty-page", "1:1");
    refused("pages/Get.zh.md", vec![b'|'; 64 << 20], "file-too-large", "1:1");
    refused("pages/Get.zh.md", b"# Get\n\xff", "not-utf8", "2:1");
    refused("pages/Get.zh.md", b"# Get\n\0", "binary-file", "2:1");
    refused("pages/Get.zh.md", "# Get\n\nNo table.\n", "no-table", "1:1");
    refused("pages/Get.zh.md", PAGE.replace("GET /things/get", "GET it"), "no-request-line", "1:3");
    refused("pages/Other.zh.md", PAGE.replace("# Get", "# 获取"), "no-operation-name", "1:3");
}

#[test]
fn pages_that_contradict_each_other() {
    refused("pages/Get.zz.md", PAGE.replace("GET /", "POST /"), "method-conflict", "6:1");
}

#[test]
fn specs_that_are_wrong() {
    // Without pages, the specs are the source.
    let spec = "name: Get\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /get\n";
    let members = "response:\n- name: A\n  type: string\n- name: A\n  type: string\n";
    for (text, code, place) in [
        (format!("{spec}colour: red\n"), "invalid-yaml", "7:1"),
        (format!("{spec}path: /again\n"), "invalid-yaml", "7:1"),
        (format!("{spec}{members}"), "duplicate-member", "10:9"),
    ] {
        let project = Project::generated();
        std::fs::remove_dir_all(project.product("pages")).unwrap();
        project.write("operations/Get.yaml", text);
        let before = project.files();
        let run = project.codegen(&[]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(
            run.stderr.contains(code) && run.stderr.contains(&format!("Get.yaml:{place}")),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("help: ") && project.files() == before, "{}", run.stderr);
    }
}

#[test]
fn files_kept_by_hand_that_are_wrong() {
    let stale = "- {at: Get.path, expect: /old, set: /new, reason: It moved.}\n";
    refused("overrides.yaml", stale, "stale-override", "1:26");
    refused("overrides.yaml", "- {at: Get.path, wish: /new, reason: It moved.}\n", "invalid-yaml", "1:18");
    refused("glossary.yaml", "- no map\n", "invalid-yaml", "1:1");
    refused("glossary.yaml", "members:\n  Id: {en: ID}\n", "wrong-words", "2:12");
    refused("product.yaml", "code: test\n", "invalid-yaml", "1:1");
    let product = "code: test\nname: Test\nversion: '2020-01-01'\nstyle: roa\nmodule: type\n";
    refused("product.yaml", product, "invalid-yaml", "5:9");
}

#[test]
fn words_of_all_products_that_are_wrong_are_told_once() {
    let project = Project::generated();
    std::fs::write(project.path("specs/glossary.yaml"), "members:\n  Id: {en: ID}\n").unwrap();
    let before = project.files();
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[wrong-words]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("specs/glossary.yaml:2:12"), "{}", run.stderr);
    assert!(project.files() == before, "files have changed");
}

#[test]
fn an_error_stops_its_operation_only() {
    let project = Project::generated();
    project.write("pages/Get.zh.md", "# Get\n\nNo table.\n");
    project.write("pages/Put.zh.md", PAGE.replace("# Get", "# Put"));
    let kept = std::fs::read(project.product("operations/Get.yaml")).unwrap();
    assert_eq!(project.codegen(&[]).code, 1);
    assert_eq!(std::fs::read(project.product("operations/Get.yaml")).unwrap(), kept);
    assert!(project.path("out/src/test/get.rs").exists() && project.path("out/src/test/put.rs").exists());
}

#[test]
fn what_is_only_unclosed_is_read_with_a_warning() {
    for (from, to) in [("HTTP/1.1\n```\n", "HTTP/1.1\n"), ("标识。|", "标识。")] {
        let project = Project::new();
        project.write("pages/Get.zh.md", PAGE.replace(from, to));
        let run = project.codegen(&["--verbose"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains("warning[unclosed-"), "{}", run.stderr);
        let spec = std::fs::read_to_string(project.product("operations/Get.yaml")).unwrap();
        assert!(spec.contains("name: Id") && spec.contains("name: RequestId"), "{spec}");
    }
}

#[test]
fn lint_shows_every_format() {
    let project = Project::new();
    project.write("pages/Bad.zh.md", "# Bad\n");
    for (format, expected) in
        [("human", "error[no-table]"), ("json", r#""code":"no-table""#), ("github", "::error file=")]
    {
        let run = project.lint(&["--format", format]);
        assert_eq!(run.code, 1);
        assert!(run.stdout.contains(expected), "{}", run.stdout);
        assert!(run.stderr.contains("2 pages: 1 error, "), "{}", run.stderr);
    }
}

#[test]
fn lint_takes_only_pages_for_pages() {
    let project = Project::new();
    project.write("pages/Get.zh.md", PAGE.replace("标识。|", "标识。"));
    assert_eq!(project.codegen(&[]).code, 0);
    assert!(project.product("diagnostics.txt").exists());
    let run = project.lint(&[]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stderr.contains("1 page: 0 errors, 1 warning, "), "{}", run.stderr);
}
