//! Where reading stands, and what did not fit.

use super::adjustment::{Adjustment, Form};
use super::room::Room;
use crate::{Json, Slot};
use std::fmt;

/// Mismatches that are kept. Where there are more, they are of a kind.
const MISMATCHES: usize = 1000;

/// A value that is not what its member is documented to hold. If it fits in no way, the member is absent; if only some
/// characters of a text are wrong, the member holds the text without them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The member, such as `Data.Pipelines[0].Status`.
    pub path: String,
    /// What the documentation says it is.
    pub expected: &'static str,
    /// What kind of value came.
    pub found: &'static str,
    /// The value that came. What JSON cannot hold, such as `NaN` or an integer of more than 64 bits, is a string of the
    /// same characters. `Debug` leaves it out, since it may be a secret.
    pub value: Json,
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { path, expected, found, value: _ } = self;
        f.debug_struct("Mismatch")
            .field("path", path)
            .field("expected", expected)
            .field("found", found)
            .finish_non_exhaustive()
    }
}

/// Where reading stands, and what did not fit.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) path: Vec<Step>,
    pub(crate) mismatches: Vec<Mismatch>,
    /// What was adjusted, if anybody asks.
    pub(crate) adjustments: Option<Vec<Adjustment>>,
    pub(crate) digits: Digits,
    pub(crate) room: Room,
}

/// Whether numbers were read to the last digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Digits {
    #[default]
    Kept,
    /// A number was beyond 64 bits.
    Lost,
}

/// A step from a value into it.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Name(&'static str),
    Key(String),
    Index(usize),
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Filled,
    /// Null, or a text that stands for nothing.
    Absent,
    /// Recorded as a mismatch.
    Unfit,
}

impl Progress {
    /// The path so far, as people write it.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Name(_) | Step::Key(_) if !path.is_empty() => path.push('.'),
                Step::Name(_) | Step::Key(_) => {}
            }
            match step {
                Step::Name(name) => path.push_str(name),
                Step::Key(key) => path.push_str(key),
                Step::Index(_) => {}
            }
        }
        path
    }

    /// Records that the value here has another form than documented.
    pub(crate) fn adjusted(&mut self, form: Form) {
        if let Some(adjustments) = &mut self.adjustments {
            adjustments.push(Adjustment { path: self.path.clone(), form });
        }
    }

    /// Records a member that the structure here does not have.
    pub(crate) fn unknown(&mut self, name: &str) {
        if let Some(adjustments) = &mut self.adjustments {
            let mut path = self.path.clone();
            path.push(Step::Key(name.to_owned()));
            adjustments.push(Adjustment { path, form: Form::Unknown });
        }
    }

    /// Records a value that fits its slot in no way.
    pub(crate) fn unfit(&mut self, slot: &Slot<'_>, found: &'static str, value: Json) -> Outcome {
        self.adjusted(Form::Unfit);
        self.record(slot.word(), found, value);
        Outcome::Unfit
    }

    /// Records a value that is not as it should be.
    pub(crate) fn record(&mut self, expected: &'static str, found: &'static str, value: Json) {
        if self.mismatches.len() < MISMATCHES {
            self.mismatches.push(Mismatch { path: self.path(), expected, found, value });
        }
    }
}

impl Slot<'_> {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Slot::String(_) => "string",
            Slot::Boolean(_) => "boolean",
            Slot::Integer(_) => "integer",
            Slot::Long(_) => "long",
            Slot::Double(_) => "double",
            Slot::Any(_) | Slot::Optional(_) | Slot::Ignored => "any",
            Slot::Enumeration(_) => "enumeration",
            Slot::Structure(_) => "structure",
            Slot::List(_) => "list",
            Slot::Map(_) => "map",
            Slot::Blob(_) => "binary",
        }
    }
}
