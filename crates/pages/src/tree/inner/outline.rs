//! The rows of several tables, those of each behind the row whose inside it describes.

use super::words::Words;
use crate::example::evidence::Seen;
use crate::tree::row::Named;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Rows of tables on their way into one order.
#[derive(Default)]
pub(super) struct Outline<'a> {
    /// In the order of the tables.
    rows: Vec<Named<'a>>,
    /// For each row, the row that its table describes the inside of.
    above: Vec<Option<usize>>,
    /// The rows of the tables that describe the inside of none.
    outer: Vec<Range<usize>>,
    /// The rows of the table that describes the inside of a row.
    below: HashMap<usize, Range<usize>>,
    /// The names of those rows.
    described: HashSet<String>,
    /// Names and types of the rows that a table may describe the inside of.
    words: Words,
}

impl<'a> Outline<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the rows of a table behind all others.
    pub(super) fn add(&mut self, named: Vec<Named<'a>>) {
        let range = self.extend(None, named);
        self.outer.push(range);
    }

    /// Adds the rows of a table that describes the inside of a row.
    pub(super) fn add_below(&mut self, host: usize, named: Vec<Named<'a>>) {
        self.described.insert(self.rows[host].name.clone());
        let range = self.extend(Some(host), named);
        self.below.insert(host, range);
    }

    fn extend(&mut self, above: Option<usize>, named: Vec<Named<'a>>) -> Range<usize> {
        let start = self.rows.len();
        for row in named {
            let at = self.rows.len();
            if row.may_contain() {
                let ty = row.declared.type_name().unwrap_or_default();
                [row.name.as_str(), ty].into_iter().for_each(|word| self.words.add(word.to_lowercase(), at));
            }
            self.above.push(above);
            self.rows.push(row);
        }
        start..self.rows.len()
    }

    /// The first row whose name or type a text in lower case has, and whose inside no table has described.
    pub(super) fn named_in(&self, text: &str) -> Option<usize> {
        let rows = self.words.of(text).flat_map(|(_, rows)| rows);
        rows.copied().filter(|at| self.is_open(*at)).min_by_key(|at| self.path(*at))
    }

    /// The row in which the example shows most of the rows of a table; the first, where it shows none.
    pub(super) fn best(&self, named: &[Named<'_>], seen: &Seen<'_>) -> Option<usize> {
        let shown = |at: &usize| {
            let inside = seen.find(&self.rows[*at].name).map(Seen::unwrapped);
            named.iter().filter(|row| inside.is_some_and(|inside| inside.member(&row.name).is_some())).count()
        };
        let hosts = (0..self.rows.len()).filter(|at| self.rows[*at].may_contain() && self.is_open(*at));
        hosts.min_by_key(|at| (Reverse(shown(at)), self.path(*at)))
    }

    fn is_open(&self, at: usize) -> bool {
        !self.described.contains(&self.rows[at].name)
    }

    /// The rows that a row is inside of, outermost first, and itself. Rows are in the order of their paths.
    fn path(&self, at: usize) -> Vec<usize> {
        let mut path: Vec<_> = std::iter::successors(Some(at), |at| self.above[*at]).collect();
        path.reverse();
        path
    }

    /// All rows, each before those of the table that describes its inside.
    pub(super) fn into_rows(self) -> Vec<Named<'a>> {
        let mut rows: Vec<_> = self.rows.into_iter().map(Some).collect();
        let mut ordered = Vec::with_capacity(rows.len());
        let mut open: Vec<_> = self.outer.into_iter().rev().collect();
        while let Some(range) = open.last_mut() {
            let Some(at) = range.next() else {
                open.pop();
                continue;
            };
            ordered.extend(rows[at].take());
            open.extend(self.below.get(&at).cloned());
        }
        ordered
    }
}
