//! Characters that show nothing.

/// Control characters, and what Unicode calls default ignorable or a control of formatting: characters without width and
/// those that turn the direction of text. Variation selectors, which choose between shapes of the letter before, stay.
pub fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_their_variants_are_visible() {
        assert_eq!("变更单 ❤\u{fe0f}e\u{301}葛\u{e0100}\t\n".chars().find(|c| is_invisible(*c)), None);
        assert!("\u{200b}\u{feff}\u{202e}\u{2066}\u{7}\u{1b}\u{ad}\u{e0041}".chars().all(is_invisible));
    }
}
