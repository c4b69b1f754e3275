//! Official metadata and pages of one product, together.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{Project, import, write};
use std::fs;
use tempfile::TempDir;

const METADATA: &str = r#"{"info":{"style":"ROA","product":"Test","version":"2020-01-01"},
"apis":{
"Get":{"methods":["get"],"path":"/things/get","parameters":[{"name":"Id","in":"query","schema":{"type":"string","docRequired":true}},{"name":"Kind","in":"query","schema":{"type":"string"}}],"responses":{"200":{"schema":{"type":"object","properties":{"RequestId":{"type":"string"},"Size":{"type":"integer","format":"int64"}}}}},"errorCodes":{"404":[{"errorCode":"NoThing"}]}},
"List":{"methods":["get"],"path":"/things","responses":{"200":{"schema":{"type":"array","items":{"type":"string"}}}}}
}}
"#;

fn project() -> Project {
    let project = Project::new();
    project.write("metadata.json", METADATA);
    let run = project.codegen(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    project
}

#[test]
fn facts_are_those_of_the_metadata_and_texts_those_of_the_page() {
    let project = project();
    let spec = fs::read_to_string(project.product("operations/Get.yaml")).unwrap();
    for said in
        ["zh: 标识。", "required: true", "name: Kind", "type: long", "code: NoThing", "source: Get.zh.md:"]
    {
        assert!(spec.contains(said), "{said} is not in\n{spec}");
    }
    assert!(!spec.contains("metadata.json"), "{spec}");
    assert!(project.product("operations/List.yaml").exists());
    assert_eq!(project.codegen(&["--check"]).code, 0);
}

#[test]
fn a_page_that_contradicts_the_metadata_is_reported_with_both_places() {
    let project = project();
    let page = common::PAGE.replace("GET /things/get", "POST /things/other");
    project.write("pages/Get.zh.md", page);
    assert_eq!(project.codegen(&[]).code, 0);
    let found = fs::read_to_string(project.product("diagnostics.txt")).unwrap();
    assert!(found.contains("POST here, but GET in metadata.json:3:"), "{found}");
    let spec = fs::read_to_string(project.product("operations/Get.yaml")).unwrap();
    assert!(spec.contains("method: GET\npath: /things/get\n"), "{spec}");
}

#[test]
fn metadata_that_cannot_be_read_leaves_the_specs_as_they_are() {
    let project = project();
    let before = project.files();
    project.write("metadata.json", &METADATA[..300]);
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[invalid-json]"), "{}", run.stderr);
    assert!(project.product("operations/List.yaml").exists());
    project.write("metadata.json", METADATA);
    assert_eq!(project.codegen(&[]).code, 0);
    assert_eq!(project.files(), before);
}

#[test]
fn of_operations_that_differ_in_case_only_the_first_is_kept() {
    let project = project();
    project.write("metadata.json", METADATA.replace("\"List\":", "\"get\":"));
    let run = project.codegen(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[duplicate-operation]: `get` and `Get`"), "{}", run.stderr);
    let source = fs::read_to_string(project.path("out/src/test/get.rs")).unwrap();
    assert!(source.contains("\"/things/get\""), "{source}");
}

#[test]
fn two_commands_make_a_crate_that_is_as_its_metadata_says() {
    let root = TempDir::new().unwrap();
    let (file, specs, out) =
        (root.path().join("api-docs"), root.path().join("specs"), root.path().join("crate"));
    write(&file, METADATA);
    let out_text = out.display().to_string();
    let run = import(&[&file], &specs, &["--facts", "--out", &out_text]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(out.join("src/test/list.rs").exists() && out.join("Cargo.toml").exists());
    let again = common::codegen_of(&specs, &out, &["--check"]);
    assert_eq!(again.code, 0, "{}{}", again.stdout, again.stderr);
}
