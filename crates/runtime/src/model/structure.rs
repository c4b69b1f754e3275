//! Comparing, showing, copying and walking structures and what is in them, written once.

use super::{Entry, Field, Structure, Table, View, WithFields};
use std::fmt;
use std::hash::{Hash, Hasher};

/// The members that are present, with their names.
pub(crate) fn present(structure: &dyn Structure) -> impl Iterator<Item = (&'static str, View<'_>)> {
    let members = structure.members().iter().enumerate();
    members.map(|(index, name)| (*name, structure.view(index))).filter(|(_, view)| !view.is_absent())
}

/// A member, or `…` in its place.
enum Shown<'a> {
    Open(View<'a>),
    Secret,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shown::Open(view) => view.fmt(f),
            Shown::Secret => f.write_str("…"),
        }
    }
}

/// The members that are present, as `Debug` shows them.
fn shown(structure: &dyn Structure) -> impl Iterator<Item = (&'static str, Shown<'_>)> {
    let secrets = structure.secrets();
    present(structure).map(|(name, view)| match secrets.contains(&name) {
        true => (name, Shown::Secret),
        false => (name, Shown::Open(view)),
    })
}

/// `Debug` for a structure.
pub fn debug(name: &str, structure: &dyn Structure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(name);
    for (name, value) in shown(structure) {
        out.field(name, &value);
    }
    out.finish()
}

/// `Clone` for a structure.
pub fn cloned<T: Structure + Default>(from: &T) -> T {
    copied(from, T::default())
}

/// An empty structure with the members of another one of its type.
pub fn copied<T: Structure>(from: &T, mut empty: T) -> T {
    copy(from, &mut empty);
    empty
}

/// The default of a member.
pub fn default<T: Default>() -> T {
    T::default()
}

/// What [`Structure::fields`] of a macro does.
pub fn fields(with: WithFields<'_>, fields: &mut [&mut dyn Field]) {
    with(fields);
}

/// What [`Structure::entry`] of a macro gives.
pub fn entry<'a>(table: Table, index: usize, fields: &[&'a dyn Field]) -> Entry<'a> {
    Entry { table, field: fields.get(index).copied() }
}

/// Copies the members of one structure to another of the same type.
pub(crate) fn copy(from: &dyn Structure, to: &mut dyn Structure) {
    to.fields(&mut |fields| {
        for (index, field) in fields.iter_mut().enumerate() {
            if let Some(value) = from.field(index) {
                field.copy(value.view());
            }
        }
    });
}

/// Whether two values of one structure type are equal.
pub fn equal(a: &dyn Structure, b: &dyn Structure) -> bool {
    (0..a.members().len()).all(|index| a.view(index) == b.view(index))
}

/// `Hash` for a structure.
pub fn hash(structure: &dyn Structure, mut state: &mut dyn Hasher) {
    (0..structure.members().len()).for_each(|index| hash_view(structure.view(index), &mut state));
}

/// What is equal has one hash. Floats, and JSON that may hold them, are not among what is hashed.
fn hash_view(view: View<'_>, state: &mut &mut dyn Hasher) {
    match view.plain() {
        View::String(value) => value.hash(state),
        View::Boolean(value) => value.hash(state),
        View::Integer(value) => value.hash(state),
        View::Structure(structure) => hash(structure, *state),
        View::List(list) | View::Wrapped(_, list) => {
            list.len().hash(state);
            (0..list.len()).for_each(|index| hash_view(list.item(index), state));
        }
        View::Map(map) => map.each(&mut |key, value| {
            key.hash(state);
            hash_view(value, state);
        }),
        View::Absent | View::Double(_) | View::Any(_) | View::Blob(_) | View::Enumeration(_) => {
            0u8.hash(state)
        }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Absent => f.write_str("absent"),
            View::String(value) => value.fmt(f),
            View::Boolean(value) => value.fmt(f),
            View::Integer(value) => value.fmt(f),
            View::Double(value) => value.fmt(f),
            View::Any(value) => value.fmt(f),
            View::Blob(blob) => blob.fmt(f),
            View::Enumeration(value) => match value.name() {
                Some(name) => f.write_str(name),
                None => value.view().fmt(f),
            },
            View::Structure(structure) => f.debug_map().entries(shown(*structure)).finish(),
            View::List(list) | View::Wrapped(_, list) => {
                f.debug_list().entries((0..list.len()).map(|index| list.item(index))).finish()
            }
            View::Map(map) => {
                let mut out = f.debug_map();
                map.each(&mut |key, value| {
                    out.entry(&key, &value);
                });
                out.finish()
            }
        }
    }
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.plain(), other.plain()) {
            (View::Absent, View::Absent) => true,
            (View::String(a), View::String(b)) => a == b,
            (View::Boolean(a), View::Boolean(b)) => a == b,
            (View::Integer(a), View::Integer(b)) => a == b,
            (View::Double(a), View::Double(b)) => a == b,
            (View::Any(a), View::Any(b)) => a == b,
            (View::Blob(a), View::Blob(b)) => a == b,
            (View::Structure(a), View::Structure(b)) => equal(a, b),
            (View::List(a) | View::Wrapped(_, a), View::List(b) | View::Wrapped(_, b)) => {
                a.len() == b.len() && (0..a.len()).all(|index| a.item(index) == b.item(index))
            }
            (View::Map(a), View::Map(b)) => {
                let mut same = a.len() == b.len();
                a.each(&mut |key, value| same &= b.entry(key).is_some_and(|other| other == value));
                same
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Account;
    use crate::{Field, encode_json};

    #[test]
    fn debug_shows_no_secret_at_any_depth_and_json_has_them() {
        let account = Account::holding("hunter2", "thekey");
        let shown = format!("{account:?}");
        assert_eq!(
            shown,
            r#"Account { Name: "outer", Inner: [{"Name": "inner", "Password": …, "Keys": …}] }"#
        );
        let list = format!("{:#?} {:?}", account.inner, account.view());
        assert!(!list.contains("hunter2") && !list.contains("thekey"), "{list}");
        let json = r#"{"Name":"outer","Inner":[{"Name":"inner","Password":"hunter2","Keys":["thekey"]}]}"#;
        assert_eq!(encode_json(&account), json);
    }
}
