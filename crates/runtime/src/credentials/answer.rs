//! Answers of services go in; the credentials in them come out, or why there are none, without any secret.

use super::{Credentials, CredentialsError};
use crate::transport::HttpResponse;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use zeroize::Zeroizing;

/// Temporary keys as services write them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Keys {
    code: Option<String>,
    access_key_id: Option<String>,
    access_key_secret: Option<Zeroizing<String>>,
    security_token: Option<Zeroizing<String>>,
    expiration: Option<String>,
}

impl Keys {
    /// The credentials; services that write keys down write all of them down.
    pub(super) fn into_credentials(self) -> Result<Credentials, CredentialsError> {
        let missing = |name| CredentialsError::new(format!("the answer has no {name}"));
        let expiration = self.expiration.ok_or_else(|| missing("Expiration"))?;
        let expires = OffsetDateTime::parse(&expiration, &Rfc3339).map_err(|error| {
            CredentialsError::caused("the answer has an odd Expiration".to_owned(), error)
        })?;
        let filled = |text: &Zeroizing<String>| !text.is_empty();
        Ok(Credentials::keys(
            self.access_key_id.filter(|id| !id.is_empty()).ok_or_else(|| missing("AccessKeyId"))?,
            self.access_key_secret.filter(filled).ok_or_else(|| missing("AccessKeySecret"))?,
            Some(self.security_token.filter(filled).ok_or_else(|| missing("SecurityToken"))?),
            Some(expires),
        ))
    }
}

/// Reads the answer of the metadata service or of a credentials URI.
pub(super) fn metadata(response: HttpResponse) -> Result<Credentials, CredentialsError> {
    let body = body(response)?;
    let keys: Keys = json(&body, "the answer")?;
    match keys.code.as_deref() {
        Some("Success") => keys.into_credentials(),
        _ => Err(CredentialsError::new("the Code of the answer is not `Success`")),
    }
}

/// The body of an answer that is no failure.
pub(super) fn body(response: HttpResponse) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    match response.status {
        200 => Ok(Zeroizing::new(response.body)),
        status => Err(CredentialsError::new(format!("the answer is HTTP {status}"))),
    }
}

/// Reads JSON that may hold keys, so that an error tells the place and not what is there.
pub(super) fn json<T: DeserializeOwned>(text: &[u8], what: &str) -> Result<T, CredentialsError> {
    serde_json::from_slice(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        CredentialsError::new(format!(
            "{what} is not the JSON that was expected (line {line}, column {column})"
        ))
    })
}
