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

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// Who calls. Cloning is cheap; keys are wiped from memory when the last clone goes, and `Debug` does not show them. Blanks,
/// line breaks and a byte order mark around a key are no part of it.
#[derive(Clone)]
pub struct Credentials {
    inner: Arc<Inner>,
}

enum Inner {
    AccessKey {
        id: String,
        secret: Zeroizing<String>,
        token: Option<Zeroizing<String>>,
        expires: Option<OffsetDateTime>,
    },
    Bearer {
        token: Zeroizing<String>,
    },
    Anonymous,
}

/// How a caller identifies itself.
pub(crate) enum Identity<'a> {
    AccessKey { id: &'a str, secret: &'a str },
    Bearer { token: &'a str },
    Anonymous,
}

impl Credentials {
    /// An access key of an account or user.
    pub fn access_key(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self::keys(id.into(), Zeroizing::new(secret.into()), None, None)
    }

    /// A temporary access key with its security token; `expires` is when they end, where that is known.
    pub fn temporary(
        id: impl Into<String>,
        secret: impl Into<String>,
        token: impl Into<String>,
        expires: Option<OffsetDateTime>,
    ) -> Self {
        let token = Some(Zeroizing::new(token.into()));
        Self::keys(id.into(), Zeroizing::new(secret.into()), token, expires)
    }

    /// A bearer token.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::new(Inner::Bearer { token: trimmed(Zeroizing::new(token.into())) })
    }

    /// None: for operations that anyone may call.
    pub fn anonymous() -> Self {
        Self::new(Inner::Anonymous)
    }

    fn keys(
        id: String,
        secret: Zeroizing<String>,
        token: Option<Zeroizing<String>>,
        expires: Option<OffsetDateTime>,
    ) -> Self {
        let id = inside(&id).to_owned();
        Self::new(Inner::AccessKey { id, secret: trimmed(secret), token: token.map(trimmed), expires })
    }

    fn new(inner: Inner) -> Self {
        Credentials { inner: Arc::new(inner) }
    }

    /// When they end, where that is known.
    pub fn expires(&self) -> Option<OffsetDateTime> {
        match &*self.inner {
            Inner::AccessKey { expires, .. } => *expires,
            _ => None,
        }
    }

    pub(crate) fn identity(&self) -> Identity<'_> {
        match &*self.inner {
            Inner::AccessKey { id, secret, .. } => Identity::AccessKey { id, secret },
            Inner::Bearer { token } => Identity::Bearer { token },
            Inner::Anonymous => Identity::Anonymous,
        }
    }

    pub(crate) fn token(&self) -> Option<&str> {
        match &*self.inner {
            Inner::AccessKey { token, .. } => token.as_ref().map(|token| token.as_str()),
            _ => None,
        }
    }
}

/// A part of a key without what files and shells leave around it: blanks, line breaks, a byte order mark.
fn inside(value: &str) -> &str {
    value.trim_matches(|c: char| c.is_whitespace() || c == config::MARK)
}

fn trimmed(value: Zeroizing<String>) -> Zeroizing<String> {
    let inner = inside(&value);
    if inner.len() == value.len() { value } else { Zeroizing::new(inner.to_owned()) }
}

/// The same, of the variable or field `name`.
fn key<'a>(value: &'a str, name: &str) -> Result<&'a str, CredentialsError> {
    let key = inside(value);
    if key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key);
    }
    Err(CredentialsError::new(format!(
        "{name} has a blank, a line break or another character in it that keys do not have"
    )))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.identity() {
            Identity::AccessKey { .. } if self.token().is_some() => "temporary access key",
            Identity::AccessKey { .. } => "access key",
            Identity::Bearer { .. } => "bearer token",
            Identity::Anonymous => "anonymous",
        };
        write!(f, "Credentials({kind})")
    }
}

/// What a provider gives: credentials, later.
pub type Provided<'a> = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials. Clients ask it through [`Cached`]: it need not keep credentials that tell when they end, and
/// is asked before every attempt for those that do not.
pub trait ProvideCredentials: Send + Sync {
    /// The credentials to use now.
    fn provide(&self) -> Provided<'_>;
}

impl ProvideCredentials for Credentials {
    fn provide(&self) -> Provided<'_> {
        let credentials = self.clone();
        Box::pin(async move { Ok(credentials) })
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Box<P> {
    fn provide(&self) -> Provided<'_> {
        (**self).provide()
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide(&self) -> Provided<'_> {
        (**self).provide()
    }
}

/// No credentials could be had.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no credentials: {message}")]
#[non_exhaustive]
pub struct CredentialsError {
    /// What was looked for, and why it was not found. It holds no secret.
    pub message: String,
    /// What went wrong underneath.
    #[source]
    pub source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    found: Found,
}

/// What there is where credentials could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing that says how to get any.
    Nothing,
    /// Something that cannot be used.
    Unusable,
}

impl CredentialsError {
    /// An error with nothing underneath.
    pub fn new(message: impl Into<String>) -> Self {
        CredentialsError { message: message.into(), source: None, found: Found::Unusable }
    }

    /// The error of a place where nothing says how to get credentials.
    fn absent(message: impl Into<String>) -> Self {
        Self::new(message).with(Found::Nothing)
    }

    fn with(self, found: Found) -> Self {
        CredentialsError { found, ..self }
    }

    /// The same error, told to be of this place.
    fn of(self, place: &str) -> Self {
        CredentialsError { message: format!("{place}: {}", self.message), ..self }
    }

    fn caused(message: String, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        CredentialsError { source: Some(Arc::new(source)), ..Self::new(message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        for credentials in [
            Credentials::access_key("theid", "thesecret"),
            Credentials::temporary("theid", "thesecret", "thetoken", None),
            Credentials::bearer("thetoken"),
        ] {
            let shown = format!("{credentials:?} {credentials:#?}");
            assert!(
                !["theid", "thesecret", "thetoken"].iter().any(|secret| shown.contains(secret)),
                "{shown}"
            );
        }
    }
}
