//! Credentials, which never show themselves, and the providers that have them.
//!
//! A client that is given none uses the [`DefaultChain`]. Any provider can be given to it, and any can be the source of
//! another:
//!
//! ```no_run
//! use alicloud::runtime::credentials::{AssumeRole, EcsRamRole};
//!
//! # fn main() -> Result<(), alicloud::Error> {
//! let auditor = AssumeRole::new(EcsRamRole::new(), "acs:ram::123456789012:role/auditor").session_name("nightly");
//! let client = alicloud::sae::Client::builder().credentials(auditor).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! Clients that are to share what was fetched are given clones of one `Arc<Cached<_>>`. Tests, and programs that look
//! elsewhere, give providers a [`ProviderConfig`] of their own.

mod answer;
mod answered;
mod assume_role;
mod cached;
mod chain;
mod config;
mod ecs;
mod environment;
mod exchange;
mod ini;
mod oidc;
mod profile;
mod rsa_key_pair;
mod sts;
mod uri;

pub use assume_role::AssumeRole;
pub use cached::Cached;
pub use chain::DefaultChain;
pub use config::ProviderConfig;
pub use ecs::EcsRamRole;
pub use environment::Environment;
pub use ini::Ini;
pub use oidc::Oidc;
pub use profile::Profile;
pub use uri::Uri;

pub use crate::identity::{Credentials, CredentialsError, ProvideCredentials, Provided};
