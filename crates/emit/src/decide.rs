//! The spec of an operation goes in; its items, with names that do not collide, come out.

use crate::doc::{Doc, Inline, code, link, own, text};
use crate::item::{
    Enumeration, ErrorCodes, Field, Module, Need, Request, Response, Side, Structure, Type, Values, Variant,
};
use crate::name;
use crate::scope::Scope;
use alicloud_spec::{
    Bounds, Encoding, Kind, Limits, Literal, Member, Number, Operation, Presence, Scalar, Sensitivity, Shape,
    Shared, Standing, ValidValue,
};
use proc_macro2::Ident;
use quote::quote;
use std::collections::BTreeSet;

/// Methods that a request has besides its parameters.
const METHODS: &[&str] = &["new", "on", "send", "via", "clone", "default", "into", "fmt"];

/// Decides the items of an operation.
pub(crate) fn decide(operation: &Operation) -> Module {
    let own = type_name(operation);
    let [response, error, required] =
        ["Response", "Error", "Required"].map(|suffix| format!("{own}{suffix}"));
    let mut decisions = Decisions {
        types: Scope::reserving([own.as_str(), &response, &error, &required]),
        structures: Vec::new(),
        enumerations: Vec::new(),
        shared: Vec::new(),
    };
    let request = Request {
        ident: name::ident(&own),
        required: name::ident(&required),
        fields: decisions.fields(
            &operation.request,
            "Request",
            Side::Request,
            Scope::reserving(METHODS.iter().copied()),
        ),
    };
    let response = decisions.response(operation, &response);
    Module {
        request,
        response,
        structures: decisions.structures,
        enumerations: decisions.enumerations,
        error: error_codes(operation, &error),
    }
}

