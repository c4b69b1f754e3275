//! Schemas as shapes, in which every reference is spelled out.

use crate::document::{Document, last_of_each};
use crate::json::{Content, Node, Object};
use crate::source::{At, Source};
use crate::{held, limits, prose};
use alicloud_spec::{Code, Docs, Kind, MAX_DEPTH, Member, Presence, Scalar, Shape, Shared, Standing};
use std::collections::HashMap;

/// How many members one operation may have. The largest real one has 427.
const MAX_MEMBERS: usize = 5_000;
/// How many members the operations of a file may have together: so many in any case, and one for so many bytes.
const MEMBERS_OF_ANY_FILE: usize = 200_000;
const BYTES_A_MEMBER: usize = 8;

/// What reads schemas.
pub(crate) struct Schemas<'s, 'n, 'a> {
    pub(crate) source: &'s mut Source<'a>,
    named: HashMap<&'n str, &'n Node<'a>>,
    /// The references that are being spelled out, outermost first.
    open: Vec<Open<'n>>,
    depth: usize,
    left: Left,
}

/// A reference that is being spelled out.
struct Open<'n> {
    name: &'n str,
    /// Whether it was met inside of itself.
    is_recursive: bool,
}

/// How many more members there may be. Without an end, references to references would fill the memory.
struct Left {
    operation: usize,
    file: usize,
    is_reported: bool,
}

/// A schema, and what its reference adds where it says nothing itself.
#[derive(Clone, Copy)]
pub(crate) struct View<'n, 'a> {
    own: &'n Object<'a>,
    base: Option<&'n Object<'a>>,
}

impl<'n, 'a> View<'n, 'a> {
    pub(crate) fn get(self, key: &str) -> Option<&'n Node<'a>> {
        self.own.get(key).or_else(|| self.base?.get(key))
    }
}

impl<'s, 'n, 'a> Schemas<'s, 'n, 'a> {
    pub(crate) fn new(document: &Document<'n, 'a>, source: &'s mut Source<'a>) -> Self {
        let named = document.schemas().map(|entry| (entry.key.as_ref(), &entry.value)).collect();
        let file = MEMBERS_OF_ANY_FILE + source.text.len() / BYTES_A_MEMBER;
        let left = Left { operation: MAX_MEMBERS, file, is_reported: false };
        Schemas { source, named, open: Vec::new(), depth: 0, left }
    }

    /// Must be called before the schemas of each operation.
    pub(crate) fn begin_operation(&mut self) {
        self.left.operation = MAX_MEMBERS;
        self.left.is_reported = false;
    }

