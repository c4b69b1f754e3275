//! Tables that list parameters or members, and tables that describe the inside of one.

mod outline;
mod words;

use crate::cell::markup::Markup;
use crate::example::evidence::Seen;
use crate::page::rows::{Requirement, Row, Rows};
use crate::page::sink::Sink;
use crate::page::text::Piece;
use crate::tree::context::Context;
use crate::tree::row::{self, Mark, Named};
use alicloud_spec::Code;
use outline::Outline;
use words::Words;

/// The tables of a section, told apart.
#[derive(Default)]
pub(crate) struct Tables<'a> {
    /// The rows of the tables that list what the section is about.
    pub(crate) rows: Vec<Row<'a>>,
    /// The tables that describe the inside of one of those rows.
    pub(crate) inner: Vec<Inner<'a>>,
}

/// A table that describes the inside of a parameter or member.
pub(crate) struct Inner<'a> {
    /// The name of the row that it belongs to, as the text before the table names it.
    pub(crate) host: String,
    pub(crate) rows: Vec<Row<'a>>,
}

/// Tells the request tables of a page apart. A further table lists more parameters if it says where they are sent, or
/// which are required; it describes the inside of a parameter if the text before it names one.
pub(crate) fn of_request<'a>(sink: &mut Sink<'a>, markup: Markup, tables: &[Rows<'a>]) -> Tables<'a> {
    let mut told = Tables::default();
    let mut stems = Stems::default();
    for table in tables {
        let locates = table.location.is_some() || table.rows.iter().any(|row| !row.location.is_blank());
        if !told.rows.is_empty() && !locates {
            if let Some(host) = stems.named_in(&markup.inline(table.label.text)) {
                told.inner.push(Inner { host: host.to_owned(), rows: table.rows.clone() });
                continue;
            }
            if table.requirement == Requirement::Untold {
                let message = "this table describes the inside of a parameter, but nothing tells of which";
                report(sink, table, message);
                continue;
            }
        }
        table.rows.iter().for_each(|row| stems.add(&markup.inline(row.name.text)));
        told.rows.extend(table.rows.iter().cloned());
    }
    told
}

/// The rows of all response tables of a page, those of a further table behind the row whose inside it describes. Text
/// before it that names the row, or its type, says which; else what the example shows there. Where the first table walks
/// through the whole schema, no other is about a member.
pub(crate) fn of_response<'a>(
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    seen: &Seen<'_>,
) -> Vec<Named<'a>> {
    let mut outline = Outline::default();
    let is_walk = tables.first().is_some_and(Rows::is_walk);
    for table in tables {
        if is_walk && !outline.is_empty() && !table.rows.is_empty() {
            report(
                sink,
                table,
                "the table before has the whole response; this one describes what is in a text",
            );
            continue;
        }
        let named = match outline.is_empty() {
            true => row::named_with_whole(sink, context, &table.rows),
            false => row::named(sink, context, &table.rows),
        };
        let Some(first) = named.first() else { continue };
        let goes_on = first.mark == Mark::Outer;
        if outline.is_empty() || goes_on {
            outline.add(named);
            continue;
        }
        let label = context.markup.inline(table.label.text).to_lowercase();
        match outline.named_in(&label).or_else(|| outline.best(&named, seen)) {
            Some(host) => outline.add_below(host, named),
            None => {
                report(sink, table, "this table describes the inside of a member, but nothing tells of which")
            }
        }
    }
    outline.into_rows()
}

/// The names of parameters up to their first dot.
#[derive(Default)]
struct Stems {
    stems: Vec<String>,
    words: Words,
}

impl Stems {
    /// Adds the stem of a name; very short ones are words of any text.
    fn add(&mut self, name: &str) {
        let stem = name.split('.').next().unwrap_or(name);
        if stem.len() > 2 {
            self.words.add(stem.to_lowercase(), self.stems.len());
            self.stems.push(stem.to_owned());
        }
    }

    /// The stem that a text names. The longest counts.
    fn named_in(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        let last = self.words.of(&text).filter_map(|(_, rows)| rows.last().copied());
        let longest = last.max_by_key(|at| (self.stems[*at].len(), *at))?;
        Some(&self.stems[longest])
    }
}

fn report<'a>(sink: &mut Sink<'a>, table: &Rows<'a>, message: &str) {
    let span = table.rows.first().map_or(Piece::default(), |row| row.span);
    let help = "write the name of the parameter or member into the text before the table";
    sink.report_with_help(Code::HomelessTable, span, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_rows() {
        let mut stems = Stems::default();
        ["Id", "Rules", "Tag.N.Key", "RulesEx"].iter().for_each(|name| stems.add(name));
        for (text, expected) in [
            ("Rules参数说明", Some("Rules")),
            ("the structure of `RulesEx` and Rules", Some("RulesEx")),
            ("RulesBook", None),
            ("Id", None),
            ("tag的结构", Some("Tag")),
        ] {
            assert_eq!(stems.named_in(text), expected, "{text}");
        }
    }
}
