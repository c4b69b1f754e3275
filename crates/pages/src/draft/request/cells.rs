//! Where a parameter is sent and whether it is required, as its row says.

use crate::cell::{location, presence};
use crate::page::sink::Sink;
use crate::tree::context::Context;
use crate::tree::row::Named;
use alicloud_spec::{Code, Location, Presence};
use std::collections::HashSet;

/// Where a parameter is sent, if its row or the section of its table says so.
pub(super) fn location(sink: &mut Sink<'_>, context: &Context<'_>, named: &Named<'_>) -> Option<Location> {
    let cell = context.markup.inline(named.row.location.text);
    let told = location::read(&cell);
    if told.is_none() && !matches!(&*cell, "" | "-") {
        let message = format!("`{cell}` is no place of a parameter");
        let help = "write Query, Body, FormData, Path, Header or Host on the page";
        sink.report_with_help(Code::UnknownLocation, named.row.location, message, help);
    }
    told.or(named.row.section_location)
}

/// Whether a request must have a parameter; prose in the cell is reported, and so is a description that says otherwise.
pub(super) fn presence(
    sink: &mut Sink<'_>,
    context: &Context<'_>,
    named: &Named<'_>,
    names: &Names,
) -> Presence {
    let cell = context.markup.inline(named.row.required.text);
    let Some(told) = presence::read(&cell) else {
        let message = format!("`{}` is neither yes nor no; the parameter is taken as optional", named.name);
        sink.report(Code::UnclearRequirement, named.row.required, message);
        return Presence::Optional;
    };
    if told == Presence::Required && is_conditional(context, named, names) {
        let message = format!(
            "the description of `{}` says that it is required in some cases only; it is taken as optional",
            named.name
        );
        sink.report(Code::UnclearRequirement, named.row.required, message);
        return Presence::Optional;
    }
    told
}

/// Whether the description of a parameter says that it may be left out. One of the path is always there.
fn is_conditional(context: &Context<'_>, named: &Named<'_>, names: &Names) -> bool {
    let row = &named.row;
    let in_path = context.in_path.contains(&named.name)
        || location::read(&context.markup.inline(row.location.text)) == Some(Location::Path);
    let says = || {
        let docs = context.markup.text(row.docs.text);
        presence::is_conditional(&named.name, &docs, |word| names.has(word))
    };
    !in_path && presence::may_be_conditional(row.docs.text) && says()
}

/// The names of all parameters.
pub(super) struct Names(HashSet<String>);

impl Names {
    pub(super) fn of(named: &[Named<'_>]) -> Self {
        Names(named.iter().map(|named| named.name.to_ascii_lowercase()).collect())
    }

    /// Whether a word in lower case is one.
    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}
