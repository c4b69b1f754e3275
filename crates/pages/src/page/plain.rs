//! A web page saved as plain text goes in, its tables collapsed into lines; the same sections as of a Markdown page come out.
//!
//! Saving has run the cells of a row together: the header reads `ParameterTypeRequiredDescriptionExample`, a row begins
//! `ChangeOrderIdstringYes`, and its description and example follow on lines of their own. Column words, type words and
//! the shape of error codes tell where the cells ended.

use crate::page::Page;
use crate::page::edition;
use crate::page::error_rows::ErrorRow;
use crate::page::rows::{Row, Rows};
use crate::page::shown::{Shown, What};
use crate::page::sink::Sink;
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{self, Column, Section};
use alicloud_spec::{Code, Edition, Language};

/// Whether a page is saved text, as its name says.
pub(super) fn recognizes(source: &Source<'_>) -> bool {
    source.name.ends_with(".txt")
}

/// Reads a saved page.
pub(super) fn read<'a>(sink: &mut Sink<'a>) -> Page<'a> {
    let lines = &sink.source.lines;
    let sections = sections(lines);
    let head = &lines[..sections.first().map_or(lines.len(), |(_, range)| range.start.saturating_sub(1))];
    let mut page = Page::new(edition(head), language(lines));
    page.title = head.iter().find_map(|line| title(*line));
    page.description = description(sink.source, head).into_iter().collect();
    for (section, range) in sections {
        let lines = &lines[range];
        match section {
            Section::RequestSyntax => page.syntax.extend(whole(sink.source, lines)),
            Section::Request => page.request.extend(rows(sink, lines)),
            Section::Response => page.response.extend(rows(sink, lines)),
            Section::Errors => page.errors.extend(errors(sink, lines)),
            Section::Examples | Section::ResponseExample => {
                page.examples.extend(examples(sink.source, lines))
            }
            Section::Description => page.description.extend(whole(sink.source, lines)),
            _ => {}
        }
    }
    page
}

/// The sections by the lines below their headings. A heading is a line that is nothing but a section word.
fn sections(lines: &[Piece<'_>]) -> Vec<(Section, std::ops::Range<usize>)> {
    let starts: Vec<_> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| Some((vocabulary::section(line.text.trim())?, index)))
        .collect();
    let ends = starts.iter().skip(1).map(|(_, next)| *next).chain([lines.len()]);
    starts.iter().zip(ends).map(|((section, start), end)| (*section, start + 1..end)).collect()
}

/// `Product name:Operation`.
fn title(line: Piece<'_>) -> Option<Piece<'_>> {
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

fn language(lines: &[Piece<'_>]) -> Language {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let heading = |line: &&Piece<'_>| vocabulary::section(line.text.trim()).is_some();
    if lines.iter().filter(heading).any(|line| line.text.contains(chinese)) {
        Language::Chinese
    } else {
        Language::English
    }
}

/// The text between the date line and the first section.
fn description<'a>(source: &Source<'a>, head: &[Piece<'a>]) -> Option<Piece<'a>> {
    let is_metadata = |line: &Piece<'_>| title(*line).is_some() || edition::is_label(line.text);
    let start = head.iter().rposition(is_metadata).map_or(0, |at| at + 1);
    whole(source, &head[start..])
}

/// Some lines without the blank ones around them.
fn whole<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Option<Piece<'a>> {
    let first = lines.iter().find(|line| !line.is_blank())?;
    let last = lines.iter().rfind(|line| !line.is_blank())?;
    Some(source.between(first.at, last.end()))
}

/// Splits a header such as `ParameterTypeRequired` into what its columns mean.
fn header(line: &str) -> Option<Vec<Column>> {
    let mut rest = line.trim();
    let mut columns = Vec::new();
    while !rest.is_empty() {
        let behind = |word: &str| {
            let (start, behind) = rest.split_at_checked(word.len())?;
            (start.eq_ignore_ascii_case(word) && starts_a_word(behind)).then_some(behind)
        };
        let (column, behind) = vocabulary::column_words()
            .filter_map(|(word, column)| Some((column, behind(word)?)))
            .min_by_key(|(_, behind)| behind.len())?;
        columns.push(column);
        rest = behind;
    }
    (columns.len() > 1).then_some(columns)
}

/// Whether what follows a column word is another one: they begin with a capital or a Chinese character.
fn starts_a_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_uppercase() || !c.is_ascii())
}

/// Reads a collapsed table of parameters or members.
fn rows<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>]) -> Option<Rows<'a>> {
    let (at, columns) = lines.iter().enumerate().find_map(|(at, line)| Some((at, header(line.text)?)))?;
    let message = "the cells of this table have run together; they were told apart by column and type words";
    sink.report(Code::CollapsedTable, lines[at].trim(), message);
    let body = &lines[at + 1..];
    let starts: Vec<_> =
        body.iter().enumerate().filter_map(|(at, line)| Some((at, row_head(*line, &columns)?))).collect();
    let ends =
        starts.iter().skip(1).map(|(next, _)| (*next, End::AtRow)).chain([(body.len(), End::AtSection)]);
    let rows = starts.iter().zip(ends).map(|((start, head), (end, kind))| {
        let (docs, example) = docs_and_example(sink.source, &body[start + 1..end], kind);
        Row { docs, example, ..head.clone() }
    });
    Some(Rows { rows: rows.collect(), ..Rows::default() })
}

