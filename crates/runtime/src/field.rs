//! Slots that a reader fills, and views that a writer walks, of Rust values.

use crate::{Blob, Json, Structure};
use std::collections::BTreeMap;

/// A type that a member of a structure can have.
pub trait Field {
    /// A value to be filled.
    fn empty() -> Self
    where
        Self: Sized;
    /// Where a value that is read goes.
    fn slot(&mut self) -> Slot<'_>;
    /// The value, for writing.
    fn view(&self) -> View<'_>;
    /// Takes over the value that a view of another field of this type shows.
    fn copy(&mut self, from: View<'_>);
}

/// A place that a value is read into.
#[non_exhaustive]
pub enum Slot<'a> {
    /// Text.
    String(&'a mut String),
    /// `true` or `false`.
    Boolean(&'a mut bool),
    /// A 32-bit number.
    Integer(&'a mut i32),
    /// A 64-bit number.
    Long(&'a mut i64),
    /// A floating point number.
    Double(&'a mut f64),
    /// Any JSON.
    Any(&'a mut Json),
    /// One of the documented values, or another.
    Enumeration(&'a mut dyn Enumeration),
    /// A structure.
    Structure(&'a mut dyn Structure),
    /// A list.
    List(&'a mut dyn List),
    /// A map.
    Map(&'a mut dyn Map),
    /// Bytes, which are the whole answer.
    Blob(&'a mut Blob),
    /// A value that may be absent.
    Optional(&'a mut dyn Optional),
    /// No member has this place: whatever comes is skipped.
    Ignored,
}

impl Slot<'_> {
    /// The same place once more, for reading it again.
    pub(crate) fn again(&mut self) -> Slot<'_> {
        match self {
            Slot::String(target) => Slot::String(target),
            Slot::Boolean(target) => Slot::Boolean(target),
            Slot::Integer(target) => Slot::Integer(target),
            Slot::Long(target) => Slot::Long(target),
            Slot::Double(target) => Slot::Double(target),
            Slot::Any(target) => Slot::Any(target),
            Slot::Enumeration(target) => Slot::Enumeration(*target),
            Slot::Structure(target) => Slot::Structure(*target),
            Slot::List(target) => Slot::List(*target),
            Slot::Map(target) => Slot::Map(*target),
            Slot::Blob(target) => Slot::Blob(target),
            Slot::Optional(target) => Slot::Optional(*target),
            Slot::Ignored => Slot::Ignored,
        }
    }
}

/// A value that is written.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing.
    Absent,
    /// Text.
    String(&'a str),
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// A floating point number.
    Double(f64),
    /// Any JSON.
    Any(&'a Json),
    /// A structure.
    Structure(&'a dyn Structure),
    /// One of the documented values, or another.
    Enumeration(&'a dyn Enumeration),
    /// A list.
    List(&'a dyn List),
    /// A list that is alone in a structure on the wire, under this name.
    Wrapped(&'static str, &'a dyn List),
    /// A map.
    Map(&'a dyn Map),
    /// Bytes, which are the whole body.
    Blob(&'a Blob),
}

impl<'a> View<'a> {
    /// The same value, with that of an enum as the string or number that it is on the wire.
    pub fn plain(self) -> View<'a> {
        match self {
            View::Enumeration(value) => value.view(),
            view => view,
        }
    }

    /// Whether there is no value.
    pub fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// Whether there is no value, or a list or map without content.
    pub fn is_empty(&self) -> bool {
        match self {
            View::Absent => true,
            View::List(list) | View::Wrapped(_, list) => list.is_empty(),
            View::Map(map) => map.is_empty(),
            _ => false,
        }
    }
}

/// A value that may be absent.
pub trait Optional {
    /// Makes it present and gives its slot.
    fn insert(&mut self) -> Slot<'_>;
    /// Makes it absent.
    fn clear(&mut self);
}

/// A list of values.
pub trait List {
    /// Adds an item and gives its slot.
    fn push(&mut self) -> Slot<'_>;
    /// Removes the last item.
    fn pop(&mut self);
    /// Removes all items.
    fn clear(&mut self);
    /// Number of items.
    fn len(&self) -> usize;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// An item; absent beyond the last.
    fn item(&self, index: usize) -> View<'_>;
}

/// A map from names to values.
pub trait Map {
    /// Adds an entry and gives its slot.
    fn insert(&mut self, key: String) -> Slot<'_>;
    /// Removes an entry.
    fn remove(&mut self, key: &str);
    /// Removes all entries.
    fn clear(&mut self);
    /// Number of entries.
    fn len(&self) -> usize;
    /// Bytes of memory that an entry takes.
    fn entry_size(&self) -> usize;
    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The value of an entry.
    fn entry(&self, key: &str) -> Option<View<'_>>;
    /// Calls `each` with every entry, in the order of keys.
    fn each(&self, each: &mut dyn FnMut(&str, View<'_>));
}

/// A value out of a set that was documented but is not closed.
pub trait Enumeration {
    /// Takes a value given as text; false if it cannot be one of this kind.
    fn set_text(&mut self, text: &str) -> bool;
    /// The value on the wire.
    fn view(&self) -> View<'_>;
    /// The name of the variant, if the value is documented.
    fn name(&self) -> Option<&'static str>;
}

macro_rules! scalar {
    ($($type:ty, $slot:ident, $value:ident => $view:expr, $from:pat => $copy:expr;)+) => {$(
        impl Field for $type {
            fn empty() -> Self {
                Self::default()
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            fn copy(&mut self, from: View<'_>) {
                if let $from = from {
                    *self = $copy;
                }
            }
        }
    )+};
}

scalar! {
    String, String, value => View::String(value), View::String(value) => value.to_owned();
    bool, Boolean, value => View::Boolean(*value), View::Boolean(value) => value;
    i32, Integer, value => View::Integer(i64::from(*value)), View::Integer(value) => value.try_into().unwrap_or_default();
    i64, Long, value => View::Integer(*value), View::Integer(value) => value;
    f64, Double, value => View::Double(*value), View::Double(value) => value;
    Json, Any, value => View::Any(value), View::Any(value) => value.clone();
}

impl<T: Structure + Default> Field for T {
    fn empty() -> Self {
        T::default()
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }
    fn view(&self) -> View<'_> {
        View::Structure(self)
    }
    fn copy(&mut self, from: View<'_>) {
        if let View::Structure(from) = from {
            crate::structure::copy(from, self);
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn empty() -> Self {
        None
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Field::view)
    }
    fn copy(&mut self, from: View<'_>) {
        match from {
            View::Absent => *self = None,
            from => *self = Some(copied(from)),
        }
    }
}

impl<T: Field> Optional for Option<T> {
    fn insert(&mut self) -> Slot<'_> {
        self.insert(T::empty()).slot()
    }
    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Field> Field for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
    fn view(&self) -> View<'_> {
        View::List(self)
    }
    fn copy(&mut self, from: View<'_>) {
        if let View::List(from) = from {
            *self = (0..from.len()).map(|index| copied(from.item(index))).collect();
        }
    }
}

/// The value that a view of one of this type shows.
fn copied<T: Field>(from: View<'_>) -> T {
    let mut value = T::empty();
    value.copy(from);
    value
}

impl<T: Field> List for Vec<T> {
    fn push(&mut self) -> Slot<'_> {
        self.push(T::empty());
        self.last_mut().map_or(Slot::Ignored, Field::slot)
    }
    fn pop(&mut self) {
        self.pop();
    }
    fn clear(&mut self) {
        self.clear();
    }
    fn len(&self) -> usize {
        self.len()
    }
    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Field::view)
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    fn empty() -> Self {
        BTreeMap::new()
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
    fn copy(&mut self, from: View<'_>) {
        if let View::Map(from) = from {
            self.clear();
            from.each(&mut |key, value| {
                self.insert(key.to_owned(), copied(value));
            });
        }
    }
}

impl<T: Field> Map for BTreeMap<String, T> {
    fn insert(&mut self, key: String) -> Slot<'_> {
        let value = self.entry(key).or_insert_with(T::empty);
        *value = T::empty();
        value.slot()
    }
    fn remove(&mut self, key: &str) {
        self.remove(key);
    }
    fn clear(&mut self) {
        self.clear();
    }
    fn len(&self) -> usize {
        self.len()
    }
    fn entry_size(&self) -> usize {
        size_of::<(String, T)>()
    }
    fn entry(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(Field::view)
    }
    fn each(&self, each: &mut dyn FnMut(&str, View<'_>)) {
        self.iter().for_each(|(key, value)| each(key, value.view()));
    }
}
