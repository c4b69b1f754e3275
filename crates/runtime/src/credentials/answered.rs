//! Credentials out of the answers of operations that give some.

use super::answer::expiry;
use super::{Credentials, CredentialsError};
use crate::{Structure, View};

impl Credentials {
    /// Those in a structure of an answer with the members `AccessKeyId`, `AccessKeySecret`, `SecurityToken` and `Expiration`, as
    /// services of roles answer with.
    ///
    /// # Errors
    /// If one of the first three has no value, or the end cannot be read. Without an end they are taken to have none.
    pub fn answered(structure: &dyn Structure) -> Result<Self, CredentialsError> {
        let text = |name: &str| {
            let index = structure.members().iter().position(|member| *member == name)?;
            match structure.view(index).plain() {
                View::String(text) if !text.is_empty() => Some(text),
                _ => None,
            }
        };
        let needed = |name: &str| {
            text(name).ok_or_else(|| CredentialsError::new(format!("the answer has no `{name}`")))
        };
        let expires = text("Expiration").map(|text| expiry(text, "Expiration")).transpose()?;
        let [id, secret, token] =
            [needed("AccessKeyId")?, needed("AccessKeySecret")?, needed("SecurityToken")?];
        Ok(Credentials::temporary(id, secret, token, expires))
    }
}

/// Implements the conversion of a structure with the members of credentials into them.
#[macro_export]
macro_rules! answered_credentials {
    ($name:ident) => {
        impl ::std::convert::TryFrom<&$name> for $crate::credentials::Credentials {
            type Error = $crate::CredentialsError;

            fn try_from(answered: &$name) -> ::std::result::Result<Self, Self::Error> {
                $crate::credentials::Credentials::answered(answered)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode_json;
    use time::OffsetDateTime;

    struct Answered {
        id: Option<String>,
        secret: Option<String>,
        token: Option<String>,
        expires: Option<String>,
    }

    crate::structure! { Answered {
        id = "AccessKeyId",
        secret = "AccessKeySecret": secret,
        token = "SecurityToken": secret,
        expires = "Expiration",
    } }
    crate::answered_credentials!(Answered);

    #[test]
    fn answers_with_keys_are_credentials() {
        let json = r#"{"AccessKeyId": "i", "AccessKeySecret": "s", "SecurityToken": "t", "Expiration": "2030-01-01T00:00:00Z"}"#;
        let answered = decode_json::<Answered>(json.as_bytes()).unwrap().value;
        let credentials = Credentials::try_from(&answered).unwrap();
        assert_eq!(credentials.expires().map(OffsetDateTime::year), Some(2030));
        let odd = Answered { expires: Some("soon".to_owned()), ..answered };
        let error = Credentials::try_from(&odd).unwrap_err();
        assert!(error.to_string().contains("Expiration"), "{error}");
        let error = Credentials::try_from(&Answered::default()).unwrap_err();
        let line = "reading credentials failed: no credentials: the answer has no `AccessKeyId`";
        assert_eq!(crate::Error::from(error).to_string(), line);
    }
}
