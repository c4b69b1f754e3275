//! Answers, in JSON or XML as the caller asks for them.

use crate::made_up;
use alicloud_spec::{Operation, SuccessRule};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write;
use time::OffsetDateTime;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) retry_after: Option<u64>,
}

/// The format of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// An answer, not yet sent.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    format: Format,
    coding: Coding,
    retry_after: Option<u64>,
    /// When it was answered, if not now.
    date: Option<OffsetDateTime>,
    body: Vec<u8>,
}

/// What a body is announced as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Identity,
    Gzip,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Refusal { status, code: code.into(), message: message.into(), retry_after: None }
    }

    /// An error as it is documented for the operation, with a name in the place of `%s`. A code that is not has status 400.
    pub(crate) fn documented(operation: Option<&Operation>, code: &str, name: &str) -> Self {
        let known = operation.and_then(|operation| operation.errors.iter().find(|error| error.code == code));
        let status = known.and_then(|error| u16::try_from(error.status?).ok()).unwrap_or(400);
        let message = known.and_then(|error| error.message.clone()).unwrap_or_else(|| code.to_owned());
        Refusal::new(status, code, message.replacen("%s", name, 1))
    }

    pub(crate) fn answer(self, format: Format, request_id: &str, host: &str) -> Answer {
        let Refusal { status, code, message, retry_after } = self;
        let error = json!({"RequestId": request_id, "HostId": host, "Code": code, "Message": message});
        let body = match format {
            Format::Json => error.to_string(),
            Format::Xml => xml("Error", &error),
        };
        Answer { retry_after, ..Answer::new(status, format, body.into_bytes()) }
    }
}

/// A successful answer: the documented example, or one that is made up so that `rule` takes it for success.
pub(crate) fn success(
    (operation, rule): (&Operation, Option<&SuccessRule>),
    format: Format,
    request_id: &str,
) -> Answer {
    let documented = operation.examples.iter().find_map(|example| example.xml.clone());
    match (format, documented) {
        (Format::Xml, Some(xml)) => Answer::new(200, format, xml.into_bytes()),
        _ => success_with((operation, rule), format, request_id, |_| {}),
    }
}

/// The same with changes.
pub(crate) fn success_with(
    (operation, rule): (&Operation, Option<&SuccessRule>),
    format: Format,
    request_id: &str,
    change: impl FnOnce(&mut Value),
) -> Answer {
    let parsed =
        operation.examples.iter().find_map(|example| serde_json::from_str(example.json.as_ref()?).ok());
    let mut body: Value = parsed.unwrap_or_else(|| made_up::answer(operation, rule, request_id));
    change(&mut body);
    Answer::new(200, format, written(format, &operation.name, &body))
}

fn written(format: Format, operation: &str, body: &Value) -> Vec<u8> {
    let text = match format {
        Format::Json => body.to_string(),
        Format::Xml => xml(operation, body),
    };
    text.into_bytes()
}

impl Answer {
    /// A JSON value, or the same as XML.
    pub(crate) fn json(status: u16, format: Format, operation: &str, body: &Value) -> Self {
        Answer::new(status, format, written(format, operation, body))
    }

    fn new(status: u16, format: Format, body: Vec<u8>) -> Self {
        Answer { status, format, coding: Coding::Identity, retry_after: None, date: None, body }
    }

    /// Nothing, announced as gzip.
    pub(crate) fn empty_gzip(status: u16) -> Self {
        Answer { coding: Coding::Gzip, ..Answer::new(status, Format::Json, Vec::new()) }
    }

    /// A list of about `size` bytes, packed.
    pub(crate) fn bomb(size: usize) -> Self {
        let mut list = "{},".repeat(size / 3);
        list.insert(0, '[');
        list.push_str("{}]");
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        // Writing into memory does not fail; if it did, the body would be damaged, which is as good.
        let _ = packed.write_all(list.as_bytes());
        let body = packed.finish().unwrap_or_default();
        Answer { coding: Coding::Gzip, ..Answer::new(200, Format::Json, body) }
    }

    /// The same with this body, unless it is an error.
    pub(crate) fn saying(self, operation: &str, body: &Value) -> Self {
        match self.status {
            200 => Answer { body: written(self.format, operation, body), ..self },
            _ => self,
        }
    }

    /// The same with the first half of its body.
    pub(crate) fn truncated(mut self) -> Self {
        self.body.truncate(self.body.len() / 2);
        self
    }

    /// The same, answered at that time.
    pub(crate) fn dated(self, date: OffsetDateTime) -> Self {
        Answer { date: Some(date), ..self }
    }

    pub(crate) fn into_response(self, request_id: &str) -> Response<Body> {
        let kind = match self.format {
            Format::Json => "application/json;charset=utf-8",
            Format::Xml => "text/xml;charset=utf-8",
        };
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if self.coding == Coding::Gzip {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if let Ok(id) = request_id.parse() {
            headers.insert("x-acs-request-id", id);
        }
        if let Some(Ok(date)) = self.date.map(|date| http_date(date).parse()) {
            headers.insert(header::DATE, date);
        }
        if let Some(millis) = self.retry_after {
            headers.insert("x-acs-retry-after", millis.into());
        }
        response
    }
}

/// `Thu, 06 Feb 2020 07:32:54 GMT`.
fn http_date(date: OffsetDateTime) -> String {
    // Headers begin with the year 1970; a date ends with 9999, as they do.
    httpdate::fmt_http_date(date.max(OffsetDateTime::UNIX_EPOCH).into())
}

/// A value as an XML element; the items of a list have an element each.
fn xml(name: &str, value: &Value) -> String {
    let content = match value {
        Value::Null => return String::new(),
        Value::Array(items) => return items.iter().map(|item| xml(name, item)).collect(),
        Value::Object(members) => members.iter().map(|(name, member)| xml(name, member)).collect(),
        Value::String(text) => escaped(text),
        other => other.to_string(),
    };
    format!("<{name}>{content}</{name}>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_xml() {
        let value = json!({"A": [1, {"B": "x<&"}], "C": null, "D": true});
        assert_eq!(xml("R", &value), "<R><A>1</A><A><B>x&lt;&amp;</B></A><D>true</D></R>");
    }
}
