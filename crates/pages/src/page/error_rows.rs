//! The rows of error tables, each cell under what its column means.

use crate::page::sink::Sink;
use crate::page::table::Table;
use crate::page::text::Piece;
use crate::page::vocabulary::{Column, column};
use alicloud_spec::Code;

/// A row of an error table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ErrorRow<'a> {
    pub(crate) status: Piece<'a>,
    pub(crate) code: Piece<'a>,
    pub(crate) message: Piece<'a>,
    pub(crate) docs: Piece<'a>,
}

/// The rows of an error table; none if it has no column of codes.
pub(crate) fn rows<'a>(sink: &mut Sink<'a>, table: &Table<'a>) -> Vec<ErrorRow<'a>> {
    let columns: Vec<_> = table.header.iter().map(|cell| column(cell.text)).collect();
    let position = |wanted| columns.iter().position(|column| *column == Some(wanted));
    let Some(code) = position(Column::ErrorCode) else {
        sink.report(
            Code::UnknownTable,
            table.span,
            "this table has no column of error codes, so it was not read",
        );
        return Vec::new();
    };
    let columns =
        [position(Column::Status), Some(code), position(Column::ErrorMessage), position(Column::Docs)];
    let mut cells = Vec::with_capacity(table.columns);
    table
        .rows
        .iter()
        .filter_map(|row| {
            row.read(&mut cells);
            if table.repeats_header(&cells) {
                return None;
            }
            let [status, code, message, docs] =
                columns.map(|column| column.and_then(|at| cells.get(at)).copied().unwrap_or_default());
            Some(ErrorRow { status, code, message, docs })
        })
        .collect()
}
