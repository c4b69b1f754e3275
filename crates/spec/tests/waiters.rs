//! Each folder of `waiters` holds a product with waiters, and the operation that they call: what is wrong with them, and
//! which are sound, is kept beside it as a snapshot.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use alicloud_spec::{Loaded, ProductFiles, diagnostic, resolve, yaml};
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

#[test]
fn waiters_are_judged_as_before() {
    for folder in folders() {
        let text = |name: &str| read_to_string(folder.join(name));
        let product_text = text("product.yaml").unwrap();
        let names = text("names.yaml").map(|names| yaml::read("names.yaml", &names).unwrap());
        let files = ProductFiles {
            product_file: "product.yaml".to_owned(),
            product_text: product_text.clone(),
            names: names.unwrap_or_default(),
            ..ProductFiles::default()
        };
        let product = yaml::read("product.yaml", &product_text).unwrap();
        let spec = text("operation.yaml").unwrap();
        let operation = yaml::read("operation.yaml", &spec).unwrap();
        let loaded = Loaded { operation, file: "operation.yaml".to_owned(), text: spec };
        let (api, diagnostics) = resolve(product, vec![loaded], &files);
        let found = diagnostics.iter().map(|found| {
            let help = found.help.as_deref().unwrap_or_default();
            format!("{}\n    {help}\n", diagnostic::line(found))
        });
        let sound = api.product.waiters.iter().map(|waiter| format!("sound: {}\n", waiter.name));
        insta::with_settings!({snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("diagnostics", found.chain(sound).collect::<String>());
        });
    }
}

/// What is of no kind that anything can be fixed to is no product.
#[test]
fn only_single_values_are_fixed() {
    for value in ["[a]", "{a: b}", "null", "1.5"] {
        let text = format!(
            "code: test\nname: Test\nversion: '2020-01-01'\nstyle: rpc\nmodule: test\nwaiters:\n- name: Running\n  operation: Get\n  member: Status\n  fixed:\n    Id: {value}\n"
        );
        let error = yaml::read::<alicloud_spec::Product>("product.yaml", &text).unwrap_err();
        assert!(error.message.contains("expected true, false, a whole number or text"), "{}", error.message);
        assert_eq!(error.span.line, 11, "{value}: {error:?}");
    }
}

#[test]
fn a_code_means_one_thing_of_two() {
    let text = "code: test\nname: Test\nversion: '2020-01-01'\nstyle: rpc\nmodule: test\nwaiters:\n- name: Gone\n  operation: Get\n  member: Status\n  codes: {A: failure}\n";
    let error = yaml::read::<alicloud_spec::Product>("product.yaml", text).unwrap_err();
    assert!(error.message.contains("unknown variant `failure`"), "{}", error.message);
    assert_eq!(error.span.line, 10, "{error:?}");
}

fn folders() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/waiters");
    let entries = std::fs::read_dir(fixtures).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}
