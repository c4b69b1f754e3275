//! A file as a whole: the product, its schemas, and its operations by name.

use crate::json::{Entry, Node, Object};
use crate::operation::{self, Described as Operation};
use crate::schema::Schemas;
use crate::source::{At, Source};
use crate::style::ProductStyle;
use crate::{Described, ProductFacts};
use alicloud_spec::{Code, Endpoints, NameKind, Style};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a file describes, whichever of the two kinds it is.
pub(crate) struct Document<'n, 'a> {
    /// The object that holds `info`, `components`, `endpoints`, as far as there are any.
    pub(crate) root: &'n Object<'a>,
    pub(crate) apis: Apis<'n, 'a>,
}

/// The operations of a file.
pub(crate) enum Apis<'n, 'a> {
    /// `api-docs.json`: each under its name.
    Product(&'n Object<'a>),
    /// `api.json`: one, and its name.
    Single(Cow<'n, str>),
}

/// An operation with its name.
#[derive(Clone, Copy)]
pub(crate) struct Api<'d, 'n, 'a> {
    pub(crate) name: &'d str,
    pub(crate) at: At,
    pub(crate) object: &'n Object<'a>,
}

impl<'n, 'a> Document<'n, 'a> {
    /// Finds what a tree describes; none if it is something else, which is reported.
    pub(crate) fn find(tree: &'n Node<'a>, source: &mut Source<'a>) -> Option<Self> {
        let root = tree.object();
        let found = root.and_then(|root| Self::of(root, source).or_else(|| Self::wrapped(root, source)));
        if found.is_none() {
            let message = match root {
                Some(root) if root.0.is_empty() => {
                    "an empty object, as the portal answers for an operation that it does not have".to_owned()
                }
                Some(_) => "an object with neither `apis` nor `parameters`".to_owned(),
                None => format!("{} where the object of an API belongs", tree.content.word()),
            };
            let help = "expected is an api-docs.json, or an api.json, of the official metadata";
            source.report_with_help(Code::NotMetadata, At { start: 0, len: 1 }, message, help);
        }
        found
    }

    fn of(root: &'n Object<'a>, source: &Source<'a>) -> Option<Self> {
        if let Some(apis) = root.get("apis").and_then(Node::object) {
            return Some(Document { root, apis: Apis::Product(apis) });
        }
        let is_operation = ["parameters", "responses"].iter().any(|key| root.get(key).is_some());
        is_operation.then(|| Document { root, apis: Apis::Single(name(root, source.file())) })
    }

    /// Tools that fetch a file keep it under a key of their own now and then.
    fn wrapped(root: &'n Object<'a>, source: &Source<'a>) -> Option<Self> {
        let inner = ["data", "result", "api", "body"].iter().find_map(|key| root.get(key)?.object())?;
        Self::of(inner, source)
    }

    /// The operations in the order of the file. Of two of one name, the last is described, in the place of the first.
    pub(crate) fn apis<'d>(&'d self, source: &mut Source<'a>) -> Vec<Api<'d, 'n, 'a>> {
        match &self.apis {
            Apis::Single(name) => {
                vec![Api { name, at: self.root.at().unwrap_or_default(), object: self.root }]
            }
            Apis::Product(apis) => {
                let entries = last_of_each(apis, source).into_iter();
                let objects = entries.filter_map(|entry| {
                    let object = source.expect(&entry.value, "the object of an operation", Node::object)?;
                    Some(Api { name: &entry.key, at: entry.at, object })
                });
                objects.collect()
            }
        }
    }

    /// The schemas that references lead to.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &'n Entry<'a>> {
        let components = self.root.get("components").and_then(Node::object);
        let schemas = components.and_then(|components| components.get("schemas")).and_then(Node::object);
        // Older files have them where Swagger 2 has them.
        let definitions = self.root.get("definitions").and_then(Node::object);
        schemas.into_iter().chain(definitions).flat_map(|object| &object.0)
    }

    fn info(&self) -> Option<&'n Object<'a>> {
        self.root.get("info").and_then(Node::object)
    }
}

/// What `api.json` calls its operation, or else what the file is called.
fn name<'n>(root: &'n Object<'_>, file: &str) -> Cow<'n, str> {
    let stated = ["name", "operationId"].iter().find_map(|key| root.get(key)?.text());
    if let Some(name) = stated.filter(|name| !name.is_empty()) {
        return Cow::Borrowed(name);
    }
    let mut parts = file.rsplit('/').map(|part| part.strip_suffix(".json").unwrap_or(part));
    Cow::Owned(parts.find(|part| *part != "api").unwrap_or_default().to_owned())
}

