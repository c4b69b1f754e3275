//! Files of official metadata, and JSON that is none, go in; specs and facts of their products come out.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use common::{import, linked, write};
use std::fs::{self, File};
use std::path::Path;
use tempfile::TempDir;

const DEPOT: &str = r#"{"info": {"style": "RPC", "product": "Depot", "version": "iap_1.0"}, "apis": {
  "GetParcel": {"summary": "Gets a parcel.", "parameters": [{"name": "Id", "in": "query", "schema": {"type": "string", "description": "Which."}}],
    "errorCodes": {"404": [{"errorCode": "NoParcel", "errorMessage": "There is none."}]}},
  "Watch": {"schemes": ["wss"], "parameters": []}},
  "endpoints": [{"regionId": "cn-x", "endpoint": "depot.cn-x.example.com"}]}"#;

#[test]
fn metadata_is_imported_beside_pages() {
    let root = TempDir::new().unwrap();
    let (sources, specs) = (root.path().join("sources"), root.path().join("specs"));
    write(sources.join("depot.json"), DEPOT);
    write(sources.join("package.json"), "{\"name\": \"something else\"}");
    write(sources.join("Get.zh.md"), linked("Get", "test", "2020-01-01"));
    let run = import(&[&sources], &specs, &["--facts"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(specs.join("test/2020-01-01/operations/Get.yaml").exists());
    let read = |name: &str| fs::read_to_string(specs.join("depot/iap_1.0").join(name)).unwrap();
    assert!(read("product.yaml").contains("cn-x: depot.cn-x.example.com"));
    assert!(read("diagnostics.txt").contains("warning[unsupported-operation]: `Watch`"));
    let (spec, facts) = (read("operations/GetParcel.yaml"), read("metadata.json"));
    for text in [&spec, &facts] {
        assert!(text.contains("NoParcel"), "{text}");
        assert!(!["Gets", "Which", "There is"].iter().any(|words| text.contains(words)), "{text}");
    }
    assert!(!Path::new(&specs.join("depot/iap_1.0/operations/Watch.yaml")).exists());
}

#[test]
fn texts_are_kept_where_facts_alone_are_not_asked_for() {
    let root = TempDir::new().unwrap();
    let (sources, specs) = (root.path().join("sources"), root.path().join("specs"));
    write(sources.join("depot.json"), DEPOT);
    assert_eq!(import(&[&sources], &specs, &[]).code, 0);
    let folder = specs.join("depot/iap_1.0");
    assert!(fs::read_to_string(folder.join("operations/GetParcel.yaml")).unwrap().contains("Gets a parcel."));
    assert!(!folder.join("metadata.json").exists());
}

#[test]
fn what_cannot_be_read_is_an_error_and_stops_nothing_else() {
    let root = TempDir::new().unwrap();
    let (sources, specs) = (root.path().join("sources"), root.path().join("specs"));
    write(sources.join("depot.json"), DEPOT);
    write(sources.join("cut.json"), &DEPOT[..100]);
    File::create(sources.join("huge.json")).unwrap().set_len(500 << 20).unwrap();
    let run = import(&[&sources], &specs, &["--facts"]);
    assert_eq!(run.code, 1);
    for code in ["invalid-json", "file-too-large"] {
        assert_eq!(run.stdout.matches(&format!("error[{code}]")).count(), 1, "{}", run.stdout);
    }
    assert!(specs.join("depot/iap_1.0/operations/GetParcel.yaml").exists());
}

const CODED: &str = r#"{"info": {"style": "RPC", "product": "Depot", "version": "1"}, "apis": {"GetParcel": {"parameters": [], "responses": {"200": {
  "schema": {"type": "object", "properties": {"Code": {"type": "string", "example": "OK"}, "Message": {"type": "string"}}}}}}}}"#;

#[test]
fn a_success_rule_has_the_words_of_examples_though_facts_have_none() {
    let root = TempDir::new().unwrap();
    let (file, specs) = (root.path().join("depot.json"), root.path().join("specs"));
    write(&file, CODED);
    assert_eq!(import(&[&file], &specs, &["--facts"]).code, 0);
    let product = fs::read_to_string(specs.join("depot/1/product.yaml")).unwrap();
    assert!(product.contains("success:\n  code: Code\n  accept:\n  - OK\n"), "{product}");
    assert!(!fs::read_to_string(specs.join("depot/1/metadata.json")).unwrap().contains("OK"));
}

#[test]
fn texts_of_a_later_import_are_not_taken_away_by_facts_of_an_earlier() {
    let root = TempDir::new().unwrap();
    let (file, specs) = (root.path().join("depot.json"), root.path().join("specs"));
    write(&file, DEPOT);
    assert_eq!(import(&[&file], &specs, &["--facts"]).code, 0);
    assert_eq!(import(&[&file], &specs, &[]).code, 0);
    assert!(!specs.join("depot/iap_1.0/metadata.json").exists());
}

#[test]
fn who_gets_nothing_is_told_why() {
    let root = TempDir::new().unwrap();
    let (file, specs) = (root.path().join("none.json"), root.path().join("specs"));
    write(&file, r#"{"code": "ProductNotFound"}"#);
    let out = root.path().join("crate").display().to_string();
    let run = import(&[&file], &specs, &["--out", &out]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("[not-metadata]"), "{}", run.stdout);
}
