//! Rows, as far as a search looks at them.

use crate::cell::types::Declared;
use crate::tree::row::{Holds, Mark, Named};

/// What the search knows about a row.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    pub(crate) declared: &'a Declared,
    pub(crate) mark: Mark,
    pub(crate) wrapper: Option<&'a str>,
    /// The name that its parent must have.
    pub(crate) below: Option<&'a str>,
    pub(crate) holds: Holds,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(named: &'a Named<'_>) -> Self {
        Candidate {
            name: &named.name,
            declared: &named.declared,
            mark: named.mark,
            wrapper: named.wrapper.as_deref(),
            below: named.below.as_deref(),
            holds: named.holds,
        }
    }
}
