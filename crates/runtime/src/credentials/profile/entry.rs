//! Profiles, as the configuration file has them.

use super::super::cached::AHEAD;
use super::super::config::Commands;
use super::super::rsa_key_pair::{PrivateKey, RsaKeyPair};
use super::super::sts::{self, Session};
use super::super::{
    AssumeRole, Credentials, CredentialsError, EcsRamRole, Oidc, ProvideCredentials, ProviderConfig, Uri,
};
use super::cloud_sso::CloudSso;
use super::external::External;
use super::oauth::{OAuth, Site};
use crate::identity::key;
use crate::product::Network;
use serde::Deserialize;
use std::path::Path;
use std::time::Duration;
use time::OffsetDateTime;
use zeroize::Zeroizing;

const MODES: &str = "AK, StsToken, RamRoleArn, EcsRamRole, RamRoleArnWithRoleName, ChainableRamRoleArn, OIDC, CloudSSO, \
    OAuth, CredentialsURI, RsaKeyPair and External";

/// Where profiles are, and how what they name is found.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) path: &'a Path,
    pub(super) config: &'a ProviderConfig,
}

/// A profile; the command line writes `""` for what is not set.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) mode: String,
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
    pub(super) source_profile: Option<String>,
    credentials_uri: Option<String>,
    process_command: Option<String>,
    key_pair_name: Option<String>,
    private_key: Option<Zeroizing<String>>,
    access_token: Option<Zeroizing<String>>,
    cloud_sso_sign_in_url: Option<String>,
    cloud_sso_account_id: Option<String>,
    cloud_sso_access_config: Option<String>,
    cloud_sso_access_token_expire: Option<i64>,
    oauth_site_type: Option<String>,
    oauth_access_token: Option<Zeroizing<String>>,
    oauth_access_token_expire: Option<i64>,
    oauth_refresh_token: Option<Zeroizing<String>>,
    sts_expiration: Option<i64>,
}

impl Entry {
    /// Whether nothing has been set, as in the profile that `aliyun` begins with.
    pub(super) fn is_blank(&self) -> bool {
        let keys = filled(&self.access_key_id).is_some()
            || self.access_key_secret.as_ref().is_some_and(|secret| !secret.is_empty());
        matches!(self.mode.as_str(), "" | "AK") && !keys
    }

    /// What the profile stands for, if no other profile is its source.
    pub(super) fn provider(&self, place: Place<'_>) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
        let config = place.config;
        match self.mode.as_str() {
            "AK" => Ok(Box::new(self.access_key()?)),
            "StsToken" => Ok(Box::new(self.temporary(None)?)),
            "EcsRamRole" => Ok(Box::new(self.ecs(config))),
            "OIDC" => Ok(Box::new(self.oidc(config)?)),
            "RamRoleArn" => self.assume_role(Box::new(self.keys()?), config),
            "RamRoleArnWithRoleName" => self.assume_role(Box::new(self.ecs(config)), config),
            "CredentialsURI" => Ok(Box::new(self.uri(config)?)),
            "External" => Ok(Box::new(self.external(config)?)),
            "RsaKeyPair" => Ok(Box::new(self.rsa_key_pair(config)?)),
            "CloudSSO" => Ok(Box::new(self.cloud_sso(config)?)),
            "OAuth" => self.oauth(place),
            _ => Err(CredentialsError::new(format!("the mode is none of {MODES}"))),
        }
    }

    fn access_key(&self) -> Result<Credentials, CredentialsError> {
        let id = needed_key(&self.access_key_id, "access_key_id")?.to_owned();
        Ok(Credentials::keys(id, secret(&self.access_key_secret, "access_key_secret")?, None, None))
    }

    fn temporary(&self, expires: Option<OffsetDateTime>) -> Result<Credentials, CredentialsError> {
        let id = needed_key(&self.access_key_id, "access_key_id")?.to_owned();
        let token = secret(&self.sts_token, "sts_token")?;
        Ok(Credentials::keys(id, secret(&self.access_key_secret, "access_key_secret")?, Some(token), expires))
    }

