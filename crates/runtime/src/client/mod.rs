//! The client behind the generated ones: settings go in, calls come out.

mod call;
mod output;
mod product;
mod retry;
mod sending;
mod wait;

pub use output::Output;
pub(crate) use product::is_label;
pub use product::{Product, Success};
pub use retry::RetryPolicy;
pub use sending::{Sending, send};
pub use wait::{Until, Wait, WaitError};

use crate::credentials::{Cached, DefaultChain, ProvideCredentials};
use crate::error::{Error, ErrorKind, Failure};
use crate::signing::{Acs3, Sign};
use crate::transport::{Http, Scheme, Transport};
use retry::Budget;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of an answer at most, unless set otherwise.
const MAX_BODY: usize = 32 << 20;

/// A client of one product. Cloning is cheap; clones share connections.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
}

struct Shared {
    scheme: Scheme,
    host: String,
    region: Option<String>,
    credentials: Cached<Box<dyn ProvideCredentials>>,
    signer: Box<dyn Sign>,
    transport: Box<dyn Transport>,
    user_agent: String,
    product: &'static Product,
    budget: Budget,
}

/// How calls are made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallOptions {
    /// The time for one attempt.
    pub attempt_timeout: Duration,
    /// The time for the whole call, pauses included.
    pub operation_timeout: Duration,
    /// When to try again.
    pub retry: RetryPolicy,
    /// Headers to send beside those of the protocol.
    pub headers: Vec<(String, String)>,
}

impl Default for CallOptions {
    fn default() -> Self {
        CallOptions {
            attempt_timeout: Duration::from_secs(10),
            operation_timeout: Duration::from_secs(60),
            retry: RetryPolicy::default(),
            headers: Vec::new(),
        }
    }
}

impl Client {
    /// The same client with other options, for one call or many.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Client { shared: Arc::clone(&self.shared), options: Arc::new(options) }
    }

    /// The options of its calls.
    pub fn options(&self) -> &CallOptions {
        &self.options
    }

    /// The host that it talks to.
    pub fn host(&self) -> &str {
        &self.shared.host
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("host", &self.shared.host)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Settings of a client that is to be.
pub struct Builder<C> {
    product: &'static Product,
    region: Option<String>,
    endpoint: Option<String>,
    credentials: Option<Box<dyn ProvideCredentials>>,
    signer: Box<dyn Sign>,
    transport: Option<Box<dyn Transport>>,
    connect_timeout: Duration,
    max_body: usize,
    user_agent: Option<String>,
    options: CallOptions,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> Builder<C> {
    /// What generated code calls.
    pub fn new(product: &'static Product) -> Self {
        Builder {
            product,
            region: None,
            endpoint: None,
            credentials: None,
            signer: Box::new(Acs3),
            transport: None,
            connect_timeout: Duration::from_secs(5),
            max_body: MAX_BODY,
            user_agent: None,
            options: CallOptions::default(),
            client: PhantomData,
        }
    }

    /// The region, such as `cn-hangzhou`; without one, that of `ALIBABA_CLOUD_REGION_ID`.
    #[must_use]
    pub fn region(self, region: impl Into<String>) -> Self {
        Builder { region: Some(region.into()), ..self }
    }

    /// The host, with a port if it is not the usual one; `http://` before it turns encryption off.
    #[must_use]
    pub fn endpoint(self, endpoint: impl Into<String>) -> Self {
        Builder { endpoint: Some(endpoint.into()), ..self }
    }

    /// Credentials, or a provider of them, which is [`Cached`]; without any, the [`DefaultChain`].
    #[must_use]
    pub fn credentials(self, credentials: impl ProvideCredentials + 'static) -> Self {
        Builder { credentials: Some(Box::new(credentials)), ..self }
    }

    /// The form of signatures, if not [`Acs3`].
    #[must_use]
    pub fn signer(self, signer: impl Sign + 'static) -> Self {
        Builder { signer: Box::new(signer), ..self }
    }

    /// What sends requests, if not [`Http`].
    #[must_use]
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        Builder { transport: Some(Box::new(transport)), ..self }
    }

    /// The time for making a connection; 5 s unless set.
    #[must_use]
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Builder { connect_timeout, ..self }
    }

    /// The time for one attempt; 10 s unless set.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = timeout;
        self
    }

    /// The time for a whole call; 60 s unless set.
    #[must_use]
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.options.operation_timeout = timeout;
        self
    }

    /// When to try again.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.options.retry = retry;
        self
    }

    /// Bytes of an answer at most; 32 MiB unless set.
    #[must_use]
    pub fn max_body(self, max_body: usize) -> Self {
        Builder { max_body, ..self }
    }

    /// A word about the application, added to the user agent.
    #[must_use]
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        Builder { user_agent: Some(user_agent.into()), ..self }
    }

    /// Makes the client.
    ///
    /// # Errors
    /// If neither region nor endpoint is known, or the endpoint is no host name.
    pub fn build(self) -> Result<C, Error> {
        let region = self
            .region
            .or_else(|| std::env::var("ALIBABA_CLOUD_REGION_ID").ok().filter(|region| !region.is_empty()));
        let (scheme, host) = match &self.endpoint {
            Some(endpoint) => split_endpoint(endpoint),
            None => self.product.endpoint(region.as_deref()).map(|host| (Scheme::Https, host)),
        }
        .map_err(|message| {
            Error::new(Failure::new("building a client", ErrorKind::InvalidRequest, message))
        })?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Box::new(
                Http::new(self.connect_timeout, self.max_body)
                    .map_err(|error| Error::new(Failure::transport("building a client", error)))?,
            ),
        };
        let shared = Shared {
            scheme,
            host,
            region,
            credentials: Cached::new(self.credentials.unwrap_or_else(|| Box::<DefaultChain>::default())),
            signer: self.signer,
            transport,
            user_agent: user_agent(self.user_agent.as_deref()),
            product: self.product,
            budget: Budget::new(),
        };
        Ok(Client { shared: Arc::new(shared), options: Arc::new(self.options) }.into())
    }
}

