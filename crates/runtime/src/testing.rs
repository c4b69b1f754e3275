//! Tests that generated types read the documented examples and write them back, and a transport without sockets for tests
//! of programs: [`Replay`].
//!
//! Generated crates call the former from their tests, behind the feature `testing`. It panics with the paths that differ.
#![allow(clippy::panic, reason = "a check that fails ends its test")]

mod leaves;
mod recorded;
mod replay;

pub use recorded::Recorded;
pub use replay::Replay;

use crate::{ErrorCode, Field, IntegerEnum, Json, StringEnum, decode_json, decode_xml, encode_json};
use leaves::{assert_same, joined, leaves, without_indices};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Where an example departs from what the tables say, as paths without the indices of lists: `Data.Items[].Id`.
///
/// Each must really be there, so that no list of them goes stale.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Departures<'a> {
    unknown: &'a [&'a str],
    texts: &'a [&'a str],
    singles: &'a [&'a str],
    wrappers: &'a [&'a str],
    unfit: &'a [&'a str],
}

impl<'a> Departures<'a> {
    /// An example that is as the tables say.
    pub const NONE: Self = Departures { unknown: &[], texts: &[], singles: &[], wrappers: &[], unfit: &[] };

    /// Members that only the example has: the type has no place for them.
    pub const fn unknown(self, unknown: &'a [&'a str]) -> Self {
        Departures { unknown, ..self }
    }

    /// JSON where text belongs that holds it, or the reverse.
    pub const fn texts(self, texts: &'a [&'a str]) -> Self {
        Departures { texts, ..self }
    }

    /// An item where a list of it belongs, or the reverse.
    pub const fn singles(self, singles: &'a [&'a str]) -> Self {
        Departures { singles, ..self }
    }

    /// A list where a structure around it belongs, or the reverse.
    pub const fn wrappers(self, wrappers: &'a [&'a str]) -> Self {
        Departures { wrappers, ..self }
    }

    /// Values that fit in no way, such as a mask in the place of a number: the member is absent.
    pub const fn unfit(self, unfit: &'a [&'a str]) -> Self {
        Departures { unfit, ..self }
    }
}

/// Checks that JSON is read without a mismatch and written back as the same value, where a scalar equals one of another
/// JSON type with the same text (tables and examples disagree about types all the time), and `null`, an empty list, an
/// empty object and an absent member are all nothing. What departs from that is listed, and nothing else may.
pub fn round_trip<T: Field>(json: &str, but: Departures<'_>) {
    let mut shown: Json =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("the example is not JSON: {error}"));
    let decoded = decode_json::<T>(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let unfit: BTreeSet<_> = decoded.mismatches.iter().map(|found| without_indices(&found.path)).collect();
    let expected: BTreeSet<_> = but.unfit.iter().map(ToString::to_string).collect();
    assert!(unfit == expected, "not as listed: {:#?}", decoded.mismatches);
    let mut written: Json = serde_json::from_str(&encode_json(&decoded.value)).unwrap_or_default();
    let mut reduction = Reduction { but, reduced: BTreeSet::new() };
    reduction.value(&mut shown, "");
    reduction.value(&mut written, "");
    reduction.assert_complete();
    let (mut shown, mut written) = (leaves(&shown), leaves(&written));
    for parent in but.unknown.iter().chain(but.unfit) {
        let before = shown.len();
        shown.retain(|path, _| !is_below(&without_indices(path), parent));
        assert!(shown.len() < before, "`{parent}` is not in the example");
    }
    written.retain(|path, _| !but.unfit.iter().any(|parent| is_below(&without_indices(path), parent)));
    assert_same(&shown, &written, "the example", "the value written back");
}

fn is_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Replaces values that are shaped in two ways by what is the same in both.
struct Reduction<'a> {
    but: Departures<'a>,
    /// What was replaced: the word for what was around it, and the path.
    reduced: BTreeSet<(&'static str, String)>,
}

type Inside = fn(&mut Json) -> Option<Json>;

