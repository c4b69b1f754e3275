//! The YAML at the beginning of a page that a clipper saved: the few values that are about the page.

use crate::page::text::{Piece, Source};

/// What front matter says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FrontMatter<'a> {
    pub(crate) title: Option<Piece<'a>>,
    /// The address that the page was saved from.
    pub(crate) source: Option<Piece<'a>>,
    /// When the page was changed.
    pub(crate) updated: Option<Piece<'a>>,
}

/// More lines than this are no front matter.
const MOST_LINES: usize = 40;

/// Reads the front matter of a page, if it has one.
pub(crate) fn read<'a>(source: &Source<'a>) -> FrontMatter<'a> {
    let lines = &source.lines[..length(&source.lines)];
    let value = |keys: &[&str]| {
        let of = |line: &Piece<'a>| {
            let colon = line.text.find(':')?;
            let key = line.text[..colon].trim().trim_matches('"');
            let value = unquoted(line.from(colon + 1).trim());
            (keys.contains(&key) && !value.is_blank()).then_some(value)
        };
        lines.iter().find_map(of)
    };
    FrontMatter {
        title: value(&["title"]),
        source: value(&["source", "url"]),
        updated: value(&["更新时间", "updated", "last_updated"]),
    }
}

/// The number of lines of the front matter, with those that delimit it.
pub(crate) fn length(lines: &[Piece<'_>]) -> usize {
    if lines.first().is_none_or(|line| line.text.trim() != "---") {
        return 0;
    }
    let end = lines.iter().take(MOST_LINES).skip(1).position(|line| line.text.trim() == "---");
    end.map_or(0, |at| at + 2)
}

fn unquoted(value: Piece<'_>) -> Piece<'_> {
    let quoted = |mark: char| value.text.strip_prefix(mark)?.strip_suffix(mark);
    let inner = ['"', '\''].into_iter().find_map(quoted);
    inner.map_or(value, |inner| value.from(1).to(inner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_with_and_without_quotes() {
        let text = "---\ntitle: \"ListParcels - 查询\"\ntags:\n  - x\n\"更新时间\": '2026-07-08 12:30:48'\n---\nurl: y";
        let read = read(&Source::new("p.md", text));
        let text = |piece: Option<Piece<'static>>| piece.map(|piece| piece.text);
        assert_eq!(text(read.title), Some("ListParcels - 查询"));
        assert_eq!(text(read.updated), Some("2026-07-08 12:30:48"));
        assert_eq!(text(read.source), None);
    }
}
