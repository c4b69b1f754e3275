//! Rows that only name the items of a list on the wire, and whether an operation wraps its lists.
//!
//! In RPC style most lists are sent as `{"Instances": {"Instance": […]}}`. Pages show the inner name as a blank row below
//! the list, or as the type of its elements, or only in the example.

use crate::cell::markup::Markup;
use crate::cell::name::{letters, singular};
use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::page::rows::Layout;
use crate::tree::row::{Items, Named};
use alicloud_spec::Style;
use std::collections::BTreeSet;
use unicase::Ascii;

/// How an operation writes those lists about which its page shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    Plain,
    Wrapped,
    /// Wrapped, and rows without a type are lists.
    WrappedWithoutType,
}

/// Folds each row that only names the items of the list before it into that list.
pub(crate) fn fold(markup: Markup, named: &mut Vec<Named<'_>>, style: Option<Style>, seen: &Seen<'_>) {
    named.dedup_by(|row, list| {
        if row.row.layout == Layout::Walked {
            return fold_walked(list, row, style, seen);
        }
        if list.wrapper.is_some() || !wraps(markup, list, row) {
            return false;
        }
        // In ROA style such a row names the item for readers; only the example says that it is on the wire.
        let travels = style != Some(Style::Roa)
            || seen.find(&list.name).is_some_and(|seen| seen.member(&row.name).is_some());
        if travels {
            list.wrapper = Some(std::mem::take(&mut row.name));
        } else if list.declared == Declared::Blank {
            return false;
        } else {
            let item = Declared::Structure(Some(std::mem::take(&mut row.name)));
            list.declared = Declared::List(Some(Box::new(item)));
        }
        true
    });
}

/// Folds a row that names the items of the list before it, where rows walk through a schema: there a list always has a row
/// for its items. Without an example the name is sent in RPC style, whose lists were all wrapped when such rows had names.
fn fold_walked<'a>(list: &mut Named<'a>, row: &mut Named<'a>, style: Option<Style>, seen: &Seen<'_>) -> bool {
    let fits = match &list.declared {
        Declared::List(Some(item)) => **item == Declared::Any || **item == row.declared,
        _ => false,
    };
    if !fits || list.items == Items::Told || list.wrapper.is_some() {
        return false;
    }
    let seen = seen.find(&list.name);
    let shows = seen.is_some_and(|seen| seen.member(&row.name).is_some());
    let shows_list = seen.is_some_and(Seen::is_list);
    if shows && shows_list {
        return false;
    }
    list.fill(row);
    list.items = Items::Told;
    list.declared = Declared::List(Some(Box::new(std::mem::replace(&mut row.declared, Declared::Any))));
    if shows || style != Some(Style::Roa) && !shows_list {
        list.wrapper = Some(std::mem::take(&mut row.name));
    }
    true
}

/// Whether a row only names the items of the list before it: it has no type and no example, and the name or the empty
/// description gives it away.
fn wraps(markup: Markup, list: &Named<'_>, row: &Named<'_>) -> bool {
    let says_nothing = |text: &str| text.chars().all(|c| matches!(c, '-' | '/' | ' ' | '无' | '。' | '.'));
    let is_list = matches!(list.declared, Declared::List(_));
    let may_hold =
        is_list || matches!(list.declared, Declared::Structure(_) | Declared::Map(_) | Declared::Blank);
    if !may_hold || row.declared != Declared::Blank || !says_nothing(&markup.inline(row.row.example.text)) {
        return false;
    }
    if list.declared.element_name().is_some_and(|name| letters(name) == letters(&row.name)) {
        return true;
    }
    let docs = markup.inline(row.row.docs.text);
    let undescribed = says_nothing(&docs) || docs == markup.inline(list.row.docs.text);
    let item = singular(&list.name).eq_ignore_ascii_case(&row.name) && list.name != row.name;
    undescribed && (is_list || item)
}

/// Whether an operation wraps its lists: it does for all of them or for none.
pub(crate) fn convention(named: &[Named<'_>], style: Option<Style>, seen: &Seen<'_>) -> Lists {
    let is_walk = named.iter().any(|row| row.row.layout == Layout::Walked);
    if style == Some(Style::Roa) || is_walk {
        return Lists::Plain;
    }
    let mut votes = Votes::default();
    votes.wrapped += 2 * named.iter().filter(|row| row.wrapper.is_some()).count();
    let lists = |row: &&Named<'_>| matches!(row.declared, Declared::List(_) | Declared::Blank);
    let lists = named.iter().filter(lists).map(|row| Ascii::new(row.name.as_str())).collect();
    let rows = named.iter().map(|row| Ascii::new(row.name.as_str())).collect();
    votes.count(seen, &lists, &rows);
    match votes.wrapped > 0 && votes.wrapped >= votes.plain {
        false => Lists::Plain,
        true if blank_rows_are_lists(named, seen) => Lists::WrappedWithoutType,
        true => Lists::Wrapped,
    }
}

/// Whether all rows without a type of which the example shows the inside are wrapped lists, and there are several.
fn blank_rows_are_lists(named: &[Named<'_>], seen: &Seen<'_>) -> bool {
    let blank = named.iter().filter(|row| row.declared == Declared::Blank && row.wrapper.is_none());
    let shown = blank.filter_map(|row| seen.find(&row.name)).filter(|seen| !seen.inner().is_empty());
    let is_list = |seen: &Seen<'_>| seen.only_member().is_some_and(|(_, items)| items.is_list());
    shown.clone().count() > 1 && shown.clone().all(is_list)
}

#[derive(Default)]
struct Votes {
    wrapped: usize,
    plain: usize,
}

impl Votes {
    /// Counts the lists that the example shows.
    fn count(&mut self, seen: &Seen<'_>, lists: &BTreeSet<Ascii<&str>>, rows: &BTreeSet<Ascii<&str>>) {
        let is_list = |name: &str| lists.contains(&Ascii::new(name));
        let is_row = |name: &str| rows.contains(&Ascii::new(name));
        for (name, seen) in seen.inner() {
            if is_list(name) {
                match seen.only_member() {
                    _ if seen.is_list() => self.plain += 1,
                    Some((inner, items)) if items.is_list() || !is_list(inner) && !is_row(inner) => {
                        self.wrapped += 1;
                        self.count(items, lists, rows);
                        continue;
                    }
                    _ => {}
                }
            }
            self.count(seen, lists, rows);
        }
    }
}
