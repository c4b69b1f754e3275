//! Profiles of the `aliyun` command, and the credentials that they stand for.

mod cloud_sso;
mod entry;
mod external;
mod file;
mod oauth;
mod tokens;

use super::answer::json;
use super::config::{read_file, read_usual_file};
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};
use crate::identity::Found;
use entry::Place;
use file::File;
use std::path::PathBuf;

const FILE: &str = "ALIBABA_CLOUD_CONFIG_FILE";
const DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
pub(super) const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";

/// A profile that `aliyun configure` wrote, of any mode: `AK`, `StsToken`, `RamRoleArn`, `EcsRamRole`,
/// `RamRoleArnWithRoleName`, `ChainableRamRoleArn`, `OIDC`, `CloudSSO`, `OAuth`, `CredentialsURI`, `RsaKeyPair`, and, if
/// [`ProviderConfig::allow_commands`] allows it, `External`.
///
/// The login of a profile of the mode `OAuth` is renewed when it ends, and the new one written into the file, as
/// `aliyun` does. That of the mode `CloudSSO` ends for good: `aliyun configure` begins another.
///
/// `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` turns it off.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    name: Option<String>,
    file: Option<PathBuf>,
    config: ProviderConfig,
}

impl Profile {
    /// The profile in `ALIBABA_CLOUD_PROFILE`, or else the current one, of the file in `ALIBABA_CLOUD_CONFIG_FILE`, or
    /// else `~/.aliyun/config.json`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile of this name.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        Profile { name: Some(name.into()), ..self }
    }

    /// This file.
    #[must_use]
    pub fn file(self, path: impl Into<PathBuf>) -> Self {
        Profile { file: Some(path.into()), ..self }
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Profile { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        self.config.unless_disabled(DISABLED)?;
        let named = self.file.clone().or_else(|| self.config.variable(FILE).map(PathBuf::from));
        let (path, text) = match named {
            Some(path) => (path.clone(), read_file(&path).await?),
            None => {
                let path = self.config.home()?.join(".aliyun").join("config.json");
                (path.clone(), read_usual_file(&path).await?)
            }
        };
        let file: File = json(text.as_bytes(), &path.display().to_string())?;
        let name = file.choose(self.name.clone().or_else(|| self.config.variable(PROFILE)))?;
        let place = Place { path: &path, config: &self.config };
        let provider = file.provider(&name, &mut Vec::new(), place);
        let provider = provider.map_err(|error| error.of(&path.display().to_string()))?;
        let provided = provider.provide().await;
        provided.map_err(|error| error.of(&format!("profile `{name}`")).with(Found::Unusable))
    }
}

impl ProvideCredentials for Profile {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}
