//! Values as they came, read into the slots that they belong in, and why some do not fit.

use crate::repair::repair;
use crate::room::{Collect, Room};
use crate::scalar::{Scalar, fill_scalar};
use crate::{Field, Json, Slot, Structure, Table};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;

/// Mismatches that are kept. Where there are more, they are of a kind.
const MISMATCHES: usize = 1000;

/// A value that is not what its member is documented to hold. If it fits in no way, the member is absent; if only some
/// characters of a text are wrong, the member holds the text without them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The member, such as `Data.Pipelines[0].Status`.
    pub path: String,
    /// What the documentation says it is.
    pub expected: &'static str,
    /// What kind of value came.
    pub found: &'static str,
    /// The value that came. What JSON cannot hold, such as `NaN` or an integer of more than 64 bits, is a string of the
    /// same characters. `Debug` leaves it out, since it may be a secret.
    pub value: Json,
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { path, expected, found, value: _ } = self;
        f.debug_struct("Mismatch")
            .field("path", path)
            .field("expected", expected)
            .field("found", found)
            .finish_non_exhaustive()
    }
}

/// Where reading stands, and what did not fit.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) path: Vec<Step>,
    pub(crate) mismatches: Vec<Mismatch>,
    pub(crate) digits: Digits,
    pub(crate) room: Room,
}

/// Whether numbers were read to the last digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Digits {
    #[default]
    Kept,
    /// A number was beyond 64 bits.
    Lost,
}

/// A step from a value into it.
pub(crate) enum Step {
    Name(&'static str),
    Key(String),
    Index(usize),
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Filled,
    /// Null, or a text that stands for nothing.
    Absent,
    /// Recorded as a mismatch.
    Unfit,
}

impl Progress {
    /// The path so far, as people write it.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Name(_) | Step::Key(_) if !path.is_empty() => path.push('.'),
                Step::Name(_) | Step::Key(_) => {}
            }
            match step {
                Step::Name(name) => path.push_str(name),
                Step::Key(key) => path.push_str(key),
                Step::Index(_) => {}
            }
        }
        path
    }

    /// Records a value that fits its slot in no way.
    pub(crate) fn unfit(&mut self, slot: &Slot<'_>, found: &'static str, value: Json) -> Outcome {
        self.record(slot.word(), found, value);
        Outcome::Unfit
    }

    /// Records a value that is not as it should be.
    pub(crate) fn record(&mut self, expected: &'static str, found: &'static str, value: Json) {
        if self.mismatches.len() < MISMATCHES {
            self.mismatches.push(Mismatch { path: self.path(), expected, found, value });
        }
    }
}

impl Slot<'_> {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Slot::String(_) => "string",
            Slot::Boolean(_) => "boolean",
            Slot::Integer(_) => "integer",
            Slot::Long(_) => "long",
            Slot::Double(_) => "double",
            Slot::Any(_) | Slot::Optional(_) | Slot::Ignored => "any",
            Slot::Enumeration(_) => "enumeration",
            Slot::Structure(_) => "structure",
            Slot::List(_) => "list",
            Slot::Map(_) => "map",
            Slot::Blob(_) => "binary",
        }
    }
}

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
    // Reading from a value cannot fail: the reader takes every kind of value.
    Fill::new(slot, progress).deserialize(json).unwrap_or(Outcome::Unfit)
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
        Ok(fill_scalar(self.slot, Scalar::Text(value), self.progress))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Outcome, E> {
        Ok(fill_scalar(self.slot, Scalar::Boolean(value), self.progress))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Outcome, E> {
        Ok(fill_scalar(self.slot, Scalar::Integer(value), self.progress))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Outcome, E> {
        Ok(fill_scalar(self.slot, Scalar::Unsigned(value), self.progress))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Outcome, E> {
        // The reader makes a float of an integer that is too long for it.
        if value.abs() >= i64::MAX as f64 {
            self.progress.digits = Digits::Lost;
        }
        Ok(fill_scalar(self.slot, Scalar::Float(value), self.progress))
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
                (slot, _) => Ok(repair(slot, Collect(&mut progress.room).visit_map(map)?, progress)),
            },
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        let Fill { slot, progress, .. } = self;
        match slot {
            Slot::Optional(optional) => {
                let outcome = Fill::new(optional.insert(), progress).visit_seq(seq)?;
                if outcome != Outcome::Filled {
                    optional.clear();
                }
                Ok(outcome)
            }
            Slot::List(list) => fill_list(list, seq, progress),
            slot => Ok(repair(slot, Collect(&mut progress.room).visit_seq(seq)?, progress)),
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
    let mut from = 0;
    while let Some(place) = map.next_key_seed(Lookup { members, from })? {
        let Some((index, field)) = place.and_then(|index| Some((index, fields.get_mut(index)?))) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        from = index + 1;
        let mut slot = field.slot();
        reset(&mut slot);
        progress.path.push(Step::Name(members[index]));
        map.next_value_seed(Fill { slot, item: table.item(members[index]), progress })?;
        progress.path.pop();
    }
    Ok(Outcome::Filled)
}

/// A list with a structure around it; or, where that is missing, whatever else stands for the list.
fn fill_wrapped<'de, A: MapAccess<'de>>(
    list: &mut dyn crate::List,
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
        Some(_) => Ok(Outcome::Filled),
        None if others.is_empty() => Ok(Outcome::Filled),
        None => Ok(repair(Slot::List(list), Json::Object(others), progress)),
    }
}

fn fill_map<'de, A: MapAccess<'de>>(
    target: &mut dyn crate::Map,
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
    list: &mut dyn crate::List,
    mut seq: A,
    progress: &mut Progress,
) -> Result<Outcome, A::Error> {
    for index in 0.. {
        progress.room.take(ITEM).map_err(A::Error::custom)?;
        progress.path.push(Step::Index(index));
        let outcome = seq.next_element_seed(Fill::new(list.push(), progress))?;
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

/// Bytes that an item of a list takes, beside those of a structure.
pub(crate) const ITEM: usize = size_of::<String>();

/// The place of a name among those of a structure. Services write members in a fixed order, so the search goes on where
/// the last one ended.
struct Lookup {
    members: &'static [&'static str],
    from: usize,
}

impl<'de> DeserializeSeed<'de> for Lookup {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Lookup {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(place(self.members, self.from, name))
    }
}

pub(crate) fn place(members: &[&str], from: usize, name: &str) -> Option<usize> {
    let (before, after) = members.split_at(from.min(members.len()));
    let ahead = after.iter().position(|known| *known == name).map(|index| index + from);
    ahead.or_else(|| before.iter().position(|known| *known == name))
}
