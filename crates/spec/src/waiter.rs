//! Waiters: the states of things that callers wait for, as `product.yaml` says them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// More arguments than this are named in a struct, so that two texts cannot be swapped.
pub const MAX_ARGUMENTS: usize = 2;

/// A state that callers wait for: an operation is called again and again until a member of its answer says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiter {
    /// What is waited for, such as `ChangeOrderFinished`.
    pub name: String,
    /// The operation that shows it.
    pub operation: String,
    /// The member of its response, such as `Data.Status`. Where lists are on the way, it is that of all their items.
    pub member: String,
    /// The request parameters that the caller gives; the required ones that are not fixed, unless some are named. A list of
    /// ids may be given where the parameter is a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// Those among the arguments that are lists though the parameter is text: it holds them as JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<String>,
    /// Parameters that are always the same, such as the size of a page. Lists cannot be.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, Constant>,
    /// How many of the values have to be among those of success.
    #[serde(default, rename = "match", skip_serializing_if = "Quantifier::is_all")]
    pub quantifier: Quantifier,
    /// The values that end the waiting well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub success: Vec<Constant>,
    /// The values that end it badly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failure: Vec<Constant>,
    /// What it means that there is no value: without it, that it is too early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<End>,
    /// The error codes of the operation that say something of the state, such as that of a thing that is gone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, CodeMeaning>,
}

/// What an error code means to who waits. Any other ends the waiting with the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeMeaning {
    /// What the values of success do; the answer is empty then.
    Success,
    /// That it is too early.
    Pending,
}

impl Waiter {
    /// The error codes of a meaning.
    pub fn codes_of(&self, meaning: CodeMeaning) -> impl Iterator<Item = &str> {
        self.codes.iter().filter(move |(_, other)| **other == meaning).map(|(code, _)| code.as_str())
    }
}

/// How many of several values have to be as they should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quantifier {
    /// All of them, and as many as were asked for.
    #[default]
    All,
    /// One of them.
    Any,
}

/// How waiting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Well.
    Success,
    /// Badly.
    Failure,
}

impl Quantifier {
    fn is_all(&self) -> bool {
        *self == Quantifier::All
    }
}

/// A value that a waiter gives or looks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected true, false, a whole number or text")]
pub enum Constant {
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// Text.
    String(String),
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Constant::Boolean(value) => value.fmt(f),
            Constant::Integer(value) => value.fmt(f),
            Constant::String(value) => value.fmt(f),
        }
    }
}