/// The entries of an object; of several with one key the last, in the place of the first.
pub(crate) fn last_of_each<'n, 'a>(object: &'n Object<'a>, source: &mut Source<'a>) -> Vec<&'n Entry<'a>> {
    let mut index = HashMap::with_capacity(object.0.len());
    let mut entries: Vec<&Entry<'_>> = Vec::with_capacity(object.0.len());
    for entry in &object.0 {
        let place = *index.entry(entry.key.as_ref()).or_insert(entries.len());
        match entries.get_mut(place) {
            Some(known) => {
                source.report(
                    Code::RepeatedKey,
                    entry.at,
                    format!("`{}` stands here a second time", entry.key),
                );
                *known = entry;
            }
            None => entries.push(entry),
        }
    }
    entries
}

/// Reads everything that a file describes.
pub(crate) fn describe<'a>(document: &Document<'_, 'a>, source: &mut Source<'a>) -> Described {
    let apis = document.apis(source);
    let (mut product, style) = product(document, source);
    let mut schemas = Schemas::new(document, source);
    let mut described = Described::default();
    for api in &apis {
        match operation::describe(api, &product, style, &mut schemas) {
            Operation::Draft(draft) => described.drafts.push(*draft),
            Operation::Refused => {
                described.refused.insert(api.name.to_owned());
            }
        }
    }
    if matches!(document.apis, Apis::Product(_)) {
        let roa = described.drafts.iter().filter(|draft| draft.style == Some(Style::Roa)).count();
        let mostly = if roa * 2 > described.drafts.len() { Style::Roa } else { Style::Rpc };
        product.style = Some(mostly);
    }
    Described { product, ..described }
}

fn product<'n, 'a>(document: &Document<'n, 'a>, source: &mut Source<'a>) -> (ProductFacts, ProductStyle<'n>) {
    let empty = Object::default();
    let info = document.info();
    let mut word = |key| {
        let text = info.and_then(|info| source.text_of(info, key));
        text.map(str::trim).filter(|text| !text.is_empty())
    };
    let code = word("product").map(str::to_lowercase);
    let version = word("version").map(str::to_owned);
    let title = word("name").or_else(|| word("title")).map(str::to_owned);
    let code = code.and_then(|code| checked(NameKind::Product, "product", code, document, source));
    let version =
        version.and_then(|version| checked(NameKind::Version, "version", version, document, source));
    let style = info.and_then(|info| info.get("style")).and_then(Node::text).filter(|word| !word.is_empty());
    let facts = ProductFacts {
        code,
        version,
        name: title,
        style: None,
        endpoints: endpoints(document.info().map_or(&empty, |_| document.root), source),
    };
    (facts, style.map(ProductStyle::from_word).unwrap_or_default())
}

/// A name that becomes a folder, if it can.
fn checked<'a>(
    kind: NameKind,
    key: &str,
    name: String,
    document: &Document<'_, 'a>,
    source: &mut Source<'a>,
) -> Option<String> {
    let at = document.info().and_then(|info| info.get(key)).map_or(At::default(), |node| node.at);
    kind.check(&name).map_err(|message| source.report(Code::InvalidName, at, message)).ok().map(|()| name)
}

fn endpoints<'a>(root: &Object<'a>, source: &mut Source<'a>) -> Endpoints {
    let mut endpoints = Endpoints::default();
    for item in source.list_of(root, "endpoints") {
        let Some(endpoint) = source.expect(item, "an object", Node::object) else { continue };
        let Some(region) = source.text_of(endpoint, "regionId").map(str::trim) else { continue };
        for key in ["endpoint", "public", "vpc"] {
            let Some(host) = source.text_of(endpoint, key).map(str::trim) else { continue };
            let hosts = if key == "vpc" { &mut endpoints.vpc } else { &mut endpoints.regions };
            if is_host(host) && !region.is_empty() {
                hosts.insert(region.to_owned(), host.to_owned());
            } else if !host.is_empty() {
                let message = format!("`{host}` is no host name of region `{region}`; it was left out");
                source.report(Code::MalformedValue, item.at, message);
            }
        }
    }
    endpoints
}

/// Requests with credentials go to what is named here, so it is a name and nothing else.
fn is_host(text: &str) -> bool {
    let in_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    !text.is_empty() && text.bytes().all(in_host)
}
