//! Points for and against a row as the next child of a container.

use super::candidate::Candidate;
use super::entries::Entry;
use super::frame::{Frame, Inside};
use super::names::{Order, RowNames, Usual};
use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::page::rows::Layout;
use crate::tree::row::{Holds, Mark};

/// Points for and against a parent. They were fitted to pages whose official definition is known; only their relation
/// matters. What a change of each does to such pages is printed by `cargo run --profile tool -p xtask --example points`.
pub(super) mod points {
    pub(in crate::tree::nest) const IN_EXAMPLE: f32 = 3.0;
    pub(in crate::tree::nest) const IN_EXAMPLE_IN_OTHER_CASE: f32 = 2.7;
    /// The example shows the parent and all its other children, but not this one.
    pub(in crate::tree::nest) const NOT_IN_EXAMPLE: f32 = -1.0;
    /// The example shows scalars where the parent is.
    pub(in crate::tree::nest) const INSIDE_VALUES: f32 = -2.0;
    pub(in crate::tree::nest) const REPEATED_NAME: f32 = -4.0;
    /// A container without children, where the example shows some.
    pub(in crate::tree::nest) const EMPTY_AGAINST_EXAMPLE: f32 = -2.0;
    pub(in crate::tree::nest) const EMPTY_BLANK: f32 = -1.0;
    pub(in crate::tree::nest) const EMPTY_STRUCTURE: f32 = -0.8;
    pub(in crate::tree::nest) const EMPTY_NAMED_LIST: f32 = -0.6;
    pub(in crate::tree::nest) const EMPTY_OTHER: f32 = -0.1;
    pub(in crate::tree::nest) const FIRST_IN_STRUCTURE: f32 = 0.8;
    pub(in crate::tree::nest) const FIRST_IN_LIST_OF_STRUCTURES: f32 = 0.5;
    pub(in crate::tree::nest) const FIRST_IN_PLAIN_LIST: f32 = -1.6;
    pub(in crate::tree::nest) const FIRST_IN_ARRAY: f32 = -0.3;
    pub(in crate::tree::nest) const FIRST_IN_MAP: f32 = -0.3;
    /// Where rows walk through a schema, of a hundred structures without members there are two or three.
    pub(in crate::tree::nest) const FIRST_IN_WALK: f32 = 3.0;
    /// Where rows walk through a schema, nine in ten scalars behind a row inside a structure stand there too, but only half
    /// of the containers, and of rows behind the value of a pair.
    pub(in crate::tree::nest) const CLOSING_BEFORE_SCALAR: f32 = -1.6;
    pub(in crate::tree::nest) const CLOSING_BEFORE_CONTAINER: f32 = -0.2;
    pub(in crate::tree::nest) const CLOSING_BEHIND_PAIR: f32 = 0.2;
    /// A parameter of the protocol of lists and retries, which nearly never stands elsewhere.
    pub(in crate::tree::nest) const ALWAYS_AT_ROOT: f32 = 2.5;
    /// A parameter that the path shows.
    pub(in crate::tree::nest) const IN_PATH: f32 = 5.0;
    /// Beside a row that is the whole body.
    pub(in crate::tree::nest) const BESIDE_BODY: f32 = -5.0;
    /// A row that names the items of the list before it, and a row beside one.
    pub(in crate::tree::nest) const ITEM_ROW: f32 = 2.0;
    pub(in crate::tree::nest) const BESIDE_ITEM_ROW: f32 = -3.0;
    /// A marked row at the root, and an unmarked one elsewhere: not all rows that should have a mark do.
    pub(in crate::tree::nest) const AGAINST_MARK: f32 = -3.0;
    pub(in crate::tree::nest) const UNMARKED_INSIDE: f32 = -1.0;
    /// Somewhere else than its dotted name says.
    pub(in crate::tree::nest) const AGAINST_NAME: f32 = -6.0;
    /// A container inside one with a name like its own: they are mostly side by side.
    pub(in crate::tree::nest) const INSIDE_ITS_LIKE: f32 = -1.0;
    /// A name that most responses have at the root.
    pub(in crate::tree::nest) const USUAL_AT_ROOT: f32 = 0.6;
    pub(in crate::tree::nest) const USUAL_AT_ROOT_BUT_NESTED: f32 = -0.4;
    /// In or out of the order of names, on pages that are sorted and on others.
    pub(in crate::tree::nest) const ORDER_ON_SORTED_PAGE: f32 = 0.6;
    pub(in crate::tree::nest) const ORDER: f32 = 0.1;
    /// A scalar row where the example shows a structure.
    pub(in crate::tree::nest) const SCALAR_WITH_MEMBERS: f32 = -1.0;
    pub(in crate::tree::nest) const BLANK_WITHOUT_MEMBERS: f32 = -0.3;
}

