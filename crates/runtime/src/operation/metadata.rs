//! Constants of an operation: what generated code knows about it beside its types.

use crate::{ErrorCode, Field, Method, Structure};

/// An operation: its request type implements this, by [`operation!`](crate::operation).
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
    /// The part of the HTTP request that each member is sent in, in the order of the members.
    pub locations: &'static [Location],
    /// How the values of some members become text there, by the names of the members; all others are [`Encoding::Flat`].
    pub encodings: &'static [(&'static str, Encoding)],
    /// The member that is the region of the client unless it is set.
    pub region: Option<&'static str>,
    /// Whether requests are signed.
    pub security: Security,
}

/// How the value of a parameter becomes text. Scalars are the same in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// A pair for each scalar, whose name is the way to it: `Tag.1.Key=…`. A member of a JSON body is a JSON value.
    #[default]
    Flat,
    /// One JSON text. In the body: the whole body.
    Json,
    /// The items of a list, joined by commas.
    Simple,
    /// The whole body, as XML whose root has the name of the parameter.
    Xml,
    /// The whole body, byte for byte; in the path, text that may hold slashes.
    Raw,
}

/// Whether requests of an operation are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Security {
    /// With the credentials of the client.
    #[default]
    Signed,
    /// They are not, and need no credentials.
    Anonymous,
}

/// What repeating a call may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nobody says that the operation changes nothing.
    Write,
    /// The operation changes nothing, so that a call may be repeated.
    Read,
}

/// How requests are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A method and a path for each operation.
    Roa,
    /// Everything goes to `/`.
    Rpc,
}

/// The part of an HTTP request that a parameter is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The query string.
    Query,
    /// A member of the JSON body; with an [`Encoding`] other than [`Encoding::Flat`], the whole body.
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

/// What a call has to know of its operation, be it a generated one or one that is put together at run time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) name: &'a str,
    pub(crate) version: &'a str,
    pub(crate) style: Style,
    pub(crate) method: Method,
    pub(crate) security: Security,
    pub(crate) access: Access,
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
        Metadata {
            name,
            product,
            version,
            style,
            method,
            path,
            locations,
            encodings: &[],
            region: None,
            security: Security::Signed,
        }
    }

    /// The same with encodings, by the names of the members.
    pub const fn encodings(self, encodings: &'static [(&'static str, Encoding)]) -> Self {
        Metadata { encodings, ..self }
    }

    /// The same with a member that is the region of the client unless it is set.
    pub const fn region(self, member: &'static str) -> Self {
        Metadata { region: Some(member), ..self }
    }

    /// The same for an operation that anybody may call.
    pub const fn anonymous(self) -> Self {
        Metadata { security: Security::Anonymous, ..self }
    }

    /// What a call has to know.
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            name: self.name,
            version: self.version,
            style: self.style,
            method: self.method,
            security: self.security,
            // What specs say of reading is not relied on: the official metadata says it of operations that send messages.
            access: Access::Write,
        }
    }

    /// How the value of a member becomes text.
    pub(crate) fn encoding(&self, member: &str) -> Encoding {
        self.encodings
            .iter()
            .find(|(name, _)| *name == member)
            .map(|(_, encoding)| *encoding)
            .unwrap_or_default()
    }
}
