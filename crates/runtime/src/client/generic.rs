//! Calls of operations that no spec describes.

use super::headers::is_of_the_protocol;
use super::request::{CLIENT_TOKEN, ClientToken, Request};
use super::{Client, Sending};
use crate::encode::{Parameter, lay_out};
use crate::error::Redactions;
use crate::operation::{Access, Facts};
use crate::{Blob, EncodeError, Encoding, Json, Location, Method, OtherCode, Parts, Security, Style, View};
use std::fmt;

/// A request of an operation that is described at run time: its action, version and parameters by name, with JSON in and
/// out. It is signed, sent again, timed, traced and judged as those of generated operations are.
///
/// Without a [path](Self::path) it is an RPC request: a `POST` to `/`. Lists and structures in the query, a form or a
/// header are laid out as for generated operations: in the query `Tag.1.Key=…`. An answer in XML is read into JSON.
///
/// Operations whose names begin with `Describe`, `List`, `Get` or `Query` are taken to change nothing, and are sent again
/// after time-outs; so are those with the method `GET`, with a `ClientToken`, or that are [`read_only`](Self::read_only).
///
/// Values whose names look like those of secrets (`Password`, `SecurityToken`) are not repeated by errors. The answer is
/// plain JSON, whose `Debug` shows everything.
///
/// ```
/// use alicloud::runtime::client::{Client, GenericRequest};
/// use alicloud::runtime::credentials::Credentials;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), alicloud::Error> {
/// # use std::io::{Read, Write};
/// # let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
/// # let address = server.local_addr().unwrap();
/// # std::thread::spawn(move || {
/// #     let (mut stream, _) = server.accept().unwrap();
/// #     let mut request = vec![0; 8192];
/// #     let length = stream.read(&mut request).unwrap();
/// #     assert!(request[..length].starts_with(b"POST /?Tag.1.Key=stage HTTP/1.1"));
/// #     let body = r#"{"RequestId": "r-1", "Regions": {"Region": [{"RegionId": "cn-hangzhou"}]}}"#;
/// #     write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
/// # });
/// let builder = Client::builder("ecs").region("cn-hangzhou");
/// # let builder = builder.endpoint(format!("http://{address}"));
/// let client = builder.credentials(Credentials::access_key("id", "secret")).build()?;
/// let request = GenericRequest::new("2014-05-26", "DescribeRegions").query("Tag", json!([{"Key": "stage"}]));
/// let answer = request.send(&client).await?;
/// assert_eq!(answer["Regions"]["Region"][0]["RegionId"], "cn-hangzhou");
/// assert_eq!(answer.request_id(), Some("r-1"));
/// # Ok(())
/// # }
/// ```
///
/// An operation with a path, here of a generated client, whose endpoint and success rule count:
///
/// ```
/// use alicloud::runtime::Method;
/// use alicloud::runtime::client::GenericRequest;
///
/// # fn main() -> Result<(), alicloud::Error> {
/// let client = alicloud::sae::Client::builder().region("cn-hangzhou").build()?;
/// let call = GenericRequest::new("2019-05-06", "DescribeChangeOrder")
///     .method(Method::Get)
///     .path("/pop/v1/sam/changeorder/DescribeChangeOrder")
///     .query("ChangeOrderId", "765fa5c0-…")
///     .send(&client);
/// # drop(call);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct GenericRequest {
    version: String,
    action: String,
    style: Style,
    method: Method,
    path: String,
    security: Security,
    access: Access,
    parameters: Vec<Given>,
}

/// A parameter as it was given.
#[derive(Clone, PartialEq)]
struct Given {
    name: String,
    location: Location,
    encoding: Encoding,
    value: Value,
}

#[derive(Clone, PartialEq)]
enum Value {
    Json(Json),
    Blob(Blob),
}

impl GenericRequest {
    /// An RPC request of an operation, such as `DescribeRegions` of version `2014-05-26`.
    pub fn new(version: impl Into<String>, action: impl Into<String>) -> Self {
        GenericRequest {
            version: version.into(),
            action: action.into(),
            style: Style::Rpc,
            method: Method::Post,
            path: "/".to_owned(),
            security: Security::Signed,
            access: Access::Write,
            parameters: Vec::new(),
        }
    }