impl<'a> Reduction<'a> {
    fn kinds(&self) -> [(&'static str, &'a [&'a str], Inside); 3] {
        [
            ("text", self.but.texts, held),
            ("wrapper", self.but.wrappers, wrapped),
            ("list", self.but.singles, only_item),
        ]
    }

    fn value(&mut self, json: &mut Json, path: &str) {
        let kinds = self.kinds();
        let here = || kinds.iter().filter(|(_, paths, _)| paths.contains(&path));
        while let Some((word, inner)) = here().find_map(|(word, _, inside)| Some((*word, inside(json)?))) {
            *json = inner;
            self.reduced.insert((word, path.to_owned()));
        }
        match json {
            Json::Object(members) => {
                members.iter_mut().for_each(|(name, member)| self.value(member, &joined(path, name)));
            }
            Json::Array(items) => {
                items.iter_mut().for_each(|item| self.value(item, &format!("{path}[]")));
            }
            _ => {}
        }
    }

    /// Checks that there was something to replace wherever that is listed.
    fn assert_complete(&self) {
        for (word, paths, _) in self.kinds() {
            for path in paths {
                let there = self.reduced.contains(&(word, (*path).to_owned()));
                assert!(there, "there is no {word} around `{path}`");
            }
        }
    }
}

fn held(json: &mut Json) -> Option<Json> {
    json.as_str()
        .filter(|text| text.trim_start().starts_with(['{', '[']))
        .and_then(|text| serde_json::from_str(text).ok())
}

fn wrapped(json: &mut Json) -> Option<Json> {
    let members = json.as_object_mut().filter(|members| members.len() == 1)?;
    members.values_mut().find(|member| member.is_array()).map(Json::take)
}

fn only_item(json: &mut Json) -> Option<Json> {
    json.as_array_mut().filter(|items| items.len() == 1)?.pop()
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
    for (index, (code, statuses)) in E::DOCUMENTED.iter().enumerate() {
        let error = E::from_wire(code);
        assert_eq!((error.wire(), error.documented_status()), (*code, statuses.first().copied()));
        assert!(E::variants().get(index) == Some(&error), "{code}");
    }
    let other = E::from_wire("A.Code.That.No.Page.Lists");
    assert_eq!((other.wire(), other.documented_status()), ("A.Code.That.No.Page.Lists", None));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, Status};
    use std::panic::catch_unwind;

    const JSON: &str = r#"{"Code": 200, "Done": "true", "Items": [{"Name": "a"}, {"Name": "b"}], "Inner": null, "Names": []}"#;

    #[test]
    fn what_agrees_passes() {
        round_trip::<Sample>(JSON, Departures::NONE);
        round_trip::<Sample>(
            r#"{"Code": "1", "New": {"A": 1}, "Items": [{"Old": 1}]}"#,
            Departures::NONE.unknown(&["New", "Items[].Old"]),
        );
        round_trip::<Sample>(
            r#"{"Count": "many", "Inner": "{\"Name\": \"a\"}", "Items": {"Name": "b"}, "Names": {"Name": ["c", "d"]}}"#,
            Departures::NONE.texts(&["Inner"]).singles(&["Items"]).wrappers(&["Names"]).unfit(&["Count"]),
        );
        let xml = "<R><Code>200</Code><Done>true</Done><Items><Name>a</Name></Items><Items><Name>c</Name></Items></R>";
        twins::<Sample>(JSON, xml, &["Items[].Name"]);
        integer_enum::<Status>();
    }

    #[test]
    fn what_does_not_agree_fails() {
        for (json, but) in [
            ("{", Departures::NONE),
            (r#"{"Count": "many"}"#, Departures::NONE),
            (r#"{"New": 1}"#, Departures::NONE),
            (r#"{"Items": {"Name": "b"}}"#, Departures::NONE),
            (r#"{"Code": "1"}"#, Departures::NONE.unknown(&["Old"])),
            (r#"{"Items": [{"Name": "b"}, {"Name": "c"}]}"#, Departures::NONE.singles(&["Items"])),
            (r#"{"Count": 1}"#, Departures::NONE.unfit(&["Count"])),
        ] {
            assert!(catch_unwind(|| round_trip::<Sample>(json, but)).is_err(), "{json}");
        }
        let xml = "<R><Code>201</Code></R>";
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "200"}"#, xml, &[])).is_err());
        assert!(catch_unwind(|| twins::<Sample>(r#"{"Code": "201"}"#, xml, &["Code"])).is_err());
    }
}
