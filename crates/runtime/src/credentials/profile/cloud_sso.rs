//! Credentials of an access configuration of CloudSSO, for who has logged in.

use super::super::answer::{Keys, read};
use super::super::config::Route;
use super::super::uri;
use super::super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use crate::Method;
use crate::error::Redactions;
use crate::transport::{HttpRequest, Reuse};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A login at CloudSSO.
pub(super) struct CloudSso {
    pub(super) sign_in_url: String,
    pub(super) account: String,
    pub(super) access_config: String,
    pub(super) token: Zeroizing<String>,
    /// When the token ends, in seconds since 1970.
    pub(super) expires: Option<i64>,
    pub(super) config: ProviderConfig,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Question<'a> {
    account_id: &'a str,
    access_configuration_id: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    cloud_credential: Keys,
}

impl CloudSso {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        if self.expires.is_some_and(|end| end <= self.config.clock.now().unix_timestamp()) {
            let message =
                "the login at CloudSSO has ended; `aliyun configure --mode CloudSSO` begins another";
            return Err(CredentialsError::new(message));
        }
        let (scheme, host, _) =
            uri::split(&self.sign_in_url).map_err(|error| error.of("cloud_sso_sign_in_url"))?;
        let question = Question { account_id: &self.account, access_configuration_id: &self.access_config };
        let headers = [
            ("host", host.as_str()),
            ("accept", "application/json"),
            ("content-type", "application/json"),
            ("authorization", &format!("Bearer {}", self.token.as_str())),
        ];
        let request = HttpRequest {
            scheme,
            method: Method::Post,
            target: "/cloud-credentials".to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            body: serde_json::to_vec(&question).unwrap_or_default(),
            reuse: Reuse::Allowed,
            host,
        };
        let redactions = Redactions::with(&self.token);
        let sent = self.config.ask(Route::Proxied, &redactions, |_| request.clone()).await;
        let response = sent
            .map_err(|error| CredentialsError::caused(format!("CloudSSO cannot be asked: {error}"), error))?;
        let answer: Answer = read(response, &redactions, "CloudSSO gives no keys", "the answer of CloudSSO")?;
        answer.cloud_credential.into_credentials()
    }
}

impl ProvideCredentials for CloudSso {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}
