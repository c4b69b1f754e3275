//! The tables of a section go in; those that list parameters or members, and those that describe the inside of one, come out.

use crate::evidence::Seen;
use crate::leaf::{self, Context, Mark, Named};
use crate::prose::Markup;
use crate::rows::{Requirement, Row, Rows};
use crate::text::{Piece, Source};
use alicloud_spec::Code;
use std::collections::BTreeSet;

/// The tables of a section, told apart.
#[derive(Default)]
pub(crate) struct Tables<'a> {
    /// The rows of the tables that list what the section is about.
    pub(crate) rows: Vec<Row<'a>>,
    /// The tables that describe the inside of one of those rows.
    pub(crate) inner: Vec<Inner<'a>>,
}

/// A table that describes what stands inside a parameter or member.
pub(crate) struct Inner<'a> {
    /// The name of the row that it belongs to, as the text before the table names it.
    pub(crate) host: String,
    pub(crate) rows: Vec<Row<'a>>,
}

/// Tells the request tables of a page apart. A further table lists more parameters if it says where they travel, or
/// which are required; it describes the inside of a parameter if the text before it names one.
pub(crate) fn of_request<'a>(source: &mut Source<'a>, markup: Markup, tables: &[Rows<'a>]) -> Tables<'a> {
    let mut told = Tables::default();
    for table in tables {
        let locates = table.location.is_some() || table.rows.iter().any(|row| !row.location.is_blank());
        if told.rows.is_empty() || locates {
            told.rows.extend(table.rows.iter().cloned());
            continue;
        }
        let names: Vec<_> = told.rows.iter().map(|row| markup.inline(row.name.text).into_owned()).collect();
        match host(&markup.inline(table.label.text), &names) {
            Some(host) => told.inner.push(Inner { host: host.to_owned(), rows: table.rows.clone() }),
            None if table.requirement == Requirement::Told => told.rows.extend(table.rows.iter().cloned()),
            None => {
                let message = "this table describes the inside of a parameter, but nothing tells of which";
                report(source, table, message);
            }
        }
    }
    told
}

/// The rows of all response tables of a page, those of a further table behind the row whose inside it describes. Text
/// before it that names the row, or its type, tells which; else what the example shows there.
pub(crate) fn of_response<'a>(
    source: &mut Source<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    seen: &Seen<'_>,
) -> Vec<Named<'a>> {
    let mut all: Vec<Named<'a>> = Vec::new();
    let mut described = BTreeSet::new();
    for table in tables {
        let named = leaf::named(source, context, &table.rows);
        let Some(first) = named.first() else { continue };
        let goes_on = first.mark == Mark::Outer;
        if all.is_empty() || goes_on {
            all.extend(named);
            continue;
        }
        let hosts: Vec<usize> = (0..all.len())
            .filter(|at| all[*at].declared.may_contain() && !described.contains(&all[*at].name))
            .collect();
        let label = context.markup.inline(table.label.text).to_lowercase();
        let host =
            hosts.iter().find(|at| is_named(&all[**at], &label)).or_else(|| best(&all, &hosts, &named, seen));
        match host.copied() {
            Some(at) => {
                described.insert(all[at].name.clone());
                all.splice(at + 1..at + 1, named);
            }
            None => report(
                source,
                table,
                "this table describes the inside of a member, but nothing tells of which",
            ),
        }
    }
    all
}

/// Whether a text names a row or its type.
fn is_named(row: &Named<'_>, text: &str) -> bool {
    let ty = row.declared.type_name().unwrap_or_default();
    is_word_of(text, &row.name.to_lowercase()) || is_word_of(text, &ty.to_lowercase())
}

/// The container in which the example shows most of the rows of a table; the first, where it shows none.
fn best<'h>(all: &[Named<'_>], hosts: &'h [usize], rows: &[Named<'_>], seen: &Seen<'_>) -> Option<&'h usize> {
    let shown = |at: &usize| {
        let inside = seen.find(&all[*at].name).map(Seen::unwrapped);
        rows.iter().filter(|row| inside.is_some_and(|inside| inside.member(&row.name).is_some())).count()
    };
    hosts.iter().rev().max_by_key(|at| shown(at))
}

/// The row that a text names. The longest name counts; very short ones are words of any text.
fn host<'n>(text: &str, names: &'n [String]) -> Option<&'n str> {
    let text = text.to_lowercase();
    let stems = names.iter().map(|name| name.split('.').next().unwrap_or(name));
    stems
        .filter(|stem| stem.len() > 2 && is_word_of(&text, &stem.to_lowercase()))
        .max_by_key(|stem| stem.len())
}

/// Whether a word stands in a text, not as a part of a longer one. Words of Chinese text have no blanks around them.
fn is_word_of(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !word.is_empty()
        && text
            .match_indices(word)
            .any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

fn report<'a>(source: &mut Source<'a>, table: &Rows<'a>, message: &str) {
    let place = table.rows.first().map_or(Piece::default(), |row| row.place);
    let help = "write the name of the parameter or member into the text before the table";
    source.report_with_help(Code::HomelessTable, place, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_rows() {
        let names = ["Id".to_owned(), "Rules".to_owned(), "Tag.N.Key".to_owned(), "RulesEx".to_owned()];
        for (text, expected) in [
            ("Rules参数说明", Some("Rules")),
            ("the structure of `RulesEx` and Rules", Some("RulesEx")),
            ("RulesBook", None),
            ("Id", None),
            ("tag的结构", Some("Tag")),
        ] {
            assert_eq!(host(text, &names), expected, "{text}");
        }
    }
}
