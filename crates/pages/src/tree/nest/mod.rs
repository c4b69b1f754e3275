//! Rows of a flat table and the shape of the examples go in; the parent of each row comes out.
//!
//! Nine tables in ten do not mark depth. What does tell it: the example, types of rows that can have children, siblings
//! that are sorted by name, and that no name repeats among siblings. None of these is reliable, so the likeliest tree
//! is searched for as a whole: row by row, each row may become a child of any container that is still open, and a beam
//! of the best partial trees is kept.

mod beam;
mod candidate;
mod entries;
mod frame;
mod gain;
mod history;
mod names;

use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::tree::members;
use alicloud_spec::MAX_DEPTH;
use beam::{Beam, Insert};
pub(crate) use candidate::Candidate;
use entries::Entries;
use frame::{Frame, Inside};
use gain::{Closing, Gains};
use history::History;
use names::RowNames;

/// How many containers may be open at once: most rows that hold others are lists of structures, which are two values.
pub(crate) const DEEPEST: usize = MAX_DEPTH / 2;

/// Finds the parent of each row; `None` is the root.
pub(crate) fn parents(rows: &[Candidate<'_>], seen: &Seen<'_>) -> Vec<Option<usize>> {
    let search = Search::new(rows, seen);
    let mut history = History::default();
    let inside = if seen.inner().is_empty() { Inside::Nothing } else { Inside::Members(seen) };
    let mut beam = Beam::new(Frame::new(None, inside));
    let mut inserts = Vec::new();
    let mut entries = Entries::default();
    for index in 0..rows.len() {
        inserts.clear();
        entries.found.clear();
        for tree in 0..beam.trees.len() {
            search.inserts(&beam, tree, index, &mut entries, &mut inserts);
        }
        beam.keep_best(&mut inserts);
        beam.grow(&inserts, |frames, insert, placed| {
            search.insert(frames, insert, index, placed, &mut history)
        });
    }
    beam.trees.first().map_or_else(Vec::new, |best| history.parents(best.placed))
}

struct Search<'r> {
    rows: &'r [Candidate<'r>],
    gains: Gains<'r>,
}

