//! JSON, and the flat pairs of queries and forms.

use crate::model::present;
use crate::{Field, Json, View};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// Writes a value as compact JSON. Absent members are left out; those of a response are absent when they are lists or maps
/// without content.
pub fn encode_json<F: Field>(value: &F) -> String {
    to_json(value.view())
}

pub(crate) fn to_json(view: View<'_>) -> String {
    // Writing to memory cannot fail, and every key is a string.
    serde_json::to_string(&Written(view)).unwrap_or_default()
}

/// A JSON object of these members.
pub(crate) fn object(members: &[(&str, View<'_>)]) -> String {
    serde_json::to_string(&Object(members)).unwrap_or_default()
}

struct Object<'a>(&'a [(&'a str, View<'a>)]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, view)| (*name, Written(*view))))
    }
}

/// `Serialize` for a model.
#[cfg(feature = "serde")]
pub fn serialize<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    Written(view).serialize(serializer)
}

struct Written<'a>(View<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::Absent => serializer.serialize_unit(),
            View::String(value) => serializer.serialize_str(value),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Double(value) => serializer.serialize_f64(value),
            View::Any(value) => value.serialize(serializer),
            View::Blob(blob) => serializer.collect_str(&base64::display::Base64Display::new(
                blob.as_ref(),
                &base64::engine::general_purpose::STANDARD,
            )),
            View::Structure(structure) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, view) in present(structure) {
                    map.serialize_entry(name, &Written(view))?;
                }
                map.end()
            }
            View::Enumeration(value) => Written(value.view()).serialize(serializer),
            View::Wrapped(item, list) => serializer.collect_map([(item, Written(View::List(list)))]),
            View::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    seq.serialize_element(&Written(list.item(index)))?;
                }
                seq.end()
            }
            View::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                let mut result = Ok(());
                entries.each(&mut |key, view| {
                    if result.is_ok() {
                        result = map.serialize_entry(key, &Written(view));
                    }
                });
                result?;
                map.end()
            }
        }
    }
}

/// The flat pairs of a JSON object, as queries and forms have them: `Tag.1.Key=…`.
pub fn flat_pairs(object: &Json) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in object.as_object().into_iter().flatten() {
        flatten(name.clone(), View::Any(value), &mut pairs);
    }
    pairs
}

/// Adds the flat pairs of a value: `Tag.1.Key=…`. Items are numbered from 1, absent ones keep their number, empty lists
/// and maps give nothing.
pub(crate) fn flatten(name: String, view: View<'_>, pairs: &mut Vec<(String, String)>) {
    match view {
        View::Absent => {}
        View::Structure(structure) => {
            present(structure).for_each(|(member, view)| flatten(format!("{name}.{member}"), view, pairs));
        }
        View::List(list) => {
            (0..list.len())
                .for_each(|index| flatten(format!("{name}.{}", index + 1), list.item(index), pairs));
        }
        View::Wrapped(item, list) => flatten(format!("{name}.{item}"), View::List(list), pairs),
        View::Map(map) => map.each(&mut |key, view| flatten(format!("{name}.{key}"), view, pairs)),
        View::Any(Json::Null) => {}
        View::Any(Json::Array(items)) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| flatten(format!("{name}.{}", index + 1), View::Any(item), pairs));
        }
        View::Any(Json::Object(members)) => {
            members.iter().for_each(|(key, value)| flatten(format!("{name}.{key}"), View::Any(value), pairs));
        }
        scalar => pairs.push((name, text(scalar))),
    }
}

/// The items of a list, joined by commas.
pub(crate) fn joined(view: View<'_>) -> String {
    match view {
        View::List(list) | View::Wrapped(_, list) => {
            (0..list.len()).map(|index| text(list.item(index))).collect::<Vec<_>>().join(",")
        }
        View::Any(Json::Array(items)) => {
            items.iter().map(|item| text(View::Any(item))).collect::<Vec<_>>().join(",")
        }
        other => text(other),
    }
}

/// A value as JSON text; text is taken to be JSON already.
pub(crate) fn json_text(view: View<'_>) -> String {
    match view.plain() {
        View::String(text) => text.to_owned(),
        View::Any(Json::String(text)) => text.clone(),
        other => to_json(other),
    }
}

/// The text of a value where only text can be sent. Structures are JSON there.
pub(crate) fn text(view: View<'_>) -> String {
    match view.plain() {
        View::Absent => String::new(),
        View::String(value) => value.to_owned(),
        View::Boolean(value) => value.to_string(),
        View::Integer(value) => value.to_string(),
        // `Display` for floats never uses an exponent.
        View::Double(value) => value.to_string(),
        View::Any(Json::String(value)) => value.clone(),
        View::Any(Json::Number(number)) => plain(number),
        View::Blob(blob) => String::from_utf8_lossy(blob.as_ref()).into_owned(),
        other => to_json(other),
    }
}

/// A number without an exponent, which services refuse outside of JSON.
fn plain(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match number.as_f64() {
        Some(value) if text.contains(['e', 'E']) => value.to_string(),
        _ => text,
    }
}
