//! Credentials that a URI answers with.

use super::config::Route;
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig, answer};
use crate::Method;
use crate::error::Redactions;
use crate::transport::{HttpRequest, Reuse, Scheme};
use std::fmt;

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// Credentials from a URI that answers as the metadata service of an ECS instance does, with or without a `Code`.
#[derive(Clone, Default)]
pub struct Uri {
    pub(super) uri: Option<String>,
    pub(super) config: ProviderConfig,
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
        let (scheme, host, target) = split(&uri)?;
        let headers = vec![("host".to_owned(), host.clone())];
        let request = HttpRequest {
            scheme,
            method: Method::Get,
            host,
            target,
            headers,
            body: Vec::new(),
            reuse: Reuse::Allowed,
        };
        let redactions = redactions(&request.target);
        let sent = self.config.ask(Route::Proxied, &redactions, |_| request.clone()).await;
        let response = sent.map_err(|error| {
            CredentialsError::caused(format!("{} cannot be asked: {error}", request.host), error)
        })?;
        answer::metadata(response, &redactions)
    }
}

/// What of a path and its query may be secret.
fn redactions(target: &str) -> Redactions {
    let mut redactions = Redactions::default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let values = query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(_, value)| value));
    values.chain(Some(path).filter(|path| *path != "/")).for_each(|part| redactions.secret(part));
    redactions
}

/// Scheme, host and target of the URI of a server. A name and password in it would be sent as a part of the host.
pub(super) fn split(uri: &str) -> Result<(Scheme, String, String), CredentialsError> {
    let parts = || {
        let uri: hyper::Uri = uri.parse().ok()?;
        let scheme = match uri.scheme_str()? {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return None,
        };
        let host = uri.authority()?.as_str().to_owned();
        let target = uri.path_and_query()?.as_str().to_owned();
        Some((scheme, host, target)).filter(|(_, host, _)| !host.contains('@'))
    };
    parts().ok_or_else(|| CredentialsError::new("it is no URI of a server"))
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
