//! Names of rows, to be found in texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words with the rows that they name. Which of them are in a text is looked up by the words of the text, so that
/// it does not cost more where there are more rows.
#[derive(Default)]
pub(super) struct Words {
    /// By what [`key`] gives.
    by_key: HashMap<String, BTreeMap<String, Vec<usize>>>,
}

impl Words {
    /// Adds a word, in lower case, that names a row.
    pub(super) fn add(&mut self, word: String, row: usize) {
        if let Some(key) = key(&word) {
            self.by_key.entry(key.to_owned()).or_default().entry(word).or_default().push(row);
        }
    }

    /// The words in a text in lower case, each with its rows.
    pub(super) fn of<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (&'w str, &'w [usize])> {
        let keys: BTreeSet<&str> = parts(text).collect();
        let words = keys.into_iter().filter_map(|key| self.by_key.get(key)).flatten();
        words.filter(|(word, _)| is_word_of(text, word)).map(|(word, rows)| (word.as_str(), rows.as_slice()))
    }
}

/// The first run of letters in a word, which is one of the [`parts`] of every text that has the word; its first character,
/// where it has no letters.
fn key(word: &str) -> Option<&str> {
    parts(word).find(|part| part.starts_with(is_letter)).or_else(|| parts(word).next())
}

/// The runs of letters of a text, and each character between them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = match is_letter(first) {
            true => rest.find(|c| !is_letter(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (part, behind) = rest.split_at(length);
        rest = behind;
        Some(part)
    })
}

/// Whether a word is in a text, not as a part of a longer one. Words of Chinese text have no blanks around them.
fn is_word_of(text: &str, word: &str) -> bool {
    let stands =
        |at: usize| !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter);
    text.match_indices(word).any(|(at, _)| stands(at))
}

/// Whether a character belongs to a word.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_alone() {
        let words = ["rules", "rules_ex", "$ref", "a.b", "规则", "-"];
        let mut known = Words::default();
        words.iter().enumerate().for_each(|(row, word)| known.add((*word).to_owned(), row));
        for (text, expected) in [
            ("rules参数说明", &["rules"][..]),
            ("the structure of `rules_ex`", &["rules_ex"]),
            ("rulesbook", &[]),
            ("rules and rules_ex", &["rules", "rules_ex"]),
            ("of $ref", &["$ref"]),
            ("of ref", &[]),
            ("a.b.c", &["a.b"]),
            ("a.bc", &[]),
            ("这些规则", &["规则"]),
            ("1 - 2", &["-"]),
            ("", &[]),
        ] {
            assert_eq!(known.of(text).map(|(word, _)| word).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
