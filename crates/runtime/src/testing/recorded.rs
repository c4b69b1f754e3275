//! Requests that a test looks at.

use crate::transport::HttpRequest;
use crate::{Json, Metadata};
use percent_encoding::percent_decode_str;

/// A request that a [`Replay`](super::Replay) has answered. `Debug` shows no values.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The name of the operation.
    pub operation: String,
    /// The version of its API.
    pub version: String,
    /// The request as it would have been sent.
    pub request: HttpRequest,
    /// What is known of the operation, if the answer was one of its own.
    metadata: Option<&'static Metadata>,
}

impl Recorded {
    pub(super) fn of(request: HttpRequest) -> Self {
        let named = |header: &str, parameter: &str| {
            let header = request.headers.iter().find(|(name, _)| name == header);
            let value = header.map(|(_, value)| value.clone());
            value.or_else(|| pair(&request, parameter)).unwrap_or_default()
        };
        let (operation, version) = (named("x-acs-action", "Action"), named("x-acs-version", "Version"));
        Recorded { operation, version, request, metadata: None }
    }

    pub(super) fn of_operation(self, metadata: Option<&'static Metadata>) -> Self {
        Recorded { metadata, ..self }
    }

    /// The value of a parameter by its wire name, be it in the query, in a form or in the path; of a list or structure,
    /// those of its parts by names such as `Tag.1.Key`. For parameters of a JSON body see [`Recorded::json`].
    pub fn parameter(&self, name: &str) -> Option<String> {
        pair(&self.request, name).or_else(|| self.segment(name))
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.request.body).unwrap_or_default()
    }

    /// The part of the path that a parameter is.
    fn segment(&self, name: &str) -> Option<String> {
        let path = self.request.target.split('?').next()?;
        let template = self.metadata?.path;
        let mut places = template.split('/').zip(path.split('/'));
        let (_, segment) = places.find(|(part, _)| part.trim_matches(['{', '}']) == name && *part != name)?;
        Some(decoded(segment))
    }
}

/// The value of that name in the query or a form.
fn pair(request: &HttpRequest, name: &str) -> Option<String> {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let is_form = |(name, value): &(String, String)| {
        name == "content-type" && value.starts_with("application/x-www-form-urlencoded")
    };
    let form = if request.headers.iter().any(is_form) { &*request.body } else { &[] };
    let form = String::from_utf8_lossy(form);
    let pairs = query.split('&').chain(form.split('&')).filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(known, _)| decoded(known) == name).map(|(_, value)| decoded(value));
    values.next()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
