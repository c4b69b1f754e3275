//! A URI is asked; the credentials in its answer come out.

use super::config::Route;
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig, answer};
use crate::Method;
use crate::transport::{HttpRequest, Scheme};
use std::fmt;

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// Credentials from a URI that answers as the metadata service of an ECS instance does.
#[derive(Clone, Default)]
pub struct Uri {
    uri: Option<String>,
    config: ProviderConfig,
}

impl Uri {
    /// The URI in `ALIBABA_CLOUD_CREDENTIALS_URI`.
    pub fn new() -> Self {
        Self::default()
    }

    /// This URI.
    #[must_use]
    pub fn uri(self, uri: impl Into<String>) -> Self {
        Uri { uri: Some(uri.into()), ..self }
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Uri { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let uri = self.uri.clone().map_or_else(|| self.config.needed(URI), Ok)?;
        let request = request(&uri).ok_or_else(|| CredentialsError::new("it is no URI of a server"))?;
        let host = request.host.clone();
        let response =
            self.config.send(Route::Proxied, request).await.map_err(|error| {
                CredentialsError::caused(format!("{host} cannot be asked: {error}"), error)
            })?;
        answer::metadata(response)
    }
}

fn request(uri: &str) -> Option<HttpRequest> {
    let uri: hyper::Uri = uri.parse().ok()?;
    let scheme = match uri.scheme_str()? {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        _ => return None,
    };
    let host = uri.authority()?.as_str().to_owned();
    let target = uri.path_and_query()?.as_str().to_owned();
    let headers = vec![("host".to_owned(), host.clone())];
    // A name and password in it would be sent as a part of the host.
    let request = HttpRequest { scheme, method: Method::Get, host, target, headers, body: Vec::new() };
    Some(request).filter(|request| !request.host.contains('@'))
}

impl ProvideCredentials for Uri {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

impl fmt::Debug for Uri {
    /// The URI may hold a secret of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uri").field("config", &self.config).finish_non_exhaustive()
    }
}
