//! The text of a page, and pieces of it that know where they stand.

use crate::page::characters::Characters;
use crate::page::quoted::Quoted;
use alicloud_spec::{Source as Line, Span};
use std::cell::OnceCell;
use std::sync::Arc;

/// Nearly nine real pages in ten have longer lines, by the mean, in bytes.
const SHORT_LINE: usize = 24;

/// A page under reading.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    /// The name, as facts keep it.
    page: Arc<str>,
    pub(crate) text: &'a str,
    /// Its lines, without their line breaks.
    pub(crate) lines: Vec<Piece<'a>>,
    /// For text that was made of one line of the page: that line.
    made_of: Option<usize>,
    characters: Characters<'a>,
    quoted: OnceCell<Quoted<'a>>,
}

/// A piece of the page, with the byte offset at which it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

impl<'a> Source<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Self {
        let mut lines = Vec::with_capacity(text.len() / SHORT_LINE + 1);
        let mut at = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            lines.push(Piece { text: text[at..end].trim_end_matches('\r'), at });
            at = end + 1;
        }
        let (characters, quoted) = (Characters::of(text), OnceCell::new());
        Source { name, page: name.into(), text, lines, made_of: None, characters, quoted }
    }

    /// The same text, all of which was made of one line of the page.
    pub(crate) fn all_on(self, line: usize) -> Self {
        Source { made_of: Some(line), ..self }
    }

    /// What stands between quotation marks.
    pub(crate) fn quoted(&self) -> &Quoted<'a> {
        self.quoted.get_or_init(|| Quoted::of(self.text))
    }

    /// The text of a line, by its number.
    pub(crate) fn line_text(&self, number: usize) -> Piece<'a> {
        self.lines.get(number.saturating_sub(1)).copied().unwrap_or_default().trim()
    }

    /// The first line that has any text.
    pub(crate) fn first_line(&self) -> Piece<'a> {
        self.lines.iter().find(|line| !line.is_blank()).copied().unwrap_or_default().trim()
    }

    /// The lines of a piece.
    pub(crate) fn within(&self, piece: Piece<'_>) -> &[Piece<'a>] {
        let first = self.line_number(piece.at).saturating_sub(1);
        self.lines.get(first..self.line_number(piece.end())).unwrap_or_default()
    }

    /// The text between two offsets.
    pub(crate) fn between(&self, from: usize, to: usize) -> Piece<'a> {
        Piece { text: self.text.get(from..to).unwrap_or_default(), at: from }
    }

    /// Some lines without the blank ones around them; `None` if all are blank.
    pub(crate) fn whole(&self, lines: &[Piece<'a>]) -> Option<Piece<'a>> {
        let first = lines.iter().find(|line| !line.is_blank())?;
        let last = lines.iter().rfind(|line| !line.is_blank())?;
        Some(self.between(first.at, last.end()))
    }

    /// Line number, from 1.
    pub(crate) fn line_number(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.at <= at)
    }

    /// The line of a fact, as specs keep it.
    pub(crate) fn line(&self, at: usize) -> Line {
        Line { page: Arc::clone(&self.page), line: self.made_of.unwrap_or_else(|| self.line_number(at)) }
    }

    /// A span over a piece, cut off at the end of its line.
    pub(crate) fn span(&self, piece: Piece<'_>) -> Span {
        if let Some(line) = self.made_of {
            return Span::new(self.name, line, 1, 1);
        }
        let line = self.line_number(piece.at);
        let start = self.lines.get(line - 1).map_or(0, |line| line.at);
        let column = self.characters.before(piece.at).saturating_sub(self.characters.before(start)) + 1;
        let width = piece.text.lines().next().unwrap_or_default().chars().count();
        Span::new(self.name, line, column, width)
    }
}

impl<'a> Piece<'a> {
    pub(crate) fn trim(self) -> Piece<'a> {
        let start = self.text.trim_start();
        Piece { text: start.trim_end(), at: self.at + self.text.len() - start.len() }
    }

    pub(crate) fn is_blank(self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// Where the piece ends.
    pub(crate) fn end(self) -> usize {
        self.at + self.text.len()
    }

    /// The part from byte `offset` on; an offset inside a character gives nothing.
    pub(crate) fn from(self, offset: usize) -> Piece<'a> {
        Piece { text: self.text.get(offset..).unwrap_or_default(), at: self.at + offset }
    }

    /// The first `length` bytes; a length inside a character gives nothing.
    pub(crate) fn to(self, length: usize) -> Piece<'a> {
        Piece { text: self.text.get(..length).unwrap_or_default(), at: self.at }
    }
}
