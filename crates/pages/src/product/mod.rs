//! Products and their operations, merged from the drafts of all pages.

pub(crate) mod assemble;
pub(crate) mod catalog;
pub(crate) mod settle;
