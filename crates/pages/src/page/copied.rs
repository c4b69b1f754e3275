//! Markdown that the site's own button gives: tables with one line a cell, and escapes doubled in cells.

use crate::page::text::Source;

/// Whether tables were copied so: no cell has a line break or a single escape, and escapes are doubled or cells padded.
pub(super) fn recognizes(source: &Source<'_>) -> bool {
    const PADDED: &[&str] = &["| 是   |", "| 否   |", "| 无   |", "| Yes |", "| No  |"];
    let mut found = false;
    for line in source.lines.iter().map(|line| line.text).filter(|line| line.trim_start().starts_with('|')) {
        if line.contains("<br") || has_single_escape(line) {
            return false;
        }
        found |=
            line.contains("\\\\") || PADDED.iter().any(|cell| line.contains(cell) && line.contains("   |"));
    }
    found
}

/// Whether a mark of Markdown has one backslash before it.
fn has_single_escape(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'\\', bytes).any(|at| {
        let is_alone = at == 0 || bytes[at - 1] != b'\\';
        is_alone && matches!(bytes.get(at + 1), Some(b'*' | b'_' | b'[' | b']'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_tables_are_known_by_their_escapes() {
        let of = |text| recognizes(&Source::new("p.md", text));
        assert!(of("|x|\n|a\\\\_b|"));
        assert!(of("| Lang | 否   |     |"));
        assert!(!of("|a\\_b|\n|a\\\\\\_b|"));
        assert!(!of("| a<br>b | 否   |     |"));
        assert!(!of("|a|b|"));
    }
}
