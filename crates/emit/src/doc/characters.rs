//! Characters of a text as a reader sees them: without those that show nothing, and with a blank for any white space.

use alicloud_spec::is_invisible;

/// The text as one line: white space is a single blank, and there is none at the ends.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in visible(text) {
        if c != ' ' || !(line.is_empty() || line.ends_with(' ')) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// The text as one line that keeps its blanks.
pub(crate) fn one_line(text: &str) -> String {
    visible(text).collect()
}

/// How many blanks a line begins with.
pub(crate) fn indent(line: &str) -> usize {
    visible(line).take_while(|c| *c == ' ').count()
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_whitespace() { ' ' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_protects_no_blanks() {
        for text in
            ["\u{200b}    a", "\u{feff}\ta", "\u{202e}\u{2003}\u{a0}a \u{7}", "\u{3164} a\u{ad}\r\n", "a"]
        {
            assert_eq!(single_spaced(text), "a", "{text:?}");
        }
        assert_eq!(single_spaced("a\u{2003}\u{200b}\u{a0}b\u{2028}c"), "a b c");
        assert_eq!(single_spaced("\u{200b} \u{200d}"), "");
    }

    #[test]
    fn comments_stay_on_their_line() {
        assert_eq!(one_line("a\r\nfn b() {}\u{2028}\u{202e}c"), "a  fn b() {} c");
    }

    #[test]
    fn letters_and_their_variants_stay() {
        for text in ["变更单", "❤\u{fe0f}", "e\u{301}", "葛\u{e0100}"] {
            assert_eq!(single_spaced(text), text);
        }
    }
}
