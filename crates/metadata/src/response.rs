//! What a successful call gives: the shape of its body, its headers, its statuses, and documented examples.

use crate::json::{Node, Object};
use crate::schema::Schemas;
use crate::source::Source;
use alicloud_spec::{Code, Example, Kind, Member, Scalar, Shape};
use serde::Deserialize;

/// A successful answer.
pub(crate) struct Response {
    pub(crate) shape: Shape,
    pub(crate) headers: Vec<Member>,
    /// Empty if 200 is the only one.
    pub(crate) statuses: Vec<u16>,
}

/// Reads the answers with statuses from 200 to 299. The first of them gives the shape.
pub(crate) fn response<'n, 'a>(operation: &'n Object<'a>, schemas: &mut Schemas<'_, 'n, 'a>) -> Response {
    let entries = schemas.source.object_of(operation, "responses").map(|object| object.0.as_slice());
    let successes = entries.unwrap_or_default().iter().filter(|entry| entry.key.starts_with('2'));
    let mut successes: Vec<_> = successes.collect();
    successes.sort_by_key(|entry| &entry.key);
    let mut statuses: Vec<u16> = successes.iter().filter_map(|entry| entry.key.parse().ok()).collect();
    statuses.dedup();
    if statuses == [200] {
        statuses.clear();
    }
    let mut response = Response { shape: Shape::Structure(Vec::new()), headers: Vec::new(), statuses };
    let answer = successes.first().map(|entry| &entry.value);
    let Some(answer) = answer.and_then(|node| schemas.source.expect(node, "an object", Node::object)) else {
        return response;
    };
    if let Some(node) = answer.get("schema")
        && let Some(schema) = schemas.source.expect(node, "the object of a schema", Node::schema)
    {
        response.shape = schemas.shape(schema, node.at);
        let is_bytes = schema.get("format").and_then(Node::text) == Some("byte");
        if let (Shape::Scalar(Scalar { kind: kind @ Kind::String, .. }), true) =
            (&mut response.shape, is_bytes)
        {
            *kind = Kind::Binary;
        }
    }
    response.headers = headers(answer, schemas);
    response
}

fn headers<'n, 'a>(answer: &'n Object<'a>, schemas: &mut Schemas<'_, 'n, 'a>) -> Vec<Member> {
    let headers = schemas.source.object_of(answer, "headers").map(|object| object.0.as_slice());
    let mut members: Vec<Member> = Vec::new();
    for entry in headers.unwrap_or_default() {
        let Some(header) = schemas.source.expect(&entry.value, "an object", Node::object) else { continue };
        let schema =
            header.get("schema").and_then(|node| schemas.source.expect(node, "an object", Node::schema));
        let Some(schema) = schema else { continue };
        let is_new = !members.iter().any(|known| known.name.eq_ignore_ascii_case(&entry.key));
        if is_new && !entry.key.is_empty() {
            members.push(schemas.member(&entry.key, entry.at, schema));
        }
    }
    members
}

/// An item of `responseDemo`, which is a list in JSON, in a string.
#[derive(Deserialize)]
struct Demo {
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    example: Option<String>,
}

/// The documented examples. A list of them that cannot be read is reported and left out.
pub(crate) fn examples<'a>(operation: &Object<'a>, source: &mut Source<'a>) -> Vec<Example> {
    let Some(node) = operation.get("responseDemo") else { return Vec::new() };
    let Some(text) = source.expect(node, "a string", Node::text) else { return Vec::new() };
    if text.trim().is_empty() {
        return Vec::new();
    }
    let demos: Vec<Demo> = serde_json::from_str(text).unwrap_or_else(|error| {
        let message = format!("the examples are no list of examples ({error}); they were left out");
        source.report(Code::MalformedValue, node.at, message);
        Vec::new()
    });
    let of = |kind: &str| {
        let mut texts = demos.iter().filter(|demo| demo.r#type.eq_ignore_ascii_case(kind));
        texts.find_map(|demo| demo.example.clone().filter(|text| !text.trim().is_empty()))
    };
    let (json, xml) = (of("json"), of("xml"));
    match (&json, &xml) {
        (None, None) => Vec::new(),
        _ => vec![Example { request: None, json, xml, source: Some(source.line(node.at)) }],
    }
}
