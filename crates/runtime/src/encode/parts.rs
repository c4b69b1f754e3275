//! The parts of a request, not yet signed.

use crate::transport::names;
use crate::{Blob, Method};
use std::fmt;

/// The parts of a request that its parameters decide. `Debug` shows names, and no values.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Parts {
    /// The method.
    pub method: Method,
    /// The path, with parameters percent-encoded.
    pub path: String,
    /// The query parameters, not yet percent-encoded, in the order of the request.
    pub query: Vec<(String, String)>,
    /// Headers that are parameters of the operation.
    pub headers: Vec<(String, String)>,
    /// Labels of the host name that are parameters of the operation.
    pub host: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// The body of a request. `Debug` shows the names of fields, and how long a text is.
#[derive(Clone, PartialEq)]
pub enum Body {
    /// None, and no content type.
    None,
    /// Pairs for `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// A text for `application/json`.
    Json(String),
    /// A text for `application/xml`.
    Xml(String),
    /// Bytes for `application/octet-stream`.
    Blob(Blob),
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("method", &self.method)
            .field("query", &names(&self.query))
            .field("headers", &names(&self.headers))
            .field("host", &names(&self.host))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::None => f.write_str("None"),
            Body::Form(pairs) => f.debug_tuple("Form").field(&names(pairs)).finish(),
            Body::Json(text) => f.debug_tuple("Json").field(&format_args!("{} bytes", text.len())).finish(),
            Body::Xml(text) => f.debug_tuple("Xml").field(&format_args!("{} bytes", text.len())).finish(),
            Body::Blob(blob) => blob.fmt(f),
        }
    }
}
