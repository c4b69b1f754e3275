//! Settings of the built-in transport.

use hyper_util::client::proxy::matcher::Matcher;
use std::time::Duration;

/// Settings of [`Http`](super::Http).
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpOptions {
    /// The time for making a connection: finding the address, reaching it, the proxy and the TLS handshake.
    pub connect_timeout: Duration,
    /// Bytes of an answer at most, when it is unpacked.
    pub max_body: usize,
    /// The proxies.
    pub proxies: Proxies,
    /// Root certificates that are trusted beside those of the web, in DER; for gateways inside a company.
    pub roots: Vec<Vec<u8>>,
}

impl HttpOptions {
    /// The proxies of the environment, and the roots of the web only.
    pub fn new(connect_timeout: Duration, max_body: usize) -> Self {
        HttpOptions { connect_timeout, max_body, proxies: Proxies::Environment, roots: Vec::new() }
    }
}

/// Which hosts are reached through which proxy. Proxies are asked to `CONNECT`.
#[derive(Clone, Default)]
pub enum Proxies {
    /// As `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in upper or lower case, when the transport is made.
    #[default]
    Environment,
    /// As these say, which have the form of those variables; empty for none.
    Set {
        /// The URL of the proxy for `http`.
        http: String,
        /// The URL of the proxy for `https`.
        https: String,
        /// Hosts, domains and address ranges that are reached without a proxy, separated by commas.
        no_proxy: String,
    },
}

impl Proxies {
    pub(super) fn matcher(&self) -> Matcher {
        match self {
            Proxies::Environment => Matcher::from_env(),
            Proxies::Set { http, https, no_proxy } => {
                Matcher::builder().http(http.as_str()).https(https.as_str()).no(no_proxy.as_str()).build()
            }
        }
    }
}
