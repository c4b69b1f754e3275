//! The address of a service goes in; a connection to it, direct or through a proxy, comes out in time, or not at all.

use hyper::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower_service::Service;

/// Connects to hosts, through a proxy where one is named for them.
#[derive(Clone)]
pub(super) struct Proxied {
    pub(super) http: HttpConnector,
    pub(super) proxies: Arc<Matcher>,
}

type Problem = Box<dyn std::error::Error + Send + Sync>;
type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send>>;

impl Service<Uri> for Proxied {
    type Response = TokioIo<TcpStream>;
    type Error = Problem;
    type Future = Connecting<TokioIo<TcpStream>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.http.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.intercept(&target) else {
            let connecting = self.http.call(target);
            return Box::pin(async { Ok(connecting.await?) });
        };
        let tunnel = Tunnel::new(proxy.uri().clone(), self.http.clone());
        let mut tunnel = match proxy.basic_auth() {
            Some(auth) => tunnel.with_auth(auth.clone()),
            None => tunnel,
        };
        let connecting = tunnel.call(target);
        Box::pin(async { Ok(connecting.await?) })
    }
}

/// Limits the time for all of connecting: finding the address, the proxy and the TLS handshake are parts of it.
#[derive(Clone)]
pub(super) struct Timed {
    pub(super) secured: HttpsConnector<Proxied>,
    pub(super) limit: Duration,
}

impl Service<Uri> for Timed {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = Problem;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.secured.poll_ready(context)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let limit = self.limit;
        let connecting = self.secured.call(target);
        Box::pin(async move {
            timeout(limit, connecting).await.unwrap_or_else(|_| {
                let message = format!("it takes longer than {limit:?}");
                Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
            })
        })
    }
}
