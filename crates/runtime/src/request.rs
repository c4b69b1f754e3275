//! Layout of a request: from its parameters and the constants of its operation to the parts of an HTTP request, not yet
//! signed.

use crate::encode::{flatten, joined, json_text, object, text};
use crate::metadata::Facts;
use crate::transport::{names, percent_encoded};
use crate::xml_body::to_xml;
use crate::{Blob, Encoding, Location, Metadata, Method, Structure, Style, View};
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

/// Lays out a request. Lists and structures in the query or a form are flattened (`Tag.1.Key`) unless their [`Encoding`]
/// says otherwise. Parameters in the body make up one JSON object; one with an encoding is the whole body. A query that
/// is too long for a URL becomes a form where services read both. An empty list or map that was given is sent where there
/// is a way to write it: as JSON, and joined by commas as an empty text.
///
/// # Errors
/// If a path parameter is empty, `.` or `..`, or a parameter cannot be a part of a host name.
pub fn encode_request(request: &dyn Structure, metadata: &Metadata) -> Result<Parts, EncodeError> {
    encode_in_region(request, metadata, None)
}

/// Lays out a request of a client in a region, which its parameter for the region takes unless it is set.
pub(crate) fn encode_in_region(
    request: &dyn Structure,
    metadata: &Metadata,
    region: Option<&str>,
) -> Result<Parts, EncodeError> {
    if let (None, Some(name)) = (region, metadata.region)
        && is_missing(request, name)
    {
        return Err(EncodeError::Region { name });
    }
    let members = request.members().iter().zip(metadata.locations).enumerate();
    let parameters = members.map(|(index, (name, location))| {
        let given = request.view(index);
        let view = match region {
            Some(region) if given.is_absent() && metadata.region == Some(*name) => View::String(region),
            _ => given,
        };
        Parameter { name, location: *location, encoding: metadata.encoding(name), view }
    });
    lay_out(metadata.facts(), metadata.path, parameters)
}

/// Whether a request has no value of a member.
fn is_missing(request: &dyn Structure, name: &str) -> bool {
    let index = request.members().iter().position(|member| *member == name);
    index.is_some_and(|index| request.view(index).is_absent())
}

/// A parameter of a request.
pub(crate) struct Parameter<'a> {
    pub(crate) name: &'a str,
    pub(crate) location: Location,
    pub(crate) encoding: Encoding,
    pub(crate) view: View<'a>,
}

/// Lays out a request, whatever its parameters are kept in.
pub(crate) fn lay_out<'a>(
    facts: Facts<'_>,
    path: &str,
    parameters: impl Iterator<Item = Parameter<'a>>,
) -> Result<Parts, EncodeError> {
    let mut draft = Draft::new(facts.method, path);
    for parameter in parameters {
        draft.add(parameter)?;
    }
    if facts.style == Style::Rpc && facts.method == Method::Post && is_long(&draft.parts.query) {
        draft.form.splice(0..0, std::mem::take(&mut draft.parts.query));
    }
    Ok(draft.finish())
}

/// A request that is being laid out.
struct Draft<'a> {
    parts: Parts,
    form: Vec<(String, String)>,
    /// The members of the JSON body, if the operation has any, even if none is set: services that read one refuse an
    /// empty body.
    json: Option<Vec<(&'a str, View<'a>)>>,
}

impl<'a> Draft<'a> {
    fn new(method: Method, path: &str) -> Self {
        let parts = Parts {
            method,
            path: path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            host: Vec::new(),
            body: Body::None,
        };
        Draft { parts, form: Vec::new(), json: None }
    }

