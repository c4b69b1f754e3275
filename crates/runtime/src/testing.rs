//! Tests that generated types read the documented examples and write them back, and a transport without sockets for tests
//! of programs: [`Replay`].
//!
//! Generated crates call the former from their tests, behind the feature `testing`. It panics with the paths that differ.
#![allow(clippy::panic, reason = "a check that fails ends its test")]

mod adjusted;
mod leaves;
mod recorded;
mod replay;

pub use recorded::Recorded;
pub use replay::Replay;

use crate::decode::fill_watched;
use crate::{ErrorCode, Field, IntegerEnum, Json, StringEnum, decode_json, decode_xml, encode_json};
use adjusted::undone;
use leaves::{assert_same, leaves, without_indices};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Checks that JSON is read and written back as the same value, where a scalar equals one of another JSON type with the
/// same text (tables and examples disagree about types all the time), and `null`, an empty list, an empty object and an
/// absent member are all nothing.
///
/// The example may have other members than the tables, or its members another form, at the `departures` only: paths
/// without the indices of lists, such as `Data.Items[].Id`. What it has there is compared with what the reader has made
/// of it. It must depart from the tables at each of them, so that no list of them goes stale.
pub fn round_trip<T: Field>(json: &str, departures: &[&str]) {
    let mut shown: Json =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("the example is not JSON: {error}"));
    let mut value = T::empty();
    let adjustments = fill_watched(value.slot(), json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let mut written: Json = serde_json::from_str(&encode_json(&value)).unwrap_or_default();
    let found = undone(&adjustments, &mut shown, &mut written);
    for path in &found {
        let is_listed = departures.iter().any(|listed| is_below(path, listed) || is_below(listed, path));
        assert!(is_listed, "`{path}` is not as the table says: {adjustments:#?}");
    }
    for listed in departures {
        let is_there = found.iter().any(|path| is_below(path, listed) || is_below(listed, path));
        assert!(is_there, "`{listed}` is as the table says");
    }
    assert_same(&leaves(&shown), &leaves(&written), "the example", "the value written back");
}

fn is_below(path: &str, parent: &str) -> bool {
    let rest = path.strip_prefix(parent);
    parent.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
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
        let known = E::from_value(value);
        assert_eq!((known.value(), known.name()), (*value, E::NAMES.get(index).copied()));
    }
    let other = "a value that no page lists";
    assert_eq!((E::from_value(other).name(), E::from_value(other).value()), (None, other));
}

/// Like [`string_enum`], for numbers.
pub fn integer_enum<E: IntegerEnum + PartialEq + Debug>() {
    for (index, value) in E::VALUES.iter().enumerate() {
        let known = E::from_value(*value);
        assert_eq!((known.value(), known.name()), (*value, E::NAMES.get(index).copied()));
    }
    let other = i64::MIN;
    assert_eq!((E::from_value(other).name(), E::from_value(other).value()), (None, other));
}

