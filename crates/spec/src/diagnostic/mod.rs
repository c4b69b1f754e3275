//! What is wrong in a page or spec, and where, as data; the renderers beside this file turn it into text.

mod code;
mod github;
mod human;
mod json;
mod line;

pub use code::{Code, Severity};
pub use github::github;
pub use human::human;
pub use json::json;
pub use line::line;

use std::fmt;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is.
    pub span: Span,
    /// What kind of finding it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, and what was expected instead.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a file: some characters of one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column of the first character, from 1, in characters.
    pub column: usize,
    /// Number of characters, at least 1.
    pub width: usize,
}

impl Diagnostic {
    /// A finding with the severity that its code has.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { span, code, severity: code.severity(), message: message.into(), help: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Span {
    /// A place of `width` characters.
    pub fn new(file: &str, line: usize, column: usize, width: usize) -> Self {
        Span { file: file.to_owned(), line, column, width: width.max(1) }
    }

    /// The beginning of a file, for what concerns the whole of it.
    pub fn file(file: &str) -> Self {
        Span::new(file, 1, 1, 1)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