/// What the text of a row ends at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    AtRow,
    AtSection,
}

const TYPES: &[&str] =
    &["string", "integer", "long", "boolean", "object", "float", "double", "number", "array", "map", "any"];

/// Name, type and requirement of a row, from its first line.
fn row_head<'a>(line: Piece<'a>, columns: &[Column]) -> Option<Row<'a>> {
    let line = line.trim();
    let (rest, required) = if columns.contains(&Column::Required) {
        let word = ["Yes", "No", "是", "否"].into_iter().find(|word| line.text.ends_with(word))?;
        let at = line.text.len() - word.len();
        (line.to(at), line.from(at))
    } else {
        (line, Piece::default())
    };
    let at = match rest.text.strip_suffix('>') {
        Some(_) => rest.text.find("array<").or_else(|| rest.text.find("map<"))?,
        None => TYPES.iter().filter_map(|word| rest.text.strip_suffix(word)).map(str::len).min()?,
    };
    let name = rest.to(at);
    let is_name =
        name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    is_name.then(|| Row { place: line, name, kind: rest.from(at), required, ..Row::default() })
}

/// The description comes first; the example is the last line, if another row follows it without a blank line, or if
/// something stands before it.
fn docs_and_example<'a>(source: &Source<'a>, lines: &[Piece<'a>], end: End) -> (Piece<'a>, Piece<'a>) {
    let Some(last) = lines.iter().rposition(|line| !line.is_blank()) else { return Default::default() };
    let before = whole(source, &lines[..last]);
    let is_item = lines[last].text.trim_start().starts_with('•');
    let has_example = match end {
        End::AtRow => last + 1 == lines.len(),
        End::AtSection => before.is_some(),
    };
    if has_example && !is_item {
        (before.unwrap_or_default(), lines[last].trim())
    } else {
        (whole(source, lines).unwrap_or_default(), Piece::default())
    }
}

/// Reads a collapsed table of error codes.
fn errors<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>]) -> Vec<ErrorRow<'a>> {
    let Some(at) =
        lines.iter().position(|line| header(line.text).is_some_and(|h| h.contains(&Column::ErrorCode)))
    else {
        return Vec::new();
    };
    let message =
        "the cells of this table have run together; they were told apart by the forms of codes and sentences";
    sink.report(Code::CollapsedTable, lines[at].trim(), message);
    lines[at + 1..].iter().filter_map(|line| error_row(line.trim())).collect()
}

