//! JSON answers, read strictly first, and once more with what is wrong in them mended.

#[cfg(feature = "testing")]
use super::adjustment::Adjustment;
use super::answer::{DecodeError, Read, trimmed};
use super::fill::{Fill, reset};
use super::mend::{Mended, mend};
use super::progress::{Digits, Mismatch, Progress};
use super::room::{Exhausted, Room};
use crate::Slot;
use serde::de::DeserializeSeed;

pub(crate) fn fill_from_json(mut slot: Slot<'_>, bytes: &[u8]) -> Result<Vec<Mismatch>, DecodeError> {
    read(slot.again(), bytes, &Progress::default)?.accept(&slot)
}

/// The same, with all that was adjusted.
#[cfg(feature = "testing")]
pub(crate) fn fill_watched(mut slot: Slot<'_>, bytes: &[u8]) -> Result<Vec<Adjustment>, DecodeError> {
    let watching = || Progress { adjustments: Some(Vec::new()), ..Progress::default() };
    let mut read = read(slot.again(), bytes, &watching)?;
    let adjustments = read.progress.adjustments.take();
    read.accept(&slot).map(|_| adjustments.unwrap_or_default())
}

fn read(mut slot: Slot<'_>, bytes: &[u8], begin: &dyn Fn() -> Progress) -> Result<Read, DecodeError> {
    let bytes = trimmed(bytes);
    match read_strictly(slot.again(), bytes, begin()) {
        Ok(read) if read.progress.digits == Digits::Kept => Ok(read),
        Err(error) if error.source.is::<Exhausted>() => Err(error),
        first => read_mended(slot, bytes, begin()).or(first),
    }
}

/// Reads once more what a strict reader refused, or did not get to the last digit.
fn read_mended(mut slot: Slot<'_>, bytes: &[u8], progress: Progress) -> Result<Read, DecodeError> {
    let Mended { json, mut mismatches } = mend(bytes);
    reset(&mut slot);
    let mut read = read_strictly(slot, &json, progress)?;
    mismatches.append(&mut read.progress.mismatches);
    read.progress.mismatches = mismatches;
    Ok(read)
}

fn read_strictly(slot: Slot<'_>, json: &[u8], progress: Progress) -> Result<Read, DecodeError> {
    let mut progress = Progress { room: Room::of_answer(json.len()), ..progress };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let outcome = Fill::new(slot, &mut progress).deserialize(&mut deserializer);
    let outcome = outcome.and_then(|outcome| deserializer.end().map(|()| outcome));
    match (progress.room.check(), outcome) {
        (Ok(()), Ok(outcome)) => Ok(Read { outcome, progress }),
        (Err(exhausted), _) => Err(DecodeError { path: progress.path(), source: exhausted.into() }),
        (Ok(()), Err(source)) => Err(DecodeError { path: progress.path(), source: source.into() }),
    }
}

/// `Deserialize` for a model.
#[cfg(feature = "serde")]
pub fn deserialize<'de, D: serde::Deserializer<'de>>(
    mut slot: Slot<'_>,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut progress = Progress::default();
    let outcome = Fill::new(slot.again(), &mut progress).deserialize(deserializer)?;
    let kind = Read { outcome, progress }.accept(&slot);
    kind.map(drop).map_err(|error| serde::de::Error::custom(error.source))
}

#[cfg(test)]
mod tests {
    use crate::sample::{Inner, ItemSet, Sample};
    use crate::{Decoded, decode_json};

    fn decode(json: &str) -> (Sample, Vec<String>) {
        let decoded = decode_json::<Sample>(json.as_bytes()).unwrap();
        let paths = decoded.mismatches.into_iter().map(|found| format!("{} is {}", found.path, found.found));
        (decoded.value, paths.collect())
    }

    #[test]
    fn other_scalar_types_are_taken() {
        for json in [
            r#"{"Code": "200", "Count": 2, "Done": true, "Rate": 1.5, "Status": 2}"#,
            r#"{"Code": 200, "Count": "2", "Done": "true", "Rate": "1.5", "Status": "2", "New": [{}]}"#,
            r#"{"Code": 200, "Count": 2.0, "Done": 1, "Rate": [1.5], "Status": 2.0e0}"#,
        ] {
            let (value, mismatches) = decode(json);
            assert_eq!(mismatches, Vec::<String>::new());
            assert_eq!(value.code.as_deref(), Some("200"), "{json}");
            assert_eq!((value.count, value.done, value.rate), (Some(2), Some(true), Some(1.5)), "{json}");
        }
    }

