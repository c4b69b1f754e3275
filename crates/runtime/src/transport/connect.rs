//! Connections to services, direct or through a proxy, made in time or not at all.

use super::connection::{Connection, Form};
use super::port::{default_port, with_port};
use super::proxy::{Protocol, Proxy, Routes};
use hyper::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
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
    pub(super) plain: HttpConnector,
    /// The way to proxies that are reached over TLS, and to others.
    pub(super) secured: HttpsConnector<HttpConnector>,
    pub(super) routes: Arc<Routes>,
}

/// The connection to a host or proxy.
type Hop = MaybeHttpsStream<TokioIo<TcpStream>>;
type Problem = Box<dyn std::error::Error + Send + Sync>;
type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send>>;

impl Service<Uri> for Proxied {
    type Response = Hop;
    type Error = Problem;
    type Future = Connecting<Hop>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.plain.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let routes = Arc::clone(&self.routes);
        match routes.proxy(&target) {
            None => {
                let connecting = self.plain.call(target);
                Box::pin(async { Ok(connecting.await?.into()) })
            }
            Some(proxy) if proxy.forwards(&target) => self.secured.call(proxy.uri.clone()),
            Some(proxy) => self.tunnel(proxy, target),
        }
    }
}

impl Proxied {
    fn tunnel(&self, proxy: &Proxy, target: Uri) -> Connecting<Hop> {
        // What makes tunnels takes a port that is left out for that of `https`.
        let Some(target) = with_port(&target, default_port(&target)) else {
            return Box::pin(async { Err("the host is none that a proxy can reach".into()) });
        };
        match proxy.protocol {
            Protocol::Http => {
                let tunnel = Tunnel::new(proxy.uri.clone(), self.secured.clone());
                let mut tunnel = match proxy.authorization() {
                    Some(authorization) => tunnel.with_auth(authorization.clone()),
                    None => tunnel,
                };
                let connecting = tunnel.call(target);
                Box::pin(async { Ok(connecting.await?) })
            }
            Protocol::Socks => {
                let socks = SocksV5::new(proxy.uri.clone(), self.plain.clone());
                let mut socks = match proxy.user_and_password() {
                    Some((user, password)) => socks.with_auth(user.to_owned(), password.to_owned()),
                    None => socks,
                };
                let connecting = socks.call(target);
                Box::pin(async { Ok(connecting.await?.into()) })
            }
        }
    }
}

/// Limits the time for all of connecting: finding the address, the proxy and the TLS handshake are parts of it.
#[derive(Clone)]
pub(super) struct Timed {
    pub(super) secured: HttpsConnector<Proxied>,
    pub(super) routes: Arc<Routes>,
    pub(super) limit: Duration,
}

impl Service<Uri> for Timed {
    type Response = Connection<MaybeHttpsStream<Hop>>;
    type Error = Problem;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.secured.poll_ready(context)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let limit = self.limit;
        let forwarded = self.routes.proxy(&target).is_some_and(|proxy| proxy.forwards(&target));
        let form = if forwarded { Form::Absolute } else { Form::Origin };
        let connecting = self.secured.call(target);
        Box::pin(async move {
            let stream = timeout(limit, connecting).await.unwrap_or_else(|_| {
                let message = format!("it takes longer than {limit:?}");
                Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
            })?;
            Ok(Connection::new(stream, form))
        })
    }
}