/// Checks that each documented error code gives a variant of its own with its code and status, and that any other code
/// is kept.
pub fn error_codes<E: ErrorCode + PartialEq + Debug>() {
    let variants = E::variants().documented;
    for (index, (code, status)) in E::DOCUMENTED.iter().enumerate() {
        let error = E::from_wire(code);
        assert_eq!(
            (error.wire(), error.documented_status()),
            (*code, Some(*status).filter(|status| *status != 0))
        );
        assert!(variants.get(index) == Some(&error), "{code}");
    }
    let other = E::from_wire("A.Code.That.No.Page.Lists");
    assert_eq!((other.wire(), other.documented_status()), ("A.Code.That.No.Page.Lists", None));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Inner, ItemSet, Sample, Status};
    use std::panic::catch_unwind;

    struct Wrapped {
        tags: Vec<Inner>,
    }

    crate::structure! { Wrapped {
        tags = "Tags" / "Tag",
    } }

    const JSON: &str = r#"{"Code": 200, "Done": "true", "Items": [{"Name": "a"}, {"Name": "b"}], "Inner": null, "Names": []}"#;

    #[test]
    fn what_agrees_passes() {
        round_trip::<Sample>(JSON, &[]);
        round_trip::<Sample>(
            r#"{"Code": "1", "New": {"A": 1}, "Items": [{"Old": 1}], "Empty": [""]}"#,
            &["New", "Items[].Old"],
        );
        round_trip::<Sample>(
            r#"{"Count": "many", "Inner": "{\"Name\": \"a\"}", "Items": {"Name": "b"}, "Names": {"Name": ["c", "d"]}}"#,
            &["Inner", "Items", "Names", "Count"],
        );
        let xml = "<R><Code>200</Code><Done>true</Done><Items><Name>a</Name></Items><Items><Name>c</Name></Items></R>";
        twins::<Sample>(JSON, xml, &["Items[].Name"]);
        integer_enum::<Status>();
    }

    /// What the reader says that it adjusted is all that has to be undone.
    #[test]
    fn other_forms_are_the_same_values() {
        for (json, departure) in [
            (r#"{"Code": {"a": [1, 2.5]}}"#, "Code"),
            (r#"{"Count": 2.0, "Status": 2}"#, "Count"),
            (r#"{"Done": 1}"#, "Done"),
            (r#"{"Rate": [1.5]}"#, "Rate"),
            (r#"{"Inner": "[{\"Name\": \"a\", \"Tags\": \"{\\\"b\\\": 1}\"}]"}"#, "Inner"),
            (r#"{"Items": "{\"Item\": [{\"Name\": [\"a\"]}, {\"Name\": \"b\"}]}"}"#, "Items"),
            (r#"{"Items": [null, 5, {"Name": "a", "Tags": [{"b": "c"}]}]}"#, "Items[]"),
            (r#"{"Names": "a"}"#, "Names"),
            (r#"{"Inner": [{}, {"Name": "a"}]}"#, "Inner"),
        ] {
            round_trip::<Sample>(json, &[departure]);
            assert!(catch_unwind(|| round_trip::<Sample>(json, &[])).is_err(), "{json}");
        }
        round_trip::<ItemSet>(r#"[{"Name": "a"}, {"Name": "b"}]"#, &[""]);
    }

    /// `"Tags": {"Tag": […]}` on the wire is a list in Rust.
    #[test]
    fn lists_with_a_structure_around_them_are_read_without_it() {
        round_trip::<Wrapped>(r#"{"Tags": {"Tag": [{"Name": "a"}, {"Name": "b"}]}}"#, &[]);
        for tags in [
            r#"[{"Name": "a"}, {"Name": "b"}]"#,
            r#"{"Name": "a"}"#,
            r#""[{\"Name\": \"a\"}]""#,
            r#""{\"Tag\": [{\"Name\": \"a\"}]}""#,
            r#"{"Tag": {"Name": "a"}}"#,
            r#"{"Other": [{"Name": "a"}]}"#,
            r#"{"Tag": [{"Name": "a"}], "Other": 1}"#,
        ] {
            round_trip::<Wrapped>(&format!(r#"{{"Tags": {tags}}}"#), &["Tags"]);
        }
    }

    #[test]
    fn what_does_not_agree_fails() {
        for (json, but) in [
            ("{", &[][..]),
            (r#"{"Count": "many"}"#, &[]),
            (r#"{"New": 1}"#, &[]),
            (r#"{"Items": {"Name": "b"}}"#, &[]),
            (r#"{"Code": "1"}"#, &["Old"]),
            (r#"{"Items": [{"Name": "b"}, {"Name": "c"}]}"#, &["Items"]),
            (r#"{"Count": 1}"#, &["Count"]),
        ] {
            assert!(catch_unwind(|| round_trip::<Sample>(json, but)).is_err(), "{json}");
        }
        let xml = "<R><Code>201</Code></R>";
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "200"}"#, xml, &[])).is_err());
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "201"}"#, xml, &["Code"])).is_err());
    }
}
