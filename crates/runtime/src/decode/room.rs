//! A bound on the memory that the values of an answer take.

use crate::Json;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Bytes of memory that values may still take. Short text can hold many: three bytes of JSON make a structure of hundreds,
/// eight make a map with room for eleven entries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room(usize);

/// An answer whose values would take more memory than there is room for.
#[derive(Debug, thiserror::Error)]
#[error("its values take more memory than an answer of its size may")]
pub(crate) struct Exhausted;

impl Room {
    /// What there is for any answer.
    const LEAST: usize = 128 << 20;
    /// How many times its own size a larger answer may take.
    const TIMES: usize = 4;

    /// The room for an answer of this size.
    pub(crate) fn of_answer(bytes: usize) -> Self {
        Room(bytes.saturating_mul(Self::TIMES).max(Self::LEAST))
    }

    /// Takes so many bytes, if they are there. If they are not, nothing is left.
    pub(crate) fn take(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.0 = self.0.saturating_sub(bytes);
        self.check()
    }

    /// Takes what one more entry of a map does: the nodes of its tree have room for eleven, and are half full at least.
    pub(crate) fn take_entry(&mut self, size: usize, entries: usize) -> Result<(), Exhausted> {
        self.take(size * if entries == 0 { 11 } else { 2 })
    }

    /// Whether everything so far has found room.
    pub(crate) fn check(self) -> Result<(), Exhausted> {
        if self.0 > 0 { Ok(()) } else { Err(Exhausted) }
    }
}

impl Default for Room {
    /// Without a bound.
    fn default() -> Self {
        Room(usize::MAX)
    }
}

/// Reads any JSON, as far as there is room for it.
pub(crate) struct Collect<'r>(pub(crate) &'r mut Room);

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        self.0.take(value.len()).map_err(E::custom)?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Collect(self.0))? {
            self.0.take(size_of::<Json>()).map_err(A::Error::custom)?;
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            self.0.take_entry(size_of::<(String, Json)>(), object.len()).map_err(A::Error::custom)?;
            object.insert(key, map.next_value_seed(Collect(self.0))?);
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::fill::Fill;
    use crate::decode::progress::Progress;
    use crate::sample::Sample;
    use crate::{Field, decode_json, decode_xml};

    /// Reads text of many repeated values into a little room.
    fn read(pattern: &str, before: &str, after: &str) -> Result<(), String> {
        let text = format!("{before}{}{after}", pattern.repeat(10_000));
        let mut progress = Progress { room: Room(100_000), ..Progress::default() };
        let mut sample = Sample::default();
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        let read = Fill::new(sample.slot(), &mut progress).deserialize(&mut deserializer);
        read.map_err(|error| error.to_string()).and(progress.room.check().map_err(|error| error.to_string()))
    }

    #[test]
    fn values_that_take_more_memory_than_there_is_are_refused() {
        for (pattern, before, after) in [
            ("{},", r#"{"Items": ["#, "{}]}"),
            (r#"{"a":1},"#, r#"{"Code": ["#, "{}]}"),
            ("[],", r#"{"Inner": ["#, "[]]}"),
            (r#"{\"a\":1},"#, r#"{"Inner": "["#, r#"{}]"}"#),
            (r#"{"Tags":{"":1}},"#, r#"{"Items": ["#, "{}]}"),
            (r#""","#, r#"{"Names": ["#, r#"""]}"#),
        ] {
            let error = read(pattern, before, after).unwrap_err();
            assert!(error.contains("take more memory"), "{pattern}: {error}");
        }
        assert_eq!(read("0,", r#"{"Unknown": ["#, "0]}"), Ok(()), "what is skipped takes none");
    }

    /// Each would take hundreds of megabytes.
    #[test]
    fn answers_have_a_bound() {
        let json = format!(r#"{{"Code": [{}{{}}]}}"#, r#"{"a":1},"#.repeat(300_000));
        let error = decode_json::<Sample>(json.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("take more memory"), "{error}");
        let xml = format!("<R>{}</R>", "<a/>".repeat(1_200_000));
        let error = decode_xml::<Sample>(xml.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("take more memory"), "{error}");
    }

    #[test]
    fn large_answers_of_the_usual_kind_are_read() {
        let item = r#"{"Name": "a name of a usual length", "Tags": {"key": "value", "other": "value"}},"#;
        let items = format!(r#"{{"Items": [{}{{}}]}}"#, item.repeat(20_000));
        assert_eq!(decode_json::<Sample>(items.as_bytes()).unwrap().value.items.len(), 20_001);
    }

    #[test]
    fn the_first_thousand_mismatches_are_kept() {
        let json = format!(r#"{{"Items": [{}5]}}"#, "5,".repeat(5000));
        assert_eq!(decode_json::<Sample>(json.as_bytes()).unwrap().mismatches.len(), 1000);
    }
}
