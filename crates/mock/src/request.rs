//! An HTTP request goes in; its parts, and the values of its parameters, come out.

use alicloud_spec::{Location, Operation};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};

/// A request as it came.
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) form: Vec<(String, String)>,
}

impl Received {
    pub(crate) fn new(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let raw_query = uri.query().unwrap_or_default().to_owned();
        let is_form = headers
            .iter()
            .any(|(name, value)| name == "content-type" && value.starts_with("application/x-www-form"));
        Received {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: pairs(&raw_query),
            raw_query,
            form: if is_form { pairs(&String::from_utf8_lossy(body)) } else { Vec::new() },
            headers,
            body: body.to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// All values of the headers of that name.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The value of a parameter where it is sent; of a list or structure, any part of it.
pub(crate) fn parameter(operation: &Operation, request: &Received, name: &str) -> Option<String> {
    let member = operation.request.iter().find(|member| member.name == name)?;
    let in_pairs = |pairs: &[(String, String)]| {
        let part = |known: &str| {
            known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        pairs.iter().find(|(known, _)| part(known)).map(|(_, value)| value.clone())
    };
    match member.location? {
        Location::Query => in_pairs(&request.query),
        Location::Form => in_pairs(&request.form),
        Location::Header => request.header(&name.to_lowercase()).map(str::to_owned),
        Location::Host => request.header("host").map(str::to_owned),
        Location::Path => {
            let template = operation.path.split('?').next().unwrap_or_default();
            let places = template.split('/').zip(request.path.split('/'));
            places.filter(|(part, _)| *part == format!("{{{name}}}")).map(|(_, value)| decoded(value)).next()
        }
        Location::Body => {
            let body: serde_json::Value = serde_json::from_slice(&request.body).ok()?;
            body.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        }
    }
}

pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let rest = bytes.clone();
                match (hex(bytes.next()), hex(bytes.next())) {
                    (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
                    _ => {
                        out.push(b'%');
                        bytes = rest;
                    }
                }
            }
            byte => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
