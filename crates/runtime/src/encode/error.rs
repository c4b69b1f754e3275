//! Why a request must not be sent.

/// A request that must not be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A path parameter is empty, `.` or `..`: the path would name another operation.
    #[error("path parameter `{name}` is `{value}`, which would change the path")]
    PathParameter {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
    },
    /// A parameter that becomes a part of the host name has more than letters, digits and hyphens: keys would be sent to
    /// another host.
    #[error(
        "parameter `{name}` cannot be a part of a host name: it is empty, or has more than letters, digits and hyphens"
    )]
    HostParameter {
        /// The parameter.
        name: String,
    },
    /// Neither the request nor the client has the region that the operation needs.
    #[error("the parameter `{name}` is needed: set it, or a region on the client")]
    Region {
        /// The parameter.
        name: &'static str,
    },
    /// A header has a name or a value that HTTP does not allow, such as one with a line break. The value is left out, as it
    /// may be secret.
    #[error("header `{name}` cannot be sent: HTTP does not allow its name or its value")]
    Header {
        /// The header.
        name: String,
    },
    /// A header is one that signing or HTTP itself sets.
    #[error("header `{name}` cannot be given: the client sets it")]
    ProtocolHeader {
        /// The header.
        name: String,
    },
    /// A generic request is none: its action, version, path or a parameter of it cannot be sent.
    #[error("the {part} {value:?} cannot be sent: {expected}")]
    Generic {
        /// What is refused, such as `action`.
        part: &'static str,
        /// What it is, or how it is called where the value may be secret.
        value: String,
        /// What is expected in its stead.
        expected: &'static str,
    },
}
