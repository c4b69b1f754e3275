//! Values of generated types out of the bytes of an answer, with what did not fit.

mod adjustment;
mod answer;
mod document;
mod fill;
mod json;
mod lookup;
mod mend;
mod progress;
mod repair;
mod room;
mod scalar;
mod xml;

#[cfg(feature = "testing")]
pub(crate) use adjustment::{Adjustment, Form};
pub use answer::{DecodeError, Decoded};
pub(crate) use answer::{takes_nothing, trimmed, wrong_kind};
pub(crate) use fill::fill_scalar;
#[cfg(feature = "serde")]
pub use json::deserialize;
pub(crate) use json::fill_from_json;
#[cfg(feature = "testing")]
pub(crate) use json::fill_watched;
pub use progress::Mismatch;
#[cfg(feature = "testing")]
pub(crate) use progress::Step;
pub(crate) use progress::{Outcome, Progress};
pub(crate) use scalar::Scalar;
pub(crate) use xml::fill_from_xml;

use crate::Field;

/// Reads JSON.
///
/// # Errors
/// Only if the bytes are not JSON, nest deeper than 128 levels, are of another kind as a whole than `T` is, or take too
/// much memory: see [`DecodeError`].
pub fn decode_json<T: Field>(bytes: &[u8]) -> Result<Decoded<T>, DecodeError> {
    let mut value = T::empty();
    let mismatches = fill_from_json(value.slot(), bytes)?;
    Ok(Decoded { value, mismatches })
}

/// Reads XML. The name of the root element does not matter.
///
/// # Errors
/// Only if the bytes are not XML, nest deeper than 128 levels, are an HTML page, or take too much memory: see
/// [`DecodeError`].
pub fn decode_xml<T: Field>(bytes: &[u8]) -> Result<Decoded<T>, DecodeError> {
    let mut value = T::empty();
    let mismatches = fill_from_xml(value.slot(), bytes)?;
    Ok(Decoded { value, mismatches })
}
