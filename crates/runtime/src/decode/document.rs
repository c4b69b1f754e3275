//! XML documents as trees of elements.

use super::room::Room;
use crate::Json;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

const PAGE: &str = "it is an HTML page, no answer of the service";

/// How deep elements may nest; the limit of JSON.
const MAX_DEPTH: usize = 128;

/// An element.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    /// What is wrong with the text.
    pub(super) fault: Option<&'static str>,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn is_blank(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }
}

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Whether a document is a page for people, which proxies put in the place of an answer.
fn is_page(text: &str) -> bool {
    let starts = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    starts("<!doctype html") || starts("<html")
}

/// Reads a document. Its type declaration is skipped: what that declares stays unknown.
pub(super) fn document(text: &str, room: &mut Room) -> Result<Element, Error> {
    if is_page(text.trim_start()) {
        return Err(PAGE.into());
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    loop {
        // What the reader has to say quotes the document.
        let event = reader.read_event().map_err(|_| ill_formed(text, reader.error_position()))?;
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            // The name and the text have an allocation each, of at least this.
            room.take(size_of::<Element>() + 32)?;
        }
        match event {
            Event::Start(_) if open.len() > MAX_DEPTH => {
                return Err(format!("nested deeper than {MAX_DEPTH} levels").into());
            }
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => push_child(&mut open, element(&start)),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    push_child(&mut open, done);
                }
            }
            Event::Text(text) => push_text(&mut open, &text),
            Event::CData(data) => push_text(&mut open, &data),
            Event::GeneralRef(reference) => push_reference(&mut open, &reference),
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err("the document ends inside an element".into());
    }
    let root = open.pop().and_then(|mut document| document.children.pop()).ok_or("no element")?;
    if is_page(&format!("<{}", root.name)) { Err(PAGE.into()) } else { Ok(root) }
}

/// Where a document is ill-formed.
fn ill_formed(text: &str, position: u64) -> Error {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    let before = text.as_bytes().get(..end).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    format!("it is not well-formed XML at line {line} column {column}").into()
}

fn element(start: &BytesStart<'_>) -> Element {
    Element { name: start.name().as_ref().to_owned(), ..Element::default() }
}

fn push_child(open: &mut [Element], child: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(child);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
        if text.contains(char::REPLACEMENT_CHARACTER) {
            element.fault = Some("text with bytes that are no UTF-8");
        }
    }
}

/// What a reference stands for; itself, if nobody knows.
fn push_reference(open: &mut [Element], reference: &BytesRef<'_>) {
    match (reference.resolve_char_ref(), resolve_predefined_entity(reference)) {
        (Ok(Some(c)), _) => push_text(open, c.encode_utf8(&mut [0; 4])),
        (_, Some(text)) => push_text(open, text),
        _ => {
            push_text(open, &format!("&{};", &**reference));
            if let Some(element) = open.last_mut() {
                element.fault = Some("text with an unknown entity");
            }
        }
    }
}

/// An element as JSON: text, or an object in which repeated names are arrays.
pub(super) fn json(element: &Element) -> Json {
    if element.children.is_empty() {
        return Json::from(element.text.as_str());
    }
    let mut object = serde_json::Map::new();
    for child in &element.children {
        let value = json(child);
        match object.get_mut(&child.name) {
            None => {
                object.insert(child.name.clone(), value);
            }
            Some(Json::Array(items)) => items.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
    }
    Json::Object(object)
}
