//! Pages saved as text: sections as of a Markdown page, and tables in any of the ways that saving leaves cells.

use crate::page::Page;
use crate::page::Template;
use crate::page::address;
use crate::page::broken_pipes;
use crate::page::chrome::{self, is_chrome};
use crate::page::collapsed;
use crate::page::edition;
use crate::page::error_rows::{self, ErrorRow};
use crate::page::front_matter;
use crate::page::heading::heading;
use crate::page::outline;
use crate::page::paragraphs;
use crate::page::rows::{self, Rows};
use crate::page::shown::{Shown, What};
use crate::page::sink::Sink;
use crate::page::table::Table;
use crate::page::tabs;
use crate::page::text::{Piece, Source};
use crate::page::title;
use crate::page::vocabulary::{self, Section};
use alicloud_spec::{Edition, Language, Location, NameKind};

/// Whether a page is saved text: none of its headings is marked.
pub(super) fn recognizes(source: &Source<'_>) -> bool {
    let is_marked = |line: &Piece<'_>| {
        heading(*line).is_some_and(|heading| vocabulary::section(heading.title.text).is_some())
    };
    let is_text = source.name.ends_with(".txt") || outline::sections(&source.lines).len() > 1;
    is_text && !source.lines.iter().any(is_marked)
}

/// Reads a saved page.
pub(super) fn read<'a>(sink: &mut Sink<'a>) -> Page<'a> {
    let source = sink.source;
    let lines = &source.lines;
    let sections = outline::sections(lines);
    let headings: Vec<_> = sections.iter().map(|(_, range)| lines[range.start - 1].trim()).collect();
    let head = &lines[..sections.first().map_or(lines.len(), |(_, range)| range.start - 1)];
    let mut page = Page::new(edition(head), language(&headings));
    let front = front_matter::read(source);
    page.saved_from = front.source;
    page.title = title(head).or(front.title);
    page.description = description(source, head, &headings);
    if headings.iter().any(|heading| vocabulary::is_latest(heading.text)) {
        page.template = Template::Latest;
    }
    for (section, range) in sections {
        read_section(sink, &mut page, section, &lines[range]);
    }
    page
}

fn read_section<'a>(sink: &mut Sink<'a>, page: &mut Page<'a>, section: Section, lines: &[Piece<'a>]) {
    let text = sink.source.whole(lines);
    if vocabulary::says_nothing(text.map_or("", |text| text.text)) {
        page.empty.insert(section);
    }
    match section {
        Section::RequestSyntax => page.syntax.extend(text),
        Section::RequestPath => page.request.extend(parameters(sink, lines, Some(Location::Path))),
        Section::Request => page.request.extend(parameters(sink, lines, None)),
        Section::Response => page.response.extend(parameters(sink, lines, None)),
        Section::Errors => {
            page.errors.extend(errors(sink, lines));
            page.addresses.extend(text.into_iter().flat_map(address::addresses));
        }
        Section::Examples | Section::ResponseExample => page.examples.extend(examples(sink.source, lines)),
        Section::Description => page.description.extend(text),
        Section::Explorer | Section::History => {
            page.addresses.extend(text.into_iter().flat_map(address::addresses));
        }
        Section::Authorization => page.actions.extend(actions(text.unwrap_or_default())),
        _ => {}
    }
}

/// Reads the tables in some lines, in one of the ways that saving leaves cells apart.
type Tables = for<'a> fn(&Source<'a>, &[Piece<'a>]) -> Vec<Table<'a>>;

const FORMS: &[Tables] = &[tabs::tables, broken_pipes::tables, paragraphs::tables];

fn tables<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Table<'a>> {
    FORMS.iter().map(|form| form(source, lines)).find(|tables| !tables.is_empty()).unwrap_or_default()
}

fn parameters<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>], location: Option<Location>) -> Vec<Rows<'a>> {
    let mut tables: Vec<Rows<'a>> = collapsed::rows(sink, lines).into_iter().collect();
    if tables.is_empty() {
        for table in self::tables(sink.source, lines) {
            tables.extend(rows::rows(sink, &table));
        }
    }
    for table in &mut tables {
        table.location = location;
        table.rows.iter_mut().for_each(|row| row.section_location = location);
    }
    tables
}

