//! Rows that walk through a schema go in; those with a name, each with what the rows without one behind it say, come out.
//!
//! Behind a list stands a row without a name for its items, behind a map one for its values, and these may be lists and
//! maps themselves. `Grid array`, `array`, `object`, `string` is a list of lists of maps of strings.

use crate::cell::types::Declared;
use crate::page::rows::Layout;
use crate::page::sink::Sink;
use crate::tree::row::{Items, Named};
use alicloud_spec::{Code, MAX_DEPTH};

/// Folds each row without a name into the one before it, whose items or values it tells. The first row may be that of the
/// whole; of others, those that nothing holds are reported and left out.
pub(crate) fn fold<'a>(sink: &mut Sink<'a>, named: Vec<Named<'a>>) -> Vec<Named<'a>> {
    let mut folded: Vec<Named<'a>> = Vec::with_capacity(named.len());
    let mut held = Vec::new();
    let mut rows = named.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        if row.name.is_empty() && !folded.is_empty() {
            let message = "a row without a name behind one that holds nothing, so it was left out";
            sink.report(Code::AnonymousRow, row.row.span, message);
            continue;
        }
        while held.len() < MAX_DEPTH
            && holds(held.last().unwrap_or(&row.declared))
            && let Some(item) = rows.next_if(|next| next.name.is_empty())
        {
            row.fill(&item);
            let is_last = rows.peek().is_none_or(|next| !next.name.is_empty());
            let holder = held.last().unwrap_or(&row.declared);
            held.push(if is_last { one(holder, item.declared) } else { item.declared });
        }
        row.items = if held.is_empty() { Items::Untold } else { Items::Told };
        row.declared = held.drain(..).rev().chain([row.declared]).reduce(around).unwrap_or(Declared::Any);
        folded.push(row);
    }
    folded
}

/// What the row of the items of a list declares. Some pages repeat the type of the list there: where that says that its
/// items are structures, and no row says what a list inside of it holds, it is one.
fn one(list: &Declared, declared: Declared) -> Declared {
    let is_of_structures = |declared: &Declared| matches!(declared, Declared::List(Some(item)) if matches!(**item, Declared::Structure(_)));
    match declared {
        Declared::List(Some(item)) if is_of_structures(list) && matches!(*item, Declared::Structure(_)) => {
            *item
        }
        declared => declared,
    }
}

/// Whether a row without a name can follow.
fn holds(declared: &Declared) -> bool {
    matches!(declared, Declared::List(_) | Declared::Structure(_) | Declared::Map(_))
}

/// What is declared, with what it holds.
fn around(held: Declared, holder: Declared) -> Declared {
    match holder {
        Declared::List(_) => Declared::List(Some(Box::new(held))),
        _ => Declared::Map(Some(Box::new(held))),
    }
}

impl<'a> Named<'a> {
    /// Takes over what only the row of the items says.
    pub(crate) fn fill(&mut self, item: &Named<'a>) {
        if self.row.docs.is_blank() {
            self.row.docs = item.row.docs;
        }
        if self.row.example.is_blank() && matches!(self.declared, Declared::List(_)) {
            self.row.example = item.row.example;
        }
    }

    /// Whether this is the row of all that a table describes.
    pub(crate) fn is_whole(&self) -> bool {
        self.name.is_empty() && self.row.layout == Layout::Walked
    }
}
