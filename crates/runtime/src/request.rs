//! Layout of a request: from its parameters and the constants of its operation to the parts of an HTTP request, not yet
//! signed.

use crate::encode::{flatten, joined, json_text, text, to_json};
use crate::signing::{names, percent_encoded};
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
    pub headers: Vec<(&'static str, String)>,
    /// Labels of the host name that are parameters of the operation.
    pub host: Vec<(&'static str, String)>,
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
        name: &'static str,
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
        name: &'static str,
    },
    /// A header has a name or a value that HTTP does not allow, such as one with a line break. The value is not told, as
    /// it may be secret.
    #[error("header `{name}` cannot be sent: HTTP does not allow its name or its value")]
    Header {
        /// The header.
        name: String,
    },
}

/// Lays out a request. Lists and structures in the query or a form are flattened (`Tag.1.Key`) unless their [`Encoding`]
/// says otherwise. Parameters in the body make up one JSON object; one with an encoding is the whole body. A query that
/// is too long for a URL becomes a form where services read both. An empty list or
/// map is sent in JSON only, where it was given.
///
/// # Errors
/// If a path parameter is empty, `.` or `..`, or a parameter cannot be a part of a host name.
pub fn encode_request(request: &dyn Structure, metadata: &Metadata) -> Result<Parts, EncodeError> {
    let mut parts = Parts {
        method: metadata.method,
        path: metadata.path.to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        host: Vec::new(),
        body: Body::None,
    };
    let mut form = Vec::new();
    for (index, (name, location)) in request.members().iter().copied().zip(metadata.locations).enumerate() {
        let view = request.view(index);
        let encoding = metadata.encoding(index);
        match location {
            Location::Body if encoding == Encoding::Flat => {}
            _ if view.is_absent() && *location != Location::Path => {}
            // Outside of JSON, there is no way to write an empty list.
            _ if view.is_empty() && encoding != Encoding::Json && *location != Location::Path => {}
            Location::Query => push(name, view, encoding, &mut parts.query),
            Location::Form => push(name, view, encoding, &mut form),
            Location::Header if encoding == Encoding::Simple => parts.headers.push((name, joined(view))),
            Location::Header => parts.headers.push((name, text(view))),
            Location::Host => parts.host.push((name, host_label(name, text(view))?)),
            Location::Path => parts.path = with_parameter(&parts.path, name, text(view), encoding)?,
            Location::Body => parts.body = whole_body(name, view, encoding),
        }
    }
    if metadata.style == Style::Rpc && metadata.method == Method::Post && is_long(&parts.query) {
        form.splice(0..0, std::mem::take(&mut parts.query));
    }
    if let Some(json) = json_body(request, metadata) {
        parts.body = Body::Json(json);
    } else if !form.is_empty() {
        parts.body = Body::Form(form);
    }
    Ok(parts)
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
        (Encoding::Raw, View::Blob(bytes)) => Body::Blob(Blob::from(bytes.to_vec())),
        (Encoding::Raw, view) => Body::Blob(Blob::from(text(view))),
        (_, view) => Body::Json(json_text(view)),
    }
}

/// Puts a parameter into the path. A raw one may hold slashes, and a slash at its beginning is that of the path.
fn with_parameter(
    path: &str,
    name: &'static str,
    value: String,
    encoding: Encoding,
) -> Result<String, EncodeError> {
    let raw = encoding == Encoding::Raw;
    let held = if raw { value.trim_start_matches('/') } else { value.as_str() };
    let parts = if raw { held.split('/').collect() } else { vec![held] };
    if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err(EncodeError::PathParameter { name, value });
    }
    let encoded: Vec<_> = parts.into_iter().map(percent_encoded).collect();
    Ok(path.replace(&format!("{{{name}}}"), &encoded.join("/")))
}

fn host_label(name: &'static str, value: String) -> Result<String, EncodeError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if value.is_empty() || !value.bytes().all(allowed) {
        return Err(EncodeError::HostParameter { name });
    }
    Ok(value)
}

/// The object of the members of the body, if the operation has any, even if none is set: services that read one refuse
/// an empty body.
fn json_body(request: &dyn Structure, metadata: &Metadata) -> Option<String> {
    let body = InBody { request, metadata };
    let any = (0..metadata.locations.len()).any(|index| body.holds(index));
    any.then(|| to_json(View::Structure(&body)))
}

/// Those members of a request that are members of the body.
struct InBody<'a> {
    request: &'a dyn Structure,
    metadata: &'a Metadata,
}

impl InBody<'_> {
    fn holds(&self, index: usize) -> bool {
        self.metadata.locations.get(index) == Some(&Location::Body)
            && self.metadata.encoding(index) == Encoding::Flat
    }
}

impl Structure for InBody<'_> {
    fn members(&self) -> &'static [&'static str] {
        self.request.members()
    }
    fn view(&self, index: usize) -> View<'_> {
        if self.holds(index) { self.request.view(index) } else { View::Absent }
    }
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

    fn encoded(request: &Sample, locations: &'static [Location], encodings: &'static [Encoding]) -> Parts {
        let metadata = Metadata::new("Get", "test", "1", Style::Rpc, Method::Post, "/", locations);
        encode_request(request, &metadata.encodings(encodings)).unwrap()
    }

    #[test]
    fn lists_and_structures_are_json_or_joined_where_the_service_wants_it() {
        use Encoding::{Flat, Json, Simple};
        let parts =
            encoded(&sample(), &[Location::Query; 8], &[Flat, Flat, Flat, Flat, Flat, Json, Json, Simple]);
        assert_eq!(
            pairs(&parts.query),
            r#"Code=a/b c&Done=true&Rate=1000000000000000000000&Inner={"Name":"3"}&Items=[{"Name":"1"},{"Name":"2"}]&Names=x,y"#
        );
    }

    #[test]
    fn one_parameter_can_be_the_whole_body() {
        let body = |encoding: &'static [Encoding]| encoded(&sample(), &[Location::Body], encoding).body;
        assert_eq!(body(&[Encoding::Json]), Body::Json("a/b c".to_owned()));
        assert_eq!(body(&[Encoding::Raw]), Body::Blob(Blob::from("a/b c")));
        assert_eq!(body(&[Encoding::Xml]), Body::Xml("<Code>a/b c</Code>".to_owned()));
        assert_eq!(encoded(&Sample::default(), &[Location::Body], &[Encoding::Json]).body, Body::None);
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
            encode_request(&request, &metadata.encodings(&[Encoding::Raw])).map(|parts| parts.path)
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
        assert_eq!(of("my-bucket"), Ok(vec![("Code", "my-bucket".to_owned())]));
        for value in ["", "evil.com/", "a.b", "a:1", "a@b", "ä"] {
            assert!(of(value).is_err(), "{value}");
        }
    }
}