fn errors<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>]) -> Vec<ErrorRow<'a>> {
    let collapsed = collapsed::errors(sink, lines);
    if !collapsed.is_empty() {
        return collapsed;
    }
    let tables = tables(sink.source, lines);
    tables.iter().flat_map(|table| error_rows::rows(sink, table)).collect()
}

/// The actions of the table of authorization. Where cells have run together, the level of access ends them.
fn actions(text: Piece<'_>) -> Vec<Piece<'_>> {
    const LEVELS: &[&str] =
        &["get", "list", "create", "update", "delete", "none", "read", "write", "Read", "Write", "List"];
    let has_collapsed =
        text.text.contains("访问级别资源类型") || text.text.contains("Access levelResource type");
    let level = |action: &Piece<'_>| {
        LEVELS.iter().find(|level| action.text.ends_with(**level)).map_or(0, |level| level.len())
    };
    let found = address::actions(text);
    found
        .map(|action| if has_collapsed { action.to(action.text.len() - level(&action)) } else { action })
        .collect()
}

/// `Product name:Operation`, or the first line that is no part of the site, if it names an operation.
fn title<'a>(head: &[Piece<'a>]) -> Option<Piece<'a>> {
    let mut lines =
        head.iter().map(|line| line.trim()).filter(|line| !line.is_blank() && !is_chrome(line.text));
    let first = lines.next().map(title::name).filter(|name| NameKind::Operation.accepts(name.text));
    head.iter().find_map(|line| named_title(*line)).or(first)
}

fn named_title(line: Piece<'_>) -> Option<Piece<'_>> {
    let at = line.text.rfind([':', '：'])?;
    let length = line.text[at..].chars().next().map_or(1, char::len_utf8);
    let name = line.from(at + length).trim();
    let is_name = name.text.len() > 2 && name.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && name.text.starts_with(|c: char| c.is_ascii_uppercase())).then_some(name)
}

/// The date of the line that says when the page was changed.
fn edition(head: &[Piece<'_>]) -> Edition {
    let date = head.iter().find_map(|line| edition::of_line(line.text));
    date.map_or(Edition::Plain, Edition::Dated)
}

fn language(headings: &[Piece<'_>]) -> Language {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if headings.iter().any(|line| line.text.contains(chinese)) {
        Language::Chinese
    } else {
        Language::English
    }
}

/// The text between title and date and the first section.
fn description<'a>(source: &Source<'a>, head: &[Piece<'a>], headings: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let is_metadata = |line: &Piece<'_>| named_title(*line).is_some() || edition::is_label(line.text);
    let start = head.iter().rposition(is_metadata).map_or(0, |at| at + 1);
    let headings = headings.iter().map(|heading| heading.text).collect();
    let text = source.whole(&head[start..]);
    let mut kept: Vec<_> =
        text.into_iter().flat_map(|text| chrome::removed(source, text, &headings)).collect();
    kept.retain(|piece| title(head).is_none_or(|title| title::name(*piece).text != title.text));
    kept
}

/// Reads the examples: each begins below a line such as `JSONformat`, which extractors break after the first word.
fn examples<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Shown<'a>> {
    let word = |line: &Piece<'_>| line.text.trim().to_lowercase().replace([' ', '`'], "");
    let label = |line: &Piece<'_>| match word(line).as_str() {
        "jsonformat" | "json格式" | "json" => Some(What::Json),
        "xmlformat" | "xml格式" | "xml" => Some(What::Xml),
        _ => None,
    };
    let starts: Vec<_> = lines.iter().enumerate().filter_map(|(at, line)| Some((label(line)?, at))).collect();
    let ends = starts.iter().skip(1).map(|(_, next)| *next).chain([lines.len()]);
    let shown = starts.iter().zip(ends).filter_map(|((what, start), end)| {
        let below = &lines[start + 1..end];
        let rest = below
            .iter()
            .position(|line| !line.is_blank() && !matches!(word(line).as_str(), "格式" | "format"));
        Some(Shown { what: *what, body: source.whole(&below[rest?..])? })
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_how_a_page_was_saved() {
        let is_text = |name, text| recognizes(&Source::new(name, text));
        assert!(!is_text("p.txt", "# Get\n\n## 请求参数\n"));
        assert!(is_text("p", "Get\n请求参数\n名称\n示例\n正常返回示例\n"));
        assert!(is_text("p.txt", "Get"));
        assert!(!is_text("p.md", "Get"));
    }
}
