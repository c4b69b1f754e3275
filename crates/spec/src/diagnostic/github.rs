//! A diagnostic goes in; a GitHub Actions workflow command, which annotates the line in a review, comes out.

use crate::{Diagnostic, Severity};

/// `::warning file=…,line=…,col=…,title=…::message`.
pub fn github(diagnostic: &Diagnostic) -> String {
    let Diagnostic { span, code, severity, message, help } = diagnostic;
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let help = help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!(
        "::{command} file={},line={},col={},title={code}::{}",
        property(&span.file),
        span.line,
        span.column,
        text(&format!("{message}{help}")),
    )
}

fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Span};

    #[test]
    fn escapes_what_would_end_the_command() {
        let diagnostic =
            Diagnostic::new(Code::NoTable, Span::new("a,b:c.md", 3, 4, 1), "50 %\nno").help("do");
        assert_eq!(
            github(&diagnostic),
            "::error file=a%2Cb%3Ac.md,line=3,col=4,title=no-table::50 %25%0Ano%0Ado"
        );
    }
}
