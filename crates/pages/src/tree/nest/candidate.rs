//! Rows, as far as a search looks at them.

use crate::cell::types::Declared;
use crate::page::rows::Layout;
use crate::tree::row::{Holds, Mark, Named};

/// What the search knows about a row.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    pub(crate) declared: &'a Declared,
    pub(crate) may_contain: bool,
    pub(crate) mark: Mark,
    pub(crate) wrapper: Option<&'a str>,
    /// The name that its parent must have.
    pub(crate) below: Option<&'a str>,
    pub(crate) holds: Holds,
    pub(crate) layout: Layout,
    /// Whether the path shows the name, so that the row is of a parameter.
    pub(crate) in_path: bool,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(named: &'a Named<'_>) -> Self {
        Candidate {
            name: &named.name,
            declared: &named.declared,
            may_contain: named.may_contain(),
            mark: named.mark,
            wrapper: named.wrapper.as_deref(),
            below: named.below.as_deref(),
            holds: named.holds,
            layout: named.row.layout,
            in_path: false,
        }
    }
}
