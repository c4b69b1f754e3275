//! The tables of Markdown pages: the cells of the header and the text of each row, however they are broken over lines.

use crate::page::heading::heading;
use crate::page::sink::Sink;
use crate::page::text::Piece;
use crate::page::vocabulary::is_column_word;
use alicloud_spec::Code;

/// A table of a page.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    /// The first line.
    pub(crate) span: Piece<'a>,
    /// Empty for a table that begins with data.
    pub(crate) header: Vec<Piece<'a>>,
    /// Number of columns.
    pub(crate) columns: usize,
    pub(crate) rows: Vec<TableRow<'a>>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) enum TableRow<'a> {
    /// Its text, with pipes between the cells.
    Piped(Piece<'a>),
    /// Its cells, where nothing stands between them.
    Cells(Vec<Piece<'a>>),
}

impl<'a> TableRow<'a> {
    /// Puts the cells in place of what `cells` holds.
    pub(crate) fn read(&self, cells: &mut Vec<Piece<'a>>) {
        cells.clear();
        match self {
            TableRow::Piped(row) => cells.extend(self::cells(*row)),
            TableRow::Cells(row) => cells.extend(row),
        }
    }

    /// The first cell, or all of the row.
    pub(crate) fn beginning(&self) -> Piece<'a> {
        match self {
            TableRow::Piped(row) => *row,
            TableRow::Cells(row) => row.first().copied().unwrap_or_default(),
        }
    }
}

impl<'a> Table<'a> {
    /// Whether a row says what the header says, as the first of a table that was saved twice does.
    pub(crate) fn repeats_header(&self, cells: &[Piece<'a>]) -> bool {
        let same = |(cell, head): (&Piece<'_>, &Piece<'_>)| cell.text == head.text;
        !self.header.is_empty()
            && cells.len() == self.header.len()
            && cells.iter().zip(&self.header).all(same)
    }
}

/// Nine real tables in ten have fewer rows.
const USUAL_ROWS: usize = 16;

/// A header may have one cell per line, with blank lines between.
const MAX_HEADER_LINES: usize = 40;

/// Reads the table that begins at line `index`; gives it and the line after it.
pub(crate) fn read<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>], index: usize) -> (Table<'a>, usize) {
    let (header, columns, first_row) = header(sink, lines, index);
    let mut reader = Rows { sink, lines, columns, rows: Vec::with_capacity(USUAL_ROWS) };
    let next = reader.read(first_row);
    (Table { span: lines[index].trim(), header, columns, rows: reader.rows }, next)
}

/// The header cells, the number of columns, and the line on which the rows begin.
fn header<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>], index: usize) -> (Vec<Piece<'a>>, usize, usize) {
    let first: Vec<_> = cells(lines[index]).collect();
    let looks_like_header = first.first().is_some_and(|cell| is_column_word(cell.text));
    let separator = lines[index + 1..]
        .iter()
        .take(MAX_HEADER_LINES)
        .take_while(|line| heading(**line).is_none())
        .position(|line| is_separator(line.text))
        .map(|offset| index + 1 + offset);
    if let Some(separator) = separator {
        let columns = cells(lines[separator]).count();
        if separator == index + 1 {
            let below = header_below(&first, lines, separator);
            return below.map_or((first, columns, separator + 1), |header| (header, columns, separator + 2));
        }
        let header: Vec<_> =
            cells(sink.source.between(lines[index].at, lines[separator - 1].end())).collect();
        if (first.len() <= 1 || !looks_like_header) && header.len() == columns {
            return (header, columns, separator + 1);
        }
    }
    if looks_like_header && first.len() > 1 {
        let help = "add a line such as `|--|--|` below the header";
        sink.report_with_help(
            Code::NoSeparator,
            lines[index].trim(),
            "no separator line below this header",
            help,
        );
        let columns = first.len();
        return (first, columns, index + 1);
    }
    (Vec::new(), first.len(), index)
}

