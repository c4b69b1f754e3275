//! The rows of a table of which each cell is a paragraph.

use super::cells::{Lists, Paragraph};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::Column;

/// Where a row begins, and how many of its paragraphs are no text: name, type, requirement.
#[derive(Clone, Copy)]
struct Head {
    at: usize,
    naming: Naming,
    length: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Named,
    /// The row of the items of a list, of the values of a map, or of the whole.
    Unnamed,
}

/// How the rows of the items of lists are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    /// Without a name, as in the newer of two layouts.
    Unnamed,
    Any,
}

/// What a row ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Row,
    /// Prose may stand between the row and this.
    Section,
}

/// The rows of a table of parameters.
pub(super) fn of_parameters<'a>(
    source: &Source<'a>,
    columns: &[Column],
    body: &[Paragraph<'a>],
    items: Items,
) -> Vec<Vec<Piece<'a>>> {
    let required = usize::from(columns.contains(&Column::Required));
    let has_examples = source.text.contains("\":");
    let heads = Heads { source, body, required, items, has_examples }.all();
    let ends = heads.iter().skip(1).map(|next| (next.at, End::Row)).chain([(body.len(), End::Section)]);
    let rows = heads.iter().zip(ends).map(|(head, (end, kind))| {
        let start = head.at + head.length;
        let mut fixed = body[head.at..start].iter().map(|paragraph| paragraph.piece);
        let nameless = Piece { text: "", at: body[head.at].piece.at };
        let name = if head.naming == Naming::Named { fixed.next() } else { Some(nameless) };
        let (kind_cell, required) = (fixed.next(), fixed.next());
        let type_at = head.at + usize::from(head.naming == Naming::Named);
        let (docs, example) = texts(source, &body[start..end], kind, body[type_at].is_container());
        let cell = |column: &Column| match column {
            Column::Name => name.unwrap_or_default(),
            Column::Type => kind_cell.unwrap_or_default(),
            Column::Required => required.unwrap_or_default(),
            Column::Docs => docs,
            Column::Example => example,
            _ => Piece::default(),
        };
        columns.iter().map(cell).collect()
    });
    rows.collect()
}

/// The paragraphs of a table, searched for where rows begin.
struct Heads<'s, 'a> {
    source: &'s Source<'a>,
    body: &'s [Paragraph<'a>],
    /// How many paragraphs a row has for its requirement.
    required: usize,
    items: Items,
    /// Whether the page shows members of JSON.
    has_examples: bool,
}

impl Heads<'_, '_> {
    fn all(&self) -> Vec<Head> {
        let mut heads: Vec<Head> = Vec::new();
        let mut at = 0;
        while at < self.body.len() {
            let head = self.head(at, heads.last());
            at += head.map_or(1, |head| head.length);
            heads.extend(head);
        }
        heads
    }

    fn head(&self, at: usize, last: Option<&Head>) -> Option<Head> {
        let of_type = |at: usize| self.is_type(at) && self.is_required(at + 1);
        let named = self.body[at].is_name() && (of_type(at + 1) || self.is_shown_structure(at));
        if named && last.is_none_or(|last| !self.is_text_of_list(at, last)) {
            return Some(Head { at, naming: Naming::Named, length: 2 + self.required });
        }
        // The items of a list stand directly behind it, the first row of a response alone.
        let holds = |last: &Head| self.kind(last).is_container();
        let is_item = of_type(at)
            && (self.body[at].is_type()
                || last.is_none()
                || self.required > 0
                || self.body[at].piece.text.contains("struct"));
        let length = 1 + self.required;
        (is_item && last.is_none_or(holds)).then_some(Head { at, naming: Naming::Unnamed, length })
    }

    fn is_required(&self, at: usize) -> bool {
        self.required == 0 || self.body.get(at).is_some_and(Paragraph::is_requirement)
    }

    /// Whether a type stands here. Without a requirement behind it, the name of a structure may be any word of a text.
    fn is_type(&self, at: usize) -> bool {
        let is_structure = |paragraph: &Paragraph<'_>| {
            paragraph.is_structure() && (self.required > 0 || paragraph.is_linked())
        };
        self.body.get(at).is_some_and(|paragraph| paragraph.is_type() || is_structure(paragraph))
    }

    /// Whether a member that the examples show stands here, and behind it what may be the name of a structure, and not that
    /// of the next row.
    fn is_shown_structure(&self, at: usize) -> bool {
        let is_structure = self.body.get(at + 1).is_some_and(Paragraph::is_structure);
        self.required == 0 && is_structure && !self.is_type(at + 2) && self.body[at].is_shown(self.source)
    }

    fn kind(&self, head: &Head) -> &Paragraph<'_> {
        &self.body[head.at + usize::from(head.naming == Naming::Named)]
    }

    /// Whether the word at `at` is a text of the list before it, and not the name of the row that follows: the row of the
    /// items stands directly behind a list, and has no name, or one that the examples show.
    fn is_text_of_list(&self, at: usize, last: &Head) -> bool {
        let list = self.kind(last);
        // The items of an `array` without more are no structures; those of a list of structures are.
        let fits = self.body.get(at + 1).is_some_and(|kind| match list.piece.text {
            "array" => !kind.is_object(),
            text => !text.contains("object") || kind.is_container(),
        });
        if !list.is_list() || !fits {
            return false;
        }
        let is_of_list =
            last.naming == Naming::Named && self.body[last.at].piece.text == self.body[at].piece.text;
        let is_first = last.at + last.length == at;
        let unknown = match self.has_examples {
            true => !self.body[at].is_shown(self.source) && !self.is_named_after(at, last),
            // A name of several words is more than a text would be.
            false => is_first && !self.body[at].is_camel(),
        };
        self.items == Items::Unnamed || self.required > 0 || is_first && is_of_list || unknown
    }

    /// Whether the items of a list may be called so: like the list, or anything where the list has no name.
    fn is_named_after(&self, at: usize, last: &Head) -> bool {
        const STEM: usize = 4;
        let stem = |at: usize| self.body[at].piece.text.get(..STEM).map(str::to_ascii_lowercase);
        last.naming == Naming::Unnamed || stem(at).is_some() && stem(at) == stem(last.at)
    }
}

