//! The facts of a file as the same kind of file, without a sentence or an example.
//!
//! What is kept is listed, not what is left out, so that nothing unforeseen is kept.

use crate::document::{Apis, Document, last_of_each};
use crate::json::{Content, Entry, Node, Object};
use crate::source::{At, Source};
use crate::{held, value};
use std::borrow::Cow;
use std::collections::HashSet;

/// The facts of a file: one operation, schema and endpoint a line, in the order of the file.
pub(crate) fn facts<'a>(document: &Document<'_, 'a>, source: &mut Source<'a>) -> String {
    let schemas: Vec<_> = document
        .schemas()
        .filter_map(|entry| Some(line(&entry.key, &schema(&entry.value, source)?)))
        .collect();
    let apis: Vec<_> =
        document.apis(source).into_iter().map(|api| (api.name, operation(api.object, source))).collect();
    let mut sections = Vec::new();
    if let Some(info) = document.root.get("info").and_then(Node::object) {
        sections.push(line("info", &strings(info, &["style", "product", "version", "name", "title"])));
    }
    if !schemas.is_empty() {
        sections.push(format!("\"components\":{{\"schemas\":{{\n{}\n}}}}", schemas.join(",\n")));
    }
    match (&document.apis, apis.first()) {
        (Apis::Single(name), Some((_, operation))) => {
            sections.insert(0, line("name", &text(name)));
            let entries = operation.object().map(|object| object.0.as_slice()).unwrap_or_default();
            sections.extend(entries.iter().map(|entry| line(&entry.key, &entry.value)));
            // What makes it known as an operation.
            if !entries.iter().any(|entry| matches!(entry.key.as_ref(), "parameters" | "responses")) {
                sections.push("\"parameters\":[]".to_owned());
            }
        }
        _ => {
            let lines: Vec<_> = apis.iter().map(|(name, operation)| line(name, operation)).collect();
            sections.push(format!("\"apis\":{{\n{}\n}}", lines.join(",\n")));
        }
    }
    let endpoints = endpoints(document.root);
    if !endpoints.is_empty() {
        sections.push(format!("\"endpoints\":[\n{}\n]", endpoints.join(",\n")));
    }
    format!("{{{}}}\n", sections.join(",\n"))
}

/// A key and its value, as they stand in an object.
fn line(key: &str, value: &Node<'_>) -> String {
    // Nothing in a tree can fail to be written: all keys are strings.
    let write = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
    format!("{}:{}", write(serde_json::to_string(key)), write(serde_json::to_string(value)))
}

fn node(content: Content<'_>) -> Node<'_> {
    Node { at: At::default(), content }
}

fn text<'t>(text: &'t str) -> Node<'t> {
    node(Content::String(Cow::Borrowed(text)))
}

/// An object of the entries that there are, in this order.
fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Option<Node<'k>>)>) -> Node<'k> {
    let entries = entries.into_iter().filter_map(|(key, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(Entry { key: Cow::Borrowed(key), at: At::default(), value })
    });
    node(Content::Object(Object(entries.collect())))
}

/// Adds an entry, even if it holds nothing.
fn push<'n>(object: &mut Node<'n>, key: &'static str, value: Option<Node<'n>>) {
    if let Content::Object(entries) = &mut object.content {
        entries.0.extend(value.map(|value| Entry { key: key.into(), at: At::default(), value }));
    }
}

/// Those of the keys that hold strings.
fn strings<'n>(from: &'n Object<'_>, keys: &[&'n str]) -> Node<'n> {
    object(keys.iter().map(|key| (*key, string(from, key))))
}

fn string<'n>(from: &'n Object<'_>, key: &str) -> Option<Node<'n>> {
    from.get(key)?.text().filter(|text| !text.is_empty()).map(text)
}

/// A flag that is set; one that is not says what is so without it.
fn flag<'n>(from: &Object<'_>, key: &str) -> Option<Node<'n>> {
    from.get(key)?.flag()?.then(|| node(Content::Boolean(true)))
}