/// The header of a table whose first row is blank, as converters write tables without one: the row below the separator.
fn header_below<'a>(first: &[Piece<'a>], lines: &[Piece<'a>], separator: usize) -> Option<Vec<Piece<'a>>> {
    let line = *lines.get(separator + 1)?;
    let blank = first.iter().all(|cell| cell.is_blank());
    (blank && line.text.trim_start().starts_with('|')).then(|| cells(line).collect())
}

struct Rows<'s, 'a> {
    sink: &'s mut Sink<'a>,
    lines: &'s [Piece<'a>],
    columns: usize,
    rows: Vec<TableRow<'a>>,
}

impl<'a> Rows<'_, 'a> {
    /// Reads rows from line `index` on; gives the line after the last.
    fn read(&mut self, mut index: usize) -> usize {
        while let Some(start) = self.next_row(index) {
            index = self.row(start);
        }
        index
    }

    /// The line on which the next row of this table begins. Blank lines may lie between.
    fn next_row(&self, index: usize) -> Option<usize> {
        let start = index + self.lines.get(index..)?.iter().position(|line| !line.is_blank())?;
        let line = self.lines[start].text.trim_start();
        if !line.starts_with('|') {
            return None;
        }
        let another_table = start > index
            && (self.lines.get(start + 1).is_some_and(|line| is_separator(line.text))
                || cells(self.lines[start]).next().is_some_and(|cell| is_column_word(cell.text)));
        (!another_table).then_some(start)
    }

    /// Reads the row that begins at line `start`: up to the line whose last character closes the last cell.
    fn row(&mut self, start: usize) -> usize {
        let mut pipes = 0;
        for index in start..self.lines.len() {
            let line = self.lines[index];
            let here = count_pipes(line.text);
            let begins_row = line.text.starts_with('|') && line.text.trim() != "|";
            if index > start
                && (heading(line).is_some()
                    || (begins_row && here >= self.columns && pipes + here > self.columns + 1))
            {
                self.push_unclosed(start, index);
                return index;
            }
            pipes += here;
            if pipes > self.columns && closes_cell(line.text) {
                self.push(start, index + 1);
                return index + 1;
            }
        }
        self.push_unclosed(start, self.lines.len());
        self.lines.len()
    }

    /// A row that ends before all columns had a cell; one whose last cell is closed is merely short.
    fn push_unclosed(&mut self, start: usize, end: usize) {
        let last = self.lines[start..end].iter().rfind(|line| !line.is_blank());
        if !last.is_some_and(|line| closes_cell(line.text)) {
            let help = "end the row with `|` on the page";
            self.sink.report_with_help(
                Code::UnclosedRow,
                self.lines[start].trim(),
                "this row is never closed",
                help,
            );
        }
        self.push(start, end);
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            let row = self.sink.source.between(self.lines[start].at, self.lines[end - 1].end());
            self.rows.push(TableRow::Piped(row));
        }
    }
}

/// Splits a row at its unescaped pipes.
pub(crate) fn cells(row: Piece<'_>) -> impl Iterator<Item = Piece<'_>> {
    let row = row.trim();
    let inner = if row.text.starts_with('|') { row.from(1) } else { row };
    let inner = if closes_cell(inner.text) { inner.to(inner.text.len() - 1) } else { inner };
    let mut start = 0;
    pipes(inner.text).chain([inner.text.len()]).map(move |end| {
        let cell = inner.to(end).from(start).trim();
        start = end + 1;
        cell
    })
}

pub(crate) fn pipes(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'|', bytes).filter(move |&at| at == 0 || bytes[at - 1] != b'\\')
}

pub(crate) fn count_pipes(text: &str) -> usize {
    pipes(text).count()
}

fn closes_cell(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('|') && !text.ends_with("\\|")
}

/// Whether a line is the `|--|:-:|` below a header.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|')
        && line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
