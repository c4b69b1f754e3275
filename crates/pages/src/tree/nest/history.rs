//! Persistent sets of names and lists of parents, for the partial trees of the beam search.

use super::fingerprint::Fingerprint;

/// What partial trees share, so that extending one of them does not copy it.
pub(super) struct History {
    /// The inner nodes of the sets: tries over the digits of a name's number, in which sets of [`BITS`] names, as bits, are
    /// the leaves. The first node is empty, as is the leaf without bits.
    nodes: Vec<[u64; RADIX]>,
    /// How deep the leaves lie.
    digits: u32,
    links: Vec<Link>,
}

const RADIX: usize = 4;
const BITS: usize = u64::BITS as usize;

/// A set of names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Names {
    node: u64,
    fingerprint: Fingerprint,
}

impl Names {
    /// The same for the same names, in whatever order they came.
    pub(super) fn fingerprint(self) -> Fingerprint {
        self.fingerprint
    }
}

struct Link {
    parent: Option<usize>,
    before: Option<usize>,
}

impl History {
    /// For names with numbers below `count`.
    pub(super) fn new(count: usize) -> Self {
        let digits =
            count.div_ceil(BITS).saturating_sub(1).checked_ilog(RADIX).map_or(0, |digits| digits + 1);
        History { nodes: vec![[0; RADIX]], digits, links: Vec::new() }
    }

    pub(super) fn contains(&self, names: Names, name: usize) -> bool {
        let child = |node: u64, height: u32| self.nodes[node as usize][digit(name, height)];
        (0..self.digits).rev().fold(names.node, child) & bit(name) != 0
    }

    pub(super) fn with(&mut self, names: Names, name: usize) -> Names {
        if self.contains(names, name) {
            return names;
        }
        Names {
            node: self.inserted(names.node, name, self.digits),
            fingerprint: names.fingerprint.and(Fingerprint::default().with(name)),
        }
    }

    /// A copy of a node and what is below it, with the name; everything else is shared.
    fn inserted(&mut self, node: u64, name: usize, digits: u32) -> u64 {
        let Some(height) = digits.checked_sub(1) else { return node | bit(name) };
        let mut children = self.nodes[node as usize];
        let child = &mut children[digit(name, height)];
        *child = self.inserted(*child, name, height);
        self.nodes.push(children);
        self.nodes.len() as u64 - 1
    }

    /// Adds the parent of the next row to a list.
    pub(super) fn insert(&mut self, parent: Option<usize>, before: Option<usize>) -> Option<usize> {
        self.links.push(Link { parent, before });
        Some(self.links.len() - 1)
    }

    /// The parents in a list, in the order of the rows.
    pub(super) fn parents(&self, list: Option<usize>) -> Vec<Option<usize>> {
        let link = |at: Option<usize>| at.and_then(|at| self.links.get(at));
        let links = std::iter::successors(link(list), |last| link(last.before));
        let mut parents: Vec<_> = links.map(|link| link.parent).collect();
        parents.reverse();
        parents
    }
}

/// The bit of a name in its leaf.
fn bit(name: usize) -> u64 {
    1 << (name % BITS)
}

/// The digit of a name's number that tells the child, at some height above the leaves.
fn digit(name: usize, height: u32) -> usize {
    name / BITS / RADIX.pow(height) % RADIX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in_and_share_nothing_that_differs() {
        let mut history = History::new(2000);
        let odd = (1..2000).step_by(2).fold(Names::default(), |names, name| history.with(names, name));
        let more = history.with(odd, 50);
        let backwards =
            (1..2000).rev().step_by(2).fold(Names::default(), |names, name| history.with(names, name));
        assert_eq!(odd.fingerprint, backwards.fingerprint);
        assert_ne!(odd.fingerprint, more.fingerprint);
        assert_eq!(history.with(more, 50).fingerprint, more.fingerprint);
        for name in 0..2000 {
            assert_eq!(history.contains(odd, name), name % 2 == 1, "{name}");
            assert_eq!(history.contains(more, name), name % 2 == 1 || name == 50, "{name}");
        }
    }
}
