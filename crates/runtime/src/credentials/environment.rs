//! Environment variables go in; the credentials they hold come out.

use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// Reads `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for temporary keys,
/// `ALIBABA_CLOUD_SECURITY_TOKEN`, each time it is asked.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    config: ProviderConfig,
}

impl Environment {
    /// Reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds variables, files and services this way.
    #[must_use]
    pub fn with_config(self, config: ProviderConfig) -> Self {
        Environment { config }
    }

    fn read(&self) -> Result<Credentials, CredentialsError> {
        let (id, secret) = (self.config.needed(ID)?, self.config.needed(SECRET)?);
        Ok(match self.config.variable(TOKEN) {
            Some(token) => Credentials::temporary(id, secret, token, None),
            None => Credentials::access_key(id, secret),
        })
    }
}

impl ProvideCredentials for Environment {
    fn provide(&self) -> Provided<'_> {
        Box::pin(async { self.read() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Identity;

    fn with(variables: &'static [(&str, &str)]) -> Result<Credentials, CredentialsError> {
        let lookup = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Environment::new().with_config(ProviderConfig::new().variables(lookup)).read()
    }

    #[test]
    fn keys_and_tokens_are_read() {
        let keys = with(&[(ID, "i"), (SECRET, "s")]).unwrap();
        assert!(
            matches!(keys.identity(), Identity::AccessKey { id: "i", secret: "s" }) && keys.token().is_none()
        );
        assert_eq!(with(&[(ID, "i"), (SECRET, "s"), (TOKEN, "t")]).unwrap().token(), Some("t"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(with(&[(ID, "i"), (SECRET, "")]).unwrap_err().to_string().contains(SECRET));
    }
}
