//! Counts of the characters before any byte of a text, however long its lines are.

use std::cell::OnceCell;

/// So many bytes are counted anew for each answer.
const BLOCK: usize = 256;

/// Counts the characters of a text, once it is asked for.
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// How many characters there are before each block.
    before: OnceCell<Vec<usize>>,
}

impl<'a> Characters<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Characters { text, before: OnceCell::new() }
    }

    /// How many characters begin before byte `at`.
    pub(crate) fn before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let before = self.before.get_or_init(|| self.count());
        let block = at / BLOCK;
        let counted = before.get(block).copied().unwrap_or_default();
        counted + starts(&self.text.as_bytes()[block * BLOCK..at])
    }

    fn count(&self) -> Vec<usize> {
        let blocks = self.text.as_bytes().chunks(BLOCK).map(starts);
        let running = blocks.scan(0, |sum, block| {
            *sum += block;
            Some(*sum)
        });
        std::iter::once(0).chain(running).collect()
    }
}

/// How many characters begin in a part of a text.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_across_blocks() {
        let text = "a文😀".repeat(100);
        let characters = Characters::of(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.before(at), count);
        }
        assert_eq!(characters.before(text.len()), 300);
    }
}
