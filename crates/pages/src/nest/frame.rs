//! What a search knows about a container that is open: its children so far, and what the examples show of them.

use super::history::Names;
use crate::evidence::Seen;

/// Only the first two children of a container that the examples lack are judged by how many there are.
const FIRST_TWO: usize = 2;

/// A container that is open.
#[derive(Clone, Copy)]
pub(super) struct Frame<'s> {
    /// Its row; `None` for the root.
    pub(super) row: Option<usize>,
    pub(super) shows: Shows<'s>,
    /// The names of its children so far, of those that rows share.
    pub(super) names: Names,
    /// Its last child.
    pub(super) last: Option<usize>,
    /// How many children it has so far, and how many of them the examples show.
    pub(super) count: usize,
    pub(super) shown: usize,
}

/// What the examples show inside a container.
#[derive(Clone, Copy)]
pub(super) enum Shows<'s> {
    Nothing,
    /// Scalars.
    Values,
    Members(&'s Seen<'s>),
}

impl<'s> Frame<'s> {
    pub(super) fn new(row: Option<usize>, shows: Shows<'s>) -> Self {
        Frame { row, shows, names: Names::default(), last: None, count: 0, shown: 0 }
    }

    /// Whether the same is to be said of any row as the next child of the one as of the other, where all around them is
    /// alike. What the examples show of a row follows from the rows around it.
    pub(super) fn is_like(&self, other: &Frame<'_>) -> bool {
        self.row == other.row
            && self.last == other.last
            && self.tally() == other.tally()
            && self.names == other.names
    }

    /// What counts of the numbers of its children.
    fn tally(&self) -> (usize, usize) {
        match self.shows {
            Shows::Members(_) => (self.count, self.shown),
            Shows::Values | Shows::Nothing => (self.count.min(FIRST_TWO), 0),
        }
    }
}
