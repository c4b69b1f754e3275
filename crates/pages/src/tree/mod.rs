//! The tree of members that the rows of flat tables stand for.

pub(crate) mod context;
pub(crate) mod dotted;
pub(crate) mod inner;
pub(crate) mod leaf;
pub(crate) mod members;
pub(crate) mod nest;
pub(crate) mod row;
pub(crate) mod unlisted;
pub(crate) mod walk;
pub(crate) mod wrapper;
