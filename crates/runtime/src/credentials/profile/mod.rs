//! The configuration file of the command line goes in; the credentials that a profile of it stands for come out.

use super::answer::json;
use super::config::read_file;
use super::sts::{self, Network, Session};
use super::{
    AssumeRole, Credentials, CredentialsError, EcsRamRole, Oidc, ProvideCredentials, Provided,
    ProviderConfig, key,
};
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;
use zeroize::Zeroizing;

const FILE: &str = "ALIBABA_CLOUD_CONFIG_FILE";
const DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
pub(super) const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";

/// A profile that `aliyun configure` wrote, with the mode `AK`, `StsToken`, `RamRoleArn`, `EcsRamRole`, `OIDC` or
/// `ChainableRamRoleArn`.
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
        let path = match self.file.clone().or_else(|| self.config.variable(FILE).map(PathBuf::from)) {
            Some(path) => path,
            None => self.config.home()?.join(".aliyun").join("config.json"),
        };
        let text = read_file(&path).await?;
        let file: File = json(text.as_bytes(), &path.display().to_string())?;
        let name = self.name.clone().or_else(|| self.config.variable(PROFILE));
        let name = name.or_else(|| file.current.clone()).unwrap_or_else(|| "default".to_owned());
        let provider = file.provider(&name, &mut Vec::new(), &self.config);
        let provider = provider.map_err(|error| error.of(&path.display().to_string()))?;
        provider.provide().await.map_err(|error| error.of(&format!("profile `{name}`")))
    }
}

impl ProvideCredentials for Profile {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

#[derive(Deserialize)]
struct File {
    current: Option<String>,
    #[serde(default)]
    profiles: Vec<Entry>,
}

/// A profile; the command line writes `""` for what is not set.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    name: String,
    mode: String,
    access_key_id: Option<String>,
    access_key_secret: Option<Zeroizing<String>>,
    sts_token: Option<Zeroizing<String>>,
    ram_role_name: Option<String>,
    ram_role_arn: Option<String>,
    ram_session_name: Option<String>,
    role_session_name: Option<String>,
    expired_seconds: Option<u64>,
    policy: Option<String>,
    external_id: Option<String>,
    sts_region: Option<String>,
    enable_vpc: Option<bool>,
    oidc_provider_arn: Option<String>,
    oidc_token_file: Option<String>,
    source_profile: Option<String>,
}

impl File {
    /// What the profile stands for. `path` are the profiles that led to it.
    fn provider<'a>(
        &'a self,
        name: &'a str,
        path: &mut Vec<&'a str>,
        config: &ProviderConfig,
    ) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
        let known = path.contains(&name);
        path.push(name);
        if known {
            return Err(CredentialsError::new(format!("profiles go in a circle: {}", path.join(" -> "))));
        }
        let entry = self.profiles.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| CredentialsError::new(format!("there is no profile `{name}`")))?;
        let provider: Result<Box<dyn ProvideCredentials>, _> = match entry.mode.as_str() {
            "AK" => entry.access_key().map(|keys| Box::new(keys) as _),
            "StsToken" => entry.temporary().map(|keys| Box::new(keys) as _),
            "EcsRamRole" => Ok(Box::new(entry.ecs(config))),
            "OIDC" => entry.oidc(config).map(|oidc| Box::new(oidc) as _),
            "RamRoleArn" => entry.keys().and_then(|keys| entry.assume_role(Box::new(keys), config)),
            "ChainableRamRoleArn" => {
                let source = needed(&entry.source_profile, "source_profile");
                let source = source.map_err(|error| error.of(&format!("profile `{name}`")))?;
                let source = self.provider(source, path, config)?;
                entry.assume_role(source, config)
            }
            _ => Err(CredentialsError::new(
                "the mode is none of AK, StsToken, RamRoleArn, EcsRamRole, OIDC and ChainableRamRoleArn",
            )),
        };
        provider.map_err(|error| error.of(&format!("profile `{name}`")))
    }
}

impl Entry {
    fn access_key(&self) -> Result<Credentials, CredentialsError> {
        let id = needed_key(&self.access_key_id, "access_key_id")?.to_owned();
        Ok(Credentials::keys(id, secret(&self.access_key_secret, "access_key_secret")?, None, None))
    }

    fn temporary(&self) -> Result<Credentials, CredentialsError> {
        let id = needed_key(&self.access_key_id, "access_key_id")?.to_owned();
        let token = secret(&self.sts_token, "sts_token")?;
        Ok(Credentials::keys(id, secret(&self.access_key_secret, "access_key_secret")?, Some(token), None))
    }

    /// Keys, with a token if there is one.
    fn keys(&self) -> Result<Credentials, CredentialsError> {
        let token = self.sts_token.as_ref().is_some_and(|token| !token.is_empty());
        if token { self.temporary() } else { self.access_key() }
    }

    fn ecs(&self, config: &ProviderConfig) -> EcsRamRole {
        EcsRamRole { role: filled(&self.ram_role_name), config: config.clone() }
    }

    fn oidc(&self, config: &ProviderConfig) -> Result<Oidc, CredentialsError> {
        Ok(Oidc {
            role: Some(needed(&self.ram_role_arn, "ram_role_arn")?.to_owned()),
            provider: Some(needed(&self.oidc_provider_arn, "oidc_provider_arn")?.to_owned()),
            token_file: Some(needed(&self.oidc_token_file, "oidc_token_file")?.into()),
            session: self.session(),
            config: self.sts(config)?,
        })
    }

    fn assume_role(
        &self,
        source: Box<dyn ProvideCredentials>,
        config: &ProviderConfig,
    ) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
        Ok(Box::new(AssumeRole {
            source,
            role: needed(&self.ram_role_arn, "ram_role_arn")?.to_owned(),
            external_id: filled(&self.external_id),
            session: self.session(),
            config: self.sts(config)?,
        }))
    }

    fn session(&self) -> Session {
        Session {
            name: filled(&self.ram_session_name).or_else(|| filled(&self.role_session_name)),
            duration: self.expired_seconds.filter(|seconds| *seconds > 0).map(Duration::from_secs),
            policy: filled(&self.policy),
        }
    }

    /// The configuration with the profile's region, unless an endpoint was set.
    fn sts(&self, config: &ProviderConfig) -> Result<ProviderConfig, CredentialsError> {
        let network = if self.enable_vpc == Some(true) { Network::Vpc } else { Network::Public };
        match filled(&self.sts_region) {
            Some(region) if config.sts().is_none() => {
                Ok(config.clone().sts_endpoint(sts::endpoint(&region, network)?))
            }
            _ => Ok(config.clone()),
        }
    }
}

fn filled(value: &Option<String>) -> Option<String> {
    value.clone().filter(|value| !value.is_empty())
}

/// Part of a key, without what stands around it.
fn needed_key<'a>(value: &'a Option<String>, name: &str) -> Result<&'a str, CredentialsError> {
    key(needed(value, name)?, name)
}

fn needed<'a>(value: &'a Option<String>, name: &str) -> Result<&'a str, CredentialsError> {
    let value = value.as_deref().filter(|value| !value.is_empty());
    value.ok_or_else(|| CredentialsError::new(format!("{name} is missing")))
}

fn secret(value: &Option<Zeroizing<String>>, name: &str) -> Result<Zeroizing<String>, CredentialsError> {
    let value = value.as_ref().filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| CredentialsError::new(format!("{name} is missing")))?;
    Ok(Zeroizing::new(key(value, name)?.to_owned()))
}
