//! Objects and arrays where another shape belongs, read as what they can only mean.

use super::adjustment::Form;
use super::progress::{Outcome, Progress};
use crate::{Json, List, Slot, Structure};

/// Puts a value into a slot. What was repaired is read as any other value is, which may have to be repaired in turn.
pub(super) type Fill = fn(Slot<'_>, Json, &mut Progress) -> Outcome;

/// Puts an object or array where another shape belongs.
pub(super) fn repair(slot: Slot<'_>, json: Json, progress: &mut Progress, fill: Fill) -> Outcome {
    let found = if json.is_array() { "a list" } else { "a structure" };
    match (slot, json) {
        (Slot::Ignored, _) => Outcome::Filled,
        (Slot::String(_), json) if is_empty(&json) => Outcome::Absent,
        (Slot::Any(target), json) => {
            *target = json;
            Outcome::Filled
        }
        (Slot::String(text), json) => {
            progress.adjusted(Form::Spread);
            *text = json.to_string();
            Outcome::Filled
        }
        (Slot::List(list), Json::Object(object)) => repair_list(list, object, progress, fill),
        (Slot::Structure(structure), Json::Array(items)) => {
            repair_structure(structure, items, progress, fill)
        }
        (slot, Json::Array(mut items)) if items.len() == 1 => {
            progress.adjusted(Form::Only);
            fill(slot, items.remove(0), progress)
        }
        (_, Json::Array(items)) if items.is_empty() => Outcome::Absent,
        (slot, json) => progress.unfit(&slot, found, json),
    }
}

/// An object where a list belongs: a wrapper around the list or its only item, whatever it calls that, or the only item.
fn repair_list(
    list: &mut dyn List,
    mut object: serde_json::Map<String, Json>,
    progress: &mut Progress,
    fill: Fill,
) -> Outcome {
    if object.values().next().filter(|_| object.len() == 1).is_some_and(|held| wraps(list, &object, held)) {
        progress.adjusted(Form::Wrapped);
        let held = object.values_mut().next().map(Json::take);
        return fill(Slot::List(list), held.unwrap_or_default(), progress);
    }
    progress.adjusted(Form::Single);
    let outcome = fill(list.push(), Json::Object(object), progress);
    if outcome != Outcome::Filled {
        list.pop();
    }
    outcome
}

/// Whether an object that holds one value is a wrapper around items, and no item itself.
fn wraps(list: &mut dyn List, object: &serde_json::Map<String, Json>, held: &Json) -> bool {
    let wraps = match list.push() {
        Slot::Structure(structure) => {
            let is_member = object.keys().any(|key| structure.members().contains(&key.as_str()));
            !is_member && (held.is_array() || held.is_object())
        }
        Slot::List(_) | Slot::Map(_) | Slot::Any(_) => held.is_array(),
        _ => !held.is_object(),
    };
    list.pop();
    wraps
}

/// Whether some items are those of a list: structures with a member that they should have, or single values.
pub(super) fn holds(list: &mut dyn List, items: &[Json]) -> bool {
    let holds = match (list.push(), items.first()) {
        (Slot::Structure(structure), Some(Json::Object(item))) => {
            item.keys().any(|key| structure.members().contains(&key.as_str()))
        }
        (Slot::Structure(_) | Slot::List(_) | Slot::Map(_) | Slot::Any(_), _) => false,
        (_, Some(item)) => !item.is_object() && !item.is_array(),
        (_, None) => false,
    };
    list.pop();
    holds
}

/// An array where a structure belongs: its only item, or the list that is its only member.
fn repair_structure(
    structure: &mut dyn Structure,
    mut items: Vec<Json>,
    progress: &mut Progress,
    fill: Fill,
) -> Outcome {
    let is_itself = matches!(items.as_slice(), [Json::Object(item)] if structure.members().iter().any(|name| item.contains_key(*name)));
    if !is_itself && let Some(outcome) = fill_only_list(structure, &mut items, progress, fill) {
        return outcome;
    }
    match items.len() {
        0 => Outcome::Absent,
        1 => {
            progress.adjusted(Form::Only);
            fill(Slot::Structure(structure), items.remove(0), progress)
        }
        _ => progress.unfit(&Slot::Structure(structure), "a list", Json::Array(items)),
    }
}

/// Puts items into the list that is the only member of a structure, if it has such a list.
fn fill_only_list(
    structure: &mut dyn Structure,
    items: &mut Vec<Json>,
    progress: &mut Progress,
    fill: Fill,
) -> Option<Outcome> {
    let mut outcome = None;
    structure.fields(&mut |fields| {
        if let [field] = fields
            && let list @ Slot::List(_) = field.slot()
        {
            progress.adjusted(Form::Bare);
            outcome = Some(fill(list, Json::Array(std::mem::take(items)), progress));
        }
    });
    outcome
}

fn is_empty(json: &Json) -> bool {
    json.as_array().is_some_and(Vec::is_empty) || json.as_object().is_some_and(serde_json::Map::is_empty)
}
