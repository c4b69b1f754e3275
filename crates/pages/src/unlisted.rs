//! Named rows go in; the same, with a row for each container that only the example shows around some of them, come out.

use crate::declared::Declared;
use crate::evidence::Seen;
use crate::leaf::{Holds, Named};
use crate::rows::Row;
use crate::text::Source;
use alicloud_spec::Code;
use std::collections::BTreeSet;
use std::ops::Range;
use unicase::Ascii;

/// Adds a row before each run of rows which the example shows inside a container that no row names.
pub(crate) fn add<'a>(source: &mut Source<'a>, named: Vec<Named<'a>>, seen: &Seen<'_>) -> Vec<Named<'a>> {
    if seen.inner().is_empty() {
        return named;
    }
    let names: BTreeSet<_> = named.iter().map(|row| Ascii::new(row.name.as_str())).collect();
    let is_row = |name: &str| names.contains(&Ascii::new(name));
    let containers: Vec<_> = seen
        .inner()
        .iter()
        .filter(|(name, _)| !is_row(name))
        .filter_map(|(name, inside)| Some((*name, run(&named, seen, items(inside, &is_row))?)))
        .collect();
    if containers.is_empty() {
        return named;
    }
    let mut added = Vec::with_capacity(named.len() + containers.len());
    for (index, row) in named.into_iter().enumerate() {
        for (name, _) in containers.iter().filter(|(_, run)| run.start == index) {
            let message =
                format!("only the example shows that `{name}` holds `{}` and what follows it", row.name);
            let help = format!("add a row for `{name}` before this one to the table of the page");
            source.report_with_help(Code::UnlistedContainer, row.row.name, message, &help);
            added.push(container(name, &row));
        }
        added.push(row);
    }
    added
}

/// What a container holds; the items, where it is a list that travels wrapped.
fn items<'s>(inside: &'s Seen<'s>, is_row: &impl Fn(&str) -> bool) -> &'s Seen<'s> {
    match inside.only_member() {
        Some((name, items)) if !is_row(name) && !items.inner().is_empty() => items,
        _ => inside,
    }
}

/// The first run of rows that stand in a container, and not at the root: at least two, and most of what it shows.
fn run(named: &[Named<'_>], root: &Seen<'_>, inside: &Seen<'_>) -> Option<Range<usize>> {
    let stands_inside =
        |row: &Named<'_>| inside.member(&row.name).is_some() && root.member(&row.name).is_none();
    let start = named.iter().position(stands_inside)?;
    let length = named[start..].iter().take_while(|row| stands_inside(row)).count();
    // Where all rows stand inside, the name may be one of many that the service chooses.
    let whole = length == named.len();
    // A container that the example does not show may be the same one under another name.
    let renamed =
        named[..start].iter().any(|row| row.declared.may_contain() && root.member(&row.name).is_none());
    (!whole && !renamed && length > 1 && length * 3 >= inside.inner().len() * 2)
        .then_some(start..start + length)
}

fn container<'a>(name: &str, first: &Named<'a>) -> Named<'a> {
    let row = Row { place: first.row.place, ..Row::default() };
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
