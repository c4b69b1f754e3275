//! What provides credentials.

use super::{Credentials, CredentialsError};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What a provider gives: credentials, later.
pub type Provided<'a> = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials. Clients ask it through [`Cached`](crate::credentials::Cached): it need not keep credentials
/// that tell when they end, and is asked before every attempt for those that do not.
pub trait ProvideCredentials: Send + Sync {
    /// The credentials to use now.
    fn provide(&self) -> Provided<'_>;
}

impl ProvideCredentials for Credentials {
    fn provide(&self) -> Provided<'_> {
        let credentials = self.clone();
        Box::pin(async move { Ok(credentials) })
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Box<P> {
    fn provide(&self) -> Provided<'_> {
        (**self).provide()
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide(&self) -> Provided<'_> {
        (**self).provide()
    }
}
