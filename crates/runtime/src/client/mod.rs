//! The client behind the generated ones, and calls of operations that no spec describes ([`GenericRequest`]).

mod builder;
mod call;
mod generic;
mod headers;
mod http_settings;
mod options;
mod pages;
mod paging;
mod position;
mod request;
mod sending;
mod wait;

pub use builder::Builder;
pub use generic::GenericRequest;
pub use options::CallOptions;
pub use pages::{Items, Listed, Paged, Pages};
pub use paging::{PageNumbers, PageTokens, PageUnit, Paging, Way};
pub use sending::{Sending, send};
pub use wait::{Until, Wait, WaitError};

pub use crate::answer::{Output, RetryPolicy};
pub use crate::product::{Network, Product, Success};

use crate::answer::Budget;
use crate::credentials::{Cached, ProvideCredentials};
use crate::signing::{Clock, Sign};
use crate::transport::{Scheme, Transport};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A client of one product. Cloning is cheap; clones share connections. [`Client::builder`] makes one of a product that no
/// spec describes.
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
    code: Cow<'static, str>,
    product: &'static Product,
    budget: Budget,
    clock: Arc<Clock>,
}

impl AsRef<Client> for Client {
    fn as_ref(&self) -> &Client {
        self
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

/// Makes the client type of a product: `from_env`, `builder`, `with_options`, and conversions.
#[macro_export]
macro_rules! client {
    ($name:ident, $product:expr) => {
        impl $name {
            /// A client with the region of `ALIBABA_CLOUD_REGION_ID` and the credentials that are found in the usual
            /// places: variables, profiles, the role of an ECS instance.
            ///
            /// # Errors
            /// If `ALIBABA_CLOUD_REGION_ID` is not set though the product needs it, or names no region of the product.
            pub fn from_env() -> ::std::result::Result<Self, $crate::Error> {
                Self::builder().build()
            }

            /// Settings for a client.
            pub fn builder() -> $crate::client::Builder<Self> {
                $crate::client::Builder::new($product)
            }

            /// The options of its calls.
            pub fn options(&self) -> &$crate::client::CallOptions {
                self.0.options()
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
