//! Temporary credentials of a role, for the bearer of a token of an identity provider.

use super::config::read_file;
use super::sts::{self, Session};
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use crate::identity::inside;
use std::path::PathBuf;
use std::time::Duration;

const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";
const PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
const TOKEN_FILE: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

/// Takes on a RAM role with an OIDC token, as pods of Kubernetes do. The token's file is read each time.
#[derive(Clone, Debug, Default)]
pub struct Oidc {
    pub(super) role: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) token_file: Option<PathBuf>,
    pub(super) session: Session,
    pub(super) config: ProviderConfig,
}

impl Oidc {
    /// What is not set here is that of `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` and
    /// `ALIBABA_CLOUD_OIDC_TOKEN_FILE`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The ARN of the role.
    #[must_use]
    pub fn role_arn(self, arn: impl Into<String>) -> Self {
        Oidc { role: Some(arn.into()), ..self }
    }

    /// The ARN of the identity provider.
    #[must_use]
    pub fn provider_arn(self, arn: impl Into<String>) -> Self {
        Oidc { provider: Some(arn.into()), ..self }
    }

    /// The file with the token.
    #[must_use]
    pub fn token_file(self, path: impl Into<PathBuf>) -> Self {
        Oidc { token_file: Some(path.into()), ..self }
    }

    /// What audits call the session; without, that of `ALIBABA_CLOUD_ROLE_SESSION_NAME`, or else `alicloud-rust`.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session.name = Some(name.into());
        self
    }

    /// How long credentials last: 1 h unless set; 15 min at least, and at most what the role allows.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.session.duration = Some(duration);
        self
    }

    /// A policy, as JSON, that narrows what the role allows.
    #[must_use]
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.session.policy = Some(policy.into());
        self
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Oidc { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let config = &self.config;
        let role = self.role.clone().map_or_else(|| config.needed(ROLE), Ok)?;
        let provider = self.provider.clone().map_or_else(|| config.needed(PROVIDER), Ok)?;
        let file =
            self.token_file.clone().map_or_else(|| config.needed(TOKEN_FILE).map(PathBuf::from), Ok)?;
        let token = read_file(&file).await?;
        let mut form = self.session.form(&role, config);
        form.push(("OIDCProviderArn".to_owned(), provider));
        form.push(("OIDCToken".to_owned(), inside(&token).to_owned()));
        sts::call(config, &Credentials::anonymous(), "AssumeRoleWithOIDC", form).await
    }
}

impl ProvideCredentials for Oidc {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}
