//! The built-in transport: hyper with rustls, pooled connections, proxies from the environment, gzip, bounded bodies.

use super::connect::{Proxied, Timed};
use super::{
    HttpOptions, HttpRequest, HttpResponse, Progress, Proxies, Scheme, Sending, Transport, TransportError,
};
use bytes::{Buf, Bytes};
use flate2::read::GzDecoder;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

/// How long an unused connection is kept.
const IDLE: Duration = Duration::from_secs(60);

/// HTTP/1.1 over TLS. Proxies are those of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, unless others are set.
#[derive(Clone)]
pub struct Http {
    client: Client<Timed, Full<Bytes>>,
    max_body: usize,
}

impl Http {
    /// A transport that gives up connecting after `connect` and refuses bodies of more than `max_body` bytes.
    ///
    /// # Errors
    /// If the TLS library has no usable cipher suites, which its build decides.
    pub fn new(connect: Duration, max_body: usize) -> Result<Self, TransportError> {
        Self::with(&HttpOptions::new(connect, max_body))
    }

    /// The same, whatever proxies the environment names.
    ///
    /// # Errors
    /// As for [`Http::new`].
    pub fn direct(connect: Duration, max_body: usize) -> Result<Self, TransportError> {
        let none = Proxies::Set { http: String::new(), https: String::new(), no_proxy: String::new() };
        Self::with(&HttpOptions { proxies: none, ..HttpOptions::new(connect, max_body) })
    }

    /// A transport with a pool of connections of its own.
    ///
    /// # Errors
    /// As for [`Http::new`], and if a root certificate cannot be read.
    pub fn with(options: &HttpOptions) -> Result<Self, TransportError> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(options.connect_timeout));
        let proxied = Proxied { http, proxies: Arc::new(options.proxies.matcher()) };
        let secured = HttpsConnectorBuilder::new()
            .with_tls_config(tls(&options.roots)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(proxied);
        let connector = Timed { secured, limit: options.connect_timeout };
        let mut client = Client::builder(TokioExecutor::new());
        client.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new());
        Ok(Http { client: client.build(connector), max_body: options.max_body })
    }
}

/// Trusts the roots of the web and others.
fn tls(others: &[Vec<u8>]) -> Result<ClientConfig, TransportError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for root in others {
        let added = roots.add(CertificateDer::from_slice(root));
        added.map_err(|source| failed(Progress::NotSent, "a root certificate cannot be read", source))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|source| failed(Progress::NotSent, "TLS cannot be used", source))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        Box::pin(async move {
            let request = hyper_request(request)?;
            let response = self.client.request(request).await.map_err(request_error)?;
            read(response, self.max_body).await
        })
    }
}

fn hyper_request(request: HttpRequest) -> Result<Request<Full<Bytes>>, TransportError> {
    let scheme = match request.scheme {
        Scheme::Http => "http",
        Scheme::Https => "https",
    };
    let mut builder = Request::builder()
        .method(request.method.as_str())
        .uri(format!("{scheme}://{}{}", request.host, request.target))
        .header("accept-encoding", "gzip");
    for (name, value) in &request.headers {
        builder = builder.header(name, value.trim());
    }
    builder
        .body(Full::new(Bytes::from(request.body)))
        .map_err(|source| failed(Progress::Unsendable, "the request cannot be written", source))
}

fn request_error(error: Error) -> TransportError {
    if error.is_connect() {
        failed(Progress::NotSent, "no connection could be made", error)
    } else {
        failed(Progress::Sent, "the connection broke before an answer came", error)
    }
}

/// An error whose message tells its deepest cause, too, which those who only print it would not see.
fn failed(
    progress: Progress,
    message: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> TransportError {
    let source = source.into();
    let mut cause: &(dyn std::error::Error + 'static) = &*source;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    TransportError { progress, message: format!("{message}: {cause}"), source: Some(source) }
}

async fn read(response: Response<Incoming>, max_body: usize) -> Result<HttpResponse, TransportError> {
    let (head, body) = response.into_parts();
    let headers: Vec<_> = head
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let body = Limited::new(body, max_body).collect().await.map_err(|source| {
        failed(Progress::Sent, &format!("the answer broke off, or has over {max_body} bytes"), source)
    })?;
    let response = HttpResponse { status: head.status.as_u16(), headers, body: Vec::new() };
    let gzipped =
        response.header("content-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
    let body = if gzipped { gunzip(body.aggregate(), max_body)? } else { body.to_bytes().to_vec() };
    Ok(HttpResponse { body, ..response })
}

/// A small body can unpack into a huge one, so that the limit counts here again.
fn gunzip(body: impl Buf, max_body: usize) -> Result<Vec<u8>, TransportError> {
    let mut out = Vec::new();
    let limit = u64::try_from(max_body).unwrap_or(u64::MAX).saturating_add(1);
    let read = GzDecoder::new(body.reader()).take(limit).read_to_end(&mut out);
    read.map_err(|source| failed(Progress::Sent, "the compressed answer is damaged", source))?;
    if out.len() > max_body {
        return Err(TransportError::new(Progress::Sent, format!("the answer has over {max_body} bytes")));
    }
    Ok(out)
}
