//! The text of Markdown without lists, emphasis, code and links, as most cells are, without a parser.
//!
//! With the parser for every cell, a corpus of 5,456 pages takes 1.3 to 1.5 times as long from page to operation.

use super::blanks::{LAST_BEFORE_CHINESE, without_no_break_spaces};
use std::borrow::Cow;

/// The text of Markdown in which nothing has a meaning but escapes, line breaks and blank lines; `None` for any other.
pub(super) fn read(raw: &str) -> Option<Cow<'_, str>> {
    if begins_block(raw) {
        return None;
    }
    let Some(first) = raw.bytes().position(may_mean_something) else { return Some(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(c) = rest.chars().next() {
        rest = character(c, &rest[c.len_utf8()..], &mut text)?;
        let plain = rest.bytes().position(may_mean_something).unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        rest = &rest[plain..];
    }
    Some(Cow::Owned(without_no_break_spaces(text)))
}

/// Whether a byte begins a character that is not taken over as it is.
fn may_mean_something(byte: u8) -> bool {
    const FIRST_OF_NO_BREAK_SPACE: u8 = 0xc2;
    const TABULATIONS: std::ops::RangeInclusive<u8> = b'\t'..=0x0c;
    let of_markup = matches!(byte, b'\\' | b'*' | b'`' | b'[' | b'<' | b'&' | b'~' | b'\r' | b'_')
        || TABULATIONS.contains(&byte);
    of_markup || byte == FIRST_OF_NO_BREAK_SPACE
}

/// Takes over a character and what belongs to it; gives what follows.
fn character<'r>(c: char, rest: &'r str, text: &mut String) -> Option<&'r str> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let (plain, rest) = match c {
        '\n' => return line_break(rest, text),
        '\\' => match rest.chars().next() {
            Some('\n' | '\r') => return None,
            Some(escaped) if escaped.is_ascii_punctuation() => (escaped, &rest[1..]),
            _ => ('\\', rest),
        },
        // Between letters it is no emphasis.
        '_' if text.ends_with(is_word) && rest.starts_with(is_word) => ('_', rest),
        c if !c.is_ascii() => (c, rest),
        _ => return None,
    };
    text.push(plain);
    Some(rest)
}

/// Goes on to the next line that has text. A blank line ends a paragraph; any other break means nothing between Chinese
/// characters, and a blank elsewhere.
fn line_break<'r>(rest: &'r str, text: &mut String) -> Option<&'r str> {
    let next = rest.trim_start_matches([' ', '\n']);
    let gap = &rest[..rest.len() - next.len()];
    let indent = gap.len() - gap.rfind('\n').map_or(0, |at| at + 1);
    if text.ends_with("  ") || indent > 3 || begins_block(next) {
        return None;
    }
    if gap.contains('\n') {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
        return Some(next);
    }
    text.truncate(text.trim_end_matches(' ').len());
    if !text.ends_with(|c| c > LAST_BEFORE_CHINESE) {
        text.push(' ');
    }
    Some(next)
}

/// Whether a line may begin anything but a paragraph, or go on with something else.
fn begins_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let hyphen = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    line.starts_with(['>', '=', '+', '#', ' ', '\t', ':', '|'])
        || line.strip_prefix('-').is_some_and(hyphen)
        || number.len() < line.len() && number.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::markup::parsed;

    /// All texts of so many of the characters.
    fn texts(length: usize) -> impl Iterator<Item = String> {
        const CHARACTERS: &[char] =
            &['a', '1', '中', ' ', '\n', '\\', '-', '+', '.', '#', '=', '_', '*', '\u{a0}', ':', '\u{c}'];
        let count = CHARACTERS.len();
        (0..count.pow(length as u32)).map(move |number| {
            (0..length).map(|place| CHARACTERS[number / count.pow(place as u32) % count]).collect()
        })
    }

    #[test]
    fn text_without_a_parser_is_as_with_one() {
        let mut simple = 0;
        for text in (1..=5).flat_map(texts).filter(|text| text.trim().len() == text.len()) {
            if let Some(read) = read(&text) {
                simple += 1;
                assert_eq!(read, parsed(&text), "{text:?}");
            }
        }
        assert!(simple > 50_000, "{simple}");
    }

    #[test]
    fn paragraphs_are_read_without_a_parser() {
        let raw = "One\\_two\n three。\n四\n\n -1 is\na 2.5";
        let text = "One_two three。四\n\n-1 is a 2.5";
        assert_eq!(read(raw).as_deref(), Some(text));
        assert_eq!(parsed(raw), text);
    }
}
