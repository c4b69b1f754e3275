//! What is to be answered goes in; the answer, in JSON or XML as the caller asks for it, comes out.

use alicloud_spec::Operation;
use axum::body::Body;
use axum::http::{Response, StatusCode, header};
use serde_json::{Value, json};

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

impl Refusal {
    pub(crate) fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Refusal { status, code: code.into(), message: message.into(), retry_after: None }
    }

    /// A documented error of an operation, with a name in the place of `%s`; a code that is not documented has status
    /// 400.
    pub(crate) fn documented(operation: &Operation, code: &str, name: &str) -> Self {
        let known = operation.errors.iter().find(|error| error.code == code);
        let status = known.and_then(|error| error.status).unwrap_or(400);
        let message = known.and_then(|error| error.message.clone()).unwrap_or_else(|| code.to_owned());
        Refusal::new(status, code, message.replacen("%s", name, 1))
    }

    pub(crate) fn answer(&self, format: Format, request_id: &str, host: &str) -> Response<Body> {
        let Refusal { status, code, message, .. } = self;
        let body = match format {
            Format::Json => {
                json!({"RequestId": request_id, "HostId": host, "Code": code, "Message": message}).to_string()
            }
            Format::Xml => format!(
                "<Error><RequestId>{request_id}</RequestId><HostId>{}</HostId><Code>{}</Code><Message>{}</Message></Error>",
                escaped(host),
                escaped(code),
                escaped(message)
            ),
        };
        let mut response = respond(*status, format, request_id, body);
        if let Some(millis) = self.retry_after {
            response.headers_mut().insert("x-acs-retry-after", millis.into());
        }
        response
    }
}

/// A successful answer: the documented example, or in JSON with the changes that `change` makes.
pub(crate) fn success(
    operation: &Operation,
    format: Format,
    request_id: &str,
    change: impl FnOnce(&mut Value),
) -> Response<Body> {
    let xml = operation.examples.iter().find_map(|example| example.xml.clone());
    if let (Format::Xml, Some(xml)) = (format, xml) {
        return respond(200, Format::Xml, request_id, xml);
    }
    let parsed =
        operation.examples.iter().find_map(|example| serde_json::from_str(example.json.as_ref()?).ok());
    let mut body: Value = parsed.unwrap_or_else(|| json!({ "RequestId": request_id }));
    change(&mut body);
    respond(200, Format::Json, request_id, body.to_string())
}

pub(crate) fn respond(status: u16, format: Format, request_id: &str, body: String) -> Response<Body> {
    let kind = match format {
        Format::Json => "application/json;charset=utf-8",
        Format::Xml => "text/xml;charset=utf-8",
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    if let Ok(id) = request_id.parse() {
        headers.insert("x-acs-request-id", id);
    }
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
