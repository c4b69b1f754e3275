//! Structures as tables of their members: comparing, showing and walking them, written once.

use crate::{Field, View};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A structure with named members. Generated types implement it by [`structure!`](crate::structure); everything that reads
/// or writes them goes through it.
pub trait Structure: Send + Sync {
    /// What is known of its members.
    fn table(&self) -> Table;
    /// Calls `with` with the fields of the members, in their order.
    fn fields(&mut self, with: &mut dyn FnMut(&mut [&mut dyn Field]));
    /// The field of a member; none beyond the last.
    fn field(&self, index: usize) -> Option<&dyn Field>;

    /// The value of a member as it is written, where an empty list or map is absent unless it was given;
    /// [`View::Absent`] beyond the last.
    fn view(&self, index: usize) -> View<'_> {
        let Some(field) = self.field(index) else { return View::Absent };
        let table = self.table();
        match field.view() {
            view if view.is_empty() && table.empty == Empties::Absent => View::Absent,
            View::List(list) => match table.item(table.members[index]) {
                Some(item) => View::Wrapped(item, list),
                None => View::List(list),
            },
            view => view,
        }
    }

    /// The wire names of the members.
    fn members(&self) -> &'static [&'static str] {
        self.table().members
    }
    /// The wire names of those members that are secrets, which `Debug` does not show.
    fn secrets(&self) -> &'static [&'static str] {
        self.table().secrets
    }
}

/// What is known of the members of a structure.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Their wire names.
    pub members: &'static [&'static str],
    /// Of lists that are alone in a structure on the wire, as in `{"Zones": {"Zone": […]}}`: the name of the member, and
    /// that of the list in it.
    pub wrapped: &'static [(&'static str, &'static str)],
    /// The wire names of secrets.
    pub secrets: &'static [&'static str],
    /// What empty lists and maps are.
    pub empty: Empties,
}

/// What an empty list or map in a structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empties {
    /// Not there: what is read need not tell one from the other.
    Absent,
    /// There, as the caller gave it: services tell an empty list from none.
    Given,
}

impl Table {
    /// A table without lists that are wrapped, and without secrets.
    pub const fn new(members: &'static [&'static str], empty: Empties) -> Self {
        Table { members, wrapped: &[], secrets: &[], empty }
    }

    /// The same with lists that are wrapped, and secrets.
    pub const fn with(
        self,
        wrapped: &'static [(&'static str, &'static str)],
        secrets: &'static [&'static str],
    ) -> Self {
        Table { wrapped, secrets, ..self }
    }

    /// The name of the list inside of a member, if there is a structure around it.
    pub(crate) fn item(&self, member: &str) -> Option<&'static str> {
        self.wrapped.iter().find(|(name, _)| *name == member).map(|(_, item)| *item)
    }
}

/// A structure that holds itself does so in a box.
impl<T: Structure + ?Sized> Structure for Box<T> {
    fn table(&self) -> Table {
        (**self).table()
    }
    fn fields(&mut self, with: &mut dyn FnMut(&mut [&mut dyn Field])) {
        (**self).fields(with);
    }
    fn field(&self, index: usize) -> Option<&dyn Field> {
        (**self).field(index)
    }
}

/// Implements [`Structure`] by a table with a line for each member, and what all structures have: `Clone`, `Debug` with wire names, without absent members and with `…` for secrets, `PartialEq`, `Eq` and `Hash` where the name is followed by `: Eq`, and
/// with the feature `serde` also `Serialize` and `Deserialize`.
///
/// ```
/// # use alicloud_runtime as alicloud_runtime;
/// #[derive(Default)]
/// pub struct Disk {
///     pub disk_id: Option<String>,
///     pub tags: Vec<String>,
///     pub password: Option<String>,
/// }
///
/// alicloud_runtime::structure! { Disk: Eq {
///     disk_id = "DiskId",
///     tags = "Tags" / "Tag",
///     password = "Password": secret,
/// } }
///
/// let disk = Disk { disk_id: Some("d-1".to_owned()), tags: vec!["a".to_owned()], ..Disk::default() };
/// assert_eq!(alicloud_runtime::encode_json(&disk), r#"{"DiskId":"d-1","Tags":{"Tag":["a"]}}"#);
/// ```
#[macro_export]
macro_rules! structure {
    ($name:ident $(: $eq:ident)? { $($members:tt)* }) => {
        $crate::__table! { Absent $name { $($members)* } }
        $crate::__cloned!($name);
        $crate::__shown!([] $name);
        $crate::__serde!($name);
        $($crate::__hashed!($eq $name);)?
    };
}

/// Like [`structure!`](crate::structure), for structures that only requests have: an empty list is sent as such, unless its
/// field is `None`.
#[macro_export]
macro_rules! input {
    ($name:ident $(: $eq:ident)? { $($members:tt)* }) => {
        $crate::__table! { Given $name { $($members)* } }
        $crate::__cloned!($name);
        $crate::__shown!([] $name);
        $crate::__serde!($name);
        $($crate::__hashed!($eq $name);)?
    };
}

