//! Lists of the parents of rows, for the partial trees of the beam search.

/// The lists of all partial trees: one that is longer than another shares what the other has.
#[derive(Default)]
pub(super) struct History(Vec<Link>);

struct Link {
    parent: Option<usize>,
    before: Option<usize>,
}

impl History {
    /// Adds the parent of the next row to a list.
    pub(super) fn insert(&mut self, parent: Option<usize>, before: Option<usize>) -> Option<usize> {
        self.0.push(Link { parent, before });
        Some(self.0.len() - 1)
    }

    /// The parents in a list, in the order of the rows.
    pub(super) fn parents(&self, list: Option<usize>) -> Vec<Option<usize>> {
        let link = |at: Option<usize>| at.and_then(|at| self.0.get(at));
        let links = std::iter::successors(link(list), |last| link(last.before));
        let mut parents: Vec<_> = links.map(|link| link.parent).collect();
        parents.reverse();
        parents
    }
}
