//! The text of a documented example goes in; its value, with the repairs that reading it took, comes out.
//!
//! Examples are written by people: with comments, trailing commas, `...`, bare masks. The readers here repair what
//! they can and say so, because an example is evidence even when a strict parser would refuse it.

mod json;
mod print;
mod xml;

pub use json::read_json;
use std::borrow::Cow;
pub use xml::read_xml;

/// A value of an example, which borrows from its text what it can.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    /// Byte offset of its first character in the example.
    pub at: usize,
    /// The value.
    pub content: Content<'t>,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it is written.
    Number(Cow<'t, str>),
    /// A JSON string, unescaped.
    String(Cow<'t, str>),
    /// The text of an XML element, which has no type.
    Text(Cow<'t, str>),
    /// A JSON array.
    List(Vec<Node<'t>>),
    /// A JSON object, or an XML element with children. Names may repeat: in XML that is how a list is written.
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<'t> {
    /// The values at top level; one, unless the example shows several.
    pub roots: Vec<Node<'t>>,
    /// What is wrong with the text; empty when it is well-formed.
    pub repairs: Vec<Repair>,
}

/// Something that a strict parser would have refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Byte offset in the example.
    pub at: usize,
    /// What was found there, and how it was read.
    pub message: String,
    /// What kind of thing it is.
    pub fault: Fault,
}

/// What a strict parser would have against a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not well-formed.
    Syntax,
    /// It nests deeper than [`MAX_DEPTH`](crate::MAX_DEPTH); what lies deeper was left out.
    Depth,
}

impl<'t> Node<'t> {
    /// The children of an object under `name`; several only in XML.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node<'t>> {
        let members = match &self.content {
            Content::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().filter(move |(key, _)| key == name).map(|(_, node)| node)
    }

    /// The text of a scalar, whatever its type; `None` for null, lists and objects.
    pub fn scalar_text(&self) -> Option<&str> {
        match &self.content {
            Content::Boolean(true) => Some("true"),
            Content::Boolean(false) => Some("false"),
            Content::Number(text) | Content::String(text) | Content::Text(text) => Some(text),
            Content::Null | Content::List(_) | Content::Object(_) => None,
        }
    }

    /// What the value is, in a word for messages.
    pub fn word(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Boolean(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::Text(_) => "text",
            Content::List(_) => "a list",
            Content::Object(_) => "a structure",
        }
    }
}
