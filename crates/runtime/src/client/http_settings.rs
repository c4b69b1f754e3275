//! Settings of the built-in transport, which a client has unless it is given another.

use crate::error::{Error, ErrorKind, Failure};
use crate::transport::{Http, HttpOptions, IDLE, Proxies, Transport};
use std::time::Duration;

/// Bytes of an answer at most, unless set otherwise.
const MAX_BODY: usize = 32 << 20;
/// The time for making a connection, unless set otherwise.
const CONNECT: Duration = Duration::from_secs(5);

/// What is set of the built-in transport.
#[derive(Default)]
pub(super) struct HttpSettings {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_body: Option<usize>,
    pub(super) proxies: Option<Proxies>,
}

impl HttpSettings {
    /// The transport of the caller's own, or else the built-in one.
    ///
    /// # Errors
    /// If something is set that a transport of one's own would not have, or a proxy cannot be used.
    pub(super) fn transport(self, own: Option<Box<dyn Transport>>) -> Result<Box<dyn Transport>, Error> {
        match (own, self.first()) {
            (None, _) => self.http(),
            (Some(own), None) => Ok(own),
            (Some(_), Some(name)) => {
                let message = format!("`{name}` has no effect beside a transport of your own: set it there");
                Err(Error::new(Failure::new("building a client", ErrorKind::InvalidRequest, message)))
            }
        }
    }

    /// The name of the first thing that is set.
    fn first(&self) -> Option<&'static str> {
        let all = [
            ("connect_timeout", self.connect_timeout.is_some()),
            ("idle_timeout", self.idle_timeout.is_some()),
            ("max_body", self.max_body.is_some()),
            ("proxies", self.proxies.is_some()),
        ];
        all.into_iter().find_map(|(name, is_set)| is_set.then_some(name))
    }

    fn http(self) -> Result<Box<dyn Transport>, Error> {
        let options = HttpOptions {
            idle_timeout: self.idle_timeout.unwrap_or(IDLE),
            proxies: self.proxies.unwrap_or_default(),
            ..HttpOptions::new(self.connect_timeout.unwrap_or(CONNECT), self.max_body.unwrap_or(MAX_BODY))
        };
        match Http::with(&options) {
            Ok(http) => Ok(Box::new(http)),
            Err(error) => Err(Error::new(Failure::transport("building a client", error))),
        }
    }
}
