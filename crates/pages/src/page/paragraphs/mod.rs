//! Tables that were saved with a paragraph for each cell.
//!
//! Nothing marks where a row ends: empty cells are absent, descriptions have any number of paragraphs, and prose may follow
//! the last row. What helps are the words that names, types, requirements and statuses have.

mod cells;
mod rows;

use crate::page::table::{Table, TableRow};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{Column, column};
use cells::{Lists, Paragraph};
pub(crate) use rows::End;
use rows::Items;

/// Description and example of a row whose texts stand on some lines.
pub(crate) fn texts<'a>(
    source: &Source<'a>,
    lines: &[Piece<'a>],
    end: End,
    is_container: bool,
) -> (Piece<'a>, Piece<'a>) {
    rows::texts(source, &cells::paragraphs(source, lines), end, is_container)
}

/// Whether a cell can be the name of a parameter.
pub(crate) fn is_name(cell: Piece<'_>) -> bool {
    alone(cell).is_name()
}

/// Whether a cell is surely a type.
pub(crate) fn is_type(cell: Piece<'_>) -> bool {
    alone(cell).is_type()
}

/// Whether rows may stand inside of one of this type.
pub(crate) fn is_container(kind: Piece<'_>) -> bool {
    alone(kind).is_container()
}

/// Whether a cell can be a status of HTTP, or is another number in its place.
pub(crate) fn is_number(cell: Piece<'_>) -> bool {
    alone(cell).is_number()
}

fn alone(piece: Piece<'_>) -> Paragraph<'_> {
    Paragraph { piece, lists: Lists::None }
}

/// A header has at least so many columns.
const FEWEST_COLUMNS: usize = 3;

/// The tables in some lines.
pub(crate) fn tables<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Table<'a>> {
    let paragraphs = cells::paragraphs(source, lines);
    let mut starts = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let columns = header(&paragraphs[at..]);
        if is_header(&columns) {
            starts.push((at, columns.clone()));
        }
        at += columns.len().max(1);
    }
    let ends: Vec<_> = starts.iter().skip(1).map(|(at, _)| *at).chain([paragraphs.len()]).collect();
    let tables = starts.into_iter().zip(ends).map(|((start, columns), end)| {
        let (head, body) = paragraphs[start..end].split_at(columns.len());
        let rows = if columns.contains(&Column::ErrorCode) {
            rows::of_errors(source, &columns, body)
        } else {
            let is_bold = head[0].piece.text.starts_with("**");
            let items = if is_bold { Items::Unnamed } else { Items::Any };
            rows::of_parameters(source, &columns, body, items)
        };
        Table {
            span: head[0].piece,
            header: head.iter().map(|paragraph| paragraph.piece).collect(),
            columns: columns.len(),
            rows: rows.into_iter().map(TableRow::Cells).collect(),
        }
    });
    tables.collect()
}

/// The columns that some paragraphs begin to name. A word that repeats is the first cell of the first row.
fn header(paragraphs: &[Paragraph<'_>]) -> Vec<Column> {
    let mut columns = Vec::new();
    for paragraph in paragraphs {
        match column(paragraph.piece.text) {
            Some(column) if !columns.contains(&column) => columns.push(column),
            _ => break,
        }
    }
    columns
}

fn is_header(columns: &[Column]) -> bool {
    let lists = |wanted: &[Column]| wanted.iter().all(|column| columns.contains(column));
    columns.len() >= FEWEST_COLUMNS
        && (lists(&[Column::Name, Column::Type]) || lists(&[Column::Status, Column::ErrorCode]))
}
