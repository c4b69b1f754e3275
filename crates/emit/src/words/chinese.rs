//! The terms of a member's name go in; a Chinese phrase that says what it holds comes out.

use super::term::{Number, Term};

/// The phrase, with its period: nouns stand in the order of English. All but a few words must have a name in the glossary.
pub(super) fn phrase(terms: &[Term]) -> Option<String> {
    let (last, before) = terms.split_last()?;
    let first = terms.first()?;
    let text = match (first.word.as_str(), last.word.as_str()) {
        ("enable" | "enabled", _) if !before.is_empty() => joined(&["是否启用".to_owned()], &terms[1..], &[]),
        (_, "enabled") if !before.is_empty() => joined(&["是否启用".to_owned()], before, &[]),
        (_, "count" | "num") if !before.is_empty() => joined(&[], before, &["数量".to_owned()]),
        _ if is_limit(first) && last.number == Number::Many => joined(&[], terms, &["数量".to_owned()]),
        _ => joined(&[], terms, &[]),
    };
    text.map(|text| text + "。")
}

/// Whether what is limited or summed up is counted.
fn is_limit(term: &Term) -> bool {
    matches!(term.one.as_str(), "maximum" | "minimum" | "total")
}

/// All in a row, with a blank between Chinese and other letters.
fn joined(before: &[String], terms: &[Term], after: &[String]) -> Option<String> {
    let named: Vec<String> = terms.iter().map(|term| term.zh.clone()).collect::<Option<_>>()?;
    let mut text = String::new();
    for part in before.iter().chain(&named).chain(after) {
        let ends = text.chars().next_back();
        let is_seam = |c: char| c.is_ascii_alphanumeric();
        if let (Some(end), Some(begin)) = (ends, part.chars().next())
            && (is_seam(end) || is_seam(begin))
        {
            text.push(' ');
        }
        text.push_str(part);
    }
    Some(text)
}
