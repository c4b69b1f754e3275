//! Credentials, which never show themselves.

use super::key::inside;
use std::fmt;
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

    pub(crate) fn keys(
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

fn trimmed(value: Zeroizing<String>) -> Zeroizing<String> {
    let inner = inside(&value);
    if inner.len() == value.len() { value } else { Zeroizing::new(inner.to_owned()) }
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
