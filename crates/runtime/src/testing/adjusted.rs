//! What a reader has adjusted, and an example and the value written back with the same form again.

use super::leaves::is_nothing;
use crate::Json;
use crate::decode::{Adjustment, Form, Step};
use std::collections::BTreeSet;

/// Gives both sides the same form wherever the reader has adjusted it. The paths at which something other than nothing
/// was adjusted, without the indices of lists, come out.
pub(super) fn undone(adjustments: &[Adjustment], shown: &mut Json, written: &mut Json) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for Adjustment { path, form } in adjustments {
        if *form == Form::Dropped {
            insert_null(written, path);
            continue;
        }
        let (shown, written) = (at(shown, path), at(written, path));
        if shown.as_deref().is_none_or(|shown| !is_nothing(shown)) {
            paths.insert(text(path));
        }
        match form {
            Form::Held => replace(shown, held),
            Form::Spread => replace(written, held),
            Form::Only => replace(shown, only_item),
            Form::Single => replace(written, only_item),
            Form::Wrapped => replace(shown, wrapped),
            Form::Bare => replace(written, wrapped),
            Form::Respelt => replace(written, |flag| flag.as_bool().map(|flag| u8::from(flag).into())),
            Form::Unknown | Form::Unfit | Form::Dropped => replace(shown, |_| Some(Json::Null)),
        }
    }
    paths
}

fn at<'a>(json: &'a mut Json, path: &[Step]) -> Option<&'a mut Json> {
    path.iter().try_fold(json, |json, step| match step {
        Step::Name(name) => json.get_mut(*name),
        Step::Key(key) => json.get_mut(key),
        Step::Index(index) => json.get_mut(*index),
    })
}

/// Puts nothing in the place of an item that was left out, so that those behind it are where they were.
fn insert_null(json: &mut Json, item: &[Step]) {
    if let Some((Step::Index(index), list)) = item.split_last()
        && let Some(Json::Array(items)) = at(json, list)
        && *index <= items.len()
    {
        items.insert(*index, Json::Null);
    }
}

/// The path of a value, without the indices of lists.
fn text(path: &[Step]) -> String {
    path.iter().fold(String::new(), |path, step| match step {
        Step::Index(_) => path + "[]",
        Step::Name(name) => super::leaves::joined(&path, name),
        Step::Key(key) => super::leaves::joined(&path, key),
    })
}

fn replace(json: Option<&mut Json>, with: impl FnOnce(&mut Json) -> Option<Json>) {
    if let Some(json) = json
        && let Some(inner) = with(json)
    {
        *json = inner;
    }
}

fn held(json: &mut Json) -> Option<Json> {
    json.as_str().and_then(|text| serde_json::from_str(text).ok())
}

fn wrapped(json: &mut Json) -> Option<Json> {
    let members = json.as_object_mut().filter(|members| members.len() == 1)?;
    members.values_mut().next().map(Json::take)
}

fn only_item(json: &mut Json) -> Option<Json> {
    json.as_array_mut().filter(|items| items.len() == 1)?.pop()
}
