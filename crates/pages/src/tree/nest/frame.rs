//! What a search knows about a container that is open: its children so far, and what the examples show of them.

use super::fingerprint::Fingerprint;
use super::history::Names;
use crate::example::evidence::Seen;

/// Only the first two children of a container that the examples lack are judged by how many there are.
const FIRST_TWO: usize = 2;

/// A container that is open.
#[derive(Clone, Copy)]
pub(super) struct Frame<'s> {
    /// Its row; `None` for the root.
    pub(super) row: Option<usize>,
    pub(super) inside: Inside<'s>,
    /// Its row and the containers around it.
    around: Fingerprint,
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
pub(super) enum Inside<'s> {
    Nothing,
    /// Scalars.
    Values,
    Members(&'s Seen<'s>),
    /// Members of which no row has the name.
    Unlisted,
}

impl<'s> Frame<'s> {
    pub(super) fn new(row: Option<usize>, inside: Inside<'s>, around: Fingerprint) -> Self {
        let around = around.with(row.map_or(0, |row| row + 1));
        Frame { row, inside, around, names: Names::default(), last: None, count: 0, shown: 0 }
    }

    /// Where two have the same, the same is to be said of any row as the next child of the one as of the other. What the
    /// examples show of a row follows from the rows around it.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let (count, shown) = match self.inside {
            Inside::Members(_) | Inside::Unlisted => (self.count, self.shown),
            Inside::Values | Inside::Nothing => (self.count.min(FIRST_TWO), 0),
        };
        let children = self.around.with(count).with(shown).with(self.last.map_or(0, |last| last + 1));
        children.and(self.names.fingerprint())
    }
}
