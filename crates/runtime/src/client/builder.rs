//! Settings of a client; what is not set is found in the environment or has a default.

use super::http_settings::HttpSettings;
use super::{CallOptions, Client, Shared};
use crate::answer::{Budget, RetryPolicy};
use crate::credentials::{Cached, DefaultChain, ProvideCredentials};
use crate::error::{Error, ErrorKind, Failure};
use crate::product::{Network, Product, Success};
use crate::signing::Clock;
use crate::signing::{Acs3, Sign};
use crate::transport::{Proxies, Scheme, Transport, split_endpoint};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// Settings of a client that is to be.
pub struct Builder<C> {
    code: Cow<'static, str>,
    product: &'static Product,
    region: Option<String>,
    endpoint: Option<String>,
    network: Network,
    credentials: Option<Box<dyn ProvideCredentials>>,
    signer: Box<dyn Sign>,
    transport: Option<Box<dyn Transport>>,
    http: HttpSettings,
    user_agent: Option<String>,
    options: CallOptions,
    client: PhantomData<fn() -> C>,
}

impl Client {
    /// Settings for a client of any product, by its code, such as `ecs`. Unless an endpoint is set, requests are sent to
    /// `CODE.REGION.aliyuncs.com`, and only the HTTP status decides what is success.
    ///
    /// Building it fails if the code has more than letters, digits and hyphens.
    pub fn builder(product: impl Into<String>) -> Builder<Client> {
        static ANY: Product = Product::new("", "{product}.{region}.aliyuncs.com", &[], Success::BY_STATUS);
        Builder::of_product(product.into().to_ascii_lowercase().into(), &ANY)
    }
}

impl<C: From<Client>> Builder<C> {
    /// What generated code calls.
    pub fn new(product: &'static Product) -> Self {
        Self::of_product(product.code.into(), product)
    }

    /// Settings of a client of a product whose code is known at run time.
    pub(super) fn of_product(code: Cow<'static, str>, product: &'static Product) -> Self {
        Builder {
            code,
            product,
            region: None,
            endpoint: None,
            network: Network::default(),
            credentials: None,
            signer: Box::new(Acs3),
            transport: None,
            http: HttpSettings::default(),
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

    /// The network that the service is reached over; the public one unless set, and whatever leads to an endpoint that is
    /// set. No environment variable says it: `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` is about STS alone, here as in the
    /// official SDKs.
    #[must_use]
    pub fn network(self, network: Network) -> Self {
        Builder { network, ..self }
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

    /// What sends requests, if not [`Http`](crate::transport::Http).
    #[must_use]
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        Builder { transport: Some(Box::new(transport)), ..self }
    }

    /// The time for making a connection, TLS handshake included; 5 s unless set. A transport of your own has its own, so that
    /// both are an error.
    #[must_use]
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.http.connect_timeout = Some(connect_timeout);
        self
    }

    /// How long an unused connection is kept; 8 s unless set, since gateways close theirs after about 10 s, and a request
    /// that meets that is lost. A transport of your own has its own, so that both are an error.
    #[must_use]
    pub fn idle_timeout(mut self, idle_timeout: Duration) -> Self {
        self.http.idle_timeout = Some(idle_timeout);
        self
    }

    /// The proxies; those of the environment unless set, and [`Proxies::None`] for none whatever the environment says. A
    /// transport of your own has its own, so that both are an error.
    #[must_use]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.http.proxies = Some(proxies);
        self
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

    /// Bytes of an answer at most; 32 MiB unless set. A transport of your own has its own limit, so that both are an error.
    #[must_use]
    pub fn max_body(mut self, max_body: usize) -> Self {
        self.http.max_body = Some(max_body);
        self
    }

    /// A word about the application, added to the user agent; without one, that of `ALIBABA_CLOUD_USER_AGENT`.
    #[must_use]
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        Builder { user_agent: Some(user_agent.into()), ..self }
    }

    /// Makes the client.
    ///
    /// # Errors
    /// If neither region nor endpoint is known, no endpoint of the network is, the endpoint is no host name, a proxy that is
    /// set or named by the environment cannot be used, or what only the built-in transport has is set beside another one.
    pub fn build(self) -> Result<C, Error> {
        self.build_with(|name| std::env::var(name).ok())
    }

    fn build_with(self, variable: impl Fn(&str) -> Option<String>) -> Result<C, Error> {
        let variable = |name| variable(name).filter(|value| !value.trim().is_empty());
        let region = self.region.or_else(|| variable("ALIBABA_CLOUD_REGION_ID"));
        let word = self.user_agent.or_else(|| variable("ALIBABA_CLOUD_USER_AGENT"));
        let (scheme, host) = match &self.endpoint {
            Some(endpoint) => split_endpoint(endpoint),
            None => {
                let host = self.product.endpoint(&self.code, region.as_deref(), self.network);
                host.map(|host| (Scheme::Https, host))
            }
        }
        .map_err(|message| {
            Error::new(Failure::new("building a client", ErrorKind::InvalidRequest, message))
        })?;
        let transport = self.http.transport(self.transport)?;
        transport.serve(self.product);
        let clock = Arc::<Clock>::default();
        let credentials = self.credentials.unwrap_or_else(|| Box::<DefaultChain>::default());
        let shared = Shared {
            scheme,
            host,
            region,
            credentials: Cached::with_clock(credentials, Arc::clone(&clock)),
            signer: self.signer,
            transport,
            user_agent: user_agent(word.as_deref()),
            code: self.code,
            product: self.product,
            budget: Budget::new(),
            clock,
        };
        Ok(Client { shared: Arc::new(shared), options: Arc::new(self.options) }.into())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_built_in_transport_are_refused_beside_another() {
        struct Nowhere;
        impl Transport for Nowhere {
            fn send(&self, _: crate::transport::HttpRequest) -> crate::transport::Sending<'_> {
                Box::pin(std::future::pending())
            }
        }
        let builder = || Client::builder("p").region("cn-a").transport(Nowhere);
        assert!(builder().build().is_ok());
        let second = Duration::from_secs(1);
        for (builder, name) in [
            (builder().connect_timeout(second), "`connect_timeout`"),
            (builder().idle_timeout(second), "`idle_timeout`"),
            (builder().max_body(1), "`max_body`"),
            (builder().proxies(Proxies::None), "`proxies`"),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert!(error.message().contains(name), "{error}");
        }
    }

    #[test]
    fn what_is_not_set_is_found_in_variables() {
        static PRODUCT: Product = Product::new("p", "p.{region}.example.com", &[], Success::BY_STATUS);
        let variables = |name: &str| match name {
            "ALIBABA_CLOUD_REGION_ID" => Some("cn-a".to_owned()),
            "ALIBABA_CLOUD_USER_AGENT" => Some("theirs".to_owned()),
            _ => None,
        };
        let built = |builder: Builder<Client>| builder.build_with(variables).unwrap();
        let client = built(Builder::new(&PRODUCT));
        assert_eq!(client.host(), "p.cn-a.example.com");
        assert!(client.shared.user_agent.ends_with(" theirs"), "{}", client.shared.user_agent);
        let client = built(Builder::new(&PRODUCT).region("cn-b").user_agent("mine"));
        assert_eq!(client.host(), "p.cn-b.example.com");
        assert!(client.shared.user_agent.ends_with(" mine"), "{}", client.shared.user_agent);
        let empty = Builder::<Client>::new(&PRODUCT).build_with(|_| Some(" ".to_owned()));
        assert!(empty.unwrap_err().to_string().contains("needs a region"));
    }
}
