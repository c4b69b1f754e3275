//! Fields and structures, with the slots that a reader fills and the views that a writer walks: each is told by the others.

use super::{Blob, Empties, Table};
use crate::Json;

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

/// What the fields of a structure are given to, in their order.
pub type WithFields<'a> = &'a mut dyn FnMut(&mut [&mut dyn Field]);

/// The table of a structure, and the field of one of its members.
pub struct Entry<'a> {
    /// What is known of the structure.
    pub table: Table,
    /// The field; none beyond the last.
    pub field: Option<&'a dyn Field>,
}

/// A structure with named members. Generated types implement it by [`structure!`](crate::structure); everything that reads
/// or writes them goes through it.
///
/// Two methods, with types of their own for what they take and give: a third one for the table, and the types written out,
/// took 5 % more memory to check the 347 operations of ecs.
pub trait Structure: Send + Sync {
    /// Calls `with` with the fields of the members, in their order.
    fn fields(&mut self, with: WithFields<'_>);
    /// What is known of its members, and the field of the one at `index`.
    fn entry(&self, index: usize) -> Entry<'_>;

    /// What is known of its members.
    fn table(&self) -> Table {
        self.entry(usize::MAX).table
    }
    /// The field of a member; none beyond the last.
    fn field(&self, index: usize) -> Option<&dyn Field> {
        self.entry(index).field
    }

    /// The value of a member as it is written, where an empty list or map is absent unless it was given;
    /// [`View::Absent`] beyond the last.
    fn view(&self, index: usize) -> View<'_> {
        let Entry { table, field: Some(field) } = self.entry(index) else { return View::Absent };
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

/// A structure that holds itself does so in a box.
impl<T: Structure + ?Sized> Structure for Box<T> {
    fn fields(&mut self, with: WithFields<'_>) {
        (**self).fields(with);
    }
    fn entry(&self, index: usize) -> Entry<'_> {
        (**self).entry(index)
    }
}
