//! The front end: operations and diagnostics from the text of API reference pages.
//!
//! A page passes through these stages; each gives values and diagnostics, none fails:
//!
//! | stage | module | gives |
//! |---|---|---|
//! | bytes to text | `page::bytes` | text, or why it is none |
//! | text to a page | `page`, one file for each dialect | the content of each section: rows, prose, blocks |
//! | cells to facts | `cell` | types, limits, values, plain text |
//! | blocks to examples | `example` | requests and responses, and what they show |
//! | rows to members | `tree` | the parent of each row, and the shape of each member |
//! | a page to a draft | `draft` | a [`Draft`] in wire names |
//! | drafts to operations | `product` | merged operations, with nothing in them that no generator could take |

mod cell;
mod draft;
mod example;
mod page;
mod product;
mod tree;

pub use draft::identity::Hint;
pub use product::catalog::{Described, Fallback, catalog};
pub use product::compile::{Compiled, compile};

use alicloud_spec::{Code, Diagnostic, Draft, Glossary, Span};
use draft::{identity, lower};
use page::sink::Sink;
use page::text::Source;
use page::{bytes, continuation, format, html};

/// A page as it was found.
#[derive(Clone, Copy, Debug)]
pub struct PageFile<'a> {
    /// Its name relative to the `pages` folder of its product, with `/` between folders. Name and text show in
    /// which of the [`formats`] it is.
    pub name: &'a str,
    /// Its bytes, whatever they are.
    pub bytes: &'a [u8],
}

/// Reads one page. Without a draft there is at least one error.
pub fn read(page: &PageFile<'_>, glossary: &Glossary) -> (Option<Draft>, Vec<Diagnostic>) {
    let text = match bytes::text(page.name, page.bytes) {
        Ok(text) => text,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let text = text.as_ref();
    if text.trim().is_empty() {
        let empty = Diagnostic::new(Code::EmptyPage, Span::file(page.name), "the page has no text");
        return (None, vec![empty.help("save the page again, or remove the file")]);
    }
    let article = html::article(text);
    let text = continuation::removed(article.as_ref().map_or(text, |(article, _)| article));
    let source = Source::new(page.name, &text);
    let source = match article {
        // Its lines are none of the file.
        Some((_, line)) => source.all_on(line),
        None => source,
    };
    let mut sink = Sink::new(&source);
    let read = format::read(&mut sink);
    let draft = lower::lower(&read, &mut sink, glossary);
    (draft, sink.into_sorted())
}

/// What the names of pages end in, behind the last dot.
pub const EXTENSIONS: &[&str] = format::EXTENSIONS;

/// The names of all formats of pages that are known.
pub fn formats() -> impl Iterator<Item = &'static str> {
    format::FORMATS.iter().map(|format| format.name)
}

/// The format that a page is read as; none if it is no text.
pub fn format(page: &PageFile<'_>) -> Option<&'static str> {
    let text = bytes::text(page.name, page.bytes).ok()?;
    Some(format::of(&Source::new(page.name, &text)).name)
}

/// What a page that describes no operation says about those beside it.
pub fn hint(page: &PageFile<'_>) -> Option<Hint> {
    identity::hint(page.name, &bytes::text(page.name, page.bytes).ok()?)
}

/// Whether a file is the page of an operation, whatever it is called: at least two sections of such pages are in it.
pub fn is_page(bytes: &[u8]) -> bool {
    let Ok(text) = bytes::text("", bytes) else { return false };
    let article = html::article(&text);
    let text = article.as_ref().map_or(text.as_ref(), |(article, _)| article);
    format::has_sections(&Source::new("", text))
}

/// Reads pages one after the other; what is wrong with them is in their order.
pub fn read_all(pages: &[PageFile<'_>], glossary: &Glossary) -> (Vec<Draft>, Vec<Diagnostic>) {
    let (drafts, found): (Vec<_>, Vec<_>) = pages.iter().map(|page| read(page, glossary)).unzip();
    (drafts.into_iter().flatten().collect(), found.into_iter().flatten().collect())
}