    /// The HTTP method; `POST` unless set.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        GenericRequest { method, ..self }
    }

    /// Makes it a request of the ROA style, with this path. `{Name}` stands for a [path parameter](Self::path_parameter);
    /// everything else is sent as it is, and must be percent-encoded already.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        GenericRequest { style: Style::Roa, path: path.into(), ..self }
    }

    /// A parameter of the query string.
    #[must_use]
    pub fn query(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameter(Location::Query, Encoding::Flat, name, value)
    }

    /// A field of the form body.
    #[must_use]
    pub fn form(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameter(Location::Form, Encoding::Flat, name, value)
    }

    /// A header. Those that signing sets (`host`, `authorization`, `x-acs-date` …) are refused.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameter(Location::Header, Encoding::Flat, name, value)
    }

    /// The value of `{Name}` in the path. It is percent-encoded, and refused if it is empty, `.` or `..`.
    #[must_use]
    pub fn path_parameter(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameter(Location::Path, Encoding::Flat, name, value)
    }

    /// A member of the JSON body.
    #[must_use]
    pub fn body(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameter(Location::Body, Encoding::Flat, name, value)
    }

    /// The whole body, as JSON.
    #[must_use]
    pub fn json_body(self, value: impl Into<Json>) -> Self {
        let json = match value.into() {
            // Where a whole body is JSON, text is sent as it is; this is to be a JSON string.
            text @ Json::String(_) => Json::String(text.to_string()),
            other => other,
        };
        self.parameter(Location::Body, Encoding::Json, "body", json)
    }

    /// The whole body, byte for byte.
    #[must_use]
    pub fn blob_body(self, blob: impl Into<Blob>) -> Self {
        let (name, value) = ("body".to_owned(), Value::Blob(blob.into()));
        self.given(Given { name, location: Location::Body, encoding: Encoding::Raw, value })
    }

    /// A parameter of whatever location and encoding. A later one of the same name and location replaces it; `null` in any
    /// other place than the body is none.
    #[must_use]
    pub fn parameter(
        self,
        location: Location,
        encoding: Encoding,
        name: impl Into<String>,
        value: impl Into<Json>,
    ) -> Self {
        self.given(Given { name: name.into(), location, encoding, value: Value::Json(value.into()) })
    }

    fn given(mut self, given: Given) -> Self {
        let same = |known: &Given| (known.location, &known.name) == (given.location, &given.name);
        self.parameters.retain(|known| !same(known));
        self.parameters.push(given);
        self
    }

    /// The same for an operation that changes nothing, so that a call may be repeated.
    #[must_use]
    pub fn read_only(self) -> Self {
        GenericRequest { access: Access::Read, ..self }
    }

    /// The same for an operation that anybody may call: it is not signed, and needs no credentials.
    #[must_use]
    pub fn anonymous(self) -> Self {
        GenericRequest { security: Security::Anonymous, ..self }
    }

    /// Makes the call, with the client of any product.
    pub fn send(self, client: impl AsRef<Client>) -> Sending<Json, OtherCode> {
        Sending::new(client.as_ref(), |client| async move { client.request(&self).await })
    }

    fn check(&self) -> Result<(), EncodeError> {
        let word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        if !word(&self.version) || !self.version.contains(|c: char| c.is_ascii_digit()) {
            return Err(refused("version", &self.version, "expected one such as `2019-05-06`"));
        }
        if !word(&self.action) || !self.action.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(refused("action", &self.action, "expected the name of an operation"));
        }
        check_path(&self.path)?;
        self.parameters.iter().try_for_each(|given| given.check(&self.path))
    }
}

fn refused(part: &'static str, value: &str, expected: &'static str) -> EncodeError {
    EncodeError::Generic { part, value: value.to_owned(), expected }
}

/// A path goes into the request line and into the signature as it is.
fn check_path(path: &str) -> Result<(), EncodeError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/{}".contains(&byte);
    if !path.starts_with('/') || !path.bytes().all(allowed) {
        let expected = "expected one that begins with `/`, percent-encoded, without query and fragment";
        return Err(refused("path", path, expected));
    }
    Ok(())
}

impl Given {
    fn check(&self, path: &str) -> Result<(), EncodeError> {
        match self.location {
            Location::Header if is_of_the_protocol(&self.name) => {
                Err(EncodeError::ProtocolHeader { name: self.name.clone() })
            }
            Location::Path if !path.contains(&format!("{{{}}}", self.name)) => {
                Err(refused("path parameter", &self.name, "the path does not have it"))
            }
            _ => Ok(()),
        }
    }

    fn view(&self) -> View<'_> {
        match &self.value {
            Value::Json(Json::Null) if self.location != Location::Body => View::Absent,
            Value::Json(value) => View::Any(value),
            Value::Blob(blob) => View::Blob(blob),
        }
    }
}

impl Request for GenericRequest {
    fn facts(&self) -> Facts<'_> {
        Facts {
            name: &self.action,
            version: &self.version,
            style: self.style,
            method: self.method,
            security: self.security,
            access: self.access,
        }
    }

    fn parts(&self) -> Result<Parts, EncodeError> {
        self.check()?;
        let parameters = self.parameters.iter().map(|given| Parameter {
            name: &given.name,
            location: given.location,
            encoding: given.encoding,
            view: given.view(),
        });
        let parts = lay_out(self.facts(), &self.path, parameters)?;
        match parts.path.contains(['{', '}']) {
            true => Err(refused("path", &self.path, "it has a parameter without a value")),
            false => Ok(parts),
        }
    }

    fn redact(&self, redactions: &mut Redactions) {
        for given in &self.parameters {
            redactions.parameter(&given.name, given.view());
        }
    }

    fn client_token(&self, _: &mut Parts) -> ClientToken {
        let has = self.parameters.iter().any(|given| given.name == CLIENT_TOKEN && !given.view().is_absent());
        if has { ClientToken::Present } else { ClientToken::NotTaken }
    }
}

/// Shows names of parameters, and no values.
impl fmt::Debug for GenericRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = self.parameters.iter().map(|given| (&given.name, given.location));
        f.debug_struct("GenericRequest")
            .field("version", &self.version)
            .field("action", &self.action)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("parameters", &parameters.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
