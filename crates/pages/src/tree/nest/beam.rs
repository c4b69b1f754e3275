//! The beam of the search: the best partial trees, and those that they grow into with the next row.

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

    /// Leaves the best inserts, the best first.
    pub(super) fn keep_best(&self, inserts: &mut Vec<Insert<'s>>) {
        let best = inserts.iter().map(|insert| insert.score).fold(f32::NEG_INFINITY, f32::max);
        inserts.retain(|insert| insert.score >= best - HOPELESS);
        // Of inserts that are as good, the innermost of the tree that was best so far comes first.
        let rank = |insert: &Insert<'_>| (insert.tree, Reverse(insert.depth));
        inserts.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b))));
        self.keep_distinct(inserts);
    }

    /// Leaves the best inserts, without those that leave open what a better one leaves open: rows to come would add the
    /// same to both.
    fn keep_distinct(&self, inserts: &mut Vec<Insert<'s>>) {
        let mut kept = 0;
        for at in 0..inserts.len() {
            if kept == BEAM {
                break;
            }
            if !inserts[..kept].iter().any(|known| self.leave_the_same_open(known, &inserts[at])) {
                inserts.swap(kept, at);
                kept += 1;
            }
        }
        inserts.truncate(kept);
    }

    fn leave_the_same_open(&self, one: &Insert<'_>, other: &Insert<'_>) -> bool {
        let open = |insert: &Insert<'_>| self.open(insert.tree)[..=insert.depth].iter().rev();
        one.depth == other.depth && open(one).zip(open(other)).all(|(one, other)| one.is_like(other))
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::Inside;
    use super::*;

    /// The scores of the inserts that are kept: each with its score, into the container that is of a row.
    fn kept(inserts: impl IntoIterator<Item = (f32, usize)>) -> Vec<f32> {
        let (mut beam, mut found) =
            (Beam { trees: vec![], frames: vec![], next: Default::default() }, vec![]);
        for (tree, (score, row)) in inserts.into_iter().enumerate() {
            beam.trees.push(State { score: 0.0, placed: None, open: tree..tree + 1 });
            beam.frames.push(Frame::new(Some(row), Inside::Nothing));
            found.push(Insert { score, tree, depth: 0, seen: None });
        }
        beam.keep_best(&mut found);
        found.iter().map(|insert| insert.score).collect()
    }

    #[test]
    fn of_inserts_that_leave_the_same_open_the_best_is_kept() {
        assert_eq!(kept([(1.0, 1), (3.0, 2), (2.0, 1)]), [3.0, 2.0]);
    }

    #[test]
    fn inserts_without_hope_and_beyond_the_beam_are_dropped() {
        assert_eq!(kept([(0.0, 1), (HOPELESS + 0.5, 2)]), [HOPELESS + 0.5]);
        assert_eq!(kept((0..2 * BEAM).map(|row| (0.0, row))).len(), BEAM);
    }
}
