//! What strings hold, by their examples: JSON, numbers, `true` and `false`.

use alicloud_spec::{Kind, Scalar, Shape};
use serde_json::Value;

/// More digits than this may not fit a number, and are rather a name of something.
const MAX_DIGITS: usize = 18;

/// The shape of what a string holds, if its example shows one. The names in an object may be those of the example alone, so
/// that it is taken for a map.
pub(crate) fn held(example: &str) -> Option<Shape> {
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
pub(crate) fn outline(example: &str) -> Option<String> {
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