/// `400InvalidParameter.NotEmptyYou must specify the parameter %s.-`
fn error_row(line: Piece<'_>) -> Option<ErrorRow<'_>> {
    let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 3 {
        return None;
    }
    let (status, rest) = (line.to(3), line.from(3));
    // The code runs to the last capital of the first word, which begins the message.
    let word = rest.text.split(' ').next().unwrap_or_default();
    let capital =
        word.char_indices().rev().find(|(at, c)| *at > 0 && c.is_ascii_uppercase()).map(|(at, _)| at);
    let code_length = if word.len() == rest.text.len() { word.len() } else { capital.unwrap_or(word.len()) };
    let (code, texts) = (rest.to(code_length), rest.from(code_length));
    let (message, docs) = message_and_docs(texts);
    Some(ErrorRow { status, code, message, docs })
}

/// The message ends where a sentence ends without a blank, or where the text begins again from its start.
fn message_and_docs(texts: Piece<'_>) -> (Piece<'_>, Piece<'_>) {
    let half = texts.text.len() / 2;
    if texts.text.get(..half).is_some_and(|first| texts.text.get(half..) == Some(first)) {
        return (texts.to(half), texts.from(half));
    }
    let sentence_end = texts.text.match_indices('.').map(|(at, _)| at + 1).find(|end| {
        texts.text[*end..].chars().next().is_some_and(|c| c.is_uppercase() || c == '-' || !c.is_ascii())
    });
    match sentence_end {
        Some(end) => (texts.to(end), texts.from(end)),
        None => (texts, Piece::default()),
    }
}

/// Reads the examples: each begins below a line such as `JSONformat`.
fn examples<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Shown<'a>> {
    let label = |line: &Piece<'_>| match line.text.trim().to_lowercase().replace(' ', "").as_str() {
        "jsonformat" | "json格式" => Some(What::Json),
        "xmlformat" | "xml格式" => Some(What::Xml),
        _ => None,
    };
    let starts: Vec<_> = lines.iter().enumerate().filter_map(|(at, line)| Some((label(line)?, at))).collect();
    let ends = starts.iter().skip(1).map(|(_, next)| *next).chain([lines.len()]);
    let shown = starts.iter().zip(ends).filter_map(|((what, start), end)| {
        Some(Shown { what: *what, body: whole(source, &lines[start + 1..end])? })
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece<'_> {
        Piece { text, at: 0 }
    }

    #[test]
    fn collapsed_headers_are_split() {
        use Column::*;
        assert_eq!(
            header("ParameterTypeRequiredDescriptionExample"),
            Some(vec![Name, Type, Required, Docs, Example])
        );
        assert_eq!(
            header("HTTP status codeError codeError messageDescription"),
            Some(vec![Status, ErrorCode, ErrorMessage, Docs])
        );
        assert_eq!(header("Parameters of the request"), None);
        // The Kelvin sign is shorter in lower case.
        assert_eq!(header("Remar\u{212a}Type"), None);
    }

    #[test]
    fn collapsed_rows_are_split() {
        let columns = [Column::Name, Column::Type, Column::Required];
        let head = |line| {
            row_head(piece(line), &columns).map(|row| (row.name.text, row.kind.text, row.required.text))
        };
        assert_eq!(head("ChangeOrderIdstringYes"), Some(("ChangeOrderId", "string", "Yes")));
        assert_eq!(head("Tagsarray<object>No"), Some(("Tags", "array<object>", "No")));
        assert_eq!(head("objectYes"), Some(("", "object", "Yes")));
        assert_eq!(head("A sentence about a stringYes"), None);
    }

    #[test]
    fn collapsed_error_rows_are_split() {
        let row = |line| {
            error_row(piece(line))
                .map(|row| (row.status.text, row.code.text, row.message.text, row.docs.text))
        };
        assert_eq!(
            row("400InvalidParameter.NotEmptyYou must specify the parameter %s.-"),
            Some(("400", "InvalidParameter.NotEmpty", "You must specify the parameter %s.", "-"))
        );
        assert_eq!(
            row("400Not.RunningIt is not running. Try again.It is not running. Try again."),
            Some(("400", "Not.Running", "It is not running. Try again.", "It is not running. Try again."))
        );
        assert_eq!(row("For a list of error codes, visit the Service error codes."), None);
    }
}
