//! What reading an answer gives, or why it cannot be read.

use super::progress::{Mismatch, Outcome, Progress};
use crate::Slot;

/// A value that was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What is not as documented, with the values that came; the first thousand, if there are more.
    pub mismatches: Vec<Mismatch>,
}

/// Bytes that are no JSON or XML, that nest deeper than 128 levels, that are of another kind as a whole than what is
/// documented, such as a number or a page for people in the place of a structure, or whose values would take more than
/// 128 MiB of memory, or more than four times their own size if that is larger.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the response{}: {source}", at(path))]
#[non_exhaustive]
pub struct DecodeError {
    /// How far reading got, such as `Data.Pipelines[1]`; empty at the beginning.
    pub path: String,
    /// What the reader found, with line and column for JSON.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" after `{path}`") }
}

/// What reading a whole answer gave.
pub(crate) struct Read {
    pub(crate) outcome: Outcome,
    pub(crate) progress: Progress,
}

impl Read {
    /// The mismatches, if the answer is of the kind that its slot takes: a number is no structure, and neither is null.
    pub(crate) fn accept(self, slot: &Slot<'_>) -> Result<Vec<Mismatch>, DecodeError> {
        let mut mismatches = self.progress.mismatches;
        match self.outcome {
            Outcome::Filled => Ok(mismatches),
            Outcome::Absent if takes_nothing(slot) => Ok(mismatches),
            Outcome::Absent => Err(wrong_kind(slot.word(), "nothing")),
            Outcome::Unfit => {
                let last = mismatches.pop();
                Err(wrong_kind(slot.word(), last.map_or("another kind of value", |last| last.found)))
            }
        }
    }
}

/// Whether a whole answer may be nothing: it is documented to have no members, or to be a single value.
pub(crate) fn takes_nothing(slot: &Slot<'_>) -> bool {
    match slot {
        Slot::Structure(structure) => structure.members().is_empty(),
        Slot::Optional(_) | Slot::Any(_) | Slot::Ignored => true,
        _ => false,
    }
}

pub(crate) fn wrong_kind(expected: &str, found: &str) -> DecodeError {
    DecodeError { path: String::new(), source: format!("expected {expected}, found {found}").into() }
}

/// An answer without what some services put around it: a byte order mark, and NUL bytes behind.
pub(crate) fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n'));
    bytes.get(..end.map_or(0, |last| last + 1)).unwrap_or_default()
}
