//! Answers of services that give credentials: the keys in them, or what they say instead.

use super::{Credentials, CredentialsError};
use crate::answer::said;
use crate::error::Redactions;
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
        let expires = expiry(&expiration, "Expiration")?;
        let filled = |text: &Zeroizing<String>| !text.is_empty();
        Ok(Credentials::keys(
            self.access_key_id.filter(|id| !id.is_empty()).ok_or_else(|| missing("AccessKeyId"))?,
            self.access_key_secret.filter(filled).ok_or_else(|| missing("AccessKeySecret"))?,
            Some(self.security_token.filter(filled).ok_or_else(|| missing("SecurityToken"))?),
            Some(expires),
        ))
    }
}

/// The end of keys.
pub(super) fn expiry(text: &str, name: &str) -> Result<OffsetDateTime, CredentialsError> {
    OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|error| CredentialsError::caused(format!("the answer has an odd {name}"), error))
}

/// Reads the answer of the metadata service or of a credentials URI, whose answer need not have a code.
pub(super) fn metadata(
    response: HttpResponse,
    redactions: &Redactions,
) -> Result<Credentials, CredentialsError> {
    if response.status != 200 {
        return Err(CredentialsError::new(format!("the answer is {}", told(&response, redactions))));
    }
    let keys: Keys = json(&Zeroizing::new(response.body), "the answer")?;
    match keys.code.as_deref() {
        Some("Success") | None => keys.into_credentials(),
        Some(_) => Err(CredentialsError::new("the Code of the answer is not `Success`")),
    }
}

/// Reads an answer; what one says that is no success stands behind `failed`.
pub(super) fn read<T: DeserializeOwned>(
    response: HttpResponse,
    redactions: &Redactions,
    failed: &str,
    what: &str,
) -> Result<T, CredentialsError> {
    if response.status != 200 {
        return Err(CredentialsError::new(format!("{failed}: {}", told(&response, redactions))));
    }
    json(&Zeroizing::new(response.body), what)
}

/// What a failed answer says, as far as it may be shown: its code and message, or else its text, with its status and the
/// number of the request.
pub(super) fn told(response: &HttpResponse, redactions: &Redactions) -> String {
    let said = said(response);
    let text = said.message.or_else(|| said.code.is_none().then(|| text(&response.body)).flatten());
    let text = text.map(|text| redactions.message(said.code.as_deref().unwrap_or_default(), &text));
    let word = |word: Option<String>| word.and_then(|word| redactions.word(&word));
    let id = word(said.request_id).map(|id| format!("request id {id}"));
    let facts: Vec<_> = Some(format!("HTTP {}", response.status)).into_iter().chain(id).collect();
    let facts = facts.join(", ");
    let words: Vec<_> = word(said.code).into_iter().chain(text).collect();
    if words.is_empty() { facts } else { format!("{} ({facts})", words.join(": ")) }
}

/// The words of a page for people, such as that of a proxy. What may be damaged JSON, with keys in it, is none.
fn text(body: &[u8]) -> Option<String> {
    let body = String::from_utf8_lossy(body);
    if body.trim_start().starts_with(['{', '[', '"']) {
        return None;
    }
    let mut depth = 0_usize;
    let mut words = String::new();
    for character in body.chars() {
        match character {
            '<' => depth += 1,
            '>' => {
                depth = depth.saturating_sub(1);
                words.push(' ');
            }
            character if depth == 0 => words.push(character),
            _ => {}
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(words).filter(|words| !words.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(kind: &str, body: &str) -> String {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        let mut redactions = Redactions::default();
        redactions.secret("the+secret");
        told(&HttpResponse::new(503, headers, body.as_bytes().to_vec()), &redactions)
    }

    #[test]
    fn failures_keep_their_text_in_every_format() {
        let json = r#"{"Code": "Busy", "Message": "Come back.", "RequestId": "r1"}"#;
        let xml = "<Error><Code>Busy</Code><Message>Come &amp; go.</Message></Error>";
        let html = "<html><title>503</title>\n<body class=a>Not <b>now</b>\u{1b}[1m</body>";
        for (kind, body, expected) in [
            ("application/json", json, "Busy: Come back. (HTTP 503, request id r1)"),
            ("text/xml", xml, "Busy: Come & go. (HTTP 503)"),
            ("text/html", html, "503 Not now \\u{1b}[1m (HTTP 503)"),
            ("text/plain", "", "HTTP 503"),
            (
                "text/plain",
                "the%2Bsecret",
                "the message of the service is not shown, as it repeats a secret (HTTP 503)",
            ),
            ("application/json", r#"{"AccessKeySecret": "s"#, "HTTP 503"),
        ] {
            assert_eq!(told_of(kind, body), expected, "{body}");
        }
    }
}
