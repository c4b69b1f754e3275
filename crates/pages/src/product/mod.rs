//! Products and their operations, merged from the drafts of all pages.

pub(crate) mod catalog;
pub(crate) mod compile;
pub(crate) mod settle;
mod types;
