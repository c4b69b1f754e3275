//! The path of a value inside YAML text goes in; its line and column come out.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// One step from a value into it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    /// The value under a key.
    Key(&'a str),
    /// An item of a sequence, from 0.
    Index(usize),
}

/// Line and column, from 1, of the value at `path`; the start of the file when there is none.
pub(crate) fn locate(text: &str, path: &[Step<'_>]) -> (usize, usize) {
    let error = probe(text, path);
    let at = error.as_ref().and_then(serde_yaml::Error::location);
    at.map_or((1, 1), |at| (at.line(), at.column()))
}

/// Deserialisers know where they stand only when something goes wrong, so the probe fails on purpose at the target.
fn probe(text: &str, path: &[Step<'_>]) -> Option<serde_yaml::Error> {
    Probe(path).deserialize(serde_yaml::Deserializer::from_str(text)).err()
}

/// What the probe says at the target, or where the way to it ends.
const HERE: &str = "the value that is looked for";

/// The items of YAML text that is a sequence, to be looked into one by one: what is in an item is found without reading
/// the others.
pub(crate) struct Items<'t> {
    text: &'t str,
    /// The text of each item with the number of its first line; empty where the lines do not show where items begin.
    items: Vec<(usize, &'t str)>,
}

impl<'t> Items<'t> {
    /// Splits text that is known to be a sequence of so many items.
    pub(crate) fn of(text: &'t str, count: usize) -> Self {
        let items = block_items(text);
        // In flow style, or with a line in quotes that looks like an item, they are not those that were read.
        Items { text, items: if items.len() == count { items } else { Vec::new() } }
    }

    /// Line and column, from 1, of the value at a path inside an item, as [`locate`] gives them.
    pub(crate) fn locate(&self, index: usize, path: &[Step<'_>]) -> (usize, usize) {
        let inside = |first: usize| [&[Step::Index(first)], path].concat();
        let in_item = self.items.get(index).and_then(|(before, item)| {
            // An item that refers to another is nothing without it.
            let error = probe(item, &inside(0)).filter(|error| error.to_string().contains(HERE))?;
            error.location().map(|at| (before + at.line(), at.column()))
        });
        in_item.unwrap_or_else(|| locate(self.text, &inside(index)))
    }
}

/// The text of the items of a sequence in block style, each with the number of lines before it.
fn block_items(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let (mut at, mut indent) = (0, None);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let dash = line.len() - line.trim_start_matches(' ').len();
        if line[dash..].starts_with("- ") && *indent.get_or_insert(dash) == dash {
            starts.push((number, at));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((number, start), end)| (*number, &text[*start..end])).collect()
}

struct Probe<'a>(&'a [Step<'a>]);

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.0.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == *wanted {
                return map.next_value_seed(Probe(rest));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Err(A::Error::custom(HERE))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.0.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        for _ in 0..*wanted {
            seq.next_element::<IgnoredAny>()?;
        }
        seq.next_element_seed(Probe(rest)).map(|_| ())
    }
}

/// Line and column, from 1, of the first key that stands in its mapping already.
pub(crate) fn locate_doubled_key(text: &str) -> Option<(usize, usize)> {
    let error = Unique.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    error.to_string().contains(DOUBLED).then(|| error.location().map(|at| (at.line(), at.column())))?
}

const DOUBLED: &str = "doubled key";

/// Accepts any value in which no mapping has a key twice.
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while map.next_key_seed(Key(&mut seen))?.is_some() {
            map.next_value_seed(Unique)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Unique)?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key that must differ from those before it.
struct Key<'a>(&'a mut BTreeSet<String>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        if self.0.insert(key.to_owned()) { Ok(()) } else { Err(E::custom(DOUBLED)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_doubled_keys() {
        assert_eq!(locate_doubled_key("a: 1\nb:\n- c: true\n  d: null\n  c: x\n"), Some((5, 3)));
        assert_eq!(locate_doubled_key("a: 1\nb: {a: 1.5}\n"), None);
    }

    #[test]
    fn finds_what_is_in_items() {
        let path = [Step::Key("at")];
        for (text, count) in [
            ("# overrides\n- at: x\n  set: |\n    - y\n\n-  at: z\n- {at: w}\n", 3),
            ("  - set: 1\n    at: x\n  - at: z\n", 2),
            ("[{at: x},\n {at: z}]\n", 2),
            ("- &a {at: x}\n- set: *a\n  at: y\n", 2),
            ("- at: \"x\n- y\"\n", 1),
        ] {
            let items = Items::of(text, count);
            for index in 0..count {
                assert_eq!(
                    items.locate(index, &path),
                    locate(text, &[Step::Index(index), path[0]]),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn finds_values_of_every_kind() {
        let text = "name: A\nrequest:\n- name: X\n- name: Y\n  docs: {zh: 二}\n";
        assert_eq!(locate(text, &[Step::Key("name")]), (1, 7));
        assert_eq!(locate(text, &[Step::Key("request"), Step::Index(1)]), (4, 3));
        let docs = [Step::Key("request"), Step::Index(1), Step::Key("docs"), Step::Key("zh")];
        assert_eq!(locate(text, &docs), (5, 14));
    }
}
