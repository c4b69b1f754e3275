//! Where a parameter is sent and whether it is required, as its row says.

use crate::cell::{location, presence};
use crate::page::sink::Sink;
use crate::tree::context::Context;
use crate::tree::row::Named;
use alicloud_spec::{Code, Location, Presence};

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

/// Whether a request must have a parameter; prose in the cell is reported.
pub(super) fn presence(sink: &mut Sink<'_>, context: &Context<'_>, named: &Named<'_>) -> Presence {
    let cell = context.markup.inline(named.row.required.text);
    presence::read(&cell).unwrap_or_else(|| {
        let message = format!("`{}` is neither yes nor no; the parameter is taken as optional", named.name);
        sink.report(Code::UnclearRequirement, named.row.required, message);
        Presence::Optional
    })
}
