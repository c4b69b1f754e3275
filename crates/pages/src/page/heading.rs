//! The headings of Markdown.

use crate::page::text::Piece;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading<'a> {
    pub(crate) level: usize,
    /// Without the number signs and the attributes.
    pub(crate) title: Piece<'a>,
    /// `{…}` behind the title; empty without.
    pub(crate) attributes: &'a str,
}

/// The title of an ATX heading; the pages have no other kind.
pub(crate) fn heading(line: Piece<'_>) -> Option<Heading<'_>> {
    let level = line.text.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let rest = line.from(level).trim();
    // `{#parameters .section}` behind the title is not part of it.
    let (title, attributes) = match rest.text.rfind('{') {
        Some(open)
            if rest.text.ends_with('}') && rest.text[open + 1..].trim_start().starts_with(['#', '.']) =>
        {
            (rest.to(open).trim(), &rest.text[open..])
        }
        _ => (rest, ""),
    };
    let without_closing = title.text.trim_end_matches('#').len();
    Some(Heading { level, title: title.to(without_closing).trim(), attributes })
}