/// Description and example of a row: the example comes last. Containers have one only if it is JSON, or a word.
pub(super) fn texts<'a>(
    source: &Source<'a>,
    body: &[Paragraph<'a>],
    end: End,
    is_container: bool,
) -> (Piece<'a>, Piece<'a>) {
    let all = |body: &[Paragraph<'a>]| match (body.first(), body.last()) {
        (Some(first), Some(last)) => source.between(first.piece.at, last.piece.end()),
        _ => Piece::default(),
    };
    let Some(last) = body.len().checked_sub(1) else { return Default::default() };
    let is_json = |paragraph: &Paragraph<'_>| {
        paragraph.piece.text.trim_start_matches('\\').starts_with(['{', '[']) && paragraph.is_value()
    };
    let is_word = |paragraph: &Paragraph<'_>| paragraph.is_value() && paragraph.piece.text.is_ascii();
    let example = if is_container {
        let json = body.iter().skip(1).rposition(is_json).map(|at| at + 1);
        json.or_else(|| (last > 0 && end == End::Row && is_word(&body[last])).then_some(last))
    } else if end == End::Row {
        let is_note = last > 0 && body[last - 1].is_note_label();
        (last > 0 && body[last].lists == Lists::None && !is_note).then_some(last)
    } else {
        // What stands behind the example is prose of the section.
        let is_example = |paragraph: &Paragraph<'_>| paragraph.is_value() || paragraph.is_quoted(source);
        body.iter().skip(1).position(is_example).map(|at| at + 1)
    };
    match example {
        Some(at) => (all(&body[..at]), body[at].piece),
        None if end == End::Section => (all(&body[..described(body)]), Piece::default()),
        None => (all(body), Piece::default()),
    }
}

/// How many paragraphs the description of the last row has: the first, and notes below it.
fn described(body: &[Paragraph<'_>]) -> usize {
    let mut length = 1;
    while body.get(length).is_some_and(Paragraph::is_note_label) && length + 1 < body.len() {
        length += 2;
    }
    length
}

/// The rows of a table of error codes.
pub(super) fn of_errors<'a>(
    source: &Source<'a>,
    columns: &[Column],
    body: &[Paragraph<'a>],
) -> Vec<Vec<Piece<'a>>> {
    let starts = error_starts(body);
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let rows = starts.iter().zip(ends).map(|(start, end)| {
        let points = body[*start..end].iter().position(Paragraph::points_to_errors);
        let row = &body[*start..points.filter(|_| end == body.len()).map_or(end, |at| start + at)];
        error_row(source, columns, row)
    });
    rows.collect()
}

/// Where rows of error codes begin: at a status, or another number before a code. A number behind a status is its code.
fn error_starts(body: &[Paragraph<'_>]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let is_code = |at: usize| body.get(at).is_some_and(Paragraph::is_code);
    for (at, paragraph) in body.iter().enumerate() {
        let is_start = paragraph.is_status() || paragraph.is_number() && is_code(at + 1);
        let is_numeric_code = starts.last().is_some_and(|last| last + 1 == at) && !is_code(at + 1);
        if is_start && !is_numeric_code {
            starts.push(at);
        }
    }
    starts
}

/// The cells of a row that has no more paragraphs than columns. A code has no blanks; where it is missing, the message is next.
fn error_row<'a>(source: &Source<'a>, columns: &[Column], row: &[Paragraph<'a>]) -> Vec<Piece<'a>> {
    let mut cells: Vec<_> = row.iter().map(|paragraph| paragraph.piece).collect();
    if cells.get(1).is_some_and(|code| code.text.contains([' ', '，', '。'])) {
        cells.insert(1, Piece { text: "", at: cells[1].at });
    }
    if let (Some(first), Some(last)) = (cells.get(columns.len() - 1), cells.last())
        && cells.len() > columns.len()
    {
        let rest = source.between(first.at, last.end());
        cells.truncate(columns.len() - 1);
        cells.push(rest);
    }
    cells.resize(columns.len(), Piece::default());
    cells
}
