//! The forms that pages are written in.

use crate::cell::markup::Markup;
use crate::page::sink::Sink;
use crate::page::text::Source;
use crate::page::{Page, copied, markdown, plain};

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

/// Reads a page.
pub(crate) fn read<'a>(sink: &mut Sink<'a>) -> Page<'a> {
    let format = of(sink.source);
    Page { markup: format.markup, ..(format.read)(sink) }
}
