//! Tables whose cells saving has run together: the header reads `ParameterTypeRequiredDescriptionExample`, a row begins
//! `ChangeOrderIdstringYes`, and its description and example follow on lines of their own. Column words, type words and
//! the shape of error codes tell where the cells ended.

use crate::page::error_rows::ErrorRow;
use crate::page::paragraphs::{self, End};
use crate::page::rows::{Layout, Requirement, Row, Rows};
use crate::page::sink::Sink;
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{self, Column};
use alicloud_spec::Code;

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
pub(super) fn rows<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>]) -> Option<Rows<'a>> {
    let (at, columns) = lines.iter().enumerate().find_map(|(at, line)| Some((at, header(line.text)?)))?;
    let message = "the cells of this table have run together; they were told apart by column and type words";
    sink.report(Code::CollapsedTable, lines[at].trim(), message);
    let body = &lines[at + 1..];
    let heads = |columns: &[Column]| -> Vec<_> {
        let rows = body.iter().enumerate();
        rows.filter_map(|(at, line)| Some((at, row_head(sink.source, *line, columns)?))).collect()
    };
    let mut starts = heads(&columns);
    let is_bare = starts.is_empty() && columns.contains(&Column::Required);
    if is_bare {
        let others: Vec<_> = columns.iter().copied().filter(|column| *column != Column::Required).collect();
        starts = heads(&others);
    }
    if is_bare && !starts.is_empty() {
        let message =
            "the cells that say what is required were not saved, so all parameters are taken as optional";
        sink.report(Code::UnclearRequirement, lines[at].trim(), message);
    }
    let layout = Layout::of(&columns.iter().copied().map(Some).collect::<Vec<_>>());
    let ends = starts.iter().skip(1).map(|(next, _)| (*next, End::Row)).chain([(body.len(), End::Section)]);
    let rows = starts.iter().zip(ends).map(|((start, head), (end, kind))| {
        let lines = &body[start + 1..end];
        let (docs, example) = match kind {
            End::Row => docs_and_example(sink.source, lines),
            End::Section => paragraphs::texts(sink.source, lines, kind, paragraphs::is_container(head.kind)),
        };
        Row { docs, example, layout, ..head.clone() }
    });
    let told = columns.contains(&Column::Required);
    let requirement = if told { Requirement::Told } else { Requirement::Untold };
    Some(Rows { rows: rows.collect(), requirement, ..Rows::default() })
}

const TYPES: &[&str] =
    &["string", "integer", "long", "boolean", "object", "float", "double", "number", "array", "map", "any"];

/// Name, type and requirement of a row, from its first line.
fn row_head<'a>(source: &Source<'a>, line: Piece<'a>, columns: &[Column]) -> Option<Row<'a>> {
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
        None => {
            let known = TYPES.iter().filter_map(|word| rest.text.strip_suffix(word)).map(str::len).min();
            known.or_else(|| structure(source, rest.text))?
        }
    };
    let name = rest.to(at);
    let is_name =
        name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    is_name.then(|| Row { span: line, name, kind: rest.from(at), required, ..Row::default() })
}

/// No member has a longer name.
const LONGEST_NAME: usize = 128;

/// Where the name of a structure begins behind the name of a member that the examples show.
fn structure(source: &Source<'_>, text: &str) -> Option<usize> {
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let capitals = text.char_indices().skip(1).filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    capitals.take_while(|at| *at <= LONGEST_NAME).filter(|at| source.quoted().has_name(&text[..*at])).last()
}

/// The description comes first; the example is the last line, if the next row follows it without a blank line.
fn docs_and_example<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> (Piece<'a>, Piece<'a>) {
    let Some(last) = lines.iter().rposition(|line| !line.is_blank()) else { return Default::default() };
    let is_item = lines[last].text.trim_start().starts_with('•');
    if last + 1 == lines.len() && !is_item {
        (source.whole(&lines[..last]).unwrap_or_default(), lines[last].trim())
    } else {
        (source.whole(lines).unwrap_or_default(), Piece::default())
    }
}

/// Reads a collapsed table of error codes.
pub(super) fn errors<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>]) -> Vec<ErrorRow<'a>> {
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
            row_head(&Source::new("p.txt", line), piece(line), &columns)
                .map(|row| (row.name.text, row.kind.text, row.required.text))
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
