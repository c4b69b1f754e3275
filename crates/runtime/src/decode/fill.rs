//! Values as they came, read into the slots that they belong in.

use super::adjustment::Form;
use super::lookup::Lookup;
use super::progress::{Digits, Outcome, Progress, Step};
use super::repair::{holds, repair};
use super::room::{Collect, Room};
use super::scalar::Scalar;
use crate::{Blob, Field, Json, List, Map, Slot, Structure, Table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;

/// Bytes that an item of a list takes, beside those of a structure.
const ITEM: usize = size_of::<String>();

/// Empties a list or map before it is filled, so that a member that comes twice does not grow.
pub(crate) fn reset(slot: &mut Slot<'_>) {
    match slot {
        Slot::List(list) => list.clear(),
        Slot::Map(map) => map.clear(),
        _ => {}
    }
}

/// Puts a JSON value that was read already into a slot.
pub(crate) fn fill_json(slot: Slot<'_>, json: Json, progress: &mut Progress) -> Outcome {
    fill_wrapped_json(slot, None, json, progress)
}

/// The same, where a list may have a structure around it; `item` is its name there.
fn fill_wrapped_json(
    slot: Slot<'_>,
    item: Option<&'static str>,
    json: Json,
    progress: &mut Progress,
) -> Outcome {
    // Reading from a value cannot fail: the reader takes every kind of value.
    Fill { slot, item, progress }.deserialize(json).unwrap_or(Outcome::Unfit)
}

/// Reads one value into a slot.
pub(crate) struct Fill<'s, 'p> {
    slot: Slot<'s>,
    /// The name of the list, if the value is a list with a structure around it.
    item: Option<&'static str>,
    progress: &'p mut Progress,
}

impl<'s, 'p> Fill<'s, 'p> {
    pub(crate) fn new(slot: Slot<'s>, progress: &'p mut Progress) -> Self {
        Fill { slot, item: None, progress }
    }

    fn scalar(self, scalar: Scalar<'_>) -> Outcome {
        match self.slot {
            slot @ Slot::List(_) if !scalar.is_blank() => fill_held(slot, self.item, scalar, self.progress),
            slot => fill_scalar(slot, scalar, self.progress),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = Outcome;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        match self.slot {
            Slot::Ignored => IgnoredAny::deserialize(deserializer).map(|_| Outcome::Filled),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Fill<'_, '_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Absent)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Outcome, E> {
        Ok(self.scalar(Scalar::Text(value)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Outcome, E> {
        Ok(self.scalar(Scalar::Boolean(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Outcome, E> {
        Ok(self.scalar(Scalar::Integer(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Outcome, E> {
        Ok(self.scalar(Scalar::Unsigned(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Outcome, E> {
        // The reader makes a float of an integer that is too long for it.
        if value.abs() >= i64::MAX as f64 {
            self.progress.digits = Digits::Lost;
        }
        Ok(self.scalar(Scalar::Float(value)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outcome, A::Error> {
        let Fill { slot, item, progress } = self;
        match slot {
            Slot::Optional(optional) => {
                let outcome = Fill { slot: optional.insert(), item, progress }.visit_map(map)?;
                if outcome != Outcome::Filled {
                    optional.clear();
                }
                Ok(outcome)
            }
            Slot::Structure(structure) => fill_structure(structure, map, progress),
            Slot::Map(target) => fill_map(target, map, progress),
            slot => match (slot, item) {
                (Slot::List(list), Some(item)) => fill_wrapped(list, item, map, progress),
                (slot, _) => {
                    Ok(repair(slot, Collect(&mut progress.room).visit_map(map)?, progress, fill_json))
                }
            },
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        let Fill { slot, item, progress } = self;
        match slot {
            Slot::Optional(optional) => {
                let outcome = Fill { slot: optional.insert(), item, progress }.visit_seq(seq)?;
                if outcome != Outcome::Filled {
                    optional.clear();
                }
                Ok(outcome)
            }
            Slot::List(list) => {
                if item.is_some() {
                    progress.adjusted(Form::Bare);
                }
                fill_list(list, seq, progress)
            }
            slot => Ok(repair(slot, Collect(&mut progress.room).visit_seq(seq)?, progress, fill_json)),
        }
    }
}

fn fill_structure<'de, A: MapAccess<'de>>(
    structure: &mut dyn Structure,
    mut map: A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    progress.room.take(size_of_val(structure)).map_err(A::Error::custom)?;
    let table = structure.table();
    let mut read = Ok(Outcome::Filled);
    structure.fields(&mut |fields| read = fill_members(table, fields, &mut map, progress));
    read
}

fn fill_members<'de, A: MapAccess<'de>>(
    table: Table,
    fields: &mut [&mut dyn Field],
    map: &mut A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    let members = table.members;
    let is_wrapper = only_list(fields).is_some();
    let mut others = Vec::new();
    let mut from = 0;
    while let Some(place) = map.next_key_seed(Lookup { members, from, progress })? {
        let Some((index, field)) = place.and_then(|index| Some((index, fields.get_mut(index)?))) else {
            match is_wrapper {
                true => others.push(map.next_value_seed(Collect(&mut progress.room))?),
                false => drop(map.next_value::<IgnoredAny>()?),
            }
            continue;
        };
        from = index + 1;
        let mut slot = field.slot();
        reset(&mut slot);
        progress.path.push(Step::Name(members[index]));
        map.next_value_seed(Fill { slot, item: table.item(members[index]), progress })?;
        progress.path.pop();
    }
    if from == 0
        && let Some(list) = only_list(fields)
        && let [Json::Array(items)] = others.as_slice()
        && holds(list, items)
    {
        return Ok(fill_json(Slot::List(list), others.remove(0), progress));
    }
    Ok(Outcome::Filled)
}

/// The list that is alone in a structure. Its name may be a guess: the only list that came is this one, if it has such items.
pub(super) fn only_list<'f>(fields: &'f mut [&mut dyn Field]) -> Option<&'f mut dyn List> {
    match fields {
        [field] => match field.slot() {
            Slot::List(list) => Some(list),
            _ => None,
        },
        _ => None,
    }
}

/// A list with a structure around it; or, where that is missing, whatever else stands for the list.
fn fill_wrapped<'de, A: MapAccess<'de>>(
    list: &mut dyn List,
    item: &'static str,
    mut map: A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    let mut others = serde_json::Map::new();
    let mut outcome = None;
    while let Some(name) = map.next_key::<String>()? {
        if name == item {
            list.clear();
            progress.path.push(Step::Name(item));
            outcome = Some(map.next_value_seed(Fill::new(Slot::List(list), progress))?);
            progress.path.pop();
        } else {
            others.insert(name, map.next_value_seed(Collect(&mut progress.room))?);
        }
    }
    match outcome {
        Some(_) => {
            others.keys().for_each(|name| progress.unknown(name));
            Ok(Outcome::Filled)
        }
        None if others.is_empty() => Ok(Outcome::Filled),
        None => {
            progress.adjusted(Form::Bare);
            Ok(repair(Slot::List(list), Json::Object(others), progress, fill_json))
        }
    }
}

fn fill_map<'de, A: MapAccess<'de>>(
    target: &mut dyn Map,
    mut map: A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        progress.room.take_entry(target.entry_size(), target.len()).map_err(A::Error::custom)?;
        progress.path.push(Step::Key(key.clone()));
        let outcome = map.next_value_seed(Fill::new(target.insert(key.clone()), progress))?;
        progress.path.pop();
        if outcome != Outcome::Filled {
            target.remove(&key);
        }
    }
    Ok(Outcome::Filled)
}

fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    for index in 0.. {
        progress.room.take(ITEM).map_err(A::Error::custom)?;
        progress.path.push(Step::Index(index));
        let outcome = seq.next_element_seed(Fill::new(list.push(), progress))?;
        if matches!(outcome, Some(Outcome::Absent | Outcome::Unfit)) {
            progress.adjusted(Form::Dropped);
        }
        progress.path.pop();
        if outcome != Some(Outcome::Filled) {
            list.pop();
        }
        if outcome.is_none() {
            break;
        }
    }
    Ok(Outcome::Filled)
}

/// Puts a single value into a slot of any kind.
pub(crate) fn fill_scalar(slot: Slot<'_>, scalar: Scalar<'_>, progress: &mut Progress) -> Outcome {
    fn set<T>(target: &mut T, value: Option<T>) -> bool {
        value.map(|value| *target = value).is_some()
    }
    let nothing = scalar.is_blank();
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
        Slot::Structure(_) | Slot::List(_) | Slot::Map(_) => return fill_held(slot, None, scalar, progress),
    };
    if filled {
        if progress.adjustments.is_some() && scalar.is_respelt_in(&slot) {
            progress.adjusted(Form::Respelt);
        }
        Outcome::Filled
    } else if nothing {
        Outcome::Absent
    } else {
        progress.unfit(&slot, scalar.word(), scalar.into_json())
    }
}

/// A single value where a structure, list or map belongs: JSON held in a string, or the only item of a list.
fn fill_held(
    slot: Slot<'_>,
    item: Option<&'static str>,
    scalar: Scalar<'_>,
    progress: &mut Progress,
) -> Outcome {
    if let Scalar::Text(text) = scalar
        && text.trim_start().starts_with(['{', '['])
        && let Ok(json) = held(text, &mut progress.room)
    {
        progress.adjusted(Form::Held);
        return fill_wrapped_json(slot, item, json, progress);
    }
    match slot {
        Slot::List(list) => {
            if item.is_some() {
                progress.adjusted(Form::Bare);
            }
            progress.adjusted(Form::Single);
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
