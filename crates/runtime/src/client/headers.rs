//! The headers of a call beside those of the protocol.

use super::Client;
use crate::{EncodeError, Parts};
use hyper::header::{HeaderName, HeaderValue};

/// What signing or HTTP itself sets. A second one would be another header to the service than to who signed.
const PROTOCOL: &[&str] = &[
    "host",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "date",
    "transfer-encoding",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-content-sha256",
    "x-acs-security-token",
    "x-acs-accesskey-id",
    "x-acs-bearer-token",
    "x-acs-signature-method",
    "x-acs-signature-type",
    "x-acs-signature-version",
    "x-acs-retry-attempts",
];

/// The headers that are the same in all attempts. Those of the options replace others.
///
/// # Errors
/// If the options have one of the protocol, or one is none for HTTP.
pub(super) fn headers(client: &Client, parts: &Parts) -> Result<Vec<(String, String)>, EncodeError> {
    let extra = &client.options.headers;
    if let Some((name, _)) = extra.iter().find(|(name, _)| is_of_the_protocol(name)) {
        return Err(EncodeError::ProtocolHeader { name: name.clone() });
    }
    let given = |name: &str| extra.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let user_agent = client.shared.user_agent.as_str();
    let own = [("accept", "application/json"), ("user-agent", user_agent)].into_iter();
    let parameters = parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all = own.chain(parameters).filter(|(name, _)| !given(name));
    let all = all.chain(extra.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    all.map(|(name, value)| match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(_), Ok(_)) => Ok((name.to_owned(), value.to_owned())),
        _ => Err(EncodeError::Header { name: name.to_owned() }),
    })
    .collect()
}

/// Whether signing or HTTP itself sets a header.
pub(super) fn is_of_the_protocol(name: &str) -> bool {
    PROTOCOL.iter().any(|known| known.eq_ignore_ascii_case(name))
}
