//! The built-in transport: hyper with rustls, pooled connections, proxies from the environment, gzip, bounded bodies.

use super::body::read;
use super::connect::{Proxied, Timed};
use super::connection::{note_answer, was_used};
use super::proxy::{Proxy, Routes};
use super::{HttpOptions, HttpRequest, Progress, Proxies, Reuse, Scheme, Sending, Transport, TransportError};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Builder, Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;

/// HTTP/1.1 over TLS. Proxies are those of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, unless others are set.
///
/// Connections are kept for the next request. One that turns out to be closed before anything was written is replaced; if
/// that is found out only afterwards, the error says so by [`Progress::Stale`].
#[derive(Clone)]
pub struct Http {
    pooled: Client<Timed, Full<Bytes>>,
    /// Makes a connection for each request.
    fresh: Client<Timed, Full<Bytes>>,
    routes: Arc<Routes>,
    max_body: usize,
}

impl Http {
    /// A transport that gives up connecting after `connect` and refuses bodies of more than `max_body` bytes.
    ///
    /// # Errors
    /// If the environment names a proxy that cannot be used, or the TLS library has no usable cipher suites, which its
    /// build decides.
    pub fn new(connect: Duration, max_body: usize) -> Result<Self, TransportError> {
        Self::with(&HttpOptions::new(connect, max_body))
    }

    /// The same, whatever proxies the environment names.
    ///
    /// # Errors
    /// If the TLS library has no usable cipher suites.
    pub fn direct(connect: Duration, max_body: usize) -> Result<Self, TransportError> {
        Self::with(&HttpOptions { proxies: Proxies::None, ..HttpOptions::new(connect, max_body) })
    }

    /// A transport with a pool of connections of its own.
    ///
    /// # Errors
    /// As for [`Http::new`], and if a root certificate cannot be read.
    pub fn with(options: &HttpOptions) -> Result<Self, TransportError> {
        let routes = Arc::new(Routes::new(&options.proxies)?);
        let connector = connector(options, &routes)?;
        let fresh = pool().pool_max_idle_per_host(0).build(connector.clone());
        let pooled = pool().pool_idle_timeout(options.idle_timeout).build(connector);
        Ok(Http { pooled, fresh, routes, max_body: options.max_body })
    }
}

fn pool() -> Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder.pool_timer(TokioTimer::new());
    builder
}

fn connector(options: &HttpOptions, routes: &Arc<Routes>) -> Result<Timed, TransportError> {
    let mut plain = HttpConnector::new();
    plain.enforce_http(false);
    plain.set_nodelay(true);
    plain.set_connect_timeout(Some(options.connect_timeout));
    let tls = tls(&options.roots)?;
    let secured = over_tls(&tls, plain.clone());
    let proxied = Proxied { plain, secured, routes: Arc::clone(routes) };
    let secured = over_tls(&tls, proxied);
    Ok(Timed { secured, routes: Arc::clone(routes), limit: options.connect_timeout })
}

fn over_tls<T>(tls: &ClientConfig, connector: T) -> HttpsConnector<T> {
    let builder = HttpsConnectorBuilder::new().with_tls_config(tls.clone());
    builder.https_or_http().enable_http1().wrap_connector(connector)
}

/// Trusts the roots of the web and others.
fn tls(others: &[Vec<u8>]) -> Result<ClientConfig, TransportError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for root in others {
        let added = roots.add(CertificateDer::from_slice(root));
        added.map_err(|source| {
            TransportError::caused(Progress::NotSent, "a root certificate cannot be read", source)
        })?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|source| TransportError::caused(Progress::NotSent, "TLS cannot be used", source))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        Box::pin(async move {
            let outgoing = Outgoing::new(request, &self.routes)?;
            let client = match outgoing.head.reuse {
                Reuse::Allowed => &self.pooled,
                Reuse::Refused => &self.fresh,
            };
            let sent = client.request(outgoing.request()?).await;
            let response = sent.map_err(|error| outgoing.unanswered(error))?;
            note_answer(&response);
            if let (407, Some(proxy)) = (response.status().as_u16(), outgoing.forwarder()) {
                let message = format!("the proxy {proxy} asks for another name and password");
                return Err(TransportError::new(Progress::Unsendable, message));
            }
            read(response, self.max_body).await
        })
    }
}

/// A request under way.
struct Outgoing<'r> {
    head: HttpRequest,
    uri: Uri,
    body: Bytes,
    proxy: Option<&'r Proxy>,
}

impl<'r> Outgoing<'r> {
    fn new(mut head: HttpRequest, routes: &'r Routes) -> Result<Self, TransportError> {
        let scheme = match head.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        // Anything else would become a part of the host name.
        if !head.target.is_empty() && !head.target.starts_with(['/', '?']) {
            let message = "the request cannot be written: its path does not begin with a slash";
            return Err(TransportError::new(Progress::Unsendable, message));
        }
        let uri: Uri = format!("{scheme}://{}{}", head.host, head.target).try_into().map_err(|source| {
            TransportError::caused(Progress::Unsendable, "the request cannot be written", source)
        })?;
        let body = Bytes::from(std::mem::take(&mut head.body));
        let proxy = routes.proxy(&uri);
        Ok(Outgoing { head, uri, body, proxy })
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, TransportError> {
        let mut builder = Request::builder()
            .method(self.head.method.as_str())
            .uri(self.uri.clone())
            .header("accept-encoding", "gzip");
        for (name, value) in &self.head.headers {
            builder = builder.header(name, value.trim());
        }
        if let Some(authorization) = self.forwarder().and_then(Proxy::authorization) {
            builder = builder.header("proxy-authorization", authorization);
        }
        builder.body(Full::new(self.body.clone())).map_err(|source| {
            TransportError::caused(Progress::Unsendable, "the request cannot be written", source)
        })
    }

    /// The proxy that the request itself is sent to.
    fn forwarder(&self) -> Option<&'r Proxy> {
        self.proxy.filter(|proxy| proxy.forwards(&self.uri))
    }

    fn unanswered(&self, error: Error) -> TransportError {
        let by_way = self.proxy.map(|proxy| format!(" by way of the proxy {proxy}")).unwrap_or_default();
        let (progress, message) = if error.is_connect() {
            (Progress::NotSent, format!("no connection could be made{by_way}"))
        } else if is_unstarted(&error) {
            (Progress::NotSent, format!("the connection{by_way} broke before the request was sent"))
        } else {
            let progress = if was_used(&error) { Progress::Stale } else { Progress::Sent };
            (progress, format!("the connection{by_way} broke before an answer came"))
        };
        TransportError::caused(progress, &message, error)
    }
}

/// Whether nothing of the request was written: hyper gives it back then.
fn is_unstarted(error: &Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<hyper::Error>());
    source.is_some_and(hyper::Error::is_canceled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    #[tokio::test]
    async fn what_follows_the_host_cannot_become_a_part_of_it() {
        let transport = Http::direct(Duration::from_secs(1), 1000).unwrap();
        for target in [".example.com/", "9", "@example.com/"] {
            let request = HttpRequest {
                scheme: Scheme::Http,
                method: Method::Get,
                host: "127.0.0.1:1".to_owned(),
                target: target.to_owned(),
                headers: Vec::new(),
                body: Vec::new(),
                reuse: Reuse::default(),
            };
            let error = transport.send(request).await.unwrap_err();
            assert_eq!(error.progress, Progress::Unsendable, "{target}: {error}");
            assert!(error.message.contains("slash"), "{error}");
        }
    }
}
