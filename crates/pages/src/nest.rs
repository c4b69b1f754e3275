//! Rows of a flat table and the shape of the examples go in; the parent of each row comes out.
//!
//! Nine tables in ten do not mark depth. What does tell it: the example, types of rows that can have children, siblings
//! that are sorted by name, and that no name repeats among siblings. None of these is reliable, so the likeliest tree
//! is searched for as a whole: row by row, each row may become a child of any container that is still open, and a beam
//! of the best partial trees is kept.

mod gain;
mod history;

use crate::declared::Declared;
use crate::evidence::Seen;
use crate::leaf::{Holds, Mark, Named};
use gain::points;
use history::{History, Names};
use std::collections::BTreeMap;

/// What the search knows about a row.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    pub(crate) declared: &'a Declared,
    pub(crate) mark: Mark,
    pub(crate) wrapper: Option<&'a str>,
    /// The name that its parent must have.
    pub(crate) below: Option<&'a str>,
    pub(crate) holds: Holds,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(named: &'a Named<'_>) -> Self {
        Candidate {
            name: &named.name,
            declared: &named.declared,
            mark: named.mark,
            wrapper: named.wrapper.as_deref(),
            below: named.below.as_deref(),
            holds: named.holds,
        }
    }
}

/// How many partial trees are kept.
const BEAM: usize = 64;

/// How many containers may be open at once. The deepest documented response has nine levels.
const DEEPEST: usize = 24;

/// A partial tree so many points behind the best one does not catch up: few rows are worth half of that.
const HOPELESS: f32 = 8.0;

/// The share of neighbours in order from which a page counts as sorted.
const SORTED: f32 = 0.72;

/// Finds the parent of each row; `None` is the root.
pub(crate) fn parents(rows: &[Candidate<'_>], seen: &Seen) -> Vec<Option<usize>> {
    let search = Search::new(rows, seen);
    let mut history = History::new(rows.len());
    let root = Frame::new(None, Some(seen).filter(|seen| !seen.inner().is_empty()));
    let mut beam = vec![State { score: 0.0, frames: vec![root], placed: None }];
    let mut places = Vec::new();
    for index in 0..rows.len() {
        places.clear();
        for (tree, state) in beam.iter().enumerate() {
            search.places(state, tree, index, &history, &mut places);
        }
        let best = places.iter().map(|place| place.score).fold(f32::NEG_INFINITY, f32::max);
        places.retain(|place| place.score >= best - HOPELESS);
        places.sort_by(|a, b| b.score.total_cmp(&a.score));
        let kept = places.iter().take(BEAM);
        beam = kept.map(|place| search.grown(&beam[place.tree], place, index, &mut history)).collect();
    }
    beam.first().map_or_else(Vec::new, |best| history.parents(best.placed))
}

/// A partial tree: the containers that are open, outermost first, and where the rows so far went.
struct State<'s> {
    score: f32,
    frames: Vec<Frame<'s>>,
    placed: Option<usize>,
}

/// A container that is open.
#[derive(Clone, Copy)]
struct Frame<'s> {
    row: Option<usize>,
    /// What the example shows of it; `None` when it shows nothing.
    seen: Option<&'s Seen>,
    /// The names of its children so far.
    names: Names,
    last: Option<usize>,
    count: usize,
}

impl<'s> Frame<'s> {
    fn new(row: Option<usize>, seen: Option<&'s Seen>) -> Self {
        Frame { row, seen, names: Names::default(), last: None, count: 0 }
    }
}

/// A place for the next row: as a child of the container at some depth of a partial tree.
struct Place<'s> {
    /// The score of the tree with the row there.
    score: f32,
    tree: usize,
    depth: usize,
    /// What the example shows of the row there.
    seen: Option<&'s Seen>,
}

struct Search<'r> {
    rows: &'r [Candidate<'r>],
    lower: Vec<String>,
    /// A number for each name that rows share, in whatever case they write it.
    ids: Vec<Option<usize>>,
    order: f32,
    /// What it costs to lie where the example shows other rows.
    not_in_example: f32,
}

