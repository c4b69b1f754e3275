//! The types that a field can have.

use super::structure::copy;
use super::{Blob, Field, List, Map, Optional, Slot, Structure, View};
use crate::Json;
use std::collections::BTreeMap;

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
            copy(from, self);
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

impl Field for Blob {
    fn empty() -> Self {
        Blob::default()
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Blob(self)
    }
    fn view(&self) -> View<'_> {
        View::Blob(self)
    }
    fn copy(&mut self, from: View<'_>) {
        if let View::Blob(blob) = from {
            *self = blob.clone();
        }
    }
}
