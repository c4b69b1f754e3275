//! A diagnostic goes in; the one line that `diagnostics.txt` keeps of it comes out.

use crate::Diagnostic;

/// `file:line:column: severity[code]: message`, without a line break.
pub fn line(diagnostic: &Diagnostic) -> String {
    let Diagnostic { span, code, severity, message, .. } = diagnostic;
    format!("{span}: {}[{code}]: {}", severity.word(), message.replace(['\n', '\r'], " "))
}