    #[test]
    fn null_absent_and_empty_text_are_nothing() {
        let nothing = Sample::default();
        assert_eq!(decode("{}").0, nothing);
        assert_eq!(
            decode(r#"{"Code": null, "Count": "", "Inner": "", "Items": "", "Names": null}"#),
            (nothing.clone(), vec![])
        );
        assert_eq!(decode(r#"{"Code": [], "Names": [{}]}"#), (nothing, vec![]));
    }

    #[test]
    fn lists_structures_and_wrappers_stand_for_each_other() {
        let one = Inner { name: Some("a".to_owned()), ..Inner::default() };
        for json in [
            r#"{"Items": [{"Name": "a"}]}"#,
            r#"{"Items": {"Name": "a"}}"#,
            r#"{"Items": {"Item": [{"Name": "a"}]}}"#,
            r#"{"Items": "[{\"Name\": \"a\"}]"}"#,
            r#"{"Items": [{"Name": "b"}], "Items": [null, {"Name": "a"}]}"#,
        ] {
            assert_eq!(
                decode(json),
                (Sample { items: vec![one.clone()], ..Sample::default() }, vec![]),
                "{json}"
            );
        }
        for json in [
            r#"{"Inner": {"Name": "a"}}"#,
            r#"{"Inner": [{"Name": "a"}]}"#,
            r#"{"Inner": "{\"Name\": \"a\"}"}"#,
        ] {
            assert_eq!(decode(json).0.inner, Some(one.clone()), "{json}");
        }
        assert_eq!(decode(r#"{"Names": "a"}"#).0.names, ["a"]);
        assert_eq!(decode(r#"{"Names": {"Name": ["a", "b"]}}"#).0.names, ["a", "b"]);
    }

    /// Pages do not always show what is around the items of a list.
    #[test]
    fn what_is_around_items_may_have_any_name() {
        for json in [
            r#"{"Items": {"Things": [{"Name": "a"}]}}"#,
            r#"{"Items": {"Thing": {"Name": "a"}}}"#,
            r#"{"Items": {"Things": {"Thing": {"Name": "a"}}}}"#,
        ] {
            assert_eq!(decode(json).0.items[0].name.as_deref(), Some("a"), "{json}");
        }
        assert_eq!(decode(r#"{"Names": {"Thing": "a"}}"#).0.names, ["a"]);
        let set = |json: &str| decode_json::<ItemSet>(json.as_bytes()).unwrap().value.items;
        assert_eq!(set(r#"{"Things": [{"Name": "a"}, {}]}"#).len(), 2);
        for other in
            [r#"{"New": [{"Id": 1}]}"#, r#"{"New": ["a"]}"#, r#"{"New": [{"Name": "a"}], "More": 1}"#]
        {
            assert_eq!(set(other), [], "{other}");
        }
        let xml = b"<R><Thing><Name>a</Name></Thing><Thing/></R>";
        assert_eq!(crate::decode_xml::<ItemSet>(xml).unwrap().value.items[0].name.as_deref(), Some("a"));
    }

    /// A structure that consists of a list: in a list of its own, it is not an item of the inner one.
    #[test]
    fn a_wrapper_in_a_list_keeps_its_items() {
        let json = r#"[{"Items": [{"Name": "a"}, {"Name": "b"}]}]"#;
        for json in [json, &json[1..json.len() - 1], r#"[{"Name": "a"}, {"Name": "b"}]"#] {
            let set = decode_json::<ItemSet>(json.as_bytes()).unwrap().value;
            assert_eq!(set.items.len(), 2, "{json}");
        }
    }

    #[test]
    fn what_fits_in_no_way_is_absent_and_recorded() {
        let (value, mismatches) =
            decode(r#"{"Count": "many", "Items": [{"Name": "a"}, 5], "Inner": [{}, {}], "Code": {"a": 1}}"#);
        assert_eq!(mismatches, ["Count is text", "Items[1] is a number", "Inner is a list"]);
        assert_eq!((value.count, value.items.len(), value.inner), (None, 1, None));
        assert_eq!(value.code.as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_value_that_does_not_fit_can_be_read_all_the_same() {
        for (value, expected) in
            [("14238202880", "integer"), ("12.5", "integer"), ("\"many\"", "integer"), ("[1, {}]", "integer")]
        {
            let json = format!(r#"{{"Count": {value}, "Done": true}}"#);
            let decoded = decode_json::<Sample>(json.as_bytes()).unwrap();
            let [found] = decoded.mismatches.as_slice() else { panic!("{:?}", decoded.mismatches) };
            assert_eq!((found.path.as_str(), found.expected), ("Count", expected));
            assert_eq!(found.value, serde_json::from_str::<crate::Json>(value).unwrap());
            assert_eq!((decoded.value.count, decoded.value.done), (None, Some(true)));
            assert!(!format!("{found:?}").contains(value), "{found:?}");
        }
    }

    #[test]
    fn no_digit_of_a_long_number_is_lost() {
        const LONG: &str = "123456789012345678901";
        let json = format!(r#"{{"Code": {LONG}, "Count": {LONG}, "Rate": {LONG}, "Names": ["a", {LONG}]}}"#);
        let Decoded { value, mismatches } = decode_json::<Sample>(json.as_bytes()).unwrap();
        assert_eq!((value.code.as_deref(), value.rate), (Some(LONG), Some(1.2345678901234568e20)));
        assert_eq!(value.names, ["a", LONG]);
        let found: Vec<_> = mismatches.into_iter().map(|found| (found.path, found.value)).collect();
        assert_eq!(found, [("Count".to_owned(), crate::Json::from(LONG))]);
    }

    #[test]
    fn one_bad_character_or_number_fails_nothing_else() {
        for (rate, mismatch) in [
            (&b"NaN"[..], Some("Rate is text")),
            (b"-Infinity", Some("Rate is text")),
            (b"1e999999", Some("Rate is text")),
            (b"01.50", None),
        ] {
            let json = [&br#"{"Names": ["x"], "Rate": "#[..], rate, br#", "Code": "a"}"#].concat();
            let Decoded { value, mismatches } = decode_json::<Sample>(&json).unwrap();
            assert_eq!((value.code.as_deref(), value.names.len()), (Some("a"), 1));
            assert_eq!(value.rate, mismatch.is_none().then_some(1.5));
            let found = mismatches.iter().map(|found| format!("{} is {}", found.path, found.found));
            assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(mismatch));
        }
        for (text, kept) in [
            (&br"\ud83d"[..], "\u{fffd}"),
            (b"\xc4", "\u{fffd}"),
            (b"\t", "\t"),
            (b"\\d", "\\d"),
            (b"\0", "\0"),
        ] {
            let json = [&br#"{"Items": [{"Name": ""#[..], text, br#""}], "Code": "a"}"#].concat();
            let Decoded { value, mismatches } = decode_json::<Sample>(&json).unwrap();
            assert_eq!((value.code.as_deref(), value.items[0].name.as_deref()), (Some("a"), Some(kept)));
            assert_eq!((mismatches.len(), mismatches[0].path.as_str()), (1, "Items[0].Name"));
        }
        let (value, mismatches) = decode("\u{feff} {\"Code\": \"a\"}\0\0\n");
        assert_eq!((value.code.as_deref(), mismatches.len()), (Some("a"), 0));
    }

    #[test]
    fn an_answer_of_another_kind_is_an_error() {
        for (json, found) in [
            ("7", "a number"),
            ("[1]", "a number"),
            ("[1, 2]", "a list"),
            ("[]", "nothing"),
            ("null", "nothing"),
            ("true", "a boolean"),
            (r#""x""#, "text"),
            (r#""""#, "nothing"),
        ] {
            let error = decode_json::<Sample>(json.as_bytes()).unwrap_err().to_string();
            assert_eq!(
                error,
                format!("cannot read the response: expected structure, found {found}"),
                "{json}"
            );
            #[cfg(feature = "serde")]
            assert!(serde_json::from_str::<Sample>(json).is_err(), "{json}");
        }
        for json in ["{}", "[{}]", r#"{"New": 1}"#, r#""{\"New\": 1}""#] {
            assert_eq!(decode_json::<Sample>(json.as_bytes()).unwrap().value, Sample::default(), "{json}");
        }
        assert!(decode_json::<Vec<Inner>>(b"7").is_err() && decode_json::<Vec<Inner>>(b"null").is_err());
        assert!(decode_json::<Option<i64>>(br#""x""#).is_err());
    }

    #[test]
    fn lists_and_single_values_take_their_own_kind() {
        assert_eq!(decode_json::<Vec<i64>>(b"[]").unwrap().value, [0; 0]);
        assert_eq!(decode_json::<Vec<i64>>(b"[1]").unwrap().value, [1]);
        assert_eq!(decode_json::<Option<i64>>(b"7").unwrap().value, Some(7));
        assert_eq!(decode_json::<Option<i64>>(b"null").unwrap().value, None);
        assert_eq!(decode_json::<Option<bool>>(b"true").unwrap().value, Some(true));
        assert_eq!(decode_json::<crate::Json>(b"null").unwrap().value, crate::Json::Null);
    }

    #[test]
    fn unknown_values_of_enums_are_kept() {
        let (value, mismatches) = decode(r#"{"Status": 9}"#);
        assert_eq!((value.status.map(|status| status.value()), mismatches), (Some(9), vec![]));
    }

    #[test]
    fn text_that_is_no_json_tells_how_far_it_went() {
        let error = decode_json::<Sample>(br#"{"Items": [{"Name": "a"}, {"Name": tru"#).unwrap_err();
        assert_eq!(error.path, "Items[1].Name");
        assert!(error.to_string().contains("line 1 column"), "{error}");
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        assert!(decode_json::<Sample>(format!(r#"{{"Unknown": {deep}}}"#).as_bytes()).is_ok());
        assert!(decode_json::<Sample>(format!(r#"{{"Names": {deep}}}"#).as_bytes()).is_err());
    }
}
