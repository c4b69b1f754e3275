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
    // Deserialisers know where they stand only when something goes wrong, so the probe fails on purpose at the target.
    let deserializer = serde_yaml::Deserializer::from_str(text);
    let error = Probe(path).deserialize(deserializer).err();
    let at = error.as_ref().and_then(serde_yaml::Error::location);
    at.map_or((1, 1), |at| (at.line(), at.column()))
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
        f.write_str("the value that is looked for")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.0.split_first() else {
            return Err(A::Error::custom("here"));
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == *wanted {
                return map.next_value_seed(Probe(rest));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Err(A::Error::custom("here"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.0.split_first() else {
            return Err(A::Error::custom("here"));
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
    fn finds_values_of_every_kind() {
        let text = "name: A\nrequest:\n- name: X\n- name: Y\n  docs: {zh: 二}\n";
        assert_eq!(locate(text, &[Step::Key("name")]), (1, 7));
        assert_eq!(locate(text, &[Step::Key("request"), Step::Index(1)]), (4, 3));
        let docs = [Step::Key("request"), Step::Index(1), Step::Key("docs"), Step::Key("zh")];
        assert_eq!(locate(text, &docs), (5, 14));
    }
}
