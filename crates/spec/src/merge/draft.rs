//! What one source, a page or official metadata, says about an operation.

use crate::{
    Access, Docs, ErrorCode, Example, Location, Member, Method, Security, Shape, Shared, Span, Standing,
    Style,
};

/// What one source says about an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The operation.
    pub name: String,
    /// What names it so.
    pub naming: Naming,
    /// Lower-case product code, where the page tells.
    pub product: Option<String>,
    /// Version of the API, where the page tells.
    pub version: Option<String>,
    /// The first label of the host name that its examples call, such as `sts`, if no region follows it.
    pub host: Option<String>,
    /// How requests are laid out, where the page tells.
    pub style: Option<Style>,
    /// Method and path, where the page shows them.
    pub request_line: Option<RequestLine>,
    /// Whether requests are signed, where the source says.
    pub security: Option<Security>,
    /// Whether it changes anything, where the source says.
    pub access: Option<Access>,
    /// Whether it should still be used.
    pub standing: Standing,
    /// Summary and description.
    pub docs: Docs,
    /// Request parameters; those whose place the page does not tell have no location.
    pub request: Vec<Member>,
    /// Where those are sent if the product does not tell either, as far as the form of the page does.
    pub usual_location: Option<Location>,
    /// What a successful call gives.
    pub response: Shape,
    /// Headers of a successful answer.
    pub headers: Vec<Member>,
    /// The HTTP statuses of success, where 200 is not the only one.
    pub statuses: Vec<u16>,
    /// How well the page bears out the depth of the members of the response; only its order among pages matters.
    pub confirmed: u32,
    /// The error codes.
    pub errors: Vec<ErrorCode>,
    /// The examples.
    pub examples: Vec<Example>,
    /// The members of the JSON body that the request example shows, if it shows one.
    pub shown_body: Vec<ShownMember>,
    /// The types that it describes, if it is about these and no operation. Drafts of operations have shared shapes of these names
    /// in the places that name them, until pages are put together.
    pub types: Vec<Shared>,
    /// The page.
    pub page: String,
    /// How new the page is.
    pub edition: Edition,
    /// Where the page names the operation.
    pub span: Span,
}

/// What names an operation on a page: what compares more is surer about upper and lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// Its title, a row or an example, which people write.
    Text,
    /// A link to the API explorer, which a machine makes.
    Link,
}

/// A member of a request body, as an example shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownMember {
    /// Its name.
    pub name: String,
    /// Where the body begins.
    pub span: Span,
}

/// The first line of a request, as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestLine {
    /// The method.
    pub method: Method,
    /// The path, with `{Name}` for a path parameter.
    pub path: String,
    /// Where it stands.
    pub span: Span,
}

/// How new a page is, as far as it shows: older ones compare less.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// Generated in 2019: headings have attributes such as `{#parameters .section}`.
    Attributed,
    /// Generated since 2020: plain headings.
    Plain,
    /// Says when it was updated, as `2025-12-17`.
    Dated(String),
    /// No page: the official metadata, which has the say about facts.
    Metadata,
}
