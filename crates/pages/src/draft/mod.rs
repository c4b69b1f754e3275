//! The draft of the operation that a page describes, in wire names.

pub(crate) mod compare;
pub(crate) mod encoding;
pub(crate) mod errors;
pub(crate) mod identity;
pub(crate) mod lower;
pub(crate) mod path;
pub(crate) mod request;
pub(crate) mod response;
mod types;