fn list<'n>(items: impl Iterator<Item = Node<'n>>) -> Option<Node<'n>> {
    Some(node(Content::List(items.collect())))
}

fn words<'n>(from: &'n Object<'_>, key: &str) -> Option<Node<'n>> {
    list(from.get(key)?.list()?.iter().filter_map(Node::text).map(text))
}

fn operation<'n, 'a>(api: &'n Object<'a>, source: &mut Source<'a>) -> Node<'n> {
    let responses =
        api.get("responses").and_then(Node::object).map(|responses| responses_of(responses, source));
    object([
        ("methods", words(api, "methods")),
        ("schemes", words(api, "schemes")),
        ("security", security(api)),
        ("operationType", string(api, "operationType")),
        ("deprecated", flag(api, "deprecated")),
        ("path", string(api, "path")),
        ("parameters", parameters(api, source)),
        ("responses", responses),
        ("errorCodes", errors(api)),
    ])
}

fn security<'n>(api: &'n Object<'_>) -> Option<Node<'n>> {
    let alternatives = api.get("security")?.list()?.iter().filter_map(Node::object);
    let named = alternatives.map(|object| {
        let entries = object.0.iter().map(|entry| Entry {
            key: Cow::Borrowed(entry.key.as_ref()),
            at: At::default(),
            value: node(Content::List(Vec::new())),
        });
        node(Content::Object(Object(entries.collect())))
    });
    list(named)
}

fn parameters<'n, 'a>(api: &'n Object<'a>, source: &mut Source<'a>) -> Option<Node<'n>> {
    let parameters = api.get("parameters")?.list()?.iter().filter_map(Node::object);
    let kept = parameters.filter_map(|parameter| {
        let name = string(parameter, "name")?;
        let style = string(parameter, "style");
        // A schema that says nothing must stay: a parameter without any is left out.
        let mut kept = object([("name", Some(name)), ("in", string(parameter, "in")), ("style", style)]);
        push(&mut kept, "schema", Some(schema(parameter.get("schema")?, source)?));
        Some(kept)
    });
    list(kept)
}

fn responses_of<'n, 'a>(responses: &'n Object<'a>, source: &mut Source<'a>) -> Node<'n> {
    let successes = responses.0.iter().filter(|entry| entry.key.starts_with('2'));
    let kept = successes.map(|entry| {
        let answer = entry.value.object();
        let headers = answer.and_then(|answer| Some(headers(answer.get("headers")?.object()?, source)));
        let mut value = object([("headers", headers)]);
        // A schema that says nothing must stay: it allows any value, where none allows no body.
        let schema = answer.and_then(|answer| schema(answer.get("schema")?, source));
        push(&mut value, "schema", schema);
        Entry { key: Cow::Borrowed(entry.key.as_ref()), at: At::default(), value }
    });
    node(Content::Object(Object(kept.collect())))
}

fn headers<'n, 'a>(headers: &'n Object<'a>, source: &mut Source<'a>) -> Node<'n> {
    let kept = headers.0.iter().filter_map(|entry| {
        let value = schema(entry.value.object()?.get("schema")?, source)?;
        let schema = Entry { key: "schema".into(), at: At::default(), value };
        let value = node(Content::Object(Object(vec![schema])));
        Some(Entry { key: Cow::Borrowed(entry.key.as_ref()), at: At::default(), value })
    });
    node(Content::Object(Object(kept.collect())))
}

fn errors<'n>(api: &'n Object<'_>) -> Option<Node<'n>> {
    let statuses = api.get("errorCodes")?.object()?.0.iter();
    let kept = statuses.filter_map(|entry| {
        let mut known = HashSet::new();
        let codes = entry.value.list()?.iter().filter_map(|error| error.object()?.get("errorCode")?.text());
        let codes = codes.filter(|code| !code.is_empty() && known.insert(*code));
        let codes = list(codes.map(|code| object([("errorCode", Some(text(code)))])));
        Some((entry.key.as_ref(), codes))
    });
    Some(object(kept))
}

/// The facts of a schema; none if it is none. A schema may say nothing at all.
fn schema<'n, 'a>(schema: &'n Node<'a>, source: &mut Source<'a>) -> Option<Node<'n>> {
    let from = schema.schema()?;
    let scalar =
        |key| from.get(key).filter(|node| node.scalar().is_some_and(|text| !text.is_empty())).cloned();
    let mut kept = object([
        ("$ref", string(from, "$ref")),
        ("type", string(from, "type")),
        ("format", string(from, "format")),
        ("required", flag(from, "required")),
        ("docRequired", flag(from, "docRequired")),
        ("deprecated", flag(from, "deprecated")),
        ("default", from.get("default").and_then(default)),
        ("minimum", scalar("minimum")),
        ("exclusiveMinimum", flag(from, "exclusiveMinimum")),
        ("maximum", scalar("maximum")),
        ("exclusiveMaximum", flag(from, "exclusiveMaximum")),
        ("minLength", scalar("minLength")),
        ("maxLength", scalar("maxLength")),
        ("minItems", scalar("minItems")),
        ("maxItems", scalar("maxItems")),
        ("pattern", string(from, "pattern")),
        ("enum", values(from)),
        ("holds", holds(from)),
    ]);
    let object = |key| from.get(key).and_then(Node::object);
    let inner = object("properties").map(|all| properties(all, source));
    push(&mut kept, "properties", inner);
    for key in ["items", "additionalProperties"] {
        push(&mut kept, key, from.get(key).and_then(|inner| self::schema(inner, source)));
    }
    Some(kept)
}

fn properties<'n, 'a>(from: &'n Object<'a>, source: &mut Source<'a>) -> Node<'n> {
    let kept = last_of_each(from, source).into_iter().filter_map(|entry| {
        let value = schema(&entry.value, source)?;
        Some(Entry { key: Cow::Borrowed(entry.key.as_ref()), at: At::default(), value })
    });
    node(Content::Object(Object(kept.collect())))
}

fn default<'n>(from: &'n Node<'_>) -> Option<Node<'n>> {
    match from.text() {
        Some("") => None,
        Some(text) => value::of(text.into()).map(|text| node(Content::String(text))),
        None => Some(from.clone()),
    }
}

/// What the example of a string shows it to hold, without the example.
fn holds<'n>(from: &'n Object<'_>) -> Option<Node<'n>> {
    let is_string = from.get("type").and_then(Node::text) == Some("string");
    let outline = is_string.then(|| held::outline_of(from)).flatten()?;
    Some(node(Content::String(Cow::Owned(outline))))
}

/// The values that a schema lists, those that only have a title included.
fn values<'n>(from: &'n Object<'_>) -> Option<Node<'n>> {
    let listed = from.get("enum").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::scalar);
    let titles = from.get("enumValueTitles").and_then(Node::object);
    let titled =
        titles.into_iter().flat_map(|object| &object.0).map(|entry| Cow::Borrowed(entry.key.as_ref()));
    let mut known = HashSet::new();
    let values = listed.chain(titled).filter_map(value::of).filter(|value| known.insert(value.clone()));
    list(values.map(|value| node(Content::String(value))))
}

fn endpoints(root: &Object<'_>) -> Vec<String> {
    let listed =
        root.get("endpoints").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::object);
    let keys = ["regionId", "endpoint", "public", "vpc"];
    let kept = listed.map(|endpoint| object(keys.map(|key| (key, trimmed(endpoint, key)))));
    kept.filter(|kept| !kept.is_empty()).filter_map(|kept| serde_json::to_string(&kept).ok()).collect()
}

fn trimmed<'n>(from: &'n Object<'_>, key: &str) -> Option<Node<'n>> {
    from.get(key)?.text().map(|found| text(found.trim()))
}
