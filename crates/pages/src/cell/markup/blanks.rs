//! Blanks between words, and where there are none.

/// Characters behind it, those of Chinese, have no blanks between them.
pub(super) const LAST_BEFORE_CHINESE: char = '\u{2e7f}';

pub(super) fn without_no_break_spaces(text: String) -> String {
    if text.contains('\u{a0}') { text.replace('\u{a0}', " ") } else { text }
}
