//! Requests out of the values of their parameters.

mod error;
mod parts;
mod request;
mod value;
mod xml;

pub use error::EncodeError;
pub use parts::{Body, Parts};
pub use request::encode_request;
pub(crate) use request::{Parameter, encode_in_region, lay_out};
#[cfg(feature = "serde")]
pub use value::serialize;
pub use value::{encode_json, flat_pairs};
pub(crate) use value::{text, to_json};
