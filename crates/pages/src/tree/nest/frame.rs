//! What a search knows about a container that is open: its children so far, and what the examples show of them.

use crate::example::evidence::Seen;
use std::rc::Rc;

/// Only the first two children of a container that the examples lack are judged by how many there are.
const FIRST_TWO: usize = 2;

/// A container that is open.
#[derive(Clone)]
pub(super) struct Frame<'s> {
    /// Its row; `None` for the root.
    pub(super) row: Option<usize>,
    pub(super) inside: Inside<'s>,
    /// The names of its children so far, of those that rows share.
    pub(super) names: NameSet,
    /// Its last child.
    pub(super) last: Option<usize>,
    /// How many children it has so far, and how many of them the examples show.
    pub(super) count: usize,
    pub(super) shown: usize,
}

/// What the examples show inside a container.
#[derive(Clone, Copy)]
pub(super) enum Inside<'s> {
    Nothing,
    /// Scalars.
    Values,
    Members(&'s Seen<'s>),
    /// Members of which no row has the name.
    Unlisted,
}

/// A set of names, by their numbers, as bits. Partial trees share it until one of them grows.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct NameSet(Option<Rc<Vec<u64>>>);

impl NameSet {
    pub(super) fn contains(&self, name: usize) -> bool {
        let word = self.0.as_ref().and_then(|words| words.get(name / BITS));
        word.is_some_and(|word| word >> (name % BITS) & 1 == 1)
    }

    pub(super) fn insert(&mut self, name: usize) {
        let words = Rc::make_mut(self.0.get_or_insert_default());
        words.resize(words.len().max(name / BITS + 1), 0);
        words[name / BITS] |= 1 << (name % BITS);
    }
}

const BITS: usize = u64::BITS as usize;

impl<'s> Frame<'s> {
    pub(super) fn new(row: Option<usize>, inside: Inside<'s>) -> Self {
        Frame { row, inside, names: NameSet::default(), last: None, count: 0, shown: 0 }
    }

    /// Whether the same is to be said of any row as the next child of the one as of the other, if the containers around
    /// them are alike too. What the examples show of a row follows from the rows around it.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.row == other.row
            && self.last == other.last
            && self.judged() == other.judged()
            && self.names == other.names
    }

    /// The numbers of children, as far as they count.
    fn judged(&self) -> (usize, usize) {
        match self.inside {
            Inside::Members(_) | Inside::Unlisted => (self.count, self.shown),
            Inside::Values | Inside::Nothing => (self.count.min(FIRST_TWO), 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_that_share_names_grow_apart() {
        let mut odd = NameSet::default();
        (1..200).step_by(2).for_each(|name| odd.insert(name));
        let mut more = odd.clone();
        more.insert(50);
        assert!(odd != more && !odd.contains(50) && more.contains(50));
        assert!((0..300).all(|name| odd.contains(name) == (name % 2 == 1 && name < 200)));
    }
}
