//! A diagnostic goes in; one JSON object on one line comes out, for tools.

use crate::Diagnostic;
use serde_json::json;

/// `{"file", "line", "column", "width", "severity", "code", "message", "help"}`; `help` may be null.
pub fn json(diagnostic: &Diagnostic) -> String {
    let Diagnostic { span, code, severity, message, help } = diagnostic;
    json!({
        "file": span.file, "line": span.line, "column": span.column, "width": span.width,
        "severity": severity.word(), "code": code, "message": message, "help": help,
    })
    .to_string()
}
