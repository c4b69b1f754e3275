//! A shape and the two examples of a page go in; where they show different values comes out.

use crate::doc::{Inline, code};
use alicloud_spec::example::{Content, Node};
use alicloud_spec::{Kind, Member, Shape};
use std::collections::BTreeSet;

/// Why an example cannot be tested.
pub(super) struct Untestable(pub(super) Inline);

/// Whether a text can be read as a value of a kind and written back as the same text.
pub(super) fn fits(kind: Kind, text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || match kind {
            Kind::String | Kind::Binary => true,
            Kind::Boolean => matches!(text.to_lowercase().as_str(), "true" | "false"),
            Kind::Integer | Kind::Long => text.parse::<i64>().is_ok(),
            Kind::Float | Kind::Double => text.parse::<f64>().is_ok_and(f64::is_finite),
        }
}

pub(super) fn holds_nothing(node: &Node<'_>) -> bool {
    match &node.content {
        Content::Null => true,
        Content::String(text) | Content::Text(text) => text.trim().is_empty(),
        Content::List(items) => items.iter().all(holds_nothing),
        Content::Object(members) => members.iter().all(|(_, member)| holds_nothing(member)),
        Content::Boolean(_) | Content::Number(_) => false,
    }
}

/// The paths of members at which the two examples of a page show different values.
pub(super) fn differing(
    shape: &Shape,
    json: &Node<'_>,
    xml: &Node<'_>,
) -> Result<BTreeSet<String>, Untestable> {
    let mut paths = BTreeSet::new();
    compare(shape, Some(json), &[xml], "", &mut paths)?;
    Ok(paths)
}

fn compare(
    shape: &Shape,
    json: Option<&Node<'_>>,
    xml: &[&Node<'_>],
    path: &str,
    paths: &mut BTreeSet<String>,
) -> Result<(), Untestable> {
    match shape {
        Shape::Structure(members) => {
            members.iter().try_for_each(|member| compare_member(member, json, xml.last(), path, paths))
        }
        Shape::List(element) => {
            let items = match json.map(|node| &node.content) {
                Some(Content::List(items)) => items.iter().collect(),
                _ => Vec::new(),
            };
            let wrapped = matches!(**element, Shape::Structure(_))
                && xml.iter().any(|node| matches!(&node.content, Content::Object(shown) if !shown.iter().any(|(name, _)| is_member(element, name))));
            let scalars_with_children = matches!(**element, Shape::Scalar(_))
                && xml.iter().any(|node| matches!(node.content, Content::Object(_)));
            if wrapped || scalars_with_children {
                return Err(Untestable(code(path) + " is wrapped in XML, but not in JSON"));
            }
            let count = items.len().max(xml.len());
            (0..count).try_for_each(|index| {
                let one = xml.get(index..=index).unwrap_or_default();
                compare(element, items.get(index).copied(), one, &format!("{path}[]"), paths)
            })
        }
        Shape::Scalar(scalar) => {
            let json = json.and_then(Node::scalar_text);
            let xml = xml.last().and_then(|node| node.scalar_text());
            if normalized(scalar.kind, json) != normalized(scalar.kind, xml) {
                paths.insert(path.to_owned());
            }
            Ok(())
        }
        Shape::Shared(shared) => compare(&shared.shape, json, xml, path, paths),
        Shape::Map(_) | Shape::Reference(_) | Shape::Any
            if json.is_none_or(holds_nothing) && xml.iter().all(|node| holds_nothing(node)) =>
        {
            Ok(())
        }
        Shape::Map(_) | Shape::Reference(_) | Shape::Any => {
            Err(Untestable(code(path) + " can be anything, and XML has no types"))
        }
    }
}

fn compare_member(
    member: &Member,
    json: Option<&Node<'_>>,
    xml: Option<&&Node<'_>>,
    path: &str,
    paths: &mut BTreeSet<String>,
) -> Result<(), Untestable> {
    let json = json.and_then(|node| node.named(&member.name).last());
    let xml: Vec<_> = xml.map(|node| node.named(&member.name).collect()).unwrap_or_default();
    // An element without content stands for no item.
    let xml: Vec<_> = match member.shape {
        Shape::List(_) => xml.into_iter().filter(|node| !holds_nothing(node)).collect(),
        _ => xml,
    };
    compare(&member.shape, json, &xml, &join(path, &member.name), paths)
}

pub(super) fn is_member(shape: &Shape, name: &str) -> bool {
    shape.members().iter().any(|member| member.name == name)
}

/// The text that a value of a kind is written back as.
fn normalized(kind: Kind, text: Option<&str>) -> Option<String> {
    let text = text?;
    match kind {
        Kind::String | Kind::Binary => Some(text.to_owned()),
        Kind::Boolean => Some(text.trim().to_lowercase()).filter(|text| !text.is_empty()),
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
            text.trim().parse::<f64>().ok().map(|value| value.to_string())
        }
    }
}

pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
