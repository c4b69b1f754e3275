//! Credentials in environment variables.

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
        let needed = |name| self.config.key(name)?.ok_or_else(|| self.config.unset(name));
        let (id, secret) = (needed(ID)?, needed(SECRET)?);
        Ok(Credentials::keys(id.to_string(), secret, self.config.key(TOKEN)?, None))
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
    use crate::identity::Identity;

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
    fn what_stands_around_a_key_is_left_out_and_what_is_in_it_is_told() {
        let keys = with(&[(ID, "\u{feff}i\r\n"), (SECRET, " s\n"), (TOKEN, "\tt ")]).unwrap();
        assert!(matches!(keys.identity(), Identity::AccessKey { id: "i", secret: "s" }));
        assert_eq!(keys.token(), Some("t"));
        assert_eq!(with(&[(ID, "i"), (SECRET, "s"), (TOKEN, "\n")]).unwrap().token(), None);
        for variables in [
            &[(ID, "i"), (SECRET, "my\nsecret")],
            &[(ID, "i"), (SECRET, "my secret")],
            &[(ID, "i"), (SECRET, "my\u{feff}secret")],
        ] {
            let error = with(variables).unwrap_err().to_string();
            assert!(error.contains(SECRET) && !error.contains("my"), "{error}");
        }
        assert!(with(&[(ID, "i"), (SECRET, " \n")]).unwrap_err().to_string().contains("is not set"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(with(&[(ID, "i"), (SECRET, "")]).unwrap_err().to_string().contains(SECRET));
    }
}