    /// A member of a structure, or a parameter.
    pub(crate) fn member(&mut self, name: &str, at: At, schema: &'n Object<'a>) -> Member {
        let shape = self.shape(schema, at);
        let view = View { own: schema, base: self.base(schema) };
        let limits = limits::limits(view, &shape, self.source);
        let example = view.get("example").or_else(|| items(view)?.get("example"));
        Member {
            presence: self.presence(schema),
            limits,
            standing: self.standing(view),
            example: example
                .and_then(Node::scalar)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty()),
            docs: docs(view),
            source: Some(self.source.line(at)),
            ..Member::new(name, shape)
        }
    }

    /// The shape of a schema.
    pub(crate) fn shape(&mut self, schema: &'n Object<'a>, at: At) -> Shape {
        // A parameter is a step from its request.
        if self.depth + 1 >= MAX_DEPTH {
            return self.too_large(at, format!("this nests deeper than {MAX_DEPTH} levels"));
        }
        self.depth += 1;
        let reference = self.source.text_of(schema, "$ref").filter(|reference| !reference.is_empty());
        let shape = match (reference, schema.get("$ref")) {
            (Some(reference), Some(node)) => self.reference(reference, node.at),
            _ => self.of_type(schema, at),
        };
        self.depth -= 1;
        shape
    }

    fn of_type(&mut self, schema: &'n Object<'a>, at: At) -> Shape {
        let word = self.source.text_of(schema, "type").filter(|word| !word.is_empty());
        let word = word.or_else(|| {
            let has = |key| schema.get(key).and_then(Node::schema).is_some();
            let is_object = has("properties") || has("additionalProperties");
            if is_object { Some("object") } else { has("items").then_some("array") }
        });
        match word {
            None | Some("any") => Shape::Any,
            Some("object") => self.object(schema, at),
            Some("array") => self.list(schema),
            Some(word) => match kind(word, schema) {
                Some(kind) => {
                    let values = limits::values(schema, kind, self.source);
                    let json = (kind == Kind::String).then(|| held::shape_of(schema)).flatten().map(Box::new);
                    Shape::Scalar(Scalar { kind, values, json })
                }
                None => {
                    let at = schema.get("type").map_or(at, |node| node.at);
                    let message = format!("`{word}` is no type; it was read as any JSON value");
                    self.source.report(Code::UnknownType, at, message);
                    Shape::Any
                }
            },
        }
    }

    fn list(&mut self, schema: &'n Object<'a>) -> Shape {
        let Some(node) = schema.get("items") else { return Shape::list(Shape::Any) };
        let items = self.source.expect(node, "an object", Node::schema);
        Shape::list(items.map_or(Shape::Any, |items| self.shape(items, node.at)))
    }

    fn object(&mut self, schema: &'n Object<'a>, at: At) -> Shape {
        let properties = self.source.object_of(schema, "properties");
        let properties = properties.map(|object| last_of_each(object, self.source)).unwrap_or_default();
        if properties.len() > self.left.operation.min(self.left.file) {
            return self.too_large(at, "with this, the operation has too many members".to_owned());
        }
        self.left.operation -= properties.len();
        self.left.file -= properties.len();
        let members: Vec<_> = properties
            .into_iter()
            .filter_map(|entry| {
                let property = self.source.expect(&entry.value, "the object of a schema", Node::schema)?;
                self.named_member(&entry.key, entry.at, property)
            })
            .collect();
        if !members.is_empty() {
            return Shape::Structure(members);
        }
        let Some(node) = schema.get("additionalProperties") else { return Shape::Any };
        match &node.content {
            Content::Boolean(_) => Shape::Any,
            _ => match self.source.expect(node, "an object", Node::schema) {
                Some(value) => Shape::Map(Box::new(self.shape(value, node.at))),
                None => Shape::Any,
            },
        }
    }

    fn named_member(&mut self, name: &str, at: At, schema: &'n Object<'a>) -> Option<Member> {
        if name.is_empty() {
            self.source.report(Code::MalformedValue, at, "a member without a name; it was left out");
            return None;
        }
        Some(self.member(name, at, schema))
    }

    /// Spells a reference out. One that leads back to itself stays a reference, to a shape that is shared.
    fn reference(&mut self, reference: &str, at: At) -> Shape {
        let name = name_of(reference);
        let Some((name, target)) = name.and_then(|name| self.named.get_key_value(name)) else {
            let message = format!("no schema is called `{reference}`; it was read as any JSON value");
            self.source.report(Code::DanglingReference, at, message);
            return Shape::Any;
        };
        let (name, target) = (*name, *target);
        if let Some(open) = self.open.iter_mut().find(|open| open.name == name) {
            open.is_recursive = true;
            return Shape::Reference(name.to_owned());
        }
        let Some(schema) = self.source.expect(target, "the object of a schema", Node::schema) else {
            return Shape::Any;
        };
        self.open.push(Open { name, is_recursive: false });
        let shape = self.shape(schema, target.at);
        let is_recursive = self.open.pop().is_some_and(|open| open.is_recursive);
        match shape {
            Shape::Reference(to) if to == name => {
                let message = format!("`{name}` is nothing but a reference to itself");
                self.source.report(Code::DanglingReference, at, message);
                Shape::Any
            }
            shape if is_recursive => Shape::Shared(Shared { name: name.to_owned(), shape: Box::new(shape) }),
            shape => shape,
        }
    }

    /// The schema that the reference of another leads to.
    fn base(&self, schema: &Object<'a>) -> Option<&'n Object<'a>> {
        self.named.get(name_of(schema.get("$ref")?.text()?)?)?.object()
    }

    fn presence(&mut self, schema: &Object<'a>) -> Presence {
        let (required, documented) =
            (self.source.flag_of(schema, "required"), self.source.flag_of(schema, "docRequired"));
        match (required, documented) {
            (true, _) => Presence::Required,
            (false, true) => Presence::Documented,
            (false, false) => Presence::Optional,
        }
    }

    fn standing(&mut self, view: View<'n, 'a>) -> Standing {
        let node = view.get("deprecated");
        match node.and_then(|node| self.source.expect(node, "true or false", Node::flag)) {
            Some(true) => Standing::Deprecated,
            _ => Standing::Current,
        }
    }

    fn too_large(&mut self, at: At, message: String) -> Shape {
        if !self.left.is_reported {
            self.left.is_reported = true;
            self.source.report(
                Code::SchemaTooLarge,
                at,
                message + "; what follows was read as any JSON value",
            );
        }
        Shape::Any
    }
}

fn kind(word: &str, schema: &Object<'_>) -> Option<Kind> {
    let format = schema.get("format").and_then(Node::text);
    Some(match (word, format) {
        ("string", Some("binary")) => Kind::Binary,
        ("string", _) => Kind::String,
        ("boolean", _) => Kind::Boolean,
        ("integer", Some("int64")) => Kind::Long,
        ("integer", _) => Kind::Integer,
        ("number", Some("float")) => Kind::Float,
        ("number", _) => Kind::Double,
        _ => return None,
    })
}

fn name_of(reference: &str) -> Option<&str> {
    ["#/components/schemas/", "#/definitions/"].iter().find_map(|prefix| reference.strip_prefix(prefix))
}

fn items<'n, 'a>(view: View<'n, 'a>) -> Option<&'n Object<'a>> {
    view.get("items")?.object()
}

/// What is said about a member, or else about its items.
fn docs(view: View<'_, '_>) -> Docs {
    let said =
        |node: Option<&Node<'_>>| node.and_then(Node::text).map(prose::docs).filter(|docs| !docs.is_empty());
    said(view.get("description"))
        .or_else(|| said(view.get("title")))
        .or_else(|| said(items(view)?.get("description")))
        .unwrap_or_default()
}
