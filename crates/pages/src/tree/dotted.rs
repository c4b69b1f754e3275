//! Rows of a response with names such as `Options.Id`, taken apart, each below a row of its own.

use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::page::rows::Row;
use crate::page::sink::Sink;
use crate::tree::nest;
use crate::tree::row::{self, Holds, Named};
use std::collections::HashSet;

/// Takes dotted names apart. A parent that no row names yet is added. A name that the example shows with its dots has them
/// on the wire.
pub(crate) fn unfold<'a>(sink: &mut Sink<'_>, named: Vec<Named<'a>>, seen: &Seen<'_>) -> Vec<Named<'a>> {
    if named.iter().all(|row| !row.name.contains('.')) {
        return named;
    }
    let mut unfolded: Vec<Named<'_>> = Vec::with_capacity(named.len());
    let mut names = HashSet::new();
    for mut row in named {
        if !row.name.contains('.') || seen.find(&row.name).is_some() {
            names.insert(row.name.to_ascii_lowercase());
            unfolded.push(row);
            continue;
        }
        let parts: Vec<String> =
            row.name.split('.').filter(|part| !is_index(part)).map(str::to_owned).collect();
        let Some((last, parents)) = parts.split_last() else { continue };
        if parents.len() >= nest::DEEPEST {
            row::report_deep(sink, &row);
            continue;
        }
        for (depth, parent) in parents.iter().enumerate() {
            if names.insert(parent.to_ascii_lowercase()) {
                let below = depth.checked_sub(1).map(|outer| parents[outer].clone());
                unfolded.push(container(parent, below, &row));
            }
        }
        row.below = parents.last().cloned().or(row.below);
        row.name = last.clone();
        names.insert(last.to_ascii_lowercase());
        unfolded.push(row);
    }
    unfolded
}

/// `N` and numbers stand for the items of a list.
fn is_index(part: &str) -> bool {
    part.is_empty() || matches!(part, "N" | "n") || part.bytes().all(|byte| byte.is_ascii_digit())
}

fn container<'a>(name: &str, below: Option<String>, first: &Named<'a>) -> Named<'a> {
    let row = Row { span: first.row.span, ..Row::default() };
    Named {
        name: name.to_owned(),
        row,
        declared: Declared::Structure(None),
        wrapper: None,
        below,
        holds: Holds::Dotted,
        ..first.clone()
    }
}
