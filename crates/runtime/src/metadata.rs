//! What is fixed about an operation, as constants of the generated code.

use crate::{ErrorCode, Field, Structure};

/// An operation: its request type implements this.
pub trait Operation: Structure {
    /// What a successful call gives.
    type Response: Field + Send + Sync + 'static;
    /// The error codes that are documented for it.
    type Error: ErrorCode + Send + Sync + 'static;
    /// What is fixed about it.
    const METADATA: &'static Metadata;
}

/// What is fixed about an operation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Metadata {
    /// Name, such as `DescribeChangeOrder`.
    pub name: &'static str,
    /// Lower-case product code, such as `sae`.
    pub product: &'static str,
    /// Version of the API, a date.
    pub version: &'static str,
    /// How requests are laid out.
    pub style: Style,
    /// HTTP method.
    pub method: Method,
    /// Path with `{Name}` for a path parameter.
    pub path: &'static str,
    /// Where each member of the request travels, in the order of its members.
    pub locations: &'static [Location],
}

/// How requests are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A method and a path for each operation.
    Roa,
    /// Everything goes to `/`.
    Rpc,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
    Patch,
    Head,
    Options,
}

/// The part of an HTTP request that a parameter travels in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The query string.
    Query,
    /// A member of the JSON body.
    Body,
    /// A field of the form body.
    Form,
    /// A segment of the path.
    Path,
    /// A header.
    Header,
    /// A label of the host name.
    Host,
}

impl Metadata {
    /// What generated code calls.
    pub const fn new(
        name: &'static str,
        product: &'static str,
        version: &'static str,
        style: Style,
        method: Method,
        path: &'static str,
        locations: &'static [Location],
    ) -> Self {
        Metadata { name, product, version, style, method, path, locations }
    }
}

impl Method {
    /// The method as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Patch => "PATCH",
            Method::Head => "HEAD",
            Method::Options => "OPTIONS",
        }
    }
}
