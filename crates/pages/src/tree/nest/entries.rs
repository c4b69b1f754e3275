//! What the examples show of one row in each container.

use crate::example::evidence::Seen;

/// What the examples show of one row in each container: partial trees have many in common.
#[derive(Default)]
pub(super) struct Entries<'s> {
    pub(super) found: Vec<(&'s Seen<'s>, Entry<'s>)>,
}

/// A name as the examples write it, and what they show there.
pub(super) type Entry<'s> = Option<&'s (&'s str, Seen<'s>)>;

impl<'s> Entries<'s> {
    pub(super) fn of(&mut self, name: &str, container: &'s Seen<'s>) -> Entry<'s> {
        if let Some((_, entry)) = self.found.iter().find(|(known, _)| std::ptr::eq(*known, container)) {
            return *entry;
        }
        let entry = container.entry(name);
        self.found.push((container, entry));
        entry
    }
}
