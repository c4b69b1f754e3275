//! Text of a cell that the site's own button has copied as Markdown: escapes doubled, and all in one line.

use std::borrow::Cow;

/// The text as Markdown.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    if raw.contains("\\\\") { Cow::Owned(raw.replace("\\\\", "\\")) } else { Cow::Borrowed(raw) }
}

/// The text with each item of a list on a line of its own. A list begins behind a colon.
pub(super) fn with_items(text: &str) -> Cow<'_, str> {
    let begins = ["： - ", ": - "]
        .into_iter()
        .filter_map(|mark| Some(text.find(mark)? + mark.len() - " - ".len()))
        .min();
    let Some(begins) = begins else { return Cow::Borrowed(text) };
    let (before, list) = text.split_at(begins);
    Cow::Owned(before.to_owned() + &list.replace(" - ", "\n- "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_lines_again() {
        assert_eq!(with_items("取值： - a：x - b：y"), "取值：\n- a：x\n- b：y");
        assert_eq!(with_items("1 - 100"), "1 - 100");
    }
}
