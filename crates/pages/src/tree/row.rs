//! Rows that have a name, each with what its cells declare.

use crate::cell::name::{is_marked, is_name, is_placeholder, unmarked, without_badge, without_remark};
use crate::cell::types::Declared;
use crate::page::rows::{Joint, Layout, Row};
use crate::page::sink::Sink;
use crate::tree::context::Context;
use crate::tree::walk;
use alicloud_spec::{Code, MAX_DEPTH};
use std::borrow::Cow;

/// A row that has a name, on its way into the tree.
#[derive(Clone)]
pub(crate) struct Named<'a> {
    pub(crate) name: String,
    pub(crate) row: Row<'a>,
    pub(crate) declared: Declared,
    pub(crate) mark: Mark,
    /// For a list that is sent as `{"Xs": {"X": […]}}`: the name inside.
    pub(crate) wrapper: Option<String>,
    /// For a row with a dotted name: the row that must be its parent.
    pub(crate) below: Option<String>,
    pub(crate) holds: Holds,
    pub(crate) items: Items,
}

impl Named<'_> {
    /// Whether members may stand below this row.
    pub(crate) fn may_contain(&self) -> bool {
        match self.row.layout {
            _ if self.holds == Holds::Nothing => false,
            Layout::Written => self.declared.may_contain(),
            Layout::Walked => self.declared.holds_members(),
        }
    }

    /// Whether the type of this row has a name, and links to a page of its own: `[Zone](types/Zone.md)`, `[Zone](~~1234~~)`.
    pub(crate) fn links_to_type(&self) -> bool {
        let target = self.row.kind.text.split_once("](").map(|(_, target)| target);
        self.declared.type_name().is_some() && target.is_some_and(|target| !target.starts_with('#'))
    }
}

/// Whether a row of its own told what a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Items {
    Told,
    Untold,
}

/// Which rows may be below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Any, as far as its type allows.
    Any,
    /// Those whose dotted names it was made of.
    Dotted,
    /// None: another page tells what is in it.
    Nothing,
}

/// Whether a row is marked as a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Its table marks no rows.
    Unknown,
    /// Other rows of the table are marked.
    Outer,
    Child,
}

/// The rows that have a name, with what they declare. Rows for "common parameters" are left out without a word, any
/// other row without a name is reported.
pub(crate) fn named<'a>(sink: &mut Sink<'a>, context: &Context<'_>, rows: &[Row<'a>]) -> Vec<Named<'a>> {
    let mut named = named_with_whole(sink, context, rows);
    if let Some(whole) = named.first().filter(|first| first.is_whole()) {
        let message = "a row without a name before all others, so it was left out";
        sink.report(Code::AnonymousRow, whole.row.span, message);
        named.remove(0);
    }
    named
}

/// The rows that have a name, and before them that of the whole, where the rows walk through a schema.
pub(crate) fn named_with_whole<'a>(
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    rows: &[Row<'a>],
) -> Vec<Named<'a>> {
    let mut named = Vec::with_capacity(rows.len());
    for row in rows {
        let row = without_surplus(sink, context, row.clone());
        let row = unswapped(sink, context, row);
        let cell = context.markup.inline(row.name.text);
        let cell = if cell.contains(". ") { Cow::Owned(cell.replace(". ", ".")) } else { cell };
        let (name, standing) = without_badge(unmarked(&cell));
        let name = without_remark(name);
        let is_walked = name.is_empty() && row.layout == Layout::Walked && !row.kind.is_blank();
        if is_name(name) || is_walked {
            let declared = declared(sink, context, &row);
            named.push(Named {
                name: name.to_owned(),
                row: Row { standing, ..row },
                declared,
                mark: if is_marked(&cell) { Mark::Child } else { Mark::Unknown },
                wrapper: None,
                below: None,
                holds: Holds::Any,
                items: Items::Untold,
            });
        } else if name.is_empty() && !row.kind.is_blank() {
            let message = "a row without a name: it stands for the whole, and its type is not needed";
            sink.report(Code::AnonymousRow, row.span, message);
        } else if !is_placeholder(name) && (!name.is_empty() || !row.docs.is_blank()) {
            let message = format!(
                "`{}` is not a name, so the row was left out",
                name.chars().take(60).collect::<String>()
            );
            sink.report_with_help(Code::UnreadableName, row.span, message, "correct the name on the page");
        }
    }
    if named.iter().any(|named| named.mark == Mark::Child) {
        named
            .iter_mut()
            .filter(|named| named.mark == Mark::Unknown)
            .for_each(|named| named.mark = Mark::Outer);
    }
    walk::fold(sink, named)
}

/// Reports a row whose dotted name has more parts than values may hold one another, so that it is left out.
pub(crate) fn report_deep(sink: &mut Sink<'_>, named: &Named<'_>) {
    let message = format!(
        "`{}…` has too many parts, so the row was left out; at most {MAX_DEPTH} values may hold one another",
        named.name.chars().take(60).collect::<String>()
    );
    sink.report_with_help(Code::DeepNesting, named.row.span, message, "correct the name on the page");
}

/// Settles where a row with too many cells is to be cut: where the example then has a value that the examples of the
/// page show.
fn without_surplus<'a>(sink: &mut Sink<'a>, context: &Context<'_>, mut row: Row<'a>) -> Row<'a> {
    if row.joints.is_empty() {
        return row;
    }
    let shown = |joint: &&Joint<'_>| context.shows(joint.example);
    let (chosen, how) = match row.joints.iter().find(shown) {
        Some(joint) => (Some(*joint), "the example of the page tells where its cells end"),
        None => (row.joints.last().copied(), "the text behind it was taken as the description"),
    };
    if let Some(joint) = chosen {
        (row.example, row.docs) = (joint.example, joint.docs);
    }
    row.joints.clear();
    let message = format!("a `|` in the text of this row is not escaped; {how}");
    sink.report_with_help(Code::UnescapedPipe, row.span, message, "write `\\|` on the page");
    row
}

/// Swaps example value and description where the examples of the page show that they were swapped.
fn unswapped<'a>(sink: &mut Sink<'a>, context: &Context<'_>, mut row: Row<'a>) -> Row<'a> {
    if !row.example.is_blank()
        && !row.docs.is_blank()
        && context.shows(row.docs)
        && !context.shows(row.example)
    {
        std::mem::swap(&mut row.example, &mut row.docs);
        let message = format!(
            "the examples show `{}`, so it is the example value, not the description",
            row.example.text
        );
        sink.report_with_help(Code::SwappedCells, row.example, message, "swap the two cells on the page");
    }
    row
}

fn declared(sink: &mut Sink<'_>, context: &Context<'_>, row: &Row<'_>) -> Declared {
    let cell = context.markup.of_type(row.kind.text);
    let declared = match row.layout {
        Layout::Written => Declared::read(&cell),
        Layout::Walked => Declared::walked(&cell, context.integers),
    };
    if let Declared::Unknown(word) = &declared {
        let message = format!("`{word}` is not a type that is known; the examples decide what it is");
        sink.report(Code::UnknownType, row.kind, message);
    }
    if let Declared::Reference(name) = &declared {
        let message = format!("`{name}` is described on no row; the examples decide what it is");
        sink.report(Code::UnknownType, row.kind, message);
    }
    declared
}
