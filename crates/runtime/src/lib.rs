//! What generated code calls: tables of members as traits, and the wire formats that are written and read by them.
//!
//! Generated modules hold data and tables; everything that does something is here, once, behind `dyn`. That is what
//! keeps crates with hundreds of operations quick to compile: the JSON reader is compiled with this crate and not again
//! for each structure.
//!
//! | for | see |
//! |---|---|
//! | structures and the values in them | [`Structure`], [`Field`] and other [`plumbing`], [`structure!`] |
//! | sets of documented values that stay open | [`StringEnum`], [`IntegerEnum`] |
//! | documented error codes | [`ErrorCode`] |
//! | operations and how they are sent | [`Operation`], [`Metadata`], [`encode_request`] |
//! | reading answers | [`decode_json`], [`decode_xml`] |
//!
//! # What decoding forgives
//! Documentation is often wrong about types, so a value that it did not foresee never fails a response: a number may
//! stand for a string and the reverse, one value for a list of one, a list of one for a single value, `""` for nothing,
//! JSON text for the structure it holds. A value that fits in no way leaves its member absent and is listed as a
//! [`Mismatch`], which has the value. Unknown members are skipped; unknown values of enums are kept. A character or number
//! that JSON does not have (a lone surrogate, `NaN`) costs no more than the text or member that has it.
#![warn(missing_docs)]

mod answer;
pub mod client;
pub mod credentials;
mod decode;
mod encode;
mod error;
mod identity;
mod model;
mod off_thread;
mod operation;
pub mod plumbing;
mod product;
#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros make public what is generated")]
mod sample;
pub mod signing;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;

pub use decode::{DecodeError, Decoded, Mismatch, decode_json, decode_xml};
pub use encode::{EncodeError, encode_json};
pub use error::{CallError, CommonCode, Error, ErrorKind, Timeout};
pub use identity::CredentialsError;
pub use model::{
    Acknowledged, Blob, ErrorCode, IntegerEnum, JsonText, OtherCode, StringEnum, UnknownInteger,
    UnknownString,
};
pub use operation::{Encoding, Location, Metadata, Operation, Security, Style};
#[doc(hidden)]
pub use plumbing::*;
pub use transport::{Method, TransportError};

#[cfg(feature = "time")]
pub use time::OffsetDateTime;

/// Any JSON value.
pub use serde_json::Value as Json;

/// What the macros of this crate expand to; not for other use.
#[doc(hidden)]
pub mod __private {
    /// What threads may share; one bound in place of two on each implementation of a macro.
    pub trait Shared: Send + Sync {}
    impl<T: Send + Sync> Shared for T {}

    #[cfg(feature = "time")]
    pub use crate::model::instant;
    pub use crate::model::{
        cloned, copied, debug, debug_code, debug_value, default, entry, equal, fields, hash, variants,
    };
    pub use serde;

    #[cfg(feature = "serde")]
    pub use crate::decode::deserialize;
    #[cfg(feature = "serde")]
    pub use crate::encode::serialize;
}

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
