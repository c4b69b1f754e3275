//! Single values of any type, converted to what their slot takes, as far as they can be.

use crate::fill::{Outcome, Progress, fill_json};
use crate::room::{Collect, Room};
use crate::{Blob, Json, Slot};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeSeed;

/// A single value.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
}

/// Puts a single value into a slot of any kind.
pub(crate) fn fill_scalar(slot: Slot<'_>, scalar: Scalar<'_>, progress: &mut Progress) -> Outcome {
    fn set<T>(target: &mut T, value: Option<T>) -> bool {
        value.map(|value| *target = value).is_some()
    }
    let nothing = matches!(scalar, Scalar::Text(text) if text.trim().is_empty());
    let mut slot = slot;
    let filled = match &mut slot {
        Slot::Optional(optional) => {
            let outcome = fill_scalar(optional.insert(), scalar, progress);
            if outcome != Outcome::Filled {
                optional.clear();
            }
            return outcome;
        }
        Slot::Ignored => true,
        Slot::Any(json) => set(*json, Some(scalar.into_json())),
        Slot::String(text) => {
            scalar.as_text(|value| text.push_str(value));
            true
        }
        Slot::Enumeration(value) => match (scalar, scalar.as_integer()) {
            (Scalar::Float(_), Some(whole)) => value.set_text(&whole.to_string()),
            _ => scalar.as_text(|text| value.set_text(text)),
        },
        _ if nothing => return Outcome::Absent,
        Slot::Boolean(value) => set(*value, scalar.as_boolean()),
        Slot::Integer(value) => set(*value, scalar.as_integer().and_then(|value| value.try_into().ok())),
        Slot::Long(value) => set(*value, scalar.as_integer()),
        Slot::Double(value) => set(*value, scalar.as_float()),
        // In JSON, bytes are text to the base 64.
        Slot::Blob(value) => set(*value, scalar.as_text(|text| STANDARD.decode(text).ok().map(Blob::from))),
        Slot::Structure(_) | Slot::List(_) | Slot::Map(_) => return fill_held(slot, scalar, progress),
    };
    if filled {
        Outcome::Filled
    } else if nothing {
        Outcome::Absent
    } else {
        progress.unfit(&slot, scalar.word(), scalar.into_json())
    }
}

/// A single value where a structure, list or map belongs: JSON held in a string, or the only item of a list.
fn fill_held(slot: Slot<'_>, scalar: Scalar<'_>, progress: &mut Progress) -> Outcome {
    if let Scalar::Text(text) = scalar
        && text.trim_start().starts_with(['{', '['])
        && let Ok(json) = held(text, &mut progress.room)
    {
        return fill_json(slot, json, progress);
    }
    match slot {
        Slot::List(list) => {
            let outcome = fill_scalar(list.push(), scalar, progress);
            if outcome != Outcome::Filled {
                list.pop();
            }
            outcome
        }
        slot => progress.unfit(&slot, scalar.word(), scalar.into_json()),
    }
}

/// The JSON that a text is.
fn held(text: &str, room: &mut Room) -> serde_json::Result<Json> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let json = Collect(room).deserialize(&mut deserializer)?;
    deserializer.end().map(|()| json)
}

impl Scalar<'_> {
    fn word(self) -> &'static str {
        match self {
            Scalar::Text(_) => "text",
            Scalar::Boolean(_) => "a boolean",
            Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => "a number",
        }
    }

    /// Calls `with` with the value as text, without a copy where it is text already.
    fn as_text<R>(self, with: impl FnOnce(&str) -> R) -> R {
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

    fn as_integer(self) -> Option<i64> {
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

    fn as_float(self) -> Option<f64> {
        match self {
            Scalar::Text(text) => text.trim().parse().ok().filter(|value: &f64| value.is_finite()),
            Scalar::Integer(value) => Some(value as f64),
            Scalar::Unsigned(value) => Some(value as f64),
            Scalar::Float(value) => Some(value),
            Scalar::Boolean(_) => None,
        }
    }

    fn as_boolean(self) -> Option<bool> {
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

    fn into_json(self) -> Json {
        match self {
            Scalar::Text(text) => Json::from(text),
            Scalar::Boolean(value) => Json::from(value),
            Scalar::Integer(value) => Json::from(value),
            Scalar::Unsigned(value) => Json::from(value),
            Scalar::Float(value) => Json::from(value),
        }
    }
}
