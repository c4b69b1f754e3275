//! The text of a file: where its lines begin, and what was found wrong in it.

use crate::json::{Content, Node, Object};
use alicloud_spec::{Code, Diagnostic, Span};
use std::sync::Arc;

/// A file that is being read.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    file: Arc<str>,
    /// Where each line begins.
    lines: Vec<u32>,
    findings: Vec<Finding>,
}

/// Some bytes of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A diagnostic whose column is still to be counted.
struct Finding {
    at: At,
    code: Code,
    message: String,
    help: Option<&'static str>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(file: &str, text: &'a str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        Source {
            text,
            file: file.into(),
            lines: std::iter::once(0).chain(newlines).collect(),
            findings: Vec::new(),
        }
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The line that a fact stands on.
    pub(crate) fn line(&self, at: At) -> alicloud_spec::Source {
        let line = self.lines.partition_point(|start| *start <= at.start);
        alicloud_spec::Source { page: Arc::clone(&self.file), line }
    }

    /// Where a line begins, counted from 1.
    pub(crate) fn start_of_line(&self, line: usize) -> usize {
        self.lines.get(line.saturating_sub(1)).map_or(self.text.len(), |start| *start as usize)
    }

    /// Line and column of a place. Counts characters from the start of the line.
    pub(crate) fn span(&self, at: At) -> Span {
        let line = self.lines.partition_point(|start| *start <= at.start);
        let start = self.start_of_line(line);
        let column = self.characters(start, at.start as usize) + 1;
        Span::new(&self.file, line, column, self.width(at))
    }

    pub(crate) fn report(&mut self, code: Code, at: At, message: impl Into<String>) {
        self.findings.push(Finding { at, code, message: message.into(), help: None });
    }

    pub(crate) fn report_with_help(
        &mut self,
        code: Code,
        at: At,
        message: impl Into<String>,
        help: &'static str,
    ) {
        self.findings.push(Finding { at, code, message: message.into(), help: Some(help) });
    }

    /// What a node holds, if it is what belongs there. An empty list can stand for an empty object, and the reverse.
    pub(crate) fn expect<'n, T: 'n>(
        &mut self,
        node: &'n Node<'a>,
        expected: &str,
        as_expected: impl FnOnce(&'n Node<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = as_expected(node);
        if value.is_some() || node.is_empty() {
            return value;
        }
        if matches!(node.content, Content::TooDeep) {
            self.report(Code::SchemaTooLarge, node.at, "this is nested too deeply to be read");
        } else {
            let message = format!("{} where {expected} belongs; it was left out", node.content.word());
            self.report(Code::MalformedValue, node.at, message);
        }
        None
    }

    pub(crate) fn text_of<'n>(&mut self, object: &'n Object<'a>, key: &str) -> Option<&'n str> {
        self.expect(object.get(key)?, "a string", Node::text)
    }

    pub(crate) fn flag_of(&mut self, object: &Object<'a>, key: &str) -> bool {
        let node = object.get(key);
        node.and_then(|node| self.expect(node, "true or false", Node::flag)).unwrap_or_default()
    }

    pub(crate) fn object_of<'n>(&mut self, object: &'n Object<'a>, key: &str) -> Option<&'n Object<'a>> {
        self.expect(object.get(key)?, "an object", Node::object)
    }

    pub(crate) fn list_of<'n>(&mut self, object: &'n Object<'a>, key: &str) -> &'n [Node<'a>] {
        let node = object.get(key);
        node.and_then(|node| self.expect(node, "a list", Node::list)).unwrap_or_default()
    }

    /// What was found, by place. One pass over the text counts all columns.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        let mut findings = std::mem::take(&mut self.findings);
        findings.sort_by_key(|finding| finding.at);
        let (mut line, mut column, mut counted) = (0, 1, 0);
        let mut diagnostics = Vec::with_capacity(findings.len());
        for finding in findings {
            let start = finding.at.start;
            let this = self.lines.partition_point(|begin| *begin <= start);
            if this != line {
                (line, column, counted) = (this, 1, self.start_of_line(this));
            }
            column += self.characters(counted, start as usize);
            counted = start as usize;
            let span = Span::new(&self.file, line, column, self.width(finding.at));
            let found = Diagnostic::new(finding.code, span, finding.message);
            diagnostics.push(match finding.help {
                Some(help) => found.help(help),
                None => found,
            });
        }
        diagnostics.sort();
        diagnostics
    }

    fn width(&self, at: At) -> usize {
        self.characters(at.start as usize, (at.start + at.len) as usize)
    }

    fn characters(&self, start: usize, end: usize) -> usize {
        self.text.get(start..end).map_or(0, |text| text.chars().count())
    }
}