    fn add(
        &mut self,
        Parameter { name, location, encoding, view }: Parameter<'a>,
    ) -> Result<(), EncodeError> {
        let parts = &mut self.parts;
        match location {
            Location::Body if encoding == Encoding::Flat => {
                let members = self.json.get_or_insert_default();
                members.extend((!view.is_absent()).then_some((name, view)));
            }
            _ if view.is_absent() && location != Location::Path => {}
            _ if view.is_empty() && !can_be_empty(location, encoding) => {}
            Location::Query => push(name, view, encoding, &mut parts.query),
            Location::Form => push(name, view, encoding, &mut self.form),
            Location::Header if encoding == Encoding::Simple => {
                parts.headers.push((name.to_owned(), joined(view)));
            }
            Location::Header => parts.headers.push((name.to_owned(), text(view))),
            Location::Host => parts.host.push((name.to_owned(), host_label(name, text(view))?)),
            Location::Path => parts.path = with_parameter(&parts.path, name, text(view), encoding)?,
            Location::Body => parts.body = whole_body(name, view, encoding),
        }
        Ok(())
    }

    fn finish(self) -> Parts {
        let Draft { mut parts, form, json } = self;
        if let Some(members) = json {
            parts.body = Body::Json(object(&members));
        } else if !form.is_empty() {
            parts.body = Body::Form(form);
        }
        parts
    }
}

/// Whether there is a way to write an empty list. That of a path is refused later, by its name.
fn can_be_empty(location: Location, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Json => true,
        Encoding::Simple => location != Location::Header,
        Encoding::Flat | Encoding::Xml | Encoding::Raw => location == Location::Path,
    }
}

/// The longest query that is sent in a URL, in bytes: half of what servers read of a request line by default.
const MAX_QUERY: usize = 4096;

fn is_long(query: &[(String, String)]) -> bool {
    let encoded = |text: &str| percent_encoded(text).len() + 1;
    query.iter().map(|(name, value)| encoded(name) + encoded(value)).sum::<usize>() > MAX_QUERY
}

fn push(name: &str, view: View<'_>, encoding: Encoding, pairs: &mut Vec<(String, String)>) {
    match encoding {
        Encoding::Json => pairs.push((name.to_owned(), json_text(view))),
        Encoding::Simple => pairs.push((name.to_owned(), joined(view))),
        Encoding::Flat | Encoding::Xml | Encoding::Raw => flatten(name.to_owned(), view, pairs),
    }
}

fn whole_body(name: &str, view: View<'_>, encoding: Encoding) -> Body {
    match (encoding, view) {
        (Encoding::Xml, view) => Body::Xml(to_xml(name, view)),
        (Encoding::Raw, View::Blob(blob)) => Body::Blob(blob.clone()),
        (Encoding::Raw, view) => Body::Blob(Blob::from(text(view))),
        (_, view) => Body::Json(json_text(view)),
    }
}

/// Puts a parameter into the path. A raw one may hold slashes, and a slash at its beginning is that of the path.
fn with_parameter(path: &str, name: &str, value: String, encoding: Encoding) -> Result<String, EncodeError> {
    let raw = encoding == Encoding::Raw;
    let held = if raw { value.trim_start_matches('/') } else { value.as_str() };
    let parts = if raw { held.split('/').collect() } else { vec![held] };
    if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err(EncodeError::PathParameter { name: name.to_owned(), value });
    }
    let encoded: Vec<_> = parts.into_iter().map(percent_encoded).collect();
    Ok(path.replace(&format!("{{{name}}}"), &encoded.join("/")))
}