/// What speaks for and against the parents of rows.
pub(super) struct Gains<'r> {
    pub(super) rows: &'r [Candidate<'r>],
    pub(super) names: RowNames<'r>,
}

impl Gains<'_> {
    /// What it costs to close a container before row `index`.
    pub(super) fn closing(&self, frame: &Frame<'_>, index: usize) -> Closing {
        let Some(row) = frame.row else { return Closing::of(0.0) };
        if frame.count > 0 {
            return Closing::of(match self.rows[index].layout {
                Layout::Walked => self.closing_in_walk(frame, index),
                Layout::Written if self.is_pair(frame) => points::CLOSING_BEHIND_PAIR,
                Layout::Written => 0.0,
            });
        }
        let empty = empty(self.rows[row].declared);
        match frame.inside {
            Inside::Members(_) => Closing::of(points::EMPTY_AGAINST_EXAMPLE),
            Inside::Unlisted => Closing { usual: points::EMPTY_AGAINST_EXAMPLE, shown: empty },
            Inside::Values => Closing::of(0.0),
            Inside::Nothing => Closing::of(empty),
        }
    }

    /// What it costs to close a container that has members, where rows walk through a schema.
    fn closing_in_walk(&self, frame: &Frame<'_>, index: usize) -> f32 {
        const VALUES: &[&str] = &["Value", "Values", "TagValue"];
        let row = &self.rows[index];
        let is_value =
            |last: usize| VALUES.iter().any(|value| value.eq_ignore_ascii_case(self.rows[last].name));
        match frame.last {
            Some(last) if frame.count == 2 && is_value(last) => points::CLOSING_BEHIND_PAIR,
            _ if matches!(row.declared, Declared::Scalar(_)) => points::CLOSING_BEFORE_SCALAR,
            _ => points::CLOSING_BEFORE_CONTAINER,
        }
    }

    /// Whether a container has a key and a value, as `TagKey` and `TagValue` are, and nothing else.
    fn is_pair(&self, frame: &Frame<'_>) -> bool {
        let Some((last, before)) = frame.last.and_then(|last| Some((last, last.checked_sub(1)?))) else {
            return false;
        };
        let [key, value] = [before, last].map(|row| self.rows[row].name);
        frame.count == 2
            && key.strip_suffix("Key").is_some_and(|stem| value.strip_suffix("Value") == Some(stem))
    }

    /// What speaks for a row at the root or inside, where rows walk through a schema.
    fn in_walk(&self, frame: &Frame<'_>, index: usize) -> f32 {
        if self.rows[index].in_path {
            return if frame.row.is_none() { points::IN_PATH } else { 0.0 };
        }
        let behind_body = self.names.body.is_some_and(|body| body < index) && frame.row.is_none();
        let always = self.names.names[index].usual == Usual::AlwaysAtRoot && frame.row.is_none();
        let body = if behind_body { points::BESIDE_BODY } else { 0.0 };
        body + if always { points::ALWAYS_AT_ROOT } else { 0.0 }
    }

    /// What speaks for a row as the next child of a container, where the examples show so much of it.
    pub(super) fn gain(&self, frame: &Frame<'_>, entry: Entry<'_>, index: usize) -> f32 {
        let (row, name) = (&self.rows[index], &self.names.names[index]);
        let seen = entry.map(|(_, seen)| seen);
        let mut gain = match (frame.inside, entry) {
            (_, Some((shown, _))) if *shown == row.name => points::IN_EXAMPLE,
            (_, Some(_)) => points::IN_EXAMPLE_IN_OTHER_CASE,
            (Inside::Members(_) | Inside::Unlisted, None) => match row.layout {
                Layout::Walked => points::NOT_IN_EXAMPLE,
                Layout::Written => not_in_example(frame, self.names.shown),
            },
            (Inside::Values, None) => points::INSIDE_VALUES,
            (Inside::Nothing, None) => 0.0,
        };
        if name.repeated.is_some_and(|repeated| frame.names.contains(repeated)) {
            gain += points::REPEATED_NAME;
        }
        if seen.is_none() && name.usual == Usual::AtRoot {
            gain +=
                if frame.row.is_none() { points::USUAL_AT_ROOT } else { points::USUAL_AT_ROOT_BUT_NESTED };
        }
        if let Some(parent) = frame.row
            && seen.is_none()
            && row.may_contain
            && alike(self.rows[parent].name, row.name)
        {
            gain += points::INSIDE_ITS_LIKE;
        }
        if let Some(parent) = frame.row {
            gain += self.beside_item_row(parent, frame, index, seen.is_some());
        }
        gain += self.as_marked(frame, row);
        if row.layout == Layout::Walked {
            gain += self.in_walk(frame, index);
        }
        if let Some(last) = frame.last {
            let points = match self.names.order {
                _ if row.layout == Layout::Walked => points::ORDER,
                Order::Sorted => points::ORDER_ON_SORTED_PAGE,
                Order::Free => points::ORDER,
            };
            gain += if self.names.names[last].rank <= name.rank { points } else { -points };
        }
        if let Some(seen) = seen {
            gain += fit(row.declared, seen);
        }
        gain
    }

    /// What speaks for a row below `parent`: a row that names the items of its list is there first and alone.
    fn beside_item_row(&self, parent: usize, frame: &Frame<'_>, index: usize, in_example: bool) -> f32 {
        let element = self.rows[parent].declared.element_name();
        let is_item = |row: usize| element.is_some_and(|name| name.eq_ignore_ascii_case(self.rows[row].name));
        match (frame.count, frame.last) {
            (0, _) if is_item(index) => points::ITEM_ROW,
            (0, _) if self.rows[parent].layout == Layout::Walked => points::FIRST_IN_WALK,
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

/// What it costs to close a container: before most rows, and before one that the example shows there.
pub(super) struct Closing {
    pub(super) usual: f32,
    pub(super) shown: f32,
}

impl Closing {
    fn of(points: f32) -> Self {
        Closing { usual: points, shown: points }
    }
}

/// What it costs that a container of which the example shows nothing has no children.
fn empty(declared: &Declared) -> f32 {
    match declared {
        Declared::Blank => points::EMPTY_BLANK,
        Declared::Structure(_) | Declared::Unknown(_) => points::EMPTY_STRUCTURE,
        declared if declared.element_name().is_some() => points::EMPTY_NAMED_LIST,
        _ => points::EMPTY_OTHER,
    }
}

/// What it costs to be left out by examples that show the container: the more, the larger the share of its other children
/// that they show. The share of all rows counts as `ASSUMED` children more.
fn not_in_example(frame: &Frame<'_>, share_of_all: f32) -> f32 {
    const ASSUMED: f32 = 4.0;
    let share = (ASSUMED * share_of_all + frame.shown as f32) / (ASSUMED + frame.count as f32);
    points::NOT_IN_EXAMPLE * share
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
fn fit(declared: &Declared, seen: &Seen<'_>) -> f32 {
    match (declared, seen.inner().is_empty()) {
        (Declared::Scalar(_), false) => points::SCALAR_WITH_MEMBERS,
        (Declared::Blank, true) => points::BLANK_WITHOUT_MEMBERS,
        _ => 0.0,
    }
}
