//! What pages say a value is held to: its default, its bounds, and whether it should still be used.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a value is held to, as far as the pages tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The value that stands for one that is left out, as text.
    pub default: Option<String>,
    /// The least and the greatest number.
    pub range: Option<Bounds>,
    /// The least and the greatest number of characters of a text.
    pub length: Option<Bounds>,
    /// The least and the greatest number of items of a list.
    pub items: Option<Bounds>,
    /// A regular expression that a text matches.
    pub pattern: Option<String>,
}

/// An interval with its ends, one of which may be open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The greatest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
}

/// Whether a member should still be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing speaks against it.
    #[default]
    Current,
    /// A page says that it is deprecated.
    Deprecated,
}

/// What a request parameter is for, where every operation that has it uses it alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Makes repeated calls have the effect of one.
    ClientToken,
    /// Which page of a list, from 1.
    PageNumber,
    /// How many items a page has.
    PageSize,
    /// Where the last answer ended.
    NextToken,
    /// How many items an answer has at most.
    MaxResults,
}

impl Limits {
    /// Takes over what is still missing here.
    pub fn fill(&mut self, other: Limits) {
        self.default = self.default.take().or(other.default);
        self.range = self.range.or(other.range);
        self.length = self.length.or(other.length);
        self.items = self.items.or(other.items);
        self.pattern = self.pattern.take().or(other.pattern);
    }
}

impl Bounds {
    /// The whole numbers from one to another, both included.
    pub fn closed(min: i64, max: i64) -> Self {
        Bounds { min: Some(Number::Integer(min)), max: Some(Number::Integer(max)) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Integer(number) => number.fmt(f),
            Number::Decimal(number) => number.fmt(f),
        }
    }
}

impl Role {
    /// The role of a request parameter, which its wire name tells.
    pub fn of(name: &str) -> Option<Self> {
        const NAMES: [(&str, Role); 8] = [
            ("ClientToken", Role::ClientToken),
            ("PageNumber", Role::PageNumber),
            ("PageNo", Role::PageNumber),
            ("CurrentPage", Role::PageNumber),
            ("PageSize", Role::PageSize),
            ("NextToken", Role::NextToken),
            ("MaxResults", Role::MaxResults),
            ("MaxResult", Role::MaxResults),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, role)| *role)
    }
}