fn host_label(name: &str, value: String) -> Result<String, EncodeError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if value.is_empty() || !value.bytes().all(allowed) {
        return Err(EncodeError::HostParameter { name: name.to_owned() });
    }
    Ok(value)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Style;
    use crate::encode_json;
    use crate::sample::{Given, GivenInner, Inner, Sample};
    use std::collections::BTreeMap;

    fn encode(
        request: &Sample,
        path: &'static str,
        locations: &'static [Location],
    ) -> Result<Parts, EncodeError> {
        encode_request(request, &Metadata::new("Get", "test", "1", Style::Roa, Method::Post, path, locations))
    }

    fn pairs(pairs: &[(String, String)]) -> String {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    fn sample() -> Sample {
        let inner = |name: &str| Inner { name: Some(name.to_owned()), ..Inner::default() };
        Sample {
            code: Some("a/b c".to_owned()),
            done: Some(true),
            rate: Some(1e21),
            names: vec!["x".to_owned(), "y".to_owned()],
            items: vec![inner("1"), inner("2")],
            inner: Some(inner("3")),
            ..Sample::default()
        }
    }

    #[test]
    fn queries_and_forms_are_flat() {
        let parts = encode(&sample(), "/", &[Location::Query; 8]).unwrap();
        assert_eq!(
            pairs(&parts.query),
            "Code=a/b c&Done=true&Rate=1000000000000000000000&Inner.Name=3&Items.1.Name=1&Items.2.Name=2&Names.1=x&Names.2=y"
        );
        let parts = encode(&sample(), "/", &[Location::Form; 8]).unwrap();
        assert!(matches!(parts.body, Body::Form(form) if form.len() == 8));
    }

    #[test]
    fn bodies_are_json() {
        let parts = encode(&sample(), "/", &[Location::Body; 8]).unwrap();
        let Body::Json(body) = parts.body else { panic!("{:?}", parts.body) };
        assert!(body.starts_with(r#"{"Code":"a/b c","Done":true"#), "{body}");
        let body = |locations| encode(&Sample::default(), "/", locations).unwrap().body;
        assert_eq!(body(&[Location::Body; 8]), Body::Json("{}".to_owned()));
        assert_eq!(body(&[Location::Query; 8]), Body::None);
    }

    fn encoded(
        request: &Sample,
        locations: &'static [Location],
        encodings: &'static [(&'static str, Encoding)],
    ) -> Parts {
        let metadata = Metadata::new("Get", "test", "1", Style::Rpc, Method::Post, "/", locations);
        encode_request(request, &metadata.encodings(encodings)).unwrap()
    }

    #[test]
    fn lists_and_structures_are_json_or_joined_where_the_service_wants_it() {
        use Encoding::{Json, Simple};
        let parts =
            encoded(&sample(), &[Location::Query; 8], &[("Inner", Json), ("Items", Json), ("Names", Simple)]);
        assert_eq!(
            pairs(&parts.query),
            r#"Code=a/b c&Done=true&Rate=1000000000000000000000&Inner={"Name":"3"}&Items=[{"Name":"1"},{"Name":"2"}]&Names=x,y"#
        );
    }

    #[test]
    fn one_parameter_can_be_the_whole_body() {
        let body = |encoding: &'static [(&'static str, Encoding)]| {
            encoded(&sample(), &[Location::Body], encoding).body
        };
        assert_eq!(body(&[("Code", Encoding::Json)]), Body::Json("a/b c".to_owned()));
        assert_eq!(body(&[("Code", Encoding::Raw)]), Body::Blob(Blob::from("a/b c")));
        assert_eq!(body(&[("Code", Encoding::Xml)]), Body::Xml("<Code>a/b c</Code>".to_owned()));
        assert_eq!(
            encoded(&Sample::default(), &[Location::Body], &[("Code", Encoding::Json)]).body,
            Body::None
        );
    }

    #[test]
    fn a_query_too_long_for_a_url_is_a_form_where_services_read_both() {
        let request = Sample { code: Some("x".repeat(70_000)), done: Some(true), ..Sample::default() };
        let parts = encoded(&request, &[Location::Query; 8], &[]);
        assert!(parts.query.is_empty());
        assert!(matches!(parts.body, Body::Form(form) if form.len() == 2));
        assert_eq!(encode(&request, "/", &[Location::Query; 8]).unwrap().query.len(), 2);
    }

    #[test]
    fn raw_parameters_of_a_path_may_hold_slashes() {
        let path = |code: &str| {
            let request = Sample { code: Some(code.to_owned()), ..Sample::default() };
            let metadata =
                Metadata::new("Get", "test", "1", Style::Roa, Method::Get, "/{Code}", &[Location::Path]);
            encode_request(&request, &metadata.encodings(&[("Code", Encoding::Raw)])).map(|parts| parts.path)
        };
        assert_eq!(path("/api/v 1/x"), Ok("/api/v%201/x".to_owned()));
        for refused in ["", "a/../b", "a//b", "a/."] {
            assert!(path(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn an_empty_list_that_was_given_is_sent_in_json() {
        let body = |request: &Given, locations: &'static [Location]| {
            let metadata = Metadata::new("Get", "test", "1", Style::Roa, Method::Post, "/", locations);
            encode_request(request, &metadata).unwrap().body
        };
        let inner = Some(GivenInner { zones: Some(vec![]) });
        let given = Given { tags: Some(BTreeMap::new()), inner, ..Given::default() };
        let json = r#"{"Tags":{},"Required":[],"Inner":{"Zones":[]}}"#;
        assert_eq!(body(&given, &[Location::Body; 4]), Body::Json(json.to_owned()));
        assert_eq!(
            body(&Given::default(), &[Location::Body; 4]),
            Body::Json(r#"{"Required":[]}"#.to_owned())
        );
        assert_eq!(body(&Given::default(), &[Location::Body; 2]), Body::Json("{}".to_owned()));
        assert_eq!(body(&given, &[Location::Form; 3]), Body::None);
        assert_eq!(encode_json(&Sample::default()), "{}");
    }

    #[test]
    fn an_empty_list_that_was_given_is_an_empty_text_where_commas_join_it() {
        let query = |zones| {
            let metadata =
                Metadata::new("Get", "test", "1", Style::Rpc, Method::Post, "/", &[Location::Query; 3]);
            let request = Given { zones, ..Given::default() };
            encode_request(&request, &metadata.encodings(&[("Zones", Encoding::Simple)])).unwrap().query
        };
        assert_eq!(query(Some(vec![])), [("Zones".to_owned(), String::new())]);
        assert_eq!(query(None), []);
    }

    #[test]
    fn path_parameters_are_encoded_or_refused() {
        let locations = &[Location::Path];
        assert_eq!(encode(&sample(), "/x/{Code}/y", locations).unwrap().path, "/x/a%2Fb%20c/y");
        for value in ["", ".", ".."] {
            let request = Sample { code: Some(value.to_owned()), ..Sample::default() };
            assert!(encode(&request, "/x/{Code}", locations).is_err());
        }
        assert!(encode(&Sample::default(), "/x/{Code}", locations).is_err());
    }

    #[test]
    fn debug_shows_names_and_no_values() {
        for location in [Location::Query, Location::Form, Location::Body, Location::Header] {
            let locations: &'static [Location] = match location {
                Location::Query => &[Location::Query; 8],
                Location::Form => &[Location::Form; 8],
                Location::Body => &[Location::Body; 8],
                _ => &[Location::Header; 1],
            };
            let parts = encode(&sample(), "/", locations).unwrap();
            let shown = format!("{parts:?} {:?}", parts.body);
            assert!(!shown.contains("a/b c"), "{shown}");
            assert_eq!(shown.contains("Code"), location != Location::Body, "{shown}");
        }
        let parts = encode(&sample(), "/{Code}", &[Location::Path]).unwrap();
        assert!(!format!("{parts:?}").contains("a%2Fb"), "{parts:?}");
    }

    #[test]
    fn host_parameters_are_labels_or_refused() {
        let of = |value: &str| {
            let request = Sample { code: Some(value.to_owned()), ..Sample::default() };
            encode(&request, "/", &[Location::Host]).map(|parts| parts.host)
        };
        assert_eq!(of("my-bucket"), Ok(vec![("Code".to_owned(), "my-bucket".to_owned())]));
        for value in ["", "evil.com/", "a.b", "a:1", "a@b", "ä"] {
            assert!(of(value).is_err(), "{value}");
        }
    }
}
