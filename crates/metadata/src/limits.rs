//! What schemas hold values to: defaults, bounds, patterns, and the values that they list.

use crate::json::{Node, Object};
use crate::prose;
use crate::schema::View;
use crate::source::Source;
use crate::value;
use alicloud_spec::{Bounds, Code, Docs, Kind, Limits, Literal, Number, Scalar, Shape, ValidValue};
use std::collections::HashMap;

/// What a value of a shape is held to.
pub(crate) fn limits<'n, 'a>(view: View<'n, 'a>, shape: &Shape, source: &mut Source<'a>) -> Limits {
    let mut limits = Limits {
        default: view.get("default").and_then(default),
        pattern: view.get("pattern").and_then(Node::text).filter(|text| !text.is_empty()).map(str::to_owned),
        ..Limits::default()
    };
    match shape {
        Shape::Scalar(Scalar { kind: Kind::String, .. }) => {
            limits.length = bounds(view, ["minLength", "maxLength"], source);
        }
        Shape::Scalar(Scalar { kind: Kind::Integer | Kind::Long, .. }) => {
            limits.range = exclusive(view, bounds(view, ["minimum", "maximum"], source), source);
        }
        Shape::Scalar(Scalar { kind: Kind::Float | Kind::Double, .. }) => {
            limits.range = bounds(view, ["minimum", "maximum"], source);
        }
        Shape::List(_) => limits.items = bounds(view, ["minItems", "maxItems"], source),
        _ => {}
    }
    limits
}

fn default(node: &Node<'_>) -> Option<String> {
    if node.is_empty() {
        return None;
    }
    let text = match node.scalar() {
        Some(text) => value::of(text).map(String::from),
        None => serde_json::to_string(node).ok(),
    };
    text.filter(|text| !text.is_empty())
}

fn bounds<'a>(view: View<'_, 'a>, keys: [&str; 2], source: &mut Source<'a>) -> Option<Bounds> {
    let [min, max] = keys.map(|key| number(view.get(key)?, source));
    (min.is_some() || max.is_some()).then_some(Bounds { min, max })
}

fn number<'a>(node: &Node<'a>, source: &mut Source<'a>) -> Option<Number> {
    let text = node.scalar().unwrap_or_default();
    let read = parse(text.trim());
    if read.is_none() && !text.trim().is_empty() {
        let message = format!("`{text}` where a number belongs; it was left out");
        source.report(Code::MalformedValue, node.at, message);
    }
    read
}

fn parse(text: &str) -> Option<Number> {
    if let Ok(whole) = text.parse() {
        return Some(Number::Integer(whole));
    }
    // Up to here, every whole number is a float of its own.
    const EXACT: f64 = (1_u64 << 53) as f64;
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    let is_whole = number.fract() == 0.0 && number.abs() <= EXACT;
    Some(if is_whole { Number::Integer(number as i64) } else { Number::Decimal(number) })
}

/// Bounds of whole numbers that exclude their ends, as bounds that include theirs.
fn exclusive<'a>(view: View<'_, 'a>, bounds: Option<Bounds>, source: &mut Source<'a>) -> Option<Bounds> {
    let mut excludes = |key| {
        let node = view.get(key);
        node.and_then(|node| source.expect(node, "true or false", Node::flag)).unwrap_or_default()
    };
    let next = |end: Option<Number>, excluded: bool, step: i64| match end {
        Some(Number::Integer(end)) if excluded => Some(Number::Integer(end.saturating_add(step))),
        end => end,
    };
    bounds.map(|Bounds { min, max }| Bounds {
        min: next(min, excludes("exclusiveMinimum"), 1),
        max: next(max, excludes("exclusiveMaximum"), -1),
    })
}

/// The values that a schema lists: those of `enum`, then those that only have a title.
pub(crate) fn values<'a>(schema: &Object<'a>, kind: Kind, source: &mut Source<'a>) -> Vec<ValidValue> {
    if !matches!(kind, Kind::String | Kind::Integer | Kind::Long) {
        return Vec::new();
    }
    let listed = source.list_of(schema, "enum").iter().map(|node| (node.scalar(), node.at, Docs::default()));
    let titles =
        source.object_of(schema, "enumValueTitles").map(|object| object.0.as_slice()).unwrap_or_default();
    let titled = titles.iter().map(|entry| {
        let title = entry.value.text().filter(|title| *title != entry.key).map(prose::docs);
        (Some(entry.key.as_ref().into()), entry.at, title.unwrap_or_default())
    });
    let mut index = HashMap::new();
    let mut values: Vec<ValidValue> = Vec::new();
    for (text, at, docs) in listed.chain(titled) {
        let Some(value) = text.clone().and_then(value::of).and_then(|text| literal(&text, kind)) else {
            let message = format!("`{}` is no {}; it was left out", text.unwrap_or_default(), kind.word());
            source.report(Code::MalformedValue, at, message);
            continue;
        };
        let place = *index.entry(value.clone()).or_insert(values.len());
        match values.get_mut(place) {
            Some(known) => known.docs.fill(&docs),
            None => values.push(ValidValue { value, name: None, docs }),
        }
    }
    values
}

fn literal(text: &str, kind: Kind) -> Option<Literal> {
    match kind {
        Kind::Integer | Kind::Long => text.trim().parse().ok().map(Literal::Integer),
        _ => Some(Literal::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_where_they_can_be() {
        assert_eq!(parse("7"), Some(Number::Integer(7)));
        assert_eq!(parse("1e3"), Some(Number::Integer(1000)));
        assert_eq!(parse("0.5"), Some(Number::Decimal(0.5)));
        assert_eq!(parse("9223372036854775808"), Some(Number::Decimal(9_223_372_036_854_775_808.0)));
        assert_eq!(parse("inf"), None);
        assert_eq!(parse("many"), None);
    }
}
