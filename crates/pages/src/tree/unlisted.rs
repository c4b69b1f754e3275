//! Rows for containers that only the example shows around some of the rows.

use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::page::rows::Row;
use crate::page::sink::Sink;
use crate::tree::row::{Holds, Named};
use alicloud_spec::Code;
use std::collections::{BTreeMap, HashMap};
use unicase::Ascii;

/// Adds a row before each run of rows which the example shows inside a container that no row names.
pub(crate) fn add<'a>(sink: &mut Sink<'a>, named: Vec<Named<'a>>, seen: &Seen<'_>) -> Vec<Named<'a>> {
    if seen.inner().is_empty() {
        return named;
    }
    let rows = Listed::new(&named, seen);
    let mut containers: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (name, inside) in seen.inner().iter().filter(|(name, _)| !rows.names(name)) {
        if let Some(start) = rows.run(items(inside, &rows)) {
            containers.entry(start).or_default().push(name);
        }
    }
    if containers.is_empty() {
        return named;
    }
    let mut added = Vec::with_capacity(named.len() + containers.len());
    for (index, row) in named.into_iter().enumerate() {
        for name in containers.get(&index).into_iter().flatten() {
            let message =
                format!("only the example shows that `{name}` holds `{}` and what follows it", row.name);
            let help = format!("add a row for `{name}` before this one to the table of the page");
            sink.report_with_help(Code::UnlistedContainer, row.row.name, message, &help);
            added.push(container(name, &row));
        }
        added.push(row);
    }
    added
}

/// What a container holds; the items, where it is a wrapped list.
fn items<'s>(inside: &'s Seen<'s>, rows: &Listed<'_, '_>) -> &'s Seen<'s> {
    match inside.only_member() {
        Some((name, items)) if !rows.names(name) && !items.inner().is_empty() => items,
        _ => inside,
    }
}

/// The rows of a page beside what its examples show. What is asked of it costs as much as a container has members, not as
/// much as there are rows.
struct Listed<'n, 'a> {
    named: &'n [Named<'a>],
    root: &'n Seen<'n>,
    /// The first row of each name.
    first: HashMap<Ascii<&'n str>, usize>,
    /// The first row that may hold others and that the examples do not show at the root: it may be a container that they
    /// show under another name.
    hidden: usize,
}

impl<'n, 'a> Listed<'n, 'a> {
    fn new(named: &'n [Named<'a>], root: &'n Seen<'n>) -> Self {
        let mut first = HashMap::with_capacity(named.len());
        for (index, row) in named.iter().enumerate() {
            first.entry(Ascii::new(row.name.as_str())).or_insert(index);
        }
        let is_hidden = |row: &Named<'_>| row.may_contain() && root.member(&row.name).is_none();
        let hidden = named.iter().position(is_hidden).unwrap_or(named.len());
        Listed { named, root, first, hidden }
    }

    /// Whether a row has the name.
    fn names(&self, name: &str) -> bool {
        self.first.contains_key(&Ascii::new(name))
    }

    /// Where the first run of rows begins that are in a container, and not at the root: at least two, and most of what
    /// it shows.
    fn run(&self, inside: &Seen<'_>) -> Option<usize> {
        let members = inside.inner().iter().filter(|(name, _)| self.root.member(name).is_none());
        let start = members.filter_map(|(name, _)| self.first.get(&Ascii::new(*name)).copied()).min()?;
        let most = (inside.inner().len() * 2).div_ceil(3).max(2);
        let run = self.named[start..].iter().take_while(|row| self.stands_in(inside, &row.name));
        (start <= self.hidden && run.take(most).count() == most && !self.all_stand_in(inside))
            .then_some(start)
    }

    /// Whether all rows are inside: the name may then be one of many that the service chooses.
    fn all_stand_in(&self, inside: &Seen<'_>) -> bool {
        self.first.len() <= inside.inner().len() && self.first.keys().all(|name| self.stands_in(inside, name))
    }

    fn stands_in(&self, inside: &Seen<'_>, name: &str) -> bool {
        inside.member(name).is_some() && self.root.member(name).is_none()
    }
}

fn container<'a>(name: &str, first: &Named<'a>) -> Named<'a> {
    let row = Row { span: first.row.span, ..Row::default() };
    Named {
        name: name.to_owned(),
        row,
        declared: Declared::Blank,
        wrapper: None,
        below: None,
        holds: Holds::Any,
        ..first.clone()
    }
}
