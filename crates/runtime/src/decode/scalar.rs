//! Single values of any type, converted to what is asked for, as far as they can be.

use crate::{Json, Slot};

/// A single value.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
}

impl Scalar<'_> {
    pub(super) fn word(self) -> &'static str {
        match self {
            Scalar::Text(_) => "text",
            Scalar::Boolean(_) => "a boolean",
            Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => "a number",
        }
    }

    /// Whether it is a text that stands for nothing.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Scalar::Text(text) if text.trim().is_empty())
    }

    /// Whether what is written of the flag or whole number in a slot has other characters.
    pub(super) fn is_respelt_in(self, slot: &Slot<'_>) -> bool {
        match (slot, self) {
            (Slot::Boolean(_), Scalar::Boolean(_)) => false,
            (Slot::Boolean(_), Scalar::Text(text)) => matches!(text.trim(), "0" | "1"),
            (Slot::Boolean(_), _) | (Slot::Integer(_) | Slot::Long(_), Scalar::Float(_)) => true,
            (Slot::Integer(_) | Slot::Long(_), Scalar::Text(text)) => text.trim().parse::<i64>().is_err(),
            _ => false,
        }
    }

    /// Calls `with` with the value as text, without a copy where it is text already.
    pub(super) fn as_text<R>(self, with: impl FnOnce(&str) -> R) -> R {
        match self {
            Scalar::Text(text) => with(text),
            Scalar::Boolean(true) => with("true"),
            Scalar::Boolean(false) => with("false"),
            Scalar::Integer(value) => with(&value.to_string()),
            Scalar::Unsigned(value) => with(&value.to_string()),
            // By way of JSON, which keeps the `.0` of a whole number.
            Scalar::Float(value) => with(&Json::from(value).to_string()),
        }
    }

    pub(super) fn as_integer(self) -> Option<i64> {
        match self {
            Scalar::Text(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| Scalar::Float(text.parse().ok()?).as_integer())
            }
            Scalar::Integer(value) => Some(value),
            Scalar::Unsigned(value) => value.try_into().ok(),
            // Beyond 2^53 a float does not tell one integer from the next.
            Scalar::Float(value) if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 => {
                Some(value as i64)
            }
            Scalar::Float(_) | Scalar::Boolean(_) => None,
        }
    }

    pub(super) fn as_float(self) -> Option<f64> {
        match self {
            Scalar::Text(text) => text.trim().parse().ok().filter(|value: &f64| value.is_finite()),
            Scalar::Integer(value) => Some(value as f64),
            Scalar::Unsigned(value) => Some(value as f64),
            Scalar::Float(value) => Some(value),
            Scalar::Boolean(_) => None,
        }
    }

    pub(super) fn as_boolean(self) -> Option<bool> {
        match self {
            Scalar::Boolean(value) => Some(value),
            Scalar::Integer(value @ 0..=1) => Some(value == 1),
            Scalar::Unsigned(value @ 0..=1) => Some(value == 1),
            Scalar::Text(text) => match text.trim() {
                "1" => Some(true),
                "0" => Some(false),
                text if text.eq_ignore_ascii_case("true") => Some(true),
                text if text.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn into_json(self) -> Json {
        match self {
            Scalar::Text(text) => Json::from(text),
            Scalar::Boolean(value) => Json::from(value),
            Scalar::Integer(value) => Json::from(value),
            Scalar::Unsigned(value) => Json::from(value),
            Scalar::Float(value) => Json::from(value),
        }
    }
}
