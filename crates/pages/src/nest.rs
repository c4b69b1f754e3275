//! Rows of a flat table and the shape of the examples go in; the parent of each row comes out.
//!
//! Nine tables in ten do not mark depth. What does tell it: the example, types of rows that can have children, siblings
//! that are sorted by name, and that no name repeats among siblings. None of these is reliable, so the likeliest tree
//! is searched for as a whole: row by row, each row may become a child of any container that is still open, and a beam
//! of the best partial trees is kept.

mod history;

use crate::declared::Declared;
use crate::evidence::Seen;
use crate::leaf::{Holds, Mark, Named};
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

/// Points for and against a place. They were fitted to pages whose official definition is known; only their relation
/// matters.
mod points {
    pub(super) const IN_EXAMPLE: f32 = 3.0;
    pub(super) const IN_EXAMPLE_IN_OTHER_CASE: f32 = 2.7;
    /// The example shows the parent, but not this child.
    pub(super) const NOT_IN_EXAMPLE: f32 = -0.7;
    pub(super) const REPEATED_NAME: f32 = -4.0;
    /// A container without children, where the example shows some.
    pub(super) const EMPTY_AGAINST_EXAMPLE: f32 = -2.0;
    pub(super) const EMPTY_BLANK: f32 = -1.0;
    pub(super) const EMPTY_STRUCTURE: f32 = -0.8;
    pub(super) const EMPTY_NAMED_LIST: f32 = -0.6;
    pub(super) const EMPTY_OTHER: f32 = -0.1;
    pub(super) const FIRST_IN_STRUCTURE: f32 = 0.8;
    pub(super) const FIRST_IN_LIST_OF_STRUCTURES: f32 = 0.5;
    pub(super) const FIRST_IN_PLAIN_LIST: f32 = -1.6;
    pub(super) const FIRST_IN_ARRAY: f32 = -0.3;
    pub(super) const FIRST_IN_MAP: f32 = -0.3;
    /// A row that names the items of the list before it, and a row beside one.
    pub(super) const ITEM_ROW: f32 = 2.0;
    pub(super) const BESIDE_ITEM_ROW: f32 = -3.0;
    /// A marked row at the root, and an unmarked one elsewhere: not all rows that should have a mark do.
    pub(super) const AGAINST_MARK: f32 = -3.0;
    pub(super) const UNMARKED_INSIDE: f32 = -1.0;
    /// Somewhere else than its dotted name says.
    pub(super) const AGAINST_NAME: f32 = -6.0;
    /// A container inside one with a name like its own: they mostly stand side by side.
    pub(super) const INSIDE_ITS_LIKE: f32 = -1.0;
    /// A name that most responses have at the root.
    pub(super) const USUAL_AT_ROOT: f32 = 0.6;
    pub(super) const USUAL_AT_ROOT_BUT_NESTED: f32 = -0.4;
    /// In or out of the order of names, on pages that are sorted and on others.
    pub(super) const ORDER_ON_SORTED_PAGE: f32 = 0.6;
    pub(super) const ORDER: f32 = 0.1;
    /// A scalar row where the example shows a structure.
    pub(super) const SCALAR_WITH_MEMBERS: f32 = -1.0;
    pub(super) const BLANK_WITHOUT_MEMBERS: f32 = -0.3;
}

/// The share of neighbours in order from which a page counts as sorted.
const SORTED: f32 = 0.72;

