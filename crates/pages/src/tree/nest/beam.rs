//! The beam of the search: the best partial trees, and those that they grow into with the next row.

use super::fingerprint::Fingerprint;
use super::frame::Frame;
use crate::example::evidence::Seen;
use std::cmp::Reverse;
use std::ops::Range;

/// How many partial trees are kept.
const BEAM: usize = 64;

/// A partial tree so many points behind the best one does not catch up: few rows are worth half of that.
const HOPELESS: f32 = 8.0;

/// The partial trees that are kept, the best first.
pub(super) struct Beam<'s> {
    pub(super) trees: Vec<State>,
    /// The containers that are open, those of one tree after those of another.
    frames: Vec<Frame<'s>>,
    /// Room for the trees to come.
    next: (Vec<State>, Vec<Frame<'s>>),
}

/// A partial tree.
pub(super) struct State {
    pub(super) score: f32,
    /// Where its rows went so far.
    pub(super) placed: Option<usize>,
    /// The containers that are open, outermost first.
    open: Range<usize>,
}

/// An insert of the next row: as a child of the container at some depth of a partial tree.
pub(super) struct Insert<'s> {
    /// The score of the tree with the row there.
    pub(super) score: f32,
    pub(super) tree: usize,
    pub(super) depth: usize,
    /// The container and those around it.
    pub(super) parent: Fingerprint,
    /// What the example shows of the row there.
    pub(super) seen: Option<&'s Seen<'s>>,
}

impl<'s> Beam<'s> {
    /// The tree without rows.
    pub(super) fn new(root: Frame<'s>) -> Self {
        let tree = State { score: 0.0, placed: None, open: 0..1 };
        Beam { trees: vec![tree], frames: vec![root], next: Default::default() }
    }

    /// The containers of a tree that are open, outermost first.
    pub(super) fn open(&self, tree: usize) -> &[Frame<'s>] {
        &self.frames[self.trees[tree].open.clone()]
    }

    /// Leaves one tree for each insert. `put` puts the row there: it gets the frames, of which the last is the container, and
    /// the list of the rows that are placed so far, and gives the longer one.
    pub(super) fn grow(
        &mut self,
        inserts: &[Insert<'s>],
        mut put: impl FnMut(&mut Vec<Frame<'s>>, &Insert<'s>, Option<usize>) -> Option<usize>,
    ) {
        let (trees, frames) = &mut self.next;
        trees.clear();
        frames.clear();
        for insert in inserts {
            let tree = &self.trees[insert.tree];
            let first = frames.len();
            frames.extend_from_slice(&self.frames[tree.open.start..=tree.open.start + insert.depth]);
            let placed = put(frames, insert, tree.placed);
            trees.push(State { score: insert.score, placed, open: first..frames.len() });
        }
        std::mem::swap(&mut self.trees, trees);
        std::mem::swap(&mut self.frames, frames);
    }
}

/// Leaves the best inserts, the best first.
pub(super) fn keep_best(inserts: &mut Vec<Insert<'_>>) {
    let best = inserts.iter().map(|insert| insert.score).fold(f32::NEG_INFINITY, f32::max);
    inserts.retain(|insert| insert.score >= best - HOPELESS);
    // Of inserts that are as good, the innermost of the tree that was best so far comes first.
    let rank = |insert: &Insert<'_>| (insert.tree, Reverse(insert.depth));
    inserts.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b))));
    keep_distinct(inserts);
}

/// Leaves the best inserts, without those that leave open what a better one leaves open: rows to come would add the same
/// to both.
fn keep_distinct(inserts: &mut Vec<Insert<'_>>) {
    let mut kept = 0;
    for at in 0..inserts.len() {
        if kept == BEAM {
            break;
        }
        let parent = inserts[at].parent;
        if inserts[..kept].iter().all(|known| known.parent != parent) {
            inserts.swap(kept, at);
            kept += 1;
        }
    }
    inserts.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(score: f32, parent: usize) -> Insert<'static> {
        Insert { score, tree: 0, depth: 0, parent: Fingerprint::default().with(parent), seen: None }
    }

    fn kept(mut inserts: Vec<Insert<'_>>) -> Vec<f32> {
        keep_best(&mut inserts);
        inserts.iter().map(|insert| insert.score).collect()
    }

    #[test]
    fn of_places_that_leave_the_same_open_the_best_is_kept() {
        assert_eq!(kept(vec![insert(1.0, 1), insert(3.0, 2), insert(2.0, 1)]), [3.0, 2.0]);
    }

    #[test]
    fn places_without_hope_and_beyond_the_beam_are_dropped() {
        assert_eq!(kept(vec![insert(0.0, 1), insert(HOPELESS + 0.5, 2)]), [HOPELESS + 0.5]);
        let many = (0..2 * BEAM).map(|parent| insert(0.0, parent)).collect();
        assert_eq!(kept(many).len(), BEAM);
    }
}
