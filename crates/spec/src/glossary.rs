//! Words of the pages and of wire names go in; what they are called or described by in code and its docs comes out.

mod check;

use crate::Docs;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// The words of the SDK, kept by hand: names of values, spellings of words, and what members hold.
///
/// ```yaml
/// 执行成功: Succeeded                               # what a value means: its name
/// words:
///   vpc: {en: VPC}                                  # a word of names: how it is written
///   security group: {zh: 安全组}
/// members:
///   RegionId: {en: ID of the region., zh: 地域 ID。}  # a wire name: what such members hold
///   Tag.Key: {en: Key of the tag., zh: 标签键。}      # the same, inside members of that name
/// operations:
///   RunInstances: Creates instances and starts them.  # an operation: what it does, where its name says something else
/// ```
///
/// Names of values are never guessed or translated by rule: a wrong name in an SDK is worse than none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    names: BTreeMap<String, String>,
    words: BTreeMap<String, Docs>,
    members: BTreeMap<String, Described>,
    operations: BTreeMap<String, String>,
    /// Wire names that differ from one before them in capitals and separators only.
    doubled: Vec<String>,
}

/// What a member holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Described {
    /// The wire name as it is written in the glossary.
    written: String,
    docs: Docs,
}

impl Glossary {
    /// The English name for the meaning of a value.
    pub fn name(&self, meaning: &str) -> Option<&str> {
        self.names.get(meaning.trim()).map(String::as_str)
    }

    /// How words of names are written, each alone in lower case with blanks between them. What is `None` is as in the name
    /// in English, and as in English in Chinese.
    pub fn word(&self, words: &str) -> Option<&Docs> {
        self.words.get(words)
    }

    /// Whether it has words to make texts of.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// What a member holds, by its wire name, whatever its capitals and separators.
    pub fn member(&self, name: &str) -> Option<&Docs> {
        self.members.get(&key(name)).map(|described| &described.docs)
    }

    /// What a member holds that is inside another member, if the glossary tells it apart from others of its name.
    pub fn member_of(&self, parent: &str, name: &str) -> Option<&Docs> {
        self.members.get(&format!("{}.{}", key(parent), key(name))).map(|described| &described.docs)
    }

    /// What an operation does, where its name says something else.
    pub fn operation(&self, name: &str) -> Option<&str> {
        self.operations.get(name).map(String::as_str)
    }

    /// The entries of both; those of `product` win.
    #[must_use]
    pub fn with(&self, product: &Glossary) -> Glossary {
        let mut all = self.clone();
        all.names.extend(product.names.clone());
        all.words.extend(product.words.clone());
        all.members.extend(product.members.clone());
        all.operations.extend(product.operations.clone());
        all
    }

    fn describe(&mut self, members: BTreeMap<String, Docs>) {
        for (written, docs) in members {
            let key = written.split('.').map(key).collect::<Vec<_>>().join(".");
            let doubled = self.members.insert(key, Described { written: written.clone(), docs }).is_some();
            self.doubled.extend(doubled.then_some(written));
        }
    }
}

/// A wire name without capitals and separators.
fn key(wire: &str) -> String {
    wire.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A map of names of values, but for the keys that have maps.
impl<'de> Deserialize<'de> for Glossary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Sections)
    }
}

struct Sections;

impl<'de> Visitor<'de> for Sections {
    type Value = Glossary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a glossary")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Glossary, A::Error> {
        let mut glossary = Glossary::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "words" => glossary.words = map.next_value::<Entries<Docs>>()?.0,
                "members" => glossary.describe(map.next_value::<Entries<Docs>>()?.0),
                "operations" => glossary.operations = map.next_value::<Entries<String>>()?.0,
                _ if glossary.names.contains_key(&key) => return Err(doubled(&key)),
                _ => drop(glossary.names.insert(key, map.next_value()?)),
            }
        }
        Ok(glossary)
    }
}

/// A map, each key once.
struct Entries<T>(BTreeMap<String, T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
    type Value = Entries<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.contains_key(&key) {
                return Err(doubled(&key));
            }
            entries.insert(key, map.next_value()?);
        }
        Ok(Entries(entries))
    }
}

/// An error of which [`crate::yaml::read`] finds the place.
fn doubled<E: Error>(key: &str) -> E {
    E::custom(format!("duplicate key `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn read(text: &str) -> Glossary {
        yaml::read("glossary.yaml", text).unwrap()
    }

    fn en(glossary: &Glossary, name: &str) -> Option<String> {
        glossary.member(name).and_then(|docs| docs.en.clone())
    }

    #[test]
    fn members_are_found_by_any_spelling_and_by_what_they_are_in() {
        let glossary =
            read("members: {RegionId: {en: Region.}, Key: {en: Key.}, Tag.Key: {en: Key of the tag.}}");
        for name in ["RegionId", "regionId", "RegionID", "region_id", "region-id"] {
            assert_eq!(en(&glossary, name).as_deref(), Some("Region."), "{name}");
        }
        let inside = |parent| glossary.member_of(parent, "key").and_then(|docs| docs.en.as_deref());
        assert_eq!([inside("TAG"), inside("Item")], [Some("Key of the tag."), None]);
        assert_eq!(en(&glossary, "Tag.Key"), None);
        assert_eq!(en(&glossary, "Zone"), None);
    }

    #[test]
    fn entries_of_a_product_win() {
        let common = read(
            "{准备: Preparing, 终止: Aborted, words: {vpc: {en: VPC}}, members: {Id: {en: ID.}, Ip: {en: IP.}}}",
        );
        let own = read("{准备: Ready, members: {ID: {en: Number.}}}");
        let both = common.with(&own);
        assert_eq!([both.name("准备"), both.name(" 终止 ")], [Some("Ready"), Some("Aborted")]);
        assert_eq!([en(&both, "Id"), en(&both, "Ip")], ["Number.", "IP."].map(|text| Some(text.to_owned())));
        assert_eq!(both.word("vpc").and_then(|docs| docs.en.as_deref()), Some("VPC"));
    }

    #[test]
    fn what_has_no_place_is_refused_where_it_stands() {
        for (text, at) in [
            ("准备: [a]\n", (1, 5)),
            ("membres:\n  Id: {en: ID.}\n", (2, 3)),
            ("members:\n  Id: {en: ID., de: ID.}\n", (2, 17)),
            ("words:\n  vpc: VPC\n", (2, 8)),
            ("members:\n  Id: {en: ID.}\n  Id: {en: ID.}\n", (3, 3)),
            ("准备: Preparing\n准备: Ready\n", (2, 1)),
        ] {
            let found = yaml::read::<Glossary>("glossary.yaml", text).unwrap_err();
            assert_eq!((found.span.line, found.span.column), at, "{text}{found:?}");
        }
    }
}
