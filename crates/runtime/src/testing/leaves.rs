//! The scalars of JSON by path, to be compared.

use crate::Json;
use std::collections::{BTreeMap, BTreeSet};

/// The texts of all scalars by path. What stands for nothing has none.
pub(super) fn leaves(json: &Json) -> BTreeMap<String, String> {
    fn walk(json: &Json, path: String, into: &mut BTreeMap<String, String>) {
        match json {
            Json::Null => {}
            Json::Object(members) => {
                for (name, member) in members {
                    walk(member, joined(&path, name), into);
                }
            }
            Json::Array(items) => {
                // Items that hold nothing are left out when they are read.
                for (index, item) in items.iter().filter(|item| !is_nothing(item)).enumerate() {
                    walk(item, format!("{path}[{index}]"), into);
                }
            }
            Json::String(text) => {
                into.insert(path, text.clone());
            }
            scalar => {
                into.insert(path, number_text(scalar));
            }
        }
    }
    let mut into = BTreeMap::new();
    walk(json, String::new(), &mut into);
    into
}

/// Whether a value has no scalars but blank texts.
pub(super) fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_nothing),
        Json::Object(members) => members.values().all(is_nothing),
        _ => false,
    }
}

/// Numbers compare by value: `1.0` and `1` are the same.
fn number_text(scalar: &Json) -> String {
    match scalar.as_f64() {
        Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        _ => scalar.to_string(),
    }
}

/// `Items[3].Id` as `Items[].Id`.
pub(super) fn without_indices(path: &str) -> String {
    let mut parts = path.split('[');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("[]");
        out.push_str(part.split_once(']').map_or("", |(_, rest)| rest));
    }
    out
}

/// Checks that two values are the same, and panics with the paths at which they are not.
pub(super) fn assert_same(
    a: &BTreeMap<String, String>,
    b: &BTreeMap<String, String>,
    in_a: &str,
    in_b: &str,
) {
    let paths: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let differences: Vec<_> = paths
        .into_iter()
        .filter(|path| !same(a.get(*path), b.get(*path)))
        .map(|path| format!("{path}: {:?} in {in_a}, {:?} in {in_b}", a.get(path), b.get(path)))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn same(a: Option<&String>, b: Option<&String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let number = |text: &str| text.trim().parse::<f64>().ok();
            a == b || a.eq_ignore_ascii_case(b) || number(a).is_some_and(|value| number(b) == Some(value))
        }
        // Text that stands for nothing, where the member is no string.
        (Some(text), None) | (None, Some(text)) => text.trim().is_empty(),
        (None, None) => true,
    }
}

/// The path of a member inside a path.
pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
