//! JSON text as a tree of nodes that know where they stand.
//!
//! serde_json gives no offsets, but keys and strings without escapes are slices of the text, and a slice knows where it
//! lies. A string stands where it stands; any other value at its key, and an item of a list at its first key.

use crate::source::{At, Source};
use alicloud_spec::Code;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;

/// How deep values may nest; what is deeper is not looked at. Real files have 60 levels at most.
const MAX_DEPTH: usize = 100;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node<'a> {
    pub(crate) at: At,
    pub(crate) content: Content<'a>,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content<'a> {
    Null,
    Boolean(bool),
    Number(Number),
    String(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Object<'a>),
    /// A list or object that lies too deep.
    TooDeep,
}

/// Keys and values in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'a>(pub(crate) Vec<Entry<'a>>);

/// An object that says nothing.
pub(crate) static NOTHING: Object<'static> = Object(Vec::new());

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) at: At,
    pub(crate) value: Node<'a>,
}

/// The tree of a text; none if it is not well-formed, which is reported.
pub(crate) fn parse<'a>(source: &mut Source<'a>) -> Option<Node<'a>> {
    let mut deserializer = serde_json::Deserializer::from_str(source.text);
    let root = Seed { text: source.text, at: At::default(), depth: 0 };
    let read = root.deserialize(&mut deserializer).and_then(|node| deserializer.end().map(|()| node));
    read.map_err(|error| {
        let start = source.start_of_line(error.line()) + error.column().saturating_sub(1);
        let at = At { start: floor(source.text, start) as u32, len: 1 };
        let message = error.to_string();
        // The place that serde_json adds to its messages counts bytes; the span counts characters.
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        let help = "download the file again: it was damaged or cut off";
        source.report_with_help(Code::InvalidJson, at, message, help);
    })
    .ok()
}

/// The start of the character that a place lies in, or of the last one.
fn floor(text: &str, at: usize) -> usize {
    let last = text.len().saturating_sub(1);
    (0..=at.min(last)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

impl<'a> Node<'a> {
    pub(crate) fn object(&self) -> Option<&Object<'a>> {
        if let Content::Object(object) = &self.content { Some(object) } else { None }
    }

    /// An object, or the empty list that some serialisations write for an empty one.
    pub(crate) fn schema(&self) -> Option<&Object<'a>> {
        match &self.content {
            Content::List(items) if items.is_empty() => Some(&NOTHING),
            _ => self.object(),
        }
    }

    pub(crate) fn list(&self) -> Option<&[Node<'a>]> {
        if let Content::List(items) = &self.content { Some(items) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Content::String(text) = &self.content { Some(text) } else { None }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        if let Content::Boolean(flag) = self.content { Some(flag) } else { None }
    }

    /// A scalar as the text that stands for it.
    pub(crate) fn scalar(&self) -> Option<Cow<'_, str>> {
        Some(match &self.content {
            Content::String(text) => Cow::Borrowed(text),
            Content::Number(number) => Cow::Owned(number.to_string()),
            Content::Boolean(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            _ => return None,
        })
    }

    /// Whether this holds nothing: some serialisations write an empty object as an empty list, or as null.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Null => true,
            Content::List(items) => items.is_empty(),
            Content::Object(object) => object.0.is_empty(),
            _ => false,
        }
    }
}

impl Content<'_> {
    /// What messages call it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Content::Null => "null",
            Content::Boolean(_) => "true or false",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
            Content::TooDeep => "something nested too deeply",
        }
    }
}

impl<'a> Object<'a> {
    /// The value under a key; of several, the last.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.0.iter().rev().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Where the object begins, as far as is known.
    pub(crate) fn at(&self) -> Option<At> {
        self.0.first().map(|entry| entry.at)
    }
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    text: &'a str,
    at: At,
    depth: usize,
}

impl<'a> Seed<'a> {
    fn slice(&self, slice: &'a str) -> At {
        let start = slice.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        At { start: start as u32, len: slice.len() as u32 }
    }

    fn node<E>(self, content: Content<'a>) -> Result<Node<'a>, E> {
        Ok(Node { at: self.at, content })
    }

    fn inside(self, at: At) -> Self {
        Seed { at, depth: self.depth + 1, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'de> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'de> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        self.node(Content::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node<'de>, E> {
        self.node(Content::Boolean(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node<'de>, E> {
        self.node(Content::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node<'de>, E> {
        self.node(Content::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node<'de>, E> {
        self.node(Number::from_f64(number).map_or(Content::Null, Content::Number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node<'de>, E> {
        let at = self.slice(text);
        Seed { at, ..self }.node(Content::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node<'de>, E> {
        self.node(Content::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node<'de>, A::Error> {
        if self.depth >= MAX_DEPTH {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return self.node(Content::TooDeep);
        }
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self.inside(self.at))? {
            items.push(item);
        }
        self.node(Content::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        if self.depth >= MAX_DEPTH {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return self.node(Content::TooDeep);
        }
        let mut entries = Vec::new();
        while let Some((key, at)) = map.next_key_seed(Key(self))? {
            let value = map.next_value_seed(self.inside(at))?;
            entries.push(Entry { key, at, value });
        }
        self.node(Content::Object(Object(entries)))
    }
}

/// Reads a key.
struct Key<'a>(Seed<'a>);

impl<'de> DeserializeSeed<'de> for Key<'de> {
    type Value = (Cow<'de, str>, At);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'de> {
    type Value = (Cow<'de, str>, At);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((Cow::Borrowed(key), self.0.slice(key)))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((Cow::Owned(key.to_owned()), self.0.at))
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.content {
            Content::Null | Content::TooDeep => serializer.serialize_unit(),
            Content::Boolean(flag) => serializer.serialize_bool(*flag),
            Content::Number(number) => number.serialize(serializer),
            Content::String(text) => serializer.serialize_str(text),
            Content::List(items) => serializer.collect_seq(items),
            Content::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for entry in &self.0 {
            map.serialize_entry(&entry.key, &entry.value)?;
        }
        map.end()
    }
}
