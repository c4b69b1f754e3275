//! Documented examples and a generated type go in; the test passes if the type reads them and writes them back.
//!
//! Generated crates call this from their tests, behind the feature `testing`. Everything here panics with the paths that
//! differ.
#![allow(clippy::panic, reason = "a check that fails ends its test")]

use crate::{ErrorCode, Field, IntegerEnum, Json, StringEnum, decode_json, decode_xml, encode_json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Checks that JSON is read without a mismatch and written back as the same value, where a scalar equals one of another
/// JSON type with the same text (tables and examples disagree about types all the time), and `null`, an empty list, an
/// empty object and an absent member are all nothing.
///
/// `unknown` are the paths, with `[]` for items of a list, that the type does not have because only the example has
/// them; each must be there, so that the list cannot go stale.
pub fn round_trip<T: Field>(json: &str, unknown: &[&str]) {
    let shown: Json =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("the example is not JSON: {error}"));
    let decoded = decode_json::<T>(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert!(decoded.mismatches.is_empty(), "values that do not fit: {:#?}", decoded.mismatches);
    let written: Json = serde_json::from_str(&encode_json(&decoded.value)).unwrap_or_default();
    let (mut shown, written) = (leaves(&shown), leaves(&written));
    let is_below = |path: &str, parent: &str| {
        path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    for parent in unknown {
        let before = shown.len();
        shown.retain(|path, _| !is_below(&without_indices(path), parent));
        assert!(shown.len() < before, "`{parent}` is not in the example");
    }
    assert_same(&shown, &written, "the example", "the value written back");
}

/// Checks that XML is read as its JSON twin is, but for the paths, without indices of lists, at which the page shows
/// different values in its two examples; each of those must really differ.
pub fn twins<T: Field>(json: &str, xml: &str, differing: &[&str]) {
    let from_json = decode_json::<T>(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let from_xml = decode_xml::<T>(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let view = |value: &T| -> Json { serde_json::from_str(&encode_json(value)).unwrap_or_default() };
    let (mut json, mut xml) = (leaves(&view(&from_json.value)), leaves(&view(&from_xml.value)));
    let differ: BTreeSet<_> = json
        .iter()
        .chain(&xml)
        .filter(|(path, _)| json.get(*path) != xml.get(*path))
        .map(|(path, _)| without_indices(path))
        .collect();
    for path in differing {
        assert!(differ.contains(*path), "`{path}` does not differ");
    }
    for side in [&mut json, &mut xml] {
        side.retain(|path, _| !differing.contains(&without_indices(path).as_str()));
    }
    assert_same(&json, &xml, "JSON", "XML");
}

/// Checks that each documented value of an enum gives a variant of its own that has the value, and that any other value
/// is kept.
pub fn string_enum<E: StringEnum + PartialEq + Debug>() {
    for (index, value) in E::VALUES.iter().enumerate() {
        assert_eq!(E::from_value(value).place().ok(), Some(index), "{value}");
        assert_eq!(E::from_value(value).value(), *value);
    }
    let other = "a value that no page lists";
    assert_eq!((E::from_value(other).place().is_err(), E::from_value(other).value()), (true, other));
}

/// Like [`string_enum`], for numbers.
pub fn integer_enum<E: IntegerEnum + PartialEq + Debug>() {
    for (index, value) in E::VALUES.iter().enumerate() {
        assert_eq!(E::from_value(*value).place().ok(), Some(index), "{value}");
        assert_eq!(E::from_value(*value).value(), *value);
    }
    let other = i64::MIN;
    assert_eq!((E::from_value(other).place().is_err(), E::from_value(other).value()), (true, other));
}

/// Checks that each documented error code gives a variant of its own with its code and status, and that any other code
/// is kept.
pub fn error_codes<E: ErrorCode + PartialEq + Debug>() {
    for (index, (code, status)) in E::DOCUMENTED.iter().enumerate() {
        let error = E::from_wire(code);
        assert_eq!(
            (error.place().ok(), error.wire(), error.documented_status()),
            (Some(index), *code, *status)
        );
    }
    let other = E::from_wire("A.Code.That.No.Page.Lists");
    assert_eq!((other.wire(), other.documented_status()), ("A.Code.That.No.Page.Lists", None));
}

/// The texts of all scalars by path. What stands for nothing has none.
fn leaves(json: &Json) -> BTreeMap<String, String> {
    fn walk(json: &Json, path: String, into: &mut BTreeMap<String, String>) {
        match json {
            Json::Null => {}
            Json::Object(members) => {
                for (name, member) in members {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    walk(member, path, into);
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
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

/// Numbers compare by value: `1.0` and `1` are the same.
fn number_text(scalar: &Json) -> String {
    match scalar.as_f64() {
        Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        _ => scalar.to_string(),
    }
}

fn without_indices(path: &str) -> String {
    let mut parts = path.split('[');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("[]");
        out.push_str(part.split_once(']').map_or("", |(_, rest)| rest));
    }
    out
}

fn assert_same(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>, in_a: &str, in_b: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, Status};
    use std::panic::catch_unwind;

    const JSON: &str = r#"{"Code": 200, "Done": "true", "Items": [{"Name": "a"}, {"Name": "b"}], "Inner": null, "Names": []}"#;

    #[test]
    fn what_agrees_passes() {
        round_trip::<Sample>(JSON, &[]);
        round_trip::<Sample>(
            r#"{"Code": "1", "New": {"A": 1}, "Items": [{"Old": 1}]}"#,
            &["New", "Items[].Old"],
        );
        let xml = "<R><Code>200</Code><Done>true</Done><Items><Name>a</Name></Items><Items><Name>c</Name></Items></R>";
        twins::<Sample>(JSON, xml, &["Items[].Name"]);
        integer_enum::<Status>();
    }

    #[test]
    fn what_does_not_agree_fails() {
        for (json, unknown) in [
            ("{", [].as_slice()),
            (r#"{"Count": "many"}"#, &[]),
            (r#"{"New": 1}"#, &[]),
            (r#"{"Code": "1"}"#, &["Old"]),
        ] {
            assert!(catch_unwind(|| round_trip::<Sample>(json, unknown)).is_err(), "{json}");
        }
        let xml = "<R><Code>201</Code></R>";
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "200"}"#, xml, &[])).is_err());
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "201"}"#, xml, &["Code"])).is_err());
    }
}