    /// Keys, with a token if there is one.
    fn keys(&self) -> Result<Credentials, CredentialsError> {
        if filled(&self.sts_token).is_some() { self.temporary(None) } else { self.access_key() }
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

    pub(super) fn assume_role(
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

    fn uri(&self, config: &ProviderConfig) -> Result<Uri, CredentialsError> {
        let uri = needed(&self.credentials_uri, "credentials_uri")?.to_owned();
        Ok(Uri { uri: Some(uri), config: config.clone() })
    }

    fn external(&self, config: &ProviderConfig) -> Result<External, CredentialsError> {
        let command = needed(&self.process_command, "process_command")?.to_owned();
        match config.commands() {
            Commands::Allowed => Ok(External { command }),
            Commands::Refused => Err(CredentialsError::new(
                "it names a command, which is run only where `ProviderConfig::allow_commands` allows it",
            )),
        }
    }

    fn rsa_key_pair(&self, config: &ProviderConfig) -> Result<RsaKeyPair, CredentialsError> {
        let key = filled(&self.private_key).ok_or_else(|| CredentialsError::new("private_key is missing"))?;
        Ok(RsaKeyPair {
            public_key_id: needed(&self.key_pair_name, "key_pair_name")?.to_owned(),
            private_key: match key.contains("-----BEGIN") {
                true => PrivateKey::Text(key),
                false => PrivateKey::File(key.as_str().into()),
            },
            seconds: self.expired_seconds.filter(|seconds| *seconds > 0).unwrap_or(3600),
            config: self.sts(config)?,
        })
    }

    fn cloud_sso(&self, config: &ProviderConfig) -> Result<CloudSso, CredentialsError> {
        Ok(CloudSso {
            sign_in_url: needed(&self.cloud_sso_sign_in_url, "cloud_sso_sign_in_url")?.to_owned(),
            account: needed(&self.cloud_sso_account_id, "cloud_sso_account_id")?.to_owned(),
            access_config: needed(&self.cloud_sso_access_config, "cloud_sso_access_config")?.to_owned(),
            token: secret(&self.access_token, "access_token")?,
            expires: self.cloud_sso_access_token_expire.filter(|end| *end > 0),
            config: config.clone(),
        })
    }

    /// The keys that the last exchange left, while they last, or else the login that gives others.
    fn oauth(&self, place: Place<'_>) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
        let expires = self.sts_expiration.and_then(|end| OffsetDateTime::from_unix_timestamp(end).ok());
        // Keys that end before are as good as none.
        let soon = place.config.clock.now() + AHEAD;
        let expires = expires.filter(|end| *end > soon);
        if expires.is_some()
            && let Ok(keys) = self.temporary(expires)
        {
            return Ok(Box::new(keys));
        }
        Ok(Box::new(OAuth {
            site: Site::of(self.oauth_site_type.as_deref())?,
            access_token: filled(&self.oauth_access_token),
            expires: self.oauth_access_token_expire.unwrap_or_default(),
            refresh_token: filled(&self.oauth_refresh_token),
            profile: self.name.clone(),
            path: place.path.to_owned(),
            config: place.config.clone(),
        }))
    }
}

fn filled<T: AsRef<str> + Clone>(value: &Option<T>) -> Option<T> {
    value.clone().filter(|value| !value.as_ref().is_empty())
}

/// Part of a key, without what stands around it.
fn needed_key<'a>(value: &'a Option<String>, name: &str) -> Result<&'a str, CredentialsError> {
    key(needed(value, name)?, name)
}

pub(super) fn needed<'a>(
    value: &'a Option<impl AsRef<str>>,
    name: &str,
) -> Result<&'a str, CredentialsError> {
    let value = value.as_ref().map(AsRef::as_ref).filter(|value: &&str| !value.is_empty());
    value.ok_or_else(|| CredentialsError::new(format!("{name} is missing")))
}

fn secret(value: &Option<Zeroizing<String>>, name: &str) -> Result<Zeroizing<String>, CredentialsError> {
    Ok(Zeroizing::new(key(needed(value, name)?, name)?.to_owned()))
}
