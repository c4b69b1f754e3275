//! Documented values as variants of an enum, where each has a name.

use super::Holds;
use crate::name;
use alicloud_spec::{Kind, Literal, Scalar, Shape, ValidValue};
use std::collections::BTreeSet;

/// The variants for the values that a scalar lists, with the name that each wants.
#[derive(Clone, Debug)]
pub(crate) enum Values<'a> {
    Strings(Vec<(&'a ValidValue, String, String)>),
    Integers(Vec<(&'a ValidValue, i64, String)>),
}

impl<'a> Values<'a> {
    /// The variants; `None` if the values make no enum: there are none, or one of them has no name that a person would
    /// give it.
    pub(crate) fn of(scalar: &'a Scalar) -> Option<Self> {
        if scalar.values.is_empty() {
            return None;
        }
        match scalar.kind {
            Kind::String if are_booleans(scalar) => None,
            Kind::String => {
                variants(&scalar.values, |value| Some(value.to_string()), |value: &String| string_name(value))
                    .map(Values::Strings)
            }
            Kind::Integer | Kind::Long => {
                variants(&scalar.values, integer, |value: &i64| integer_name(*value)).map(Values::Integers)
            }
            Kind::Boolean | Kind::Float | Kind::Double | Kind::Binary => None,
        }
    }
}

/// Whether a string is only ever `true` or `false`.
fn are_booleans(scalar: &Scalar) -> bool {
    scalar.values.iter().all(|valid| matches!(&valid.value, Literal::String(text) if matches!(text.to_lowercase().as_str(), "true" | "false")))
}

/// What a string is known to hold, by its values or by what is known of the JSON in it.
pub(crate) fn held(scalar: &Scalar) -> Holds {
    let is_number = |valid: &ValidValue| valid.value.to_string().parse::<f64>().is_ok();
    match scalar.json.as_deref() {
        _ if !scalar.values.is_empty() && (are_booleans(scalar) || scalar.values.iter().all(is_number)) => {
            Holds::Scalar
        }
        // A string of JSON is a text as any other.
        None | Some(Shape::Scalar(Scalar { kind: Kind::String | Kind::Binary, .. })) => Holds::Words,
        Some(Shape::Scalar(_)) => Holds::Scalar,
        Some(_) => Holds::Json,
    }
}

fn integer(value: &Literal) -> Option<i64> {
    match value {
        Literal::Integer(value) => Some(*value),
        Literal::String(_) => None,
    }
}

/// The name of a text is the text, unless that begins with a digit.
fn string_name(value: &str) -> Option<String> {
    if value.is_empty() {
        return Some("Empty".to_owned());
    }
    Some(name::camel(value)).filter(|name| !name.starts_with('_') && name != "Unnamed")
}

/// A number has no name of its own.
fn integer_name(_: i64) -> Option<String> {
    None
}

/// A variant for each value that differs from those before it.
fn variants<T: Ord + Clone>(
    values: &[ValidValue],
    read: impl Fn(&Literal) -> Option<T>,
    name: impl Fn(&T) -> Option<String>,
) -> Option<Vec<(&ValidValue, T, String)>> {
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for valid in values {
        let value = read(&valid.value)?;
        if seen.insert(value.clone()) {
            let wanted = valid.name.clone().or_else(|| name(&value)).or_else(|| title(valid))?;
            variants.push((valid, value, wanted));
        }
    }
    Some(variants)
}

/// Words of a title.
const FEW: usize = 4;

/// What a value is said to mean, if that is a few English words, as a name.
fn title(valid: &ValidValue) -> Option<String> {
    let text = valid.docs.en.as_deref()?.trim().trim_end_matches('.');
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'));
    let short = text.split_whitespace().count() <= FEW;
    (plain && short && text.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| name::camel(text))
}