/// Like [`input!`](crate::input), for the required parameters of a request, which are not read.
#[macro_export]
macro_rules! required {
    ($name:ident { $($members:tt)* }) => {
        $crate::__table! { Given $name { $($members)* } }
        $crate::__shown!([] $name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __table {
    ($empty:ident $name:ident { $($field:ident = $wire:literal $(=> $time:ident)?,)* }) => {
        $crate::__structure! { $name [$crate::Table::new(&[$($wire),*], $crate::Empties::$empty)] $($field)* }
        $crate::__times! { $name $($($time $field)?)* }
    };
    ($empty:ident $name:ident { $(
        $field:ident = $wire:literal $(/ $item:literal)? $(: $secret:ident)? $(=> $time:ident)?,
    )* }) => {
        $crate::__structure! { $name [
            $crate::Table::new(&[$($wire),*], $crate::Empties::$empty)
                .with(&[$($(($wire, $item),)?)*], &[$($($crate::__first!($wire $secret),)?)*])
        ] $($field)* }
        $crate::__times! { $name $($($time $field)?)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ($first:literal $second:ident) => {
        $first
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    ($name:ident [$table:expr] $($field:ident)*) => {
        impl $crate::Structure for $name {
            fn table(&self) -> $crate::Table {
                $table
            }
            fn fields(&mut self, with: &mut dyn ::std::ops::FnMut(&mut [&mut dyn $crate::Field])) {
                with(&mut [$(&mut self.$field),*])
            }
            fn field(&self, index: usize) -> ::std::option::Option<&dyn $crate::Field> {
                let fields: [&dyn $crate::Field; _] = [$(&self.$field),*];
                fields.get(index).copied()
            }
        }
    };
}

// Derived, it would call a function for every member; to check what becomes of those before it if that unwinds is what
// costs most to compile of a structure.
#[doc(hidden)]
#[macro_export]
macro_rules! __cloned {
    ($name:ident) => {
        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::__private::cloned(self)
            }
        }
    };
}

#[cfg(not(feature = "time"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __times {
    ($($tokens:tt)*) => {};
}

#[cfg(feature = "time")]
#[doc(hidden)]
#[macro_export]
macro_rules! __times {
    ($name:ident) => {};
    ($name:ident $(time $field:ident)+) => {
        impl $name {$(
            /// The instant that the field of this name tells; none where its text leaves the time zone open.
            pub fn $field(&self) -> ::std::option::Option<$crate::OffsetDateTime> {
                $crate::__private::instant($crate::Field::view(&self.$field))
            }
        )+}
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __hashed {
    (Eq $name:ident) => {
        impl ::std::cmp::Eq for $name {}
        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash(self, state)
            }
        }
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

/// Implements [`Operation`](crate::Operation) for a request by a table with a line for each parameter, and what all requests
/// have: `on` and `send`, `Clone`, `Debug` as of structures, and `PartialEq`.
#[macro_export]
macro_rules! operation {
    (
        $name:ident($input:ident) for $client:path => $response:ident, $error:ident;
        $product:literal $version:literal $operation:literal $style:ident $method:ident $path:literal
        $(region $region:literal)? $([$flag:ident])?;
        $($location:ident $field:ident = $wire:literal $(/ $item:literal)? $(: $secret:ident)? $(as $encoding:ident)?,)*
    ) => {
        $crate::__table! { Given $input { $($field = $wire $(/ $item)? $(: $secret)?,)* } }
        impl<C: ::std::marker::Send + ::std::marker::Sync> $crate::Operation for $name<C> {
            type Response = $response;
            type Error = $error;
            const METADATA: &'static $crate::Metadata = &$crate::Metadata::new(
                $operation,
                $product,
                $version,
                $crate::Style::$style,
                $crate::Method::$method,
                $path,
                &[$($crate::Location::$location),*],
            )
            .encodings(&[$($(($wire, $crate::Encoding::$encoding),)?)*])
            $(.region($region))?
            $(.$flag())?;
            fn input(&self) -> &dyn $crate::Structure {
                &self.input
            }
            fn input_mut(&mut self) -> &mut dyn $crate::Structure {
                &mut self.input
            }
        }
        impl $name {
            /// The request bound to a client, which can send it.
            pub fn on(self, client: &$client) -> $name<$client> {
                $name { client: ::std::clone::Clone::clone(client), input: self.input }
            }
        }
        impl $name<$client> {
            #[doc = ::std::concat!(
                "Sends the request. `.await` gives a `Result<Output<", ::std::stringify!($response), ">, CallError<",
                ::std::stringify!($error), ">>`."
            )]
            ///
            /// # Errors
            #[doc = ::std::concat!(
                "What the service or the way to it refuses; the documented codes are in [`", ::std::stringify!($error), "`]."
            )]
            pub fn send(self) -> $crate::client::Sending<$response, $error> {
                $crate::client::send(::std::clone::Clone::clone(&self.client), self)
            }
        }
        impl<C: ::std::clone::Clone> ::std::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                Self {
                    client: ::std::clone::Clone::clone(&self.client),
                    input: $crate::__private::cloned(&self.input),
                }
            }
        }
        impl<C> ::std::fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(::std::stringify!($name), &self.input, f)
            }
        }
        impl<C> ::std::cmp::PartialEq for $name<C> {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(&self.input, &other.input)
            }
        }
    };
}

/// A list that a setter was given, of whatever becomes its items.
pub fn list<T, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// The ids that a wait was given, each once: services answer the same for one that comes twice.
pub fn distinct<T: PartialEq, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).fold(Vec::new(), |mut distinct, item| {
        if !distinct.contains(&item) {
            distinct.push(item);
        }
        distinct
    })
}

/// A map that a setter was given, of whatever becomes its names and values.
pub fn map<T, K: Into<String>, V: Into<T>>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
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
            fn copy(&mut self, from: $crate::View<'_>) {
                $crate::Field::copy(&mut self.$field, from);
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

/// `Clone` for a structure.
pub fn cloned<T: Structure + Default>(from: &T) -> T {
    let mut to = T::default();
    copy(from, &mut to);
    to
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
