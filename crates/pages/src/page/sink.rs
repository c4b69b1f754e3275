//! What a page gets wrong.

use crate::page::text::{Piece, Source};
use alicloud_spec::{Code, Diagnostic};

/// The diagnostics of a page, as its stages report them.
pub(crate) struct Sink<'a> {
    pub(crate) source: &'a Source<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(source: &'a Source<'a>) -> Self {
        Sink { source, diagnostics: Vec::new() }
    }

    /// Reports what is wrong with a piece of the page.
    pub(crate) fn report(&mut self, code: Code, piece: Piece<'_>, message: impl Into<String>) {
        self.push(Diagnostic::new(code, self.source.span(piece), message));
    }

    /// Reports what is wrong with a piece of the page, and how to mend it.
    pub(crate) fn report_with_help(
        &mut self,
        code: Code,
        piece: Piece<'_>,
        message: impl Into<String>,
        help: &str,
    ) {
        self.push(Diagnostic::new(code, self.source.span(piece), message).help(help));
    }

    /// Adds a diagnostic with a span of its own.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// All that was reported, in the order of the page.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_unstable();
        self.diagnostics
    }
}
