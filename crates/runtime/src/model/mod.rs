//! Models: structures as tables of their members, and the values that members have.

mod acknowledged;
mod blob;
mod enumeration;
mod error_code;
mod field;
#[cfg(feature = "time")]
mod instant;
mod json_text;
mod macros;
mod setters;
mod structure;
mod table;
mod types;

pub use acknowledged::Acknowledged;
pub use blob::Blob;
pub use enumeration::{IntegerEnum, StringEnum, UnknownInteger, UnknownString, debug_value};
pub use error_code::{ErrorCode, OtherCode, Variants, debug_code, variants};
pub use field::{Entry, Enumeration, Field, List, Map, Optional, Slot, Structure, View, WithFields};
#[cfg(feature = "time")]
pub use instant::instant;
pub use json_text::JsonText;
pub use setters::{distinct, list, map};
pub(crate) use structure::present;
pub use structure::{cloned, copied, debug, default, entry, equal, fields, hash};
pub use table::{Empties, Table};
