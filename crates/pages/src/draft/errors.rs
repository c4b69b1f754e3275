//! The error codes of an operation.

use crate::cell::markup::Markup;
use crate::page::error_rows::ErrorRow;
use crate::page::sink::Sink;
use crate::page::text::Piece;
use alicloud_spec::{Code, Docs, ErrorCode, Language};
use std::collections::{HashMap, HashSet};

/// The error codes of a page. A code may have several statuses; one that repeats under a status keeps its first row there.
pub(crate) fn lower(
    sink: &mut Sink<'_>,
    markup: Markup,
    language: Language,
    rows: &[ErrorRow<'_>],
) -> Vec<ErrorCode> {
    let mut errors: Vec<ErrorCode> = Vec::new();
    let (mut first_statuses, mut known) = (HashMap::new(), HashSet::new());
    for row in rows {
        let code = markup.inline(row.code.text);
        if code.is_empty() || code == "-" {
            if !(row.status.is_blank() && row.message.is_blank()) {
                sink.report(Code::UnreadableName, row.status, "a row without an error code was left out");
            }
            continue;
        }
        let error = error_code(sink, markup, language, row, code.clone().into_owned());
        let first = *first_statuses.entry(code.clone()).or_insert(error.status);
        let is_new = known.insert((code, error.status));
        if is_new && first != error.status {
            let message = format!("`{}` stands above with status {}", error.code, show(first));
            sink.report(Code::StatusConflict, row.status, message);
        }
        if is_new && (first == error.status || error.status.is_some()) {
            errors.push(error);
        }
    }
    errors
}

fn error_code(
    sink: &mut Sink<'_>,
    markup: Markup,
    language: Language,
    row: &ErrorRow<'_>,
    code: String,
) -> ErrorCode {
    let text = |cell: Piece<'_>| {
        Some(markup.text(cell.text).into_owned()).filter(|text| !text.is_empty() && text != "-")
    };
    let message = text(row.message);
    // Many descriptions repeat the message word for word.
    let docs = text(row.docs).filter(|docs| Some(docs) != message.as_ref()).unwrap_or_default();
    let status: Option<u32> = markup.inline(row.status.text).parse().ok();
    let is_known = status.is_some_and(|status| (100..600).contains(&status));
    if !is_known && !row.status.is_blank() && row.status.text != "-" {
        let message = format!("`{}` is no HTTP status", row.status.text);
        sink.report(Code::UnreadableStatus, row.status, message);
    }
    ErrorCode {
        code,
        status,
        message,
        docs: Docs::new(language, docs),
        source: Some(sink.source.line(row.code.at)),
    }
}

fn show(status: Option<u32>) -> String {
    status.map_or_else(|| "none".to_owned(), |status| status.to_string())
}
