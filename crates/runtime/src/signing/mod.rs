//! Signatures of requests, with what was signed, for tests and traces.

mod acs3;
mod clock;
mod legacy;

pub use acs3::Acs3;
pub(crate) use clock::{Clock, Correction, http_date};
pub use legacy::Legacy;

use crate::identity::Credentials;
use crate::transport::{HttpRequest, Reuse, Scheme, form, names};
use crate::{Body, Method, Style};
use std::fmt;
use time::OffsetDateTime;

/// A request that is to be signed. Names and values are as they are; encoding them is part of signing. `Debug` shows
/// names, and no values.
#[derive(Clone, PartialEq)]
pub struct Unsigned {
    /// The method.
    pub method: Method,
    /// Host name and, where it is not the usual one, port.
    pub host: String,
    /// The path, already percent-encoded.
    pub path: String,
    /// The query.
    pub query: Vec<(String, String)>,
    /// Headers, in any case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub payload: Payload,
    /// How the product lays out requests.
    pub style: Style,
    /// The operation.
    pub action: String,
    /// The version of the API.
    pub version: String,
}

/// The body of a request that is to be signed. `Debug` shows the names of fields, and how many bytes there are.
#[derive(Clone, PartialEq)]
pub enum Payload {
    /// None.
    None,
    /// Fields of a form.
    Form(Vec<(String, String)>),
    /// Bytes of some content type; none is sent for an empty one.
    Bytes {
        /// The content type.
        content_type: &'static str,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// When and under which number a request is signed. Both are new for each attempt.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The time, in UTC.
    pub time: OffsetDateTime,
    /// A text that no other request has.
    pub nonce: String,
}

/// A request that is signed: these bytes are what was signed, and they are what is sent.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Signed {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// The headers, in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What was signed.
    pub proof: Proof,
}

/// What was signed, step by step; empty where nothing was. It repeats tokens and parameters, so that `Debug` shows none
/// of it.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// The canonical request; the legacy forms have none.
    pub canonical_request: String,
    /// The string to sign.
    pub string_to_sign: String,
    /// The signature.
    pub signature: String,
}

/// A way to sign requests.
pub trait Sign: Send + Sync {
    /// Signs a request.
    fn sign(&self, request: Unsigned, credentials: &Credentials, moment: &Moment) -> Signed;
}

impl Moment {
    /// This time, under a number of its own.
    pub(crate) fn at(time: OffsetDateTime) -> Self {
        Moment { time, nonce: format!("{:032x}", fastrand::u128(..)) }
    }

    /// `2023-10-26T10:22:32Z`.
    pub(crate) fn iso(&self) -> String {
        let (date, time) = (self.time.date(), self.time.time());
        let (month, day) = (u8::from(date.month()), date.day());
        format!(
            "{:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }

    /// `Thu, 06 Feb 2020 07:32:54 GMT`.
    pub(crate) fn http(&self) -> String {
        let (date, time) = (self.time.date(), self.time.time());
        let (weekday, month) = (date.weekday().to_string(), date.month().to_string());
        format!(
            "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
            &weekday[..3],
            date.day(),
            &month[..3],
            date.year(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl Signed {
    /// The request as it is sent to a host.
    pub(crate) fn into_request(self, scheme: Scheme, host: String, reuse: Reuse) -> HttpRequest {
        let Signed { method, target, headers, body, proof: _ } = self;
        HttpRequest { scheme, method, host, target, headers, body, reuse }
    }
}

impl Payload {
    /// The body of a request that was laid out.
    pub(crate) fn of(body: &Body) -> Self {
        let bytes = |content_type, bytes: &[u8]| Payload::Bytes { content_type, bytes: bytes.to_vec() };
        match body {
            Body::None => Payload::None,
            Body::Form(pairs) => Payload::Form(pairs.clone()),
            Body::Json(text) => bytes("application/json; charset=utf-8", text.as_bytes()),
            Body::Xml(text) => bytes("application/xml", text.as_bytes()),
            Body::Blob(blob) => bytes("application/octet-stream", blob.as_ref()),
        }
    }

    /// The content type and the bytes.
    pub(crate) fn into_parts(self) -> (Option<&'static str>, Vec<u8>) {
        match self {
            Payload::None => (None, Vec::new()),
            Payload::Form(mut pairs) => {
                pairs.sort();
                (Some("application/x-www-form-urlencoded"), form(&pairs).into_bytes())
            }
            Payload::Bytes { content_type, bytes } => {
                (Some(content_type).filter(|name| !name.is_empty()), bytes)
            }
        }
    }
}

impl fmt::Debug for Unsigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsigned")
            .field("method", &self.method)
            .field("host", &self.host)
            .field("query", &names(&self.query))
            .field("headers", &names(&self.headers))
            .field("payload", &self.payload)
            .field("style", &self.style)
            .field("action", &self.action)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::None => f.write_str("None"),
            Payload::Form(pairs) => f.debug_tuple("Form").field(&names(pairs)).finish(),
            Payload::Bytes { content_type, bytes } => f
                .debug_tuple("Bytes")
                .field(content_type)
                .field(&format_args!("{} bytes", bytes.len()))
                .finish(),
        }
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}

/// A signature in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_names_and_no_values() {
        let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        let bytes = Payload::Bytes { content_type: "text/plain", bytes: b"thebody".to_vec() };
        for payload in [bytes, Payload::Form(pair("Password", "thepassword"))] {
            let unsigned = Unsigned {
                method: Method::Post,
                host: "h".to_owned(),
                path: "/thepath".to_owned(),
                query: pair("SecurityToken", "thetoken"),
                headers: pair("x-acs-security-token", "theheader"),
                payload,
                style: Style::Rpc,
                action: "Get".to_owned(),
                version: "1".to_owned(),
            };
            let shown = format!("{unsigned:?}");
            for name in ["SecurityToken", "x-acs-security-token", "Get"] {
                assert!(shown.contains(name), "no {name} in {shown}");
            }
            let signed = Legacy::new().sign(
                unsigned,
                &Credentials::access_key("theid", "s"),
                &Moment::at(OffsetDateTime::now_utc()),
            );
            assert!(signed.proof.string_to_sign.contains("thetoken"));
            let shown = format!("{shown} {:?}", signed.proof);
            for value in ["the", &signed.proof.signature, "98, 111"] {
                assert!(!shown.contains(value), "{value} in {shown}");
            }
        }
    }
}