const USUAL_AT_ROOT: &[&str] = &[
    "requestid",
    "code",
    "message",
    "success",
    "pagenumber",
    "pagesize",
    "totalcount",
    "errorcode",
    "traceid",
    "httpstatuscode",
    "data",
    "dynamiccode",
    "dynamicmessage",
    "errormessage",
];

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

    /// What it costs to close a container here.
    fn closing(&self, frame: &Frame<'_>) -> f32 {
        let Some(row) = frame.row.filter(|_| frame.count == 0) else { return 0.0 };
        match self.rows[row].declared {
            _ if frame.seen.is_some() => points::EMPTY_AGAINST_EXAMPLE,
            Declared::Blank => points::EMPTY_BLANK,
            Declared::Structure(_) | Declared::Unknown(_) => points::EMPTY_STRUCTURE,
            declared if declared.element_name().is_some() => points::EMPTY_NAMED_LIST,
            _ => points::EMPTY_OTHER,
        }
    }

    /// What speaks for a row as the next child of a container, and what the example shows of it there.
    fn gain<'s>(&self, frame: &Frame<'s>, index: usize, history: &History) -> (f32, Option<&'s Seen>) {
        let row = &self.rows[index];
        let entry = frame.seen.and_then(|seen| seen.entry(row.name));
        let seen = entry.map(|(_, seen)| seen);
        let mut gain = match (frame.seen, entry) {
            (_, Some((name, _))) if name == row.name => points::IN_EXAMPLE,
            (_, Some(_)) => points::IN_EXAMPLE_IN_OTHER_CASE,
            (Some(_), None) => self.not_in_example,
            (None, None) => 0.0,
        };
        if self.ids[index].is_some_and(|id| history.contains(frame.names, id)) {
            gain += points::REPEATED_NAME;
        }
        if seen.is_none() && USUAL_AT_ROOT.contains(&self.lower[index].as_str()) {
            gain +=
                if frame.row.is_none() { points::USUAL_AT_ROOT } else { points::USUAL_AT_ROOT_BUT_NESTED };
        }
        if let Some(parent) = frame.row
            && seen.is_none()
            && row.declared.may_contain()
            && alike(self.rows[parent].name, row.name)
        {
            gain += points::INSIDE_ITS_LIKE;
        }
        if let Some(parent) = frame.row {
            gain += self.beside_item_row(parent, frame, index, seen.is_some());
        }
        gain += self.as_marked(frame, row);
        if let Some(last) = frame.last {
            gain += if self.lower[last] <= self.lower[index] { self.order } else { -self.order };
        }
        if let Some(seen) = seen {
            gain += fit(row.declared, seen);
        }
        (gain, seen)
    }
}

/// Whether two names end in the same word of some length, as `FcParameters` and `MnsParameters` do.
fn alike(one: &str, other: &str) -> bool {
    let last =
        |name: &str| name.rfind(|c: char| c.is_ascii_uppercase()).filter(|at| *at > 0 && name.len() - at > 4);
    match (last(one), last(other)) {
        (Some(a), Some(b)) => one[a..] == other[b..],
        _ => false,
    }
}

/// What speaks for a first child in a container of that type.
fn first_child(parent: &Declared, in_example: bool) -> f32 {
    match parent {
        Declared::Blank | Declared::Structure(_) | Declared::Unknown(_) => points::FIRST_IN_STRUCTURE,
        Declared::List(Some(element)) if **element != Declared::Any => points::FIRST_IN_LIST_OF_STRUCTURES,
        _ if in_example => 0.0,
        Declared::List(Some(_)) => points::FIRST_IN_ARRAY,
        Declared::List(None) => points::FIRST_IN_PLAIN_LIST,
        _ => points::FIRST_IN_MAP,
    }
}

/// Whether what the row declares fits what the example shows there.
fn fit(declared: &Declared, seen: &Seen) -> f32 {
    match (declared, seen.inner().is_empty()) {
        (Declared::Scalar(_), false) => points::SCALAR_WITH_MEMBERS,
        (Declared::Blank, true) => points::BLANK_WITHOUT_MEMBERS,
        _ => 0.0,
    }
}

impl Search<'_> {
    /// What speaks for a row below `parent`: a row that names the items of its list stands there first and alone.
    fn beside_item_row(&self, parent: usize, frame: &Frame<'_>, index: usize, in_example: bool) -> f32 {
        let element = self.rows[parent].declared.element_name();
        let is_item = |row: usize| element.is_some_and(|name| name.eq_ignore_ascii_case(self.rows[row].name));
        match (frame.count, frame.last) {
            (0, _) if is_item(index) => points::ITEM_ROW,
            (0, _) => first_child(self.rows[parent].declared, in_example),
            (1, Some(last)) if is_item(last) && !in_example => points::BESIDE_ITEM_ROW,
            _ => 0.0,
        }
    }

    /// What speaks against a row in a container, by its marks and by what its name says.
    fn as_marked(&self, frame: &Frame<'_>, row: &Candidate<'_>) -> f32 {
        let against_mark = match row.mark {
            Mark::Unknown => false,
            Mark::Outer => frame.row.is_some(),
            Mark::Child => frame.row.is_none(),
        };
        let parent = frame.row.map(|parent| self.rows[parent].name);
        let foreign =
            frame.row.is_some_and(|parent| self.rows[parent].holds == Holds::Dotted) && row.below.is_none();
        let against_name = foreign
            || row
                .below
                .is_some_and(|below| !parent.is_some_and(|parent| parent.eq_ignore_ascii_case(below)));
        let mut gain = 0.0;
        if against_mark {
            gain += if row.mark == Mark::Outer { points::UNMARKED_INSIDE } else { points::AGAINST_MARK };
        }
        if against_name {
            gain += points::AGAINST_NAME;
        }
        gain
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
