//! The configuration file of the `aliyun` command.

use super::super::{CredentialsError, ProvideCredentials};
use super::entry::{Entry, Place, needed};
use crate::identity::Found;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct File {
    current: Option<String>,
    #[serde(default)]
    profiles: Vec<Entry>,
}

impl File {
    /// The name of the profile to use, if there is one. One that is asked for may be in another file; nobody asks for
    /// the empty one that `aliyun` begins with.
    pub(super) fn choose(&self, asked: Option<String>) -> Result<String, CredentialsError> {
        let current = self.current.clone().filter(|name| !name.is_empty());
        let dangling =
            if current.is_some() && !self.profiles.is_empty() { Found::Unusable } else { Found::Nothing };
        let (name, missing) = match (asked, current) {
            (Some(name), _) => (name, Found::Nothing),
            (None, Some(name)) => (name, dangling),
            (None, None) => ("default".to_owned(), Found::Nothing),
        };
        match self.profiles.iter().find(|entry| entry.name == name) {
            Some(entry) if entry.is_blank() => {
                Err(CredentialsError::absent(format!("profile `{name}` is empty")))
            }
            Some(_) => Ok(name),
            None => Err(CredentialsError::new(format!("there is no profile `{name}`")).with(missing)),
        }
    }

    /// What the profile stands for. `path` are the profiles that led to it.
    pub(super) fn provider<'a>(
        &'a self,
        name: &'a str,
        path: &mut Vec<&'a str>,
        place: Place<'_>,
    ) -> Result<Box<dyn ProvideCredentials>, CredentialsError> {
        let known = path.contains(&name);
        path.push(name);
        if known {
            return Err(CredentialsError::new(format!("profiles go in a circle: {}", path.join(" -> "))));
        }
        let entry = self.profiles.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| CredentialsError::new(format!("there is no profile `{name}`")))?;
        let of_this = |error: CredentialsError| error.of(&format!("profile `{name}`"));
        if entry.mode != "ChainableRamRoleArn" {
            return entry.provider(place).map_err(of_this);
        }
        let source = needed(&entry.source_profile, "source_profile").map_err(of_this)?;
        let source = self.provider(source, path, place)?;
        entry.assume_role(source, place.config).map_err(of_this)
    }
}