impl<'r> Search<'r> {
    fn new(rows: &'r [Candidate<'r>], seen: &Seen<'_>) -> Self {
        Search { rows, gains: Gains { rows, names: RowNames::new(rows, seen) } }
    }

    /// Adds an insert for row `index` in each container that is open in a tree.
    fn inserts<'s>(
        &self,
        beam: &Beam<'s>,
        tree: usize,
        index: usize,
        entries: &mut Entries<'s>,
        inserts: &mut Vec<Insert<'s>>,
    ) {
        // A container without children, of which the example shows nothing that a row names, is no less likely for it before a
        // row that the example shows behind it.
        let (mut closing, mut before_shown) = (0.0, 0.0);
        for (depth, frame) in beam.open(tree).iter().enumerate().rev() {
            let entry = match frame.inside {
                Inside::Members(seen) => entries.of(self.rows[index].name, seen),
                Inside::Values | Inside::Nothing | Inside::Unlisted => None,
            };
            let gain = self.gains.gain(frame, entry, index);
            let seen = entry.map(|(_, seen)| seen);
            let closed = if seen.is_some() { before_shown } else { closing };
            let score = beam.trees[tree].score + closed + gain;
            inserts.push(Insert { score, tree, depth, seen });
            let Closing { usual, shown } = self.gains.closing(frame, index);
            closing += usual;
            before_shown += shown;
        }
    }

    /// Puts row `index` into the last of the frames, behind the rows that are placed; gives the longer list of these.
    fn insert<'s>(
        &self,
        frames: &mut Vec<Frame<'s>>,
        insert: &Insert<'s>,
        index: usize,
        placed: Option<usize>,
        history: &mut History,
    ) -> Option<usize> {
        let parent = frames.last_mut()?;
        if let Some(repeated) = self.gains.names.names[index].repeated {
            parent.names.insert(repeated);
        }
        parent.last = Some(index);
        parent.count += 1;
        parent.shown += usize::from(insert.seen.is_some());
        let row = parent.row;
        if self.rows[index].may_contain
            && insert.depth + 1 < DEEPEST
            && !insert.seen.is_some_and(Seen::is_filled)
        {
            frames.push(Frame::new(Some(index), self.inside(index, insert.seen)));
        }
        history.insert(row, placed)
    }

    /// What the example shows inside a row: the items, where they are wrapped.
    fn inside<'s>(&self, index: usize, seen: Option<&'s Seen<'s>>) -> Inside<'s> {
        let row = &self.rows[index];
        let Some(seen) = seen.map(|seen| members::held(row.declared, seen)) else { return Inside::Nothing };
        let only = seen.only_member();
        let wrapped = match row.wrapper {
            Some(wrapper) => seen.member(wrapper).or(only.map(|(_, items)| items)),
            None if matches!(row.declared, Declared::Map(_) | Declared::Structure(_)) => None,
            None => {
                let next = self.rows.get(index + 1).map(|row| row.name);
                only.filter(|(name, _)| next.is_some_and(|next| next != *name)).map(|(_, items)| items)
            }
        };
        match wrapped {
            Some(items) if !items.inner().is_empty() => self.members(items),
            Some(items) if items.is_list() && items.has_values() => Inside::Values,
            _ if !seen.inner().is_empty() => self.members(seen),
            _ if seen.has_values() => Inside::Values,
            _ => Inside::Nothing,
        }
    }

    /// Members that the example shows.
    fn members<'s>(&self, seen: &'s Seen<'s>) -> Inside<'s> {
        if self.gains.names.list_any(seen) { Inside::Members(seen) } else { Inside::Unlisted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::rows::Layout;
    use crate::tree::row::{Holds, Mark};
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
                may_contain: declared.may_contain(),
                mark: Mark::Unknown,
                wrapper: None,
                below: None,
                holds: Holds::Any,
                layout: Layout::Written,
                in_path: false,
            })
            .collect();
        let example = read_json(example);
        let mut seen = Seen::default();
        example.roots.iter().for_each(|root| seen.add(root));
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

    #[test]
    fn no_row_stands_where_the_example_shows_scalars() {
        let rows = [("Ids", ""), ("Unit", "String"), ("Name", "String"), ("RequestId", "String")];
        let example = r#"{"Ids": ["a", "b"], "Name": "", "RequestId": ""}"#;
        assert_eq!(tree(&rows, example), "Ids Unit Name RequestId");
    }

    #[test]
    fn a_key_and_a_value_are_all_of_a_structure() {
        let rows = [
            ("Alarms", "Array of Alarm"),
            ("AlarmId", "String"),
            ("Sides", "Array of Side"),
            ("SideKey", "String"),
            ("SideValue", "String"),
            ("Total", "Integer"),
        ];
        assert_eq!(tree(&rows, ""), "Alarms(AlarmId Sides(SideKey SideValue) Total)");
    }

    #[test]
    fn what_the_example_alone_shows_inside_takes_no_rows() {
        let rows = [("Out", "Struct"), ("Parts", "Array of Object"), ("Rest", "")];
        let example = r#"{"Out": {"Value": 1}, "Parts": [{"Key": "k"}], "Rest": {"Hidden": true}}"#;
        assert_eq!(tree(&rows, example), "Out Parts Rest");
    }

    #[test]
    fn an_example_that_leaves_out_much_still_tells_depth() {
        let rows = [
            ("Rule", ""),
            ("Adjustment", "String"),
            ("Alarms", ""),
            ("AlarmId", "String"),
            ("Cooldown", "Integer"),
            ("Mode", "String"),
            ("Period", "String"),
            ("Quota", "String"),
            ("Value", "String"),
            ("Weight", "String"),
            ("RequestId", "String"),
        ];
        let example = r#"{"Rule": {"Adjustment": "", "Cooldown": 1}, "RequestId": ""}"#;
        assert_eq!(
            tree(&rows, example),
            "Rule(Adjustment Alarms(AlarmId) Cooldown Mode Period Quota Value Weight) RequestId"
        );
    }
}
