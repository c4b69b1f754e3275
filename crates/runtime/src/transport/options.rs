//! Settings of the built-in transport.

use std::time::Duration;

/// How long an unused connection is kept, unless set otherwise: gateways close theirs after about 10 s.
pub(crate) const IDLE: Duration = Duration::from_secs(8);

/// Settings of [`Http`](super::Http).
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpOptions {
    /// The time for making a connection: finding the address, reaching it, the proxy and the TLS handshake.
    pub connect_timeout: Duration,
    /// How long an unused connection is kept.
    pub idle_timeout: Duration,
    /// Bytes of an answer at most, when it is unpacked.
    pub max_body: usize,
    /// The proxies.
    pub proxies: Proxies,
    /// Root certificates that are trusted beside those of the web, in DER; for gateways inside a company.
    pub roots: Vec<Vec<u8>>,
}

impl HttpOptions {
    /// Unused connections are kept for 8 s, the proxies are those of the environment, and the roots
    /// those of the web only.
    pub fn new(connect_timeout: Duration, max_body: usize) -> Self {
        HttpOptions {
            connect_timeout,
            idle_timeout: IDLE,
            max_body,
            proxies: Proxies::Environment,
            roots: Vec::new(),
        }
    }
}

/// Which hosts are reached through which proxy.
///
/// A proxy is given by its URL, with a name and password where it asks for them: `http://` and `https://` proxies forward
/// requests by `http` and make tunnels for those by `https`, `socks5://` and `socks5h://` proxies find the host themselves.
/// A proxy that is none of these is an error when the transport is made.
///
/// Hosts that are reached without a proxy are listed as curl and Go read `NO_PROXY`: `*`, domains, which stand for
/// everything below them, too, `*.domain` for what is below only, addresses, and networks such as `10.0.0.0/8`; each with
/// a port if it is meant for that only. This machine and the metadata service of ECS instances are always among them.
#[derive(Clone, Default)]
pub enum Proxies {
    /// As `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in upper or lower case, when the transport is made.
    #[default]
    Environment,
    /// There is none, whatever the environment says.
    None,
    /// As these say, which have the form of those variables; empty for none.
    Set {
        /// The URL of the proxy for `http`.
        http: String,
        /// The URL of the proxy for `https`.
        https: String,
        /// Hosts that are reached without a proxy, separated by commas.
        no_proxy: String,
    },
}