/// Names that have a meaning beside the request types: the client, the type parameter of requests, and the derive
/// macros, to which links would be ambiguous.
const TYPES: &[&str] =
    &["C", "Client", "Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// The name of the request type. An operation whose name ends like the types of another one gets a suffix of its own,
/// so that adding an operation never renames a type of another; so does one that is named like the result of this.
pub(crate) fn type_name(operation: &Operation) -> String {
    let name = name::camel(&operation.name);
    let stem = name.trim_end_matches("Operation");
    let taken = ["Response", "Error", "Required"].iter().any(|suffix| stem.ends_with(suffix))
        || TYPES.contains(&stem);
    if taken { format!("{name}Operation") } else { name }
}

/// Which headers of the answer are documented.
fn headers(doc: &mut Doc, operation: &Operation) {
    if operation.headers.is_empty() {
        return;
    }
    let names = operation.headers.iter().map(|header| code(&header.name));
    let names = Inline::joined(names, ", ");
    doc.paragraph(own("Headers of the answer, which `header` of the output gives: ") + names + ".");
}

struct Decisions {
    /// The types of the module.
    types: Scope,
    structures: Vec<Structure>,
    enumerations: Vec<Enumeration>,
    /// The shared shapes around what is decided, with the names of their types.
    shared: Vec<(String, Ident)>,
}

impl Decisions {
    fn response(&mut self, operation: &Operation, ident: &str) -> Response {
        let request = name::ident(&type_name(operation));
        let mut doc = Doc::from(own("What a successful ") + link(&request) + " gives.");
        headers(&mut doc, operation);
        let ident = name::ident(ident);
        match &operation.response {
            Shape::Structure(members) => {
                let fields = self.fields(members, "", Side::Response, Scope::default());
                Response::Structure(Structure { ident, side: Side::Response, fields, doc })
            }
            root => {
                let ty = match root {
                    Shape::Scalar(Scalar { kind: Kind::Binary, .. }) => Type::Blob,
                    root => self.ty(root, "Item", Side::Response, &|| doc.clone()),
                };
                let field = name::ident(match ty {
                    Type::Blob => "bytes",
                    Type::List(_) | Type::Map(_) => "items",
                    _ => "value",
                });
                Response::Transparent { ident, field, ty, doc }
            }
        }
    }

    fn fields(&mut self, members: &[Member], path: &str, side: Side, mut scope: Scope) -> Vec<Field> {
        members.iter().map(|member| self.field(member, path, side, &mut scope)).collect()
    }

    fn field(&mut self, member: &Member, path: &str, side: Side, scope: &mut Scope) -> Field {
        let path = format!("{path}{}", name::camel(&member.name));
        // Only what stands in the request itself is asked for by `new`; structures inside have setters for all.
        let need = if member.location.is_some() && member.presence == Presence::Required {
            Need::Required
        } else {
            Need::Optional
        };
        let (sensitivity, inside) = (member.sensitivity(), self.structures.len());
        let ty = match &member.shape {
            Shape::Scalar(Scalar { kind: Kind::Binary, .. }) if member.encoding == Some(Encoding::Raw) => {
                Type::Blob
            }
            shape => self.ty(shape, &path, side, &|| about(member)),
        };
        if sensitivity == Sensitivity::Secret {
            // What stands inside a secret may be shown by itself, and is as secret.
            let fields = self.structures[inside..].iter_mut().flat_map(|structure| &mut structure.fields);
            fields.for_each(|field| field.sensitivity = Sensitivity::Secret);
        }
        Field {
            wire: member.name.clone(),
            ident: scope.snake(&member.name),
            ty,
            need,
            sensitivity,
            doc: member_doc(member, side),
        }
    }

    /// The type of a shape; structures and enums on the way are named by `path` and described by `about`.
    fn ty(&mut self, shape: &Shape, path: &str, side: Side, about: &dyn Fn() -> Doc) -> Type {
        match shape {
            Shape::Scalar(scalar) => self.scalar(scalar, path, about),
            Shape::List(_) | Shape::Map(_) if containers(shape) > MAX_CONTAINERS => Type::Any,
            Shape::List(element) => Type::List(Box::new(self.ty(element, path, side, about).held())),
            Shape::Map(value) => Type::Map(Box::new(self.ty(value, path, side, about).held())),
            Shape::Any => Type::Any,
            Shape::Reference(name) => self.reference(name),
            Shape::Shared(Shared { name, shape }) => match shape.as_ref() {
                Shape::Structure(members) => self.structure(members, path, side, about, Some(name)),
                // Only structures can hold themselves in Rust; what refers to anything else is any JSON.
                other => self.ty(other, path, side, about),
            },
            Shape::Structure(members) => self.structure(members, path, side, about, None),
        }
    }

    fn structure(
        &mut self,
        members: &[Member],
        path: &str,
        side: Side,
        about: &dyn Fn() -> Doc,
        shared: Option<&String>,
    ) -> Type {
        let ident = self.types.camel(path);
        // The index in the list is taken before the structures inside get theirs.
        let index = self.structures.len();
        self.structures.push(Structure { ident: ident.clone(), side, fields: Vec::new(), doc: about() });
        let around = self.shared.len();
        self.shared.extend(shared.map(|name| (name.clone(), ident.clone())));
        self.structures[index].fields = self.fields(members, path, side, Scope::reserving(["new"]));
        self.shared.truncate(around);
        Type::Structure(quote!(#ident))
    }

    /// The type of the shared shape that is called `name`, which this is inside of.
    fn reference(&self, name: &str) -> Type {
        match self.shared.iter().rev().find(|(shared, _)| shared == name) {
            Some((_, ident)) => Type::Boxed(quote!(#ident)),
            None => Type::Any,
        }
    }

    fn scalar(&mut self, scalar: &Scalar, path: &str, about: &dyn Fn() -> Doc) -> Type {
        let plain = match scalar.kind {
            Kind::String | Kind::Binary => Type::String,
            Kind::Boolean => Type::Boolean,
            // Services send more digits than 32 bits hold, whatever a page calls the type.
            Kind::Integer | Kind::Long => Type::Integer,
            Kind::Float | Kind::Double => Type::Double,
        };
        let Some(values) = values(scalar) else { return plain };
        let ident = self.types.camel(path);
        self.enumerations.push(Enumeration { ident: ident.clone(), values, doc: about() });
        Type::Enumeration(quote!(#ident))
    }
}

/// How many lists and maps may hold one another in one type. More is a type that nobody can read, and Clippy says so; of some
/// forty, the compiler no longer sees that they can be sent to another thread. No known operation has more than two.
const MAX_CONTAINERS: usize = 4;

/// How many lists and maps hold one another, with nothing that has a name between them.
fn containers(shape: &Shape) -> usize {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => 1 + containers(inner),
        _ => 0,
    }
}

/// The variants for the values that a scalar lists; `None` if they make no enum.
fn values(scalar: &Scalar) -> Option<Values> {
    if scalar.values.is_empty() {
        return None;
    }
    let mut scope = Scope::reserving(["Unknown", "Self"]);
    match scalar.kind {
        Kind::String => {
            let text = |value: &ValidValue| Some(value.value.to_string());
            variants(&scalar.values, &mut scope, text, |value| {
                if value.is_empty() { "Empty".to_owned() } else { value.clone() }
            })
            .map(Values::Strings)
        }
        Kind::Integer | Kind::Long => {
            let number = |value: &ValidValue| match value.value {
                Literal::Integer(value) => Some(value),
                Literal::String(_) => None,
            };
            variants(&scalar.values, &mut scope, number, number_name).map(Values::Integers)
        }
        Kind::Boolean | Kind::Float | Kind::Double | Kind::Binary => None,
    }
}

fn number_name(value: &i64) -> String {
    if *value < 0 { format!("ValueMinus{}", value.unsigned_abs()) } else { format!("Value{value}") }
}

/// A variant for each value that differs from those before it.
fn variants<T: Ord + Clone>(
    values: &[ValidValue],
    scope: &mut Scope,
    read: impl Fn(&ValidValue) -> Option<T>,
    name: impl Fn(&T) -> String,
) -> Option<Vec<Variant<T>>> {
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for valid in values {
        let value = read(valid)?;
        if seen.insert(value.clone()) {
            let wanted = valid.name.clone().unwrap_or_else(|| name(&value));
            let mut doc = Doc::default();
            doc.docs(&valid.docs).paragraph(code(&valid.value.to_string()) + " on the wire.");
            variants.push(Variant { ident: scope.camel(&wanted), value, doc });
        }
    }
    Some(variants)
}

fn error_codes(operation: &Operation, ident: &str) -> ErrorCodes {
    let mut scope = Scope::reserving(["Other", "Self"]);
    let mut seen = BTreeSet::new();
    let errors = operation.errors.iter().filter(|error| seen.insert(&error.code));
    let variants = errors.map(|error| {
        let mut doc = Doc::default();
        if let Some(message) = &error.message {
            doc.plain(message);
        }
        doc.docs(&error.docs);
        let status = error.status.map(|status| own(", HTTP status ") + text(&status.to_string()));
        doc.paragraph(code(&error.code) + status.unwrap_or_default() + ".");
        source(&mut doc, error.source.as_ref());
        let sent = error.status.and_then(|status| u16::try_from(status).ok());
        let wanted = if error.code.is_empty() { "Empty" } else { &error.code };
        Variant { ident: scope.camel(wanted), value: (error.code.clone(), sent), doc }
    });
    ErrorCodes { ident: name::ident(ident), variants: variants.collect() }
}

/// What the types of a member are for.
fn about(member: &Member) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&member.docs);
    if doc.is_empty() {
        doc.paragraph(own("What the member ") + code(&member.name) + " holds.");
    }
    doc
}

fn member_doc(member: &Member, side: Side) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&member.docs);
    let mut facts = Vec::new();
    if doc.is_empty() {
        facts.push(own("The member ") + code(&member.name) + " on the wire.");
    }
    if side == Side::Request && member.presence == Presence::Required {
        facts.push(own("Required."));
    }
    facts.extend(limits(member));
    if member.sensitivity() == Sensitivity::Secret {
        facts.push(own("Secret: `Debug` shows `…`."));
    }
    if let Some(example) = member.example.as_ref().filter(|example| !example.trim().is_empty()) {
        facts.push(own("Example: ") + code(example) + ".");
    }
    if !facts.is_empty() {
        doc.paragraph(Inline::joined(facts, " "));
    }
    source(&mut doc, member.source.as_ref());
    doc
}

/// What the pages say the value is held to, in sentences.
fn limits(member: &Member) -> Vec<Inline> {
    let Limits { default, range, length, items, pattern } = &member.limits;
    let deprecated = (member.standing == Standing::Deprecated).then(|| own("Deprecated."));
    let default = default.as_ref().map(|default| own("Default: ") + code(default) + ".");
    let range = range.and_then(|bounds| interval(bounds, "From ", "."));
    let length = length.and_then(|bounds| interval(bounds, "", " characters."));
    let items = items.and_then(|bounds| interval(bounds, "", " items."));
    let pattern = pattern.as_ref().map(|pattern| own("Matches ") + code(pattern) + ".");
    [deprecated, default, range, length, items, pattern].into_iter().flatten().collect()
}

/// A sentence about an interval, one end of which may be open.
fn interval(bounds: Bounds, from: &'static str, end: &'static str) -> Option<Inline> {
    let number = |number: Number| text(&number.to_string());
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => Some(own(from) + number(min) + " to " + number(max) + end),
        (Some(min), None) => Some(own("At least ") + number(min) + end),
        (None, Some(max)) => Some(own("At most ") + number(max) + end),
        (None, None) => None,
    }
}

fn source(doc: &mut Doc, source: Option<&alicloud_spec::Source>) {
    if let Some(source) = source {
        doc.paragraph(own("Source: ") + code(&source.to_string()) + ".");
    }
}
