//! One operation of a product, with everything the pages say about it, as its spec file keeps it.

use crate::{Docs, Member, Shape, Source, Standing};
use serde::{Deserialize, Serialize};

/// One operation of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The name that the service knows it by, such as `DescribeChangeOrder`.
    pub name: String,
    /// Lower-case product code, such as `sae`.
    pub product: String,
    /// Version of the product's API, a date such as `2019-05-06`.
    pub version: String,
    /// How requests are laid out.
    pub style: Style,
    /// HTTP method.
    pub method: Method,
    /// Path with `{Name}` where a path parameter stands, and the query that all requests have, as in `/jobs/{Id}?action=stop`;
    /// `/` in RPC style.
    pub path: String,
    /// Whether requests are signed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security: Security,
    /// Whether it changes anything, as the official metadata says. Some two hundred writes are said to read there, sending
    /// messages and aborting changes among them, so nothing that would repeat a call relies on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Whether it should still be used.
    #[serde(
        default,
        rename = "deprecated",
        with = "crate::yaml::deprecated",
        skip_serializing_if = "is_default"
    )]
    pub standing: Standing,
    /// Summary and description.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Request parameters, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<Member>,
    /// What a successful call gives; almost always a structure.
    #[serde(
        default = "crate::yaml::response::no_members",
        with = "crate::yaml::response",
        skip_serializing_if = "crate::yaml::response::is_empty"
    )]
    pub response: Shape,
    /// Headers of a successful answer that are documented to say something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Member>,
    /// The HTTP statuses of success, where 200 is not the only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<u16>,
    /// The documented error codes, in the order of the page; one that comes with several statuses stands here as often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorCode>,
    /// The documented examples, byte for byte.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// The pages that describe it, oldest edition first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
}

/// How requests are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// The operation has a method and a path of its own.
    Roa,
    /// Everything goes to `/`; the operation is named in a header.
    Rpc,
}

/// Whether requests of an operation are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// With the credentials of the caller.
    #[default]
    Signed,
    /// Anybody may call it.
    Anonymous,
}

/// Whether an operation changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// It changes nothing.
    Read,
    /// It changes something.
    Write,
    /// It does both.
    ReadWrite,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
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

/// A documented error code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The code on the wire.
    pub code: String,
    /// The number that is documented as the HTTP status that comes with it; now and then, HTTP has no such status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
    /// The message on the wire; `%s` stands for a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the pages say about it.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// The line of the page that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// The examples of one page, byte for byte as they stand inside their blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A request, as prose shows it; not meant to be parsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// A successful response in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// The same in XML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xml: Option<String>,
    /// Where the first of them begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
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

    /// The method that `word` names, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        use Method::*;
        [Get, Post, Put, Delete, Patch, Head, Options]
            .into_iter()
            .find(|m| m.as_str().eq_ignore_ascii_case(word))
    }
}

impl Operation {
    /// The names of the `{…}` placeholders in the path, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        placeholders(&self.path)
    }
}

/// The names of the `{…}` placeholders in a path, in order.
pub fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}
