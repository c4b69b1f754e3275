//! The cells of a parameter row go in; where the parameter travels and whether it is required come out.

use crate::page::text::Source;
use crate::tree::leaf::{Context, Named};
use alicloud_spec::{Code, Location, Presence};

/// Where a parameter travels, if its row or the section of its table tells.
pub(super) fn location(
    source: &mut Source<'_>,
    context: &Context<'_>,
    named: &Named<'_>,
) -> Option<Location> {
    let cell = context.markup.inline(named.row.location.text);
    let location = match word(&cell).as_str() {
        "query" => Location::Query,
        "body" => Location::Body,
        "formdata" | "form" => Location::Form,
        "path" | "uri" | "url" => Location::Path,
        "header" => Location::Header,
        "host" => Location::Host,
        _ => {
            if !matches!(&*cell, "" | "-") {
                let message = format!("`{cell}` is no place of a parameter");
                let help = "write Query, Body, FormData, Path, Header or Host on the page";
                source.report_with_help(Code::UnknownLocation, named.row.location, message, help);
            }
            return named.row.section_location;
        }
    };
    Some(location)
}

/// Whether a request must have a parameter; prose in the cell is reported.
pub(super) fn presence(source: &mut Source<'_>, context: &Context<'_>, named: &Named<'_>) -> Presence {
    const YES: &[&str] = &["是", "yes", "y", "true", "必选", "必须", "必填", "必需", "required", "mandatory"];
    const NO: &[&str] = &["", "否", "no", "n", "false", "fasle", "可选", "optional", "-", "--", "无"];
    let cell = context.markup.inline(named.row.required.text);
    let says = |words: &[&str]| {
        words.iter().any(|word| word.eq_ignore_ascii_case(cell.trim_end_matches(['.', '。'])))
    };
    if says(YES) {
        return Presence::Required;
    }
    if !says(NO) {
        let message = format!("`{}` is neither yes nor no; the parameter is taken as optional", named.name);
        source.report(Code::UnclearRequirement, named.row.required, message);
    }
    Presence::Optional
}

/// The letters of a cell, in lower case.
fn word(cell: &str) -> String {
    cell.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}
