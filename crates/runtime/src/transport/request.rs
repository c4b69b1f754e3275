//! Requests that are signed, ready to be sent.

use super::Method;
use std::fmt;

/// A request, ready to be sent: the bytes that were signed.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The scheme.
    pub scheme: Scheme,
    /// The method.
    pub method: Method,
    /// Host name and, where it is not the usual one, port.
    pub host: String,
    /// Path and query, encoded.
    pub target: String,
    /// The headers, in lower case, with `host`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The connections that it may be sent over.
    pub reuse: Reuse,
}

/// Whether a request may be sent over a connection that others were sent over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reuse {
    /// Any connection will do.
    #[default]
    Allowed,
    /// A new one is made: a kept one turned out to be closed, and others may be, too.
    Refused,
}

/// With or without encryption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// `http`: for servers on the same machine.
    Http,
    /// `https`.
    #[default]
    Https,
}

impl fmt::Debug for HttpRequest {
    /// Headers hold tokens and signatures, and paths may hold secrets, so that only names are shown, and what is called.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = self.headers.iter().find(|(name, _)| name == "x-acs-action").map(|(_, action)| action);
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("host", &self.host)
            .field("action", &action)
            .field("headers", &names(&self.headers))
            .finish_non_exhaustive()
    }
}

/// Names of pairs whose values may be secrets.
pub(crate) fn names(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}
