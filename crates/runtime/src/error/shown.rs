//! Texts as they may be shown: without control characters, and not without end.

/// Characters of a message that are shown.
pub(super) const MESSAGE: usize = 2000;

/// Characters of a code or of the number of a request that are shown.
pub(super) const WORD: usize = 200;

/// A code, or the number of a request, without control characters and of sane length.
pub(crate) fn shown_word(word: &str) -> String {
    shown(word, WORD)
}

/// A message without control characters and of sane length.
pub(crate) fn shown_message(message: &str) -> String {
    shown(message, MESSAGE)
}

/// A text without control characters, of so many characters at most.
fn shown(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len().min(limit));
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            out.push('…');
            break;
        }
        if is_control(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// Characters that move the cursor of a terminal, or turn text around.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
