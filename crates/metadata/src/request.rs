//! The parameters of an operation: where each is sent, and how its value becomes text there.

use crate::json::{Node, Object};
use crate::schema::Schemas;
use crate::source::At;
use alicloud_spec::{Code, Encoding, Kind, Location, Member, Role, Scalar, Shape};
use std::collections::{HashMap, HashSet};

/// A parameter as the metadata lists it.
struct Parameter<'n, 'a> {
    name: &'n str,
    at: At,
    location: Location,
    style: Option<&'n str>,
    schema: &'n Object<'a>,
}

/// The parameters of an operation, in order; of a body that is an object, its members.
pub(crate) fn parameters<'n, 'a>(
    operation: &'n Object<'a>,
    schemas: &mut Schemas<'_, 'n, 'a>,
) -> Vec<Member> {
    let parameters = listed(operation, schemas);
    let is_body = |parameter: &&Parameter<'_, '_>| parameter.location == Location::Body;
    let bodies = parameters.iter().filter(is_body).count();
    let names: HashSet<_> = parameters.iter().map(|parameter| parameter.name).collect();
    let mut members = Vec::with_capacity(parameters.len());
    for parameter in &parameters {
        let mut member = schemas.member(parameter.name, parameter.at, parameter.schema);
        member.location = Some(parameter.location);
        match (parameter.location, bodies) {
            (Location::Body, 1) => members.extend(body(member, parameter, &names)),
            // Of several, none can be the whole.
            (Location::Body, _) => members.push(member),
            _ => {
                member.encoding = encoding(parameter, &member.shape, schemas);
                members.push(member);
            }
        }
    }
    members.iter_mut().for_each(|member| member.role = Role::of(&member.name));
    members
}

/// The parameters, those of one name and location once: the last has the say, in the place of the first.
fn listed<'n, 'a>(operation: &'n Object<'a>, schemas: &mut Schemas<'_, 'n, 'a>) -> Vec<Parameter<'n, 'a>> {
    let mut index = HashMap::new();
    let mut parameters: Vec<Parameter<'_, '_>> = Vec::new();
    for node in schemas.source.list_of(operation, "parameters") {
        let Some(parameter) = read(node, schemas) else { continue };
        let place = *index.entry((parameter.name, parameter.location)).or_insert(parameters.len());
        match parameters.get_mut(place) {
            Some(known) => {
                let message = format!("`{}` is listed twice; the last is believed", parameter.name);
                schemas.source.report(Code::RepeatedKey, parameter.at, message);
                *known = parameter;
            }
            None => parameters.push(parameter),
        }
    }
    parameters
}

fn read<'n, 'a>(node: &'n Node<'a>, schemas: &mut Schemas<'_, 'n, 'a>) -> Option<Parameter<'n, 'a>> {
    let source = &mut *schemas.source;
    let object = source.expect(node, "the object of a parameter", Node::object)?;
    let at = object.get("name").map_or(node.at, |name| name.at);
    let name = source.text_of(object, "name").filter(|name| !name.is_empty());
    let Some(name) = name else {
        source.report(
            Code::MalformedValue,
            object.at().unwrap_or(at),
            "a parameter without a name; it was left out",
        );
        return None;
    };
    let Some(schema) = object.get("schema").and_then(|node| source.expect(node, "an object", Node::schema))
    else {
        source.report(Code::MalformedValue, at, format!("`{name}` has no schema; it was left out"));
        return None;
    };
    let word = source.text_of(object, "in").unwrap_or_default();
    let Some(location) = location(word) else {
        let at = object.get("in").map_or(at, |node| node.at);
        source.report(Code::UnknownLocation, at, format!("`{name}` is sent in `{word}`; it was left out"));
        return None;
    };
    Some(Parameter {
        name,
        at,
        location,
        style: source.text_of(object, "style").filter(|style| !style.is_empty()),
        schema,
    })
}

fn location(word: &str) -> Option<Location> {
    Some(match word {
        "query" => Location::Query,
        "formData" => Location::Form,
        "path" => Location::Path,
        "header" => Location::Header,
        "host" => Location::Host,
        "body" => Location::Body,
        _ => return None,
    })
}

/// How a parameter outside of the body becomes text, where that is not a pair for each scalar.
fn encoding(
    parameter: &Parameter<'_, '_>,
    shape: &Shape,
    schemas: &mut Schemas<'_, '_, '_>,
) -> Option<Encoding> {
    if matches!(shape, Shape::Scalar(_)) {
        return None;
    }
    match parameter.style {
        Some("repeatList" | "flat") => None,
        Some("simple") => Some(Encoding::Simple),
        Some("json") | None => Some(Encoding::Json),
        Some(style) => {
            let message =
                format!("`{style}` is no style of a parameter; `{}` is sent as JSON", parameter.name);
            schemas.source.report(Code::MalformedValue, parameter.at, message);
            Some(Encoding::Json)
        }
    }
}

/// The body: its members if it is an object of such, else the whole of it as one member. Text without a format is JSON
/// that the caller has written: products that take bytes say so.
fn body(mut whole: Member, parameter: &Parameter<'_, '_>, names: &HashSet<&str>) -> Vec<Member> {
    let is_named = |members: &[Member]| members.iter().any(|member| names.contains(member.name.as_str()));
    let is_json = !matches!(parameter.style, Some("xml"));
    match whole.shape {
        Shape::Structure(members) if is_json && !is_named(&members) => {
            let in_body = |member| Member { location: Some(Location::Body), ..member };
            return members.into_iter().map(in_body).collect();
        }
        Shape::Scalar(Scalar { kind: ref mut kind @ Kind::String, .. })
            if parameter.schema.get("format").and_then(Node::text) == Some("byte") =>
        {
            *kind = Kind::Binary;
        }
        _ => {}
    }
    whole.encoding = Some(match (&whole.shape, parameter.style) {
        (_, Some("xml")) => Encoding::Xml,
        (Shape::Scalar(Scalar { kind: Kind::Binary, .. }), _) => Encoding::Raw,
        _ => Encoding::Json,
    });
    vec![whole]
}
