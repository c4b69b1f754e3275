//! Rows in prose that describes each parameter by a name in bold and a list below it.

use crate::cell::name::is_name;
use crate::page::rows::{Requirement, Row, Rows};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{Column, column};

/// Reads `**Name**` and the `- Type: String` items below it; `None` if the prose has none.
pub(crate) fn rows<'a>(source: &Source<'a>, prose: Piece<'a>) -> Option<Rows<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut described = 0;
    let mut at = prose.at;
    for line in prose.text.split_inclusive('\n') {
        let piece = source.between(at, at + line.len()).trim();
        at += line.len();
        if let Some(name) = bold(piece) {
            rows.push(Row { span: piece, name, ..Row::default() });
        } else if let (Some((column, value)), Some(row)) = (item(piece), rows.last_mut()) {
            described += 1;
            match column {
                Column::Type => row.kind = value,
                Column::Required => row.required = value,
                Column::Location => row.location = value,
                Column::Example => row.example = value,
                _ => row.docs = value,
            }
        }
    }
    (described > 0).then(|| Rows { rows, requirement: Requirement::Told, ..Rows::default() })
}

fn bold(line: Piece<'_>) -> Option<Piece<'_>> {
    let inner = line.text.strip_prefix("**")?.strip_suffix("**")?;
    is_name(inner).then(|| line.from(2).to(inner.len()))
}

/// `- Type: String`.
fn item(line: Piece<'_>) -> Option<(Column, Piece<'_>)> {
    let item = line.from(line.text.strip_prefix('-').map(|_| 1)?).trim();
    let (at, colon) = item.text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let column = column(item.to(at).text)?;
    Some((column, item.from(at + colon.len_utf8()).trim()))
}
