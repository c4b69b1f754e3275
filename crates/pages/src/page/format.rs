//! The forms that pages are written in.

use crate::cell::markup::Markup;
use crate::page::heading::heading;
use crate::page::sink::Sink;
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{self, Section};
use crate::page::{Page, copied, markdown, outline, plain};
use std::collections::BTreeSet;

/// A form in which pages are written or saved.
pub(crate) struct Format {
    pub(crate) name: &'static str,
    /// Whether a page has the form, if it has none that comes before it.
    recognizes: fn(&Source<'_>) -> bool,
    read: for<'a> fn(&mut Sink<'a>) -> Page<'a>,
    /// How the text of its cells and paragraphs is marked up.
    markup: Markup,
}

/// All forms that are known. The first that recognizes a page reads it; the last takes any.
pub(crate) const FORMATS: &[Format] = &[
    Format { name: "saved text", recognizes: plain::recognizes, read: plain::read, markup: Markup::Plain },
    Format {
        name: "copied Markdown",
        recognizes: copied::recognizes,
        read: markdown::read,
        markup: Markup::Copied,
    },
    MARKDOWN,
];

const MARKDOWN: Format =
    Format { name: "Markdown", recognizes: |_| true, read: markdown::read, markup: Markup::Markdown };

/// What the names of files of these forms end in.
pub(crate) const EXTENSIONS: &[&str] = &["md", "txt", "markdown", "html", "htm"];

/// The form that a page has.
pub(crate) fn of(source: &Source<'_>) -> &'static Format {
    FORMATS.iter().find(|format| (format.recognizes)(source)).unwrap_or(&MARKDOWN)
}

/// Whether a text has at least two sections that pages of operations have, marked as headings or not.
pub(crate) fn has_sections(source: &Source<'_>) -> bool {
    let is_telling = |section: &Section| {
        matches!(section, Section::Request | Section::RequestPath | Section::Response | Section::Errors)
    };
    let marked = |line: &Piece<'_>| {
        let heading = heading(*line).filter(|heading| heading.level > 1)?;
        vocabulary::section(heading.title.text)
    };
    let marked: BTreeSet<_> = source.lines.iter().filter_map(marked).filter(is_telling).collect();
    let lines = outline::sections(&source.lines);
    marked.len() > 1 || lines.iter().filter(|(section, _)| is_telling(section)).count() > 1
}

/// Reads a page.
pub(crate) fn read<'a>(sink: &mut Sink<'a>) -> Page<'a> {
    let format = of(sink.source);
    Page { markup: format.markup, ..(format.read)(sink) }
}