impl<'r> Search<'r> {
    fn new(rows: &'r [Candidate<'r>], seen: &Seen) -> Self {
        let lower: Vec<_> = rows.iter().map(|row| row.name.to_lowercase()).collect();
        let mut counts = BTreeMap::new();
        lower.iter().for_each(|name| *counts.entry(name.as_str()).or_insert(0) += 1);
        let repeated = counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name);
        let numbers: BTreeMap<_, _> = repeated.zip(0..).collect();
        let ids = lower.iter().map(|name| numbers.get(name.as_str()).copied()).collect();
        let pairs = lower.len().saturating_sub(1).max(1) as f32;
        let sorted = lower.windows(2).filter(|pair| pair[0] <= pair[1]).count() as f32 / pairs;
        let order = if sorted >= SORTED { points::ORDER_ON_SORTED_PAGE } else { points::ORDER };
        let names = seen.names();
        let shown = rows.iter().filter(|row| names.contains(&row.name.to_ascii_lowercase())).count() as f32
            / rows.len().max(1) as f32;
        // An example that leaves out much says little about what it leaves out.
        let not_in_example = points::NOT_IN_EXAMPLE * shown.sqrt();
        Search { rows, lower, ids, order, not_in_example }
    }

    /// Adds a place for row `index` in each container that is open in a tree.
    fn places<'s>(
        &self,
        state: &State<'s>,
        tree: usize,
        index: usize,
        history: &History,
        places: &mut Vec<Place<'s>>,
    ) {
        let mut closing = 0.0;
        for (depth, frame) in state.frames.iter().enumerate().rev() {
            let (gain, seen) = self.gain(frame, index, history);
            places.push(Place { score: state.score + closing + gain, tree, depth, seen });
            closing += self.closing(frame);
        }
    }

    /// A tree with row `index` in a place.
    fn grown<'s>(
        &self,
        state: &State<'s>,
        place: &Place<'s>,
        index: usize,
        history: &mut History,
    ) -> State<'s> {
        let mut frames = Vec::with_capacity(place.depth + 2);
        frames.extend_from_slice(&state.frames[..=place.depth]);
        let parent = &mut frames[place.depth];
        parent.names = self.ids[index].map_or(parent.names, |id| history.with(parent.names, id));
        parent.last = Some(index);
        parent.count += 1;
        let placed = history.place(parent.row, state.placed);
        if self.rows[index].declared.may_contain() && frames.len() < DEEPEST {
            let seen = self.inside(index, place.seen).filter(|seen| !seen.inner().is_empty());
            frames.push(Frame::new(Some(index), seen));
        }
        State { score: place.score, frames, placed }
    }

    /// What the example shows inside a row: the items, where they are wrapped.
    fn inside<'s>(&self, index: usize, seen: Option<&'s Seen>) -> Option<&'s Seen> {
        let seen = seen?;
        let holds = |items: &&Seen| !items.inner().is_empty();
        let only = seen.only_member().filter(|(_, items)| holds(items));
        let items = match self.rows[index].wrapper {
            Some(wrapper) => seen.member(wrapper).filter(holds).or(only.map(|(_, items)| items)),
            None if matches!(self.rows[index].declared, Declared::Map | Declared::Structure(_)) => None,
            None => {
                let next = self.rows.get(index + 1).map(|row| row.name);
                only.filter(|(name, _)| next.is_some_and(|next| next != *name)).map(|(_, items)| items)
            }
        };
        items.or(Some(seen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::example::read_json;

    /// The tree as text: `A B(C D)`.
    fn tree(rows: &[(&str, &str)], example: &str) -> String {
        let declared: Vec<_> = rows.iter().map(|(_, kind)| Declared::read(kind)).collect();
        let candidates: Vec<_> = rows
            .iter()
            .zip(&declared)
            .map(|((name, _), declared)| Candidate {
                name,
                declared,
                mark: Mark::Unknown,
                wrapper: None,
                below: None,
                holds: Holds::Any,
            })
            .collect();
        let mut seen = Seen::default();
        read_json(example).roots.iter().for_each(|root| seen.add(root));
        let parents = parents(&candidates, &seen);
        fn show(rows: &[(&str, &str)], parents: &[Option<usize>], parent: Option<usize>) -> String {
            let children = (0..rows.len()).filter(|index| parents[*index] == parent);
            let shown = children.map(|index| match show(rows, parents, Some(index)) {
                inner if inner.is_empty() => rows[index].0.to_owned(),
                inner => format!("{}({inner})", rows[index].0),
            });
            shown.collect::<Vec<_>>().join(" ")
        }
        show(rows, &parents, None)
    }

    const FLAT: &[(&str, &str)] = &[
        ("Data", ""),
        ("Items", ""),
        ("Id", "String"),
        ("Status", "Integer"),
        ("Status", "Integer"),
        ("Message", "String"),
    ];

    #[test]
    fn the_example_tells_depth() {
        let example = r#"{"Data": {"Items": [{"Id": "1", "Status": 1}], "Status": 2}, "Message": "ok"}"#;
        assert_eq!(tree(FLAT, example), "Data(Items(Id Status) Status) Message");
    }

    #[test]
    fn without_an_example_names_and_order_tell_depth() {
        assert_eq!(tree(FLAT, ""), "Data(Items(Id Status) Status) Message");
    }

    #[test]
    fn a_row_that_the_example_lacks_stays_with_its_neighbours() {
        let rows = [("Data", ""), ("A", "String"), ("B", "String"), ("C", "String"), ("RequestId", "String")];
        let example = r#"{"Data": {"A": "", "C": ""}, "RequestId": ""}"#;
        assert_eq!(tree(&rows, example), "Data(A B C) RequestId");
    }
}
