//! Credentials of who has logged in at the sites of Alibaba Cloud.

use super::super::answer::{Keys, read};
use super::super::config::Route;
use super::super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use super::tokens::{self, Tokens};
use crate::Method;
use crate::error::Redactions;
use crate::signing::Moment;
use crate::transport::canonical_query;
use crate::transport::{HttpRequest, Reuse, Scheme};
use serde::Deserialize;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// A login is renewed when less is left of it, in seconds, as `aliyun` does.
const AHEAD: i64 = 1200;

/// A login by OAuth, and where it is written when it is renewed: a refresh token is good for one use.
pub(super) struct OAuth {
    pub(super) site: Site,
    pub(super) access_token: Option<Zeroizing<String>>,
    /// When the access token ends, in seconds since 1970.
    pub(super) expires: i64,
    pub(super) refresh_token: Option<Zeroizing<String>>,
    pub(super) profile: String,
    pub(super) path: PathBuf,
    pub(super) config: ProviderConfig,
}

/// Where an account is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    China,
    International,
}

impl Site {
    pub(super) fn of(word: Option<&str>) -> Result<Self, CredentialsError> {
        match word.unwrap_or_default().to_ascii_uppercase().as_str() {
            "" | "CN" => Ok(Site::China),
            "INTL" => Ok(Site::International),
            _ => Err(CredentialsError::new("oauth_site_type is neither CN nor INTL")),
        }
    }

    fn host(self) -> &'static str {
        match self {
            Site::China => "oauth.aliyun.com",
            Site::International => "oauth.alibabacloud.com",
        }
    }

    /// The number under which `aliyun` is known to the site.
    fn client(self) -> &'static str {
        match self {
            Site::China => "4038181954557748008",
            Site::International => "4103531455503354461",
        }
    }
}

#[derive(Deserialize)]
struct Renewed {
    access_token: Zeroizing<String>,
    refresh_token: Zeroizing<String>,
    expires_in: Option<i64>,
}

impl OAuth {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let now = self.config.clock.now().unix_timestamp();
        let login = self.access_token.as_ref().filter(|_| self.expires > now);
        let is_fresh = self.expires.saturating_sub(now) > AHEAD;
        match (login, &self.refresh_token) {
            (Some(token), None) => self.exchange(token).await,
            (Some(token), _) if is_fresh => self.exchange(token).await,
            (_, Some(refresh)) => self.exchange(&self.renew(refresh, now).await?).await,
            (None, None) => Err(CredentialsError::new(
                "the login has ended; `aliyun configure --mode OAuth` begins another",
            )),
        }
    }

    /// Keys for an access token.
    async fn exchange(&self, token: &Zeroizing<String>) -> Result<Credentials, CredentialsError> {
        let authorization = format!("Bearer {}", token.as_str());
        let headers = [("content-type", "application/json"), ("authorization", &authorization)];
        let request = self.request("/v1/exchange", &headers, Vec::new());
        let redactions = Redactions::with(token);
        let sent = self.config.ask(Route::Proxied, &redactions, |_| request.clone()).await;
        let response = sent.map_err(|error| {
            CredentialsError::caused(format!("{} cannot be asked: {error}", self.site.host()), error)
        })?;
        let keys: Keys = read(response, &redactions, "the login gives no keys", "the answer to the login")?;
        keys.into_credentials()
    }

    /// A new access token. A refresh token may be used once, so that this is not repeated, and what comes is kept.
    async fn renew(
        &self,
        refresh: &Zeroizing<String>,
        now: i64,
    ) -> Result<Zeroizing<String>, CredentialsError> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh),
            ("client_id", self.site.client()),
            ("Timestamp", &Moment::at(self.config.clock.now()).iso()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let request = self.request("/v1/token", &kind, canonical_query(&form).into_bytes());
        let redactions = Redactions::with(refresh);
        let sent = self.config.tell(Route::Proxied, &redactions, request).await;
        let response = sent.map_err(|error| {
            CredentialsError::caused(format!("the login cannot be renewed: {error}"), error)
        })?;
        let renewed: Renewed =
            read(response, &redactions, "the login cannot be renewed", "the renewed login")?;
        let tokens = Tokens {
            access: renewed.access_token.clone(),
            refresh: renewed.refresh_token,
            expires: now.saturating_add(renewed.expires_in.unwrap_or(3600)),
        };
        tokens::write(self.path.clone(), self.profile.clone(), tokens).await?;
        Ok(renewed.access_token)
    }

    fn request(&self, target: &str, headers: &[(&str, &str)], body: Vec<u8>) -> HttpRequest {
        let host = self.site.host().to_owned();
        let own = [("host", host.as_str()), ("accept", "application/json")];
        let headers = own.iter().chain(headers);
        HttpRequest {
            reuse: Reuse::Allowed,
            scheme: Scheme::Https,
            method: Method::Post,
            target: target.to_owned(),
            headers: headers.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body,
            host,
        }
    }
}

impl ProvideCredentials for OAuth {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}
