//! Transports: a signed request, and its answer or how far it got.

mod body;
mod connect;
mod connection;
mod endpoint;
mod error;
mod http;
mod method;
mod no_proxy;
mod options;
mod percent;
mod port;
mod proxy;
mod request;
mod response;

pub(crate) use endpoint::split_endpoint;
pub(crate) use error::causes;
pub use error::{Progress, TransportError};
pub use http::Http;
pub use method::Method;
pub(crate) use options::IDLE;
pub use options::{HttpOptions, Proxies};
pub(crate) use percent::{canonical_query, form, percent_encoded};
pub(crate) use request::names;
pub use request::{HttpRequest, Reuse, Scheme};
pub use response::HttpResponse;

use crate::product::Product;
use std::future::Future;
use std::pin::Pin;

/// An answer, later.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// A way to send requests. It must not follow redirects, and must send the target as it is.
pub trait Transport: Send + Sync {
    /// Sends a request. Dropping the future cancels it.
    fn send(&self, request: HttpRequest) -> Sending<'_>;

    /// Is told the product of each client that is built with it, which a declared answer needs to be taken for success.
    #[doc(hidden)]
    fn serve(&self, _product: &'static Product) {}
}
