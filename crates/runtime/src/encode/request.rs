//! Layout of a request: from its parameters and the constants of its operation to the parts of an HTTP request, not yet
//! signed.

use super::value::{flatten, joined, json_text, object, text};
use super::xml::to_xml;
use super::{Body, EncodeError, Parts};
use crate::operation::Facts;
use crate::transport::percent_encoded;
use crate::{Blob, Encoding, Location, Metadata, Method, Structure, Style, View};

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
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts = Parts {
            method,
            path: path.to_owned(),
            query: fixed(query),
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

/// The pairs that all requests of an operation have.
fn fixed(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
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

#[cfg(test)]
mod tests;
