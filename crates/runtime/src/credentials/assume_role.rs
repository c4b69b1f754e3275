//! Temporary credentials of a role, for those who may take it on.

use super::sts::{self, Session};
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use std::fmt;
use std::time::Duration;

/// Takes on a RAM role, with other credentials that may do so.
pub struct AssumeRole {
    pub(super) source: Box<dyn ProvideCredentials>,
    pub(super) role: String,
    pub(super) external_id: Option<String>,
    pub(super) session: Session,
    pub(super) config: ProviderConfig,
}

impl AssumeRole {
    /// Takes on the role of this ARN, such as `acs:ram::123456789012:role/reader`.
    pub fn new(source: impl ProvideCredentials + 'static, role_arn: impl Into<String>) -> Self {
        AssumeRole {
            source: Box::new(source),
            role: role_arn.into(),
            external_id: None,
            session: Session::default(),
            config: ProviderConfig::new(),
        }
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

    /// The external ID that the owner of the role asks for.
    #[must_use]
    pub fn external_id(self, external_id: impl Into<String>) -> Self {
        AssumeRole { external_id: Some(external_id.into()), ..self }
    }

    /// Finds variables and the service this way. The source has a configuration of its own.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        AssumeRole { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let source = self.source.provide().await?;
        let mut form = self.session.form(&self.role, &self.config);
        form.extend(self.external_id.clone().map(|id| ("ExternalId".to_owned(), id)));
        sts::call(&self.config, &source, "AssumeRole", form).await
    }
}

impl ProvideCredentials for AssumeRole {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

impl fmt::Debug for AssumeRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumeRole")
            .field("role", &self.role)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
