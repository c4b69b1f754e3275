//! Environment variables go in; the credentials they hold come out.

use super::{Credentials, CredentialsError, ProvideCredentials, Provided};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// Reads `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for temporary keys,
/// `ALIBABA_CLOUD_SECURITY_TOKEN`, each time it is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl ProvideCredentials for Environment {
    fn provide(&self) -> Provided<'_> {
        Box::pin(async { read(|name| std::env::var(name).ok()) })
    }
}

fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Credentials, CredentialsError> {
    let filled = |name: &str| variable(name).filter(|value| !value.is_empty());
    let needed = |name: &str| filled(name).ok_or_else(|| CredentialsError::new(format!("{name} is not set")));
    let (id, secret) = (needed(ID)?, needed(SECRET)?);
    Ok(match filled(TOKEN) {
        Some(token) => Credentials::temporary(id, secret, token, None),
        None => Credentials::access_key(id, secret),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Identity;

    fn with(variables: &[(&str, &str)]) -> Result<Credentials, CredentialsError> {
        read(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
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
