//! Tables copied from a browser, with tabs between cells.
//!
//! A cell that holds paragraphs is no part of such a line: the description follows on lines of its own, and behind a
//! blank line the example.

use crate::page::paragraphs::{End, is_container, is_name, is_number, is_type, texts};
use crate::page::table::{Table, TableRow};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{Column, column};

/// The tables in some lines.
pub(crate) fn tables<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Table<'a>> {
    let headers: Vec<_> =
        lines.iter().enumerate().filter(|(_, line)| is_header(**line)).map(|(at, _)| at).collect();
    let ends = headers.iter().skip(1).copied().chain([lines.len()]);
    let tables = headers.iter().zip(ends).map(|(start, end)| {
        let header: Vec<_> = fields(lines[*start]).collect();
        let columns: Vec<_> = header.iter().filter_map(|cell| column(cell.text)).collect();
        let body = &lines[start + 1..end];
        let rows = rows(source, &columns, body).into_iter().map(TableRow::Cells).collect();
        Table { span: lines[*start].trim(), columns: header.len(), header, rows }
    });
    tables.collect()
}

fn is_header(line: Piece<'_>) -> bool {
    let mut cells = fields(line).peekable();
    line.text.contains('\t') && cells.all(|cell| column(cell.text).is_some())
}

fn fields(line: Piece<'_>) -> impl Iterator<Item = Piece<'_>> {
    let mut at = line.at;
    line.text.split('\t').map(move |text| {
        let piece = Piece { text, at };
        at += text.len() + 1;
        piece.trim()
    })
}

/// The rows below a header, each with the texts that follow its line.
fn rows<'a>(source: &Source<'a>, columns: &[Column], lines: &[Piece<'a>]) -> Vec<Vec<Piece<'a>>> {
    let mut heads: Vec<(usize, Vec<Piece<'a>>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // The items of a list stand directly behind it, the first row of a response alone.
        let holds =
            heads.last().is_none_or(|(_, cells)| cells.get(1).is_some_and(|kind| is_container(*kind)));
        heads.extend(head(*line, columns, holds).map(|cells| (at, cells)));
    }
    let ends: Vec<_> =
        heads.iter().skip(1).map(|(at, _)| (*at, End::Row)).chain([(lines.len(), End::Section)]).collect();
    let rows = heads.into_iter().zip(ends).map(|((start, mut cells), (end, kind))| {
        let holds = cells.get(1).is_some_and(|kind| is_container(*kind));
        let (docs, example) = texts(source, &lines[start + 1..end], kind, holds);
        for (column, text) in [(Column::Docs, docs), (Column::Example, example)] {
            let cell = columns.iter().position(|known| *known == column).and_then(|at| cells.get_mut(at));
            // Rows of errors have one line each.
            let cell = cell.filter(|cell| cell.is_blank() && columns.contains(&Column::Type));
            if let Some(cell) = cell {
                *cell = text;
            }
        }
        cells
    });
    rows.collect()
}

/// The cells of the line that begins a row: its second field is a type, its first a status, or it begins with a type where
/// the row before it holds others.
fn head<'a>(line: Piece<'a>, columns: &[Column], holds: bool) -> Option<Vec<Piece<'a>>> {
    let mut cells: Vec<_> = fields(line).collect();
    let is_tabbed = cells.len() > 1;
    if columns.contains(&Column::ErrorCode) {
        return (is_tabbed && is_number(cells[0])).then_some(cells);
    }
    let is_unnamed = is_type(cells[0]) && cells.get(1).is_none_or(|cell| !is_type(*cell));
    if is_unnamed {
        if !holds || columns.contains(&Column::Required) != is_tabbed {
            return None;
        }
        cells.insert(0, Piece { text: "", at: line.at });
    }
    let is_row = is_unnamed || is_tabbed && is_name(cells[0]);
    cells.resize(columns.len().max(cells.len()), Piece::default());
    is_row.then_some(cells)
}