pub(crate) fn split_endpoint(endpoint: &str) -> Result<(Scheme, String), String> {
    let (scheme, host) = match endpoint.split_once("://") {
        Some(("http", host)) => (Scheme::Http, host),
        Some(("https", host)) => (Scheme::Https, host),
        Some((other, _)) => return Err(format!("`{other}` is no scheme; use http or https")),
        None => (Scheme::Https, endpoint),
    };
    let host = host.trim_end_matches('/');
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    if host.is_empty() || !host.bytes().all(allowed) {
        return Err(format!("`{endpoint}` is no host name"));
    }
    Ok((scheme, host.to_owned()))
}

fn user_agent(custom: Option<&str>) -> String {
    let own = format!(
        "AlibabaCloud ({}; {}) alicloud-rust/{}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        env!("CARGO_PKG_VERSION")
    );
    match custom {
        Some(custom) => format!("{own} {custom}"),
        None => own,
    }
}

/// Makes the client type of a product: `from_env`, `builder`, `with_options`, and conversions.
#[macro_export]
macro_rules! client {
    ($name:ident, $product:expr) => {
        impl $name {
            /// A client with the region of `ALIBABA_CLOUD_REGION_ID` and the credentials that are found in the usual
            /// places: variables, profiles, the role of an ECS instance.
            ///
            /// # Errors
            /// If `ALIBABA_CLOUD_REGION_ID` is not set, or names no region of the product.
            pub fn from_env() -> ::std::result::Result<Self, $crate::Error> {
                Self::builder().build()
            }

            /// Settings for a client.
            pub fn builder() -> $crate::client::Builder<Self> {
                $crate::client::Builder::new($product)
            }

            /// The same client with other options, for one call or many.
            #[must_use]
            pub fn with_options(&self, options: $crate::client::CallOptions) -> Self {
                Self(self.0.with_options(options))
            }
        }
        impl ::std::convert::From<$crate::client::Client> for $name {
            fn from(client: $crate::client::Client) -> Self {
                Self(client)
            }
        }
        impl ::std::convert::AsRef<$crate::client::Client> for $name {
            fn as_ref(&self) -> &$crate::client::Client {
                &self.0
            }
        }
    };
}
