//! Tables that an extractor wrote with pipes and broke over lines.
//!
//! There are two ways. In one, cells stand on lines of their own, a row begins with `|`, and a header with a `|` alone:
//! `|`, `Parameter |`, `Type |`, then `| Name |`, `string |`. In the other, a row is one line without a `|` before it,
//! `Name | string | Yes | … | … |`, unless a list in a cell has broken it, and `---|---|` stands below the header.

use crate::page::paragraphs::is_type;
use crate::page::table::{Table, TableRow, cells, count_pipes, pipes};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::column;

/// The tables in some lines.
pub(crate) fn tables<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Table<'a>> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (table, next) = match opened(source, lines, at).or_else(|| ruled(source, lines, at)) {
            Some((table, next)) => (Some(table), next),
            None => (None, at + 1),
        };
        tables.extend(table);
        at = next.max(at + 1);
    }
    tables
}

/// A table whose rows begin with `|`, and the line after it.
fn opened<'a>(source: &Source<'a>, lines: &[Piece<'a>], at: usize) -> Option<(Table<'a>, usize)> {
    if lines[at].text.trim() != "|" {
        return None;
    }
    let closes =
        |line: &&Piece<'_>| line.text.trim_end().ends_with('|') && !line.text.trim_start().starts_with('|');
    let words: Vec<_> = lines[at + 1..].iter().take_while(closes).collect();
    let header: Vec<_> = words.iter().map(|line| line.to(line.text.trim_end().len() - 1).trim()).collect();
    let is_header = header.len() > 1 && header.iter().filter(|cell| column(cell.text).is_some()).count() > 1;
    if !is_header {
        return None;
    }
    let mut next = at + 1 + header.len();
    let mut rows = Vec::new();
    while lines.get(next).is_some_and(|line| line.text.trim_start().starts_with('|')) {
        let is_unnamed = begins_unnamed(lines, next);
        let end = opened_end(lines, next, header.len(), is_unnamed);
        let row = source.between(lines[next].at, lines[end - 1].end());
        let mut row: Vec<_> = cells(row).collect();
        if is_unnamed {
            // The pipe of the empty cell stands at the end.
            row.insert(0, Piece { text: "", at: lines[next].at });
            row.truncate(header.len());
        }
        rows.push(TableRow::Cells(row));
        next = end;
    }
    let columns = header.len();
    Some((Table { span: lines[at], header, columns, rows }, next))
}

/// Whether the row that begins at a line has no name: a `|` alone stands before its type.
fn begins_unnamed(lines: &[Piece<'_>], start: usize) -> bool {
    let of_type = |line: &Piece<'_>| line.text.trim_end().strip_suffix('|').map(|kind| kind.trim().len());
    let is_alone = lines[start].text.trim() == "|";
    let below = lines.get(start + 1).filter(|_| is_alone).and_then(|line| Some(line.to(of_type(line)?)));
    below.is_some_and(|kind| is_type(kind.trim()))
}

/// The line after the row that begins at `start`. Each cell ends with a pipe, and the row begins with one.
fn opened_end(lines: &[Piece<'_>], start: usize, columns: usize, is_unnamed: bool) -> usize {
    if !is_unnamed {
        return row_end(lines, start, columns + 1);
    }
    let end = row_end(lines, start, columns);
    let found: usize = lines[start..end].iter().map(|line| count_pipes(line.text)).sum();
    let is_rest = lines.get(end).is_some_and(|line| line.text.trim() == "|") && !begins_unnamed(lines, end);
    end + usize::from(found == columns && is_rest)
}

/// A table with a rule below its header, and the line after it.
fn ruled<'a>(source: &Source<'a>, lines: &[Piece<'a>], at: usize) -> Option<(Table<'a>, usize)> {
    let rule = lines.get(at + 1)?.text.trim();
    let is_rule =
        rule.starts_with("---") && rule.bytes().all(|byte| matches!(byte, b'-' | b'|' | b' ' | b':'));
    if !is_rule || !lines[at].text.contains('|') {
        return None;
    }
    let header: Vec<_> = cells(lines[at]).collect();
    let mut next = at + 2;
    let mut rows = Vec::new();
    while let Some(end) = ruled_row(lines, next, header.len()) {
        let row = source.between(lines[next].at, lines[end - 1].end());
        rows.push(TableRow::Cells(unopened(row)));
        next = end;
    }
    let columns = header.len();
    Some((Table { span: lines[at].trim(), header, columns, rows }, next))
}

/// The line after the row that begins at `start`, if one does: its first cells stand on one line.
fn ruled_row(lines: &[Piece<'_>], start: usize, columns: usize) -> Option<usize> {
    let line = lines.get(start)?;
    let is_row = count_pipes(line.text) + 1 >= columns.min(3) && !line.is_blank();
    let end = row_end(lines, start, columns);
    is_row.then_some(end)
}

/// The line after that on which a row has so many pipes.
fn row_end(lines: &[Piece<'_>], start: usize, wanted: usize) -> usize {
    let mut found = 0;
    for (at, line) in lines.iter().enumerate().skip(start) {
        found += count_pipes(line.text);
        if found >= wanted && line.text.trim_end().ends_with('|') {
            return at + 1;
        }
    }
    lines.len()
}

/// The cells of a row that no pipe begins: an empty first cell is one.
fn unopened(row: Piece<'_>) -> Vec<Piece<'_>> {
    let mut start = 0;
    pipes(row.text)
        .map(|end| {
            let cell = row.to(end).from(start).trim();
            start = end + 1;
            cell
        })
        .collect()
}
