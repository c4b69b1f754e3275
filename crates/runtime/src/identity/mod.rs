//! Who calls, and what can be asked for it.

mod credentials;
mod error;
mod key;
mod provide;

pub use credentials::Credentials;
pub(crate) use credentials::Identity;
pub use error::CredentialsError;
pub(crate) use error::Found;
pub(crate) use key::{MARK, inside, key};
pub use provide::{ProvideCredentials, Provided};
