//! Errors of calls, and what may be shown in them.

mod call;
mod common_code;
mod convention;
mod failure;
mod redact;
mod secret_name;
mod shown;

pub use call::{CallError, Error};
pub use common_code::CommonCode;
pub(crate) use failure::Failure;
pub use failure::{ErrorKind, Timeout};
pub(crate) use redact::Redactions;
pub(crate) use shown::shown_word;
