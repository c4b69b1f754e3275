//! What strings hold, by their examples: JSON, numbers, `true` and `false`.

use crate::json::Object;
use alicloud_spec::{Kind, Scalar, Shape};
use serde_json::Value;
use std::borrow::Cow;

/// More digits than this may not fit a number, and are rather a name of something.
const MAX_DIGITS: usize = 18;

/// The shape of what the string of a schema holds.
pub(crate) fn shape_of(schema: &Object<'_>) -> Option<Shape> {
    held(&shown(schema)?)
}

/// The shortest example that shows what the string of a schema holds.
pub(crate) fn outline_of(schema: &Object<'_>) -> Option<String> {
    outline(&shown(schema)?)
}

/// What shows it. Facts, which have no examples, say it in a key of their own.
fn shown<'n>(schema: &'n Object<'_>) -> Option<Cow<'n, str>> {
    schema.get("holds").or_else(|| schema.get("example"))?.scalar()
}

/// The shape of what a string holds, if its example shows one. The names in an object may be those of the example alone, so
/// that it is taken for a map.
fn held(example: &str) -> Option<Shape> {
    let example = example.trim();
    if matches!(example, "true" | "false") {
        return Some(Shape::scalar(Kind::Boolean));
    }
    if is_integer(example) {
        return Some(Shape::scalar(Kind::Long));
    }
    match serde_json::from_str(example).ok()? {
        value @ (Value::Array(_) | Value::Object(_)) => Some(shape(&value)),
        _ => None,
    }
}

/// The shortest example that shows the same.
fn outline(example: &str) -> Option<String> {
    held(example).map(|shape| value(&shape).to_string())
}

/// A number as services write it; `007` and `+1` are names of something.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits == "0" || !digits.starts_with('0');
    is_plain && (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Array(items) => {
            let mut shapes = items.iter().map(shape);
            let first = shapes.next().unwrap_or(Shape::Any);
            Shape::list(if shapes.all(|other| other == first) { first } else { Shape::Any })
        }
        Value::Object(_) => Shape::Map(Box::new(Shape::Any)),
        Value::String(_) => Shape::scalar(Kind::String),
        Value::Bool(_) => Shape::scalar(Kind::Boolean),
        Value::Number(number) if number.is_f64() => Shape::scalar(Kind::Double),
        Value::Number(_) => Shape::scalar(Kind::Long),
        Value::Null => Shape::Any,
    }
}

fn value(shape: &Shape) -> Value {
    match shape {
        Shape::List(element) if **element == Shape::Any => Value::Array(Vec::new()),
        Shape::List(element) => Value::Array(vec![value(element)]),
        Shape::Map(_) => Value::Object(serde_json::Map::new()),
        Shape::Scalar(Scalar { kind: Kind::Boolean, .. }) => Value::from(true),
        Shape::Scalar(Scalar { kind: Kind::Long, .. }) => Value::from(0),
        Shape::Scalar(Scalar { kind: Kind::Double, .. }) => Value::from(0.5),
        Shape::Scalar(_) => Value::from(""),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_shows_what_a_string_holds_and_its_outline_shows_the_same() {
        for (example, expected) in [
            ("[{\"instanceId\": \"i-1\"}]", Some("[{}]")),
            ("{\"a\": {\"b\": 1}}", Some("{}")),
            ("[\"a\", \"b\"]", Some("[\"\"]")),
            ("[1, 2]", Some("[0]")),
            ("[1, \"a\"]", Some("[]")),
            ("[[\"a\"], [\"b\"]]", Some("[[\"\"]]")),
            ("[]", Some("[]")),
            (" 40 ", Some("0")),
            ("-1", Some("0")),
            ("true", Some("true")),
            ("007", None),
            ("1234567890123456789", None),
            // A version: 8.0 as a number would be sent as 8.
            ("8.0", None),
            ("{key}", None),
            ("\"text\"", None),
            ("", None),
        ] {
            let found = outline(example);
            assert_eq!(found.as_deref(), expected, "{example}");
            assert_eq!(found.as_deref().and_then(held), held(example), "{example}");
        }
    }
}
