//! Transports: a signed request, and its answer or how far it got.

mod body;
mod connect;
mod connection;
mod http;
mod no_proxy;
mod options;
mod port;
mod proxy;

pub use http::Http;
pub(crate) use options::IDLE;
pub use options::{HttpOptions, Proxies};

use crate::Method;
use crate::client::Product;
use crate::error::causes;
use crate::signing::names;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

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

/// An answer, whatever its status.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// The headers, in lower case.
    pub headers: Vec<(String, String)>,
    /// The whole body, decompressed.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct TransportError {
    /// How far the request got.
    pub progress: Progress,
    /// What happened.
    pub message: String,
    /// What went wrong underneath.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// How far a request got that has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The request cannot be written, such as one with too long a query, or the transport is not set up for it: no other
    /// attempt will get further.
    Unsendable,
    /// No connection could be made: the service has seen nothing.
    NotSent,
    /// The service may have acted on it.
    Sent,
    /// The same, but more likely it never came: it was sent over a connection that others were sent over, and that the
    /// service or a gateway before it has closed.
    Stale,
    /// The service has answered, but not in a way that can be taken, such as with more bytes than are allowed: another
    /// attempt would be answered alike.
    Answered,
}

/// An answer, later.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// A way to send requests. It must not follow redirects, and must send the target as it is.
pub trait Transport: Send + Sync {
    /// Sends a request. Dropping the future cancels it.
    fn send(&self, request: HttpRequest) -> Sending<'_>;

    /// Is told the product of each client that is built with it, which a declared answer needs to be taken for success.
    #[doc(hidden)]
    fn serve(&self, _product: &'static Product) {}
}

impl HttpResponse {
    /// An answer, for transports that are not the built-in one.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        HttpResponse { status, headers, body }
    }

    /// The first header of that name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl TransportError {
    /// An error with nothing underneath.
    pub fn new(progress: Progress, message: impl Into<String>) -> Self {
        TransportError { progress, message: message.into(), source: None }
    }

    /// An error whose message has its deepest cause, too, which those who only print it would not see.
    pub(crate) fn caused(
        progress: Progress,
        message: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        let source = source.into();
        let deepest = causes(&*source).last().map(ToString::to_string).unwrap_or_default();
        TransportError { progress, message: format!("{message}: {deepest}"), source: Some(source) }
    }
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

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format_args!("{} bytes", self.body.len()).to_string();
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body", &body)
            .finish_non_exhaustive()
    }
}
