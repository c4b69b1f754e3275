//! Credentials of the RAM role of an ECS instance, from its metadata service.

use super::answer::{metadata, told};
use super::config::Route;
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use crate::Method;
use crate::error::Redactions;
use crate::identity::Found;
use crate::transport::percent_encoded;
use crate::transport::{HttpRequest, HttpResponse, Progress, Reuse, TransportError};
use zeroize::Zeroizing;

const ROLE: &str = "ALIBABA_CLOUD_ECS_METADATA";
const DISABLED: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
const V1_DISABLED: &str = "ALIBABA_CLOUD_IMDSV1_DISABLED";

const TOKENS: &str = "/latest/api/token";
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";

/// The RAM role of the ECS instance that the program runs on.
///
/// Requests carry a session token; an instance that gives none is asked without, unless `ALIBABA_CLOUD_IMDSV1_DISABLED`
/// is `true`. `ALIBABA_CLOUD_ECS_METADATA` names the role, which is otherwise asked for, and
/// `ALIBABA_CLOUD_ECS_METADATA_DISABLED` turns all of it off. Where there is no metadata service, that is found out
/// within a second or two.
#[derive(Clone, Debug, Default)]
pub struct EcsRamRole {
    pub(super) role: Option<String>,
    pub(super) config: ProviderConfig,
}

/// Whether requests without a session token are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tokenless {
    Allowed,
    Refused,
}

impl EcsRamRole {
    /// The role that the instance has.
    pub fn new() -> Self {
        Self::default()
    }

    /// This role.
    #[must_use]
    pub fn role(self, role: impl Into<String>) -> Self {
        EcsRamRole { role: Some(role.into()), ..self }
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        EcsRamRole { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        self.config.unless_disabled(DISABLED)?;
        let tokenless =
            if self.config.is_true(V1_DISABLED) { Tokenless::Refused } else { Tokenless::Allowed };
        let token = self.token(tokenless).await?;
        let role = match self.role.clone().or_else(|| self.config.variable(ROLE)) {
            Some(role) => role,
            None => self.attached_role(&token, tokenless).await?,
        };
        let path = format!("{ROLES}{}", percent_encoded(&role));
        metadata(self.get(&path, &token, tokenless).await?, &redactions(&token))
    }

    /// A session token, if there are any.
    async fn token(&self, tokenless: Tokenless) -> Result<Option<Zeroizing<String>>, CredentialsError> {
        let life = ("x-aliyun-ecs-metadata-token-ttl-seconds".to_owned(), "21600".to_owned());
        let failure = match self.send(Method::Put, TOKENS, Some(life)).await? {
            Ok(response) if response.status == 200 => {
                let body = Zeroizing::new(response.body);
                return Ok(Some(Zeroizing::new(String::from_utf8_lossy(&body).trim().to_owned())));
            }
            // What it says might be a token all the same.
            Ok(response) => CredentialsError::new(format!("it gives no token: HTTP {}", response.status)),
            // Nobody is there, so that asking without a token would only take longer to tell it.
            Err(error) if error.progress == Progress::NotSent => return Err(unreachable(error)),
            Err(error) => unreachable(error),
        };
        if tokenless == Tokenless::Allowed { Ok(None) } else { Err(failure) }
    }

    async fn attached_role(
        &self,
        token: &Option<Zeroizing<String>>,
        tokenless: Tokenless,
    ) -> Result<String, CredentialsError> {
        let response = self.get(ROLES, token, tokenless).await?;
        let names = String::from_utf8_lossy(&response.body);
        match names.lines().map(str::trim).find(|name| !name.is_empty()) {
            Some(name) if response.status == 200 => Ok(name.to_owned()),
            _ if matches!(response.status, 200 | 404) => {
                Err(CredentialsError::new("the instance has no RAM role"))
            }
            _ => {
                let told = told(&response, &redactions(token));
                Err(CredentialsError::new(format!("it names no role: {told}")))
            }
        }
    }

    /// Asks with the token, and once more without it if that fails.
    async fn get(
        &self,
        path: &str,
        token: &Option<Zeroizing<String>>,
        tokenless: Tokenless,
    ) -> Result<HttpResponse, CredentialsError> {
        let header = token.as_ref().map(|token| {
            let name = "x-aliyun-ecs-metadata-token";
            (name.to_owned(), token.as_str().to_owned())
        });
        let sent = self.send(Method::Get, path, header).await?;
        let again = token.is_some()
            && tokenless == Tokenless::Allowed
            && !sent.as_ref().is_ok_and(|response| response.status == 200);
        let sent = if again { self.send(Method::Get, path, None).await? } else { sent };
        sent.map_err(unreachable)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        header: Option<(String, String)>,
    ) -> Result<Result<HttpResponse, TransportError>, CredentialsError> {
        let (scheme, host) = self.config.metadata()?;
        let redactions = header.as_ref().map(|(_, token)| Redactions::with(token)).unwrap_or_default();
        let headers: Vec<_> = [("host".to_owned(), host.clone())].into_iter().chain(header).collect();
        let request = HttpRequest {
            scheme,
            method,
            host,
            target: path.to_owned(),
            headers,
            body: Vec::new(),
            reuse: Reuse::Allowed,
        };
        Ok(self.config.ask(Route::Direct, &redactions, |_| request.clone()).await)
    }
}

fn redactions(token: &Option<Zeroizing<String>>) -> Redactions {
    token.as_ref().map(|token| Redactions::with(token)).unwrap_or_default()
}

fn unreachable(error: TransportError) -> CredentialsError {
    CredentialsError::caused(format!("the metadata service cannot be asked: {error}"), error)
}

impl ProvideCredentials for EcsRamRole {
    /// Instances without a role, and machines that are no instances, are common: there is nothing to be used then.
    fn provide(&self) -> Provided<'_> {
        Box::pin(async { self.fetch().await.map_err(|error| error.with(Found::Nothing)) })
    }
}
