//! Structures as tables of their members: comparing, showing and walking them, written once.

use crate::{Slot, View};
use std::fmt;

/// A structure with named members. Generated types implement it; everything that reads or writes them goes through it.
pub trait Structure: Send + Sync {
    /// The wire names of the members.
    fn members(&self) -> &'static [&'static str];
    /// The wire names of those members that are secrets, which `Debug` does not show.
    fn secrets(&self) -> &'static [&'static str] {
        &[]
    }
    /// Where the value of a member goes; [`Slot::Ignored`] beyond the last, and for requests, which are not read.
    fn slot(&mut self, index: usize) -> Slot<'_> {
        let _ = index;
        Slot::Ignored
    }
    /// The value of a member; [`View::Absent`] beyond the last.
    fn view(&self, index: usize) -> View<'_>;
}

/// A structure that holds itself does so in a box.
impl<T: Structure + ?Sized> Structure for Box<T> {
    fn members(&self) -> &'static [&'static str] {
        (**self).members()
    }
    fn secrets(&self) -> &'static [&'static str] {
        (**self).secrets()
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        (**self).slot(index)
    }
    fn view(&self, index: usize) -> View<'_> {
        (**self).view(index)
    }
}

/// Implements for a [`Structure`] what all structures have: `Debug` with wire names, without absent members and with `…`
/// for secrets, `PartialEq`, and with the feature `serde` also `Serialize` and `Deserialize`.
#[macro_export]
macro_rules! structure {
    ($name:ident) => {
        $crate::__shown!([] $name);
        $crate::__serde!($name);
    };
}

/// Implements for a request, which may be bound to a client, what all of them have: `Debug` as of structures, and
/// `PartialEq`.
#[macro_export]
macro_rules! request {
    ($name:ident) => {
        $crate::__shown!([C: ::std::marker::Send + ::std::marker::Sync] $name<C>);
    };
}

/// Implements for the required parameters of a request what all of them have: `Debug` as of structures, and `PartialEq`.
#[macro_export]
macro_rules! required {
    ($name:ident) => {
        $crate::__shown!([] $name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ([$($generics:tt)*] $name:ident $($arguments:tt)*) => {
        impl<$($generics)*> ::std::fmt::Debug for $name $($arguments)* {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(::std::stringify!($name), self, f)
            }
        }
        impl<$($generics)*> ::std::cmp::PartialEq for $name $($arguments)* {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
    };
}

/// Implements for a struct with a single field what [`structure!`] does for others, such that the struct is written as
/// that field: for responses whose root is a list, a map or a scalar.
#[macro_export]
macro_rules! transparent {
    ($name:ident, $field:ident) => {
        impl $crate::Field for $name {
            fn empty() -> Self {
                Self { $field: $crate::Field::empty() }
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Field::slot(&mut self.$field)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::Field::view(&self.$field)
            }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::std::stringify!($name)).field(&$crate::Field::view(&self.$field)).finish()
            }
        }
        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::Field::view(&self.$field) == $crate::Field::view(&other.$field)
            }
        }
        $crate::__serde!($name);
    };
}

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {};
}

#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize($crate::Field::view(self), serializer)
            }
        }
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let mut value = <Self as $crate::Field>::empty();
                $crate::__private::deserialize($crate::Field::slot(&mut value), deserializer)?;
                ::std::result::Result::Ok(value)
            }
        }
    };
}

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

/// Whether two values of one structure type are equal.
pub fn equal(a: &dyn Structure, b: &dyn Structure) -> bool {
    (0..a.members().len()).all(|index| a.view(index) == b.view(index))
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
            View::Structure(structure) => f.debug_map().entries(shown(*structure)).finish(),
            View::List(list) => {
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
        match (self, other) {
            (View::Absent, View::Absent) => true,
            (View::String(a), View::String(b)) => a == b,
            (View::Boolean(a), View::Boolean(b)) => a == b,
            (View::Integer(a), View::Integer(b)) => a == b,
            (View::Double(a), View::Double(b)) => a == b,
            (View::Any(a), View::Any(b)) => a == b,
            (View::Blob(a), View::Blob(b)) => a == b,
            (View::Structure(a), View::Structure(b)) => equal(*a, *b),
            (View::List(a), View::List(b)) => {
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
