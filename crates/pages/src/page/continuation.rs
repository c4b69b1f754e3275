//! The `\` that crawlers put at the ends of lines of lists in JSON.

use std::borrow::Cow;

/// Removes one `\` before each line end inside fences that show JSON, where it can mean nothing else. Lines and columns of
/// all that is left stay as they were.
pub(crate) fn removed(text: &str) -> Cow<'_, str> {
    // Most pages have none.
    if !["[\\\n", "{\\\n", ",\\\n"]
        .iter()
        .any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut fence = Fence::Outside;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if content.trim_start().starts_with("```") {
            fence = if fence == Fence::Outside { Fence::Opened } else { Fence::Outside };
        } else if fence == Fence::Opened && !content.trim().is_empty() {
            fence = if content.trim_start().starts_with(['{', '[']) { Fence::Json } else { Fence::Other };
        }
        match content.strip_suffix('\\').filter(|_| fence == Fence::Json) {
            Some(kept) => {
                out.push_str(kept);
                out.push_str(&line[content.len()..]);
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Where a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    Outside,
    /// Inside, before the first text.
    Opened,
    Json,
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_loses_the_ends_of_its_lines() {
        let text = "a\\\n```\n{\n \"x\": [\\\n 1,\\\n \"a\\\\\"\n ]\\\n}\n```\n```\ncurl \\\n x\n```\n";
        let expected = "a\\\n```\n{\n \"x\": [\n 1,\n \"a\\\\\"\n ]\n}\n```\n```\ncurl \\\n x\n```\n";
        assert_eq!(removed(text), expected);
        assert!(matches!(removed("a\\\nb"), Cow::Borrowed(_)));
    }
}
