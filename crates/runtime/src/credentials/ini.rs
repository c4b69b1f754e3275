//! Credentials files of the SDKs, and the credentials that their sections stand for.

use super::config::{read_file, read_usual_file};
use super::profile::PROFILE;
use super::rsa_key_pair::{PrivateKey, RsaKeyPair};
use super::sts::Session;
use super::{
    AssumeRole, Credentials, CredentialsError, EcsRamRole, Oidc, ProvideCredentials, Provided, ProviderConfig,
};
use crate::identity::Found;
use crate::identity::key;
use std::collections::BTreeMap;
use std::path::PathBuf;
use zeroize::Zeroizing;

const FILE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";

/// A section of a credentials file, with the type `access_key`, `sts`, `ram_role_arn`, `ecs_ram_role`, `oidc_role_arn` or
/// `rsa_key_pair`.
#[derive(Clone, Debug, Default)]
pub struct Ini {
    section: Option<String>,
    file: Option<PathBuf>,
    config: ProviderConfig,
}

impl Ini {
    /// The section in `ALIBABA_CLOUD_PROFILE`, or else `default`, of the file in `ALIBABA_CLOUD_CREDENTIALS_FILE`, or
    /// else `~/.alibabacloud/credentials.ini`, or else `~/.alibabacloud/credentials`.
    pub fn new() -> Self {
        Self::default()
    }

    /// This section.
    #[must_use]
    pub fn section(self, name: impl Into<String>) -> Self {
        Ini { section: Some(name.into()), ..self }
    }

    /// This file.
    #[must_use]
    pub fn file(self, path: impl Into<PathBuf>) -> Self {
        Ini { file: Some(path.into()), ..self }
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Ini { config, ..self }
    }

    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let name = self.section.clone().or_else(|| self.config.variable(PROFILE));
        // What is asked for by name is nowhere else, if not here.
        let missing = if name.is_some() { Found::Unusable } else { Found::Nothing };
        let name = name.unwrap_or_else(|| "default".to_owned());
        let (path, text) = match self.file.clone().or_else(|| self.config.variable(FILE).map(PathBuf::from)) {
            Some(path) => (path.clone(), read_file(&path).await?),
            None => {
                let path = self.usual_file().await?;
                let text = read_usual_file(&path).await;
                (path, text.map_err(|error| error.of(&format!("section `{name}`")).with(missing))?)
            }
        };
        let place = format!("section `{name}` of {}", path.display());
        let Some(section) = parse(&text, &name).map_err(|error| error.of(&place))? else {
            return Err(CredentialsError::new("there is no such section").of(&place).with(missing));
        };
        let provider = provider(&section, &self.config).map_err(|error| error.of(&place))?;
        provider.provide().await.map_err(|error| error.of(&place).with(Found::Unusable))
    }

    async fn usual_file(&self) -> Result<PathBuf, CredentialsError> {
        let folder = self.config.home()?.join(".alibabacloud");
        let file = folder.join("credentials.ini");
        let there = tokio::fs::try_exists(&file).await.unwrap_or(false);
        Ok(if there { file } else { folder.join("credentials") })
    }
}

impl ProvideCredentials for Ini {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

/// Values by name, as slices of the file, so that keys stay in its memory, which is wiped.
type Section<'a> = BTreeMap<&'a str, &'a str>;

/// The section of that name. What follows `#` in a line is a comment, and so is a line that begins with `;`.
fn parse<'a>(text: &'a str, name: &str) -> Result<Option<Section<'a>>, CredentialsError> {
    let mut found = None;
    let mut current = "";
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        let header = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(header) = header {
            current = header.trim();
            if current == name {
                found.get_or_insert_with(Section::new);
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            return Err(CredentialsError::new(format!("line {} is neither section nor value", index + 1)));
        };
        if let Some(section) = found.as_mut().filter(|_| current == name) {
            section.insert(key.trim(), value.trim());
        }
    }
    Ok(found)
}

fn provider(
    section: &Section<'_>,
    config: &ProviderConfig,
) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
    let value =
        |name: &str| section.get(name).filter(|value| !value.is_empty()).map(|value| (*value).to_owned());
    let needed = |name: &str| value(name).ok_or_else(|| CredentialsError::new(format!("{name} is missing")));
    let half = |name: &str| -> Result<String, CredentialsError> {
        Ok(key(&Zeroizing::new(needed(name)?), name)?.to_owned())
    };
    let key = || Ok(Credentials::access_key(half("access_key_id")?, half("access_key_secret")?));
    let session = Session { name: value("role_session_name"), duration: None, policy: value("policy") };
    let config = config.clone();
    Ok(match needed("type")?.as_str() {
        "access_key" => Box::new(key()?),
        "sts" => Box::new(Credentials::temporary(
            half("access_key_id")?,
            half("access_key_secret")?,
            half("security_token")?,
            None,
        )),
        "rsa_key_pair" => Box::new(RsaKeyPair {
            public_key_id: needed("public_key_id")?,
            private_key: PrivateKey::File(needed("private_key_file")?.into()),
            seconds: 3600,
            config,
        }),
        "ecs_ram_role" => Box::new(EcsRamRole { role: value("role_name"), config }),
        "ram_role_arn" => Box::new(AssumeRole {
            source: Box::new(key()?),
            role: needed("role_arn")?,
            external_id: None,
            session,
            config,
        }),
        "oidc_role_arn" => Box::new(Oidc {
            role: Some(needed("role_arn")?),
            provider: Some(needed("oidc_provider_arn")?),
            token_file: Some(needed("oidc_token_file_path")?.into()),
            session,
            config,
        }),
        "bearer" => {
            let message = "the type `bearer` is not read from files; give the client `Credentials::bearer`";
            return Err(CredentialsError::new(message));
        }
        _ => {
            let message = "the type is none of access_key, sts, ram_role_arn, ecs_ram_role, oidc_role_arn and rsa_key_pair";
            return Err(CredentialsError::new(message));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_apart_and_comments_left_out() {
        let text = "; keys\n[a]\nk = 1 # one\nsame=x\n\n[ b ]\nk=2=3\n[c]\n";
        assert_eq!(parse(text, "a").unwrap(), Some(BTreeMap::from([("k", "1"), ("same", "x")])));
        assert_eq!(parse(text, "b").unwrap(), Some(BTreeMap::from([("k", "2=3")])));
        assert_eq!(parse(text, "c").unwrap(), Some(BTreeMap::new()));
        assert_eq!(parse(text, "d").unwrap(), None);
    }

    #[test]
    fn a_line_that_is_nothing_is_told_by_its_number_alone() {
        let error = parse("[a]\nthesecret\n", "a").unwrap_err().message;
        assert!(error.contains("line 2") && !error.contains("thesecret"), "{error}");
    }
}
