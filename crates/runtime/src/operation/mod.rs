//! Operations, and what is fixed about them.

mod macros;
mod metadata;

pub(crate) use metadata::{Access, Facts};
pub use metadata::{Encoding, Location, Metadata, Operation, Security, Style};
