//! The usual sources of credentials in their usual order, of which the first that has any counts.

use super::{
    Credentials, CredentialsError, EcsRamRole, Environment, Ini, Oidc, Profile, ProvideCredentials, Provided,
    ProviderConfig, Uri,
};
use crate::identity::Found;
use std::fmt;
use std::sync::OnceLock;

/// Looks in the usual places, and stays with the first that has credentials:
///
/// 1. [`Environment`], `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`;
/// 2. [`Oidc`], `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` and `ALIBABA_CLOUD_OIDC_TOKEN_FILE`;
/// 3. [`Profile`], `~/.aliyun/config.json`;
/// 4. [`Ini`], `~/.alibabacloud/credentials.ini` or `~/.alibabacloud/credentials`;
/// 5. [`EcsRamRole`], the RAM role of the ECS instance;
/// 6. [`Uri`], `ALIBABA_CLOUD_CREDENTIALS_URI`.
///
/// When none has any, the error tells why, place by place. A place that says how to get credentials, but in a way that
/// fails, ends the search with its reason: the credentials of a later place may be those of somebody else. Only an ECS
/// instance that gives none is passed over.
pub struct DefaultChain {
    places: Vec<(&'static str, Box<dyn ProvideCredentials>)>,
    /// The place that had some.
    answered: OnceLock<usize>,
}

impl DefaultChain {
    /// The usual places.
    pub fn new() -> Self {
        Self::of(ProviderConfig::new())
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Self::of(config)
    }

    fn of(config: ProviderConfig) -> Self {
        let places: Vec<(_, Box<dyn ProvideCredentials>)> = vec![
            ("environment", Box::new(Environment::new().with_config(config.clone()))),
            ("OIDC", Box::new(Oidc::new().with_config(config.clone()))),
            ("profile", Box::new(Profile::new().with_config(config.clone()))),
            ("credentials file", Box::new(Ini::new().with_config(config.clone()))),
            ("ECS instance", Box::new(EcsRamRole::new().with_config(config.clone()))),
            ("URI", Box::new(Uri::new().with_config(config))),
        ];
        DefaultChain { places, answered: OnceLock::new() }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        if let Some((name, place)) = self.answered.get().and_then(|index| self.places.get(*index)) {
            return place.provide().await.map_err(|error| error.of(name));
        }
        let mut reasons = Vec::new();
        for (index, (name, place)) in self.places.iter().enumerate() {
            match place.provide().await {
                Ok(credentials) => {
                    tracing::debug!(place = name, "found credentials");
                    self.answered.get_or_init(|| index);
                    return Ok(credentials);
                }
                Err(error) if error.found == Found::Unusable => return Err(error.of(name)),
                Err(error) => reasons.push(error.of(name).message),
            }
        }
        Err(CredentialsError::new(reasons.join("; ")))
    }
}

impl ProvideCredentials for DefaultChain {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

impl Default for DefaultChain {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for DefaultChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answered = self.answered.get().and_then(|index| self.places.get(*index)).map(|(name, _)| name);
        f.debug_struct("DefaultChain").field("answered", &answered).finish_non_exhaustive()
    }
}
