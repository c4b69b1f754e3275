//! A request and the key it should be signed with go in; whether it is, and if not, which error the gateway answers, comes out.

use crate::Keys;
use crate::answer::Refusal;
use crate::request::Received;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

/// How far a date may be off.
const WINDOW: time::Duration = time::Duration::minutes(15);

/// Checks the signature and the date; gives the nonce, which must not have been used before.
pub(crate) fn verify(request: &Received, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    let authorization = request.header("authorization").unwrap_or_default();
    if let Some(fields) = authorization.strip_prefix("ACS3-HMAC-SHA256 ") {
        acs3(request, fields, keys, now)
    } else if let Some(fields) = authorization.strip_prefix("acs ") {
        legacy_roa(request, fields, keys, now)
    } else if request.query_value("Signature").is_some() {
        legacy_rpc(request, keys, now)
    } else {
        Err(Refusal::new(400, "MissingAccessKeyId", "AccessKeyId is mandatory for this action."))
    }
}

fn acs3(request: &Received, fields: &str, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    let field =
        |name: &str| fields.split(',').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
    known(field("Credential"), keys)?;
    let names = field("SignedHeaders").unwrap_or_default();
    let headers: String = names
        .split(';')
        .map(|name| format!("{name}:{}\n", request.header(name).unwrap_or_default().trim()))
        .collect();
    let hash = hex(&Sha256::digest(&request.body));
    let canonical =
        format!("{}\n{}\n{}\n{headers}\n{names}\n{hash}", request.method, request.path, request.raw_query);
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(&canonical)));
    let expected = Hmac::<Sha256>::new_from_slice(keys.secret.as_bytes())
        .map(|mac| hex(&mac.chain_update(&to_sign).finalize().into_bytes()))
        .unwrap_or_default();
    equal(field("Signature"), &expected, &to_sign)?;
    fresh(iso(request.header("x-acs-date")), now)?;
    Ok(request.header("x-acs-signature-nonce").unwrap_or_default().to_owned())
}

fn legacy_roa(request: &Received, fields: &str, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    let (id, signature) = fields.split_once(':').unwrap_or_default();
    known(Some(id), keys)?;
    let header = |name: &str| request.header(name).unwrap_or_default().trim().to_owned();
    let mut to_sign = format!(
        "{}\n{}\n{}\n{}\n{}\n",
        request.method,
        header("accept"),
        header("content-md5"),
        header("content-type"),
        header("date")
    );
    let mut own: Vec<_> = request.headers.iter().filter(|(name, _)| name.starts_with("x-acs-")).collect();
    own.sort();
    own.iter().for_each(|(name, value)| to_sign.push_str(&format!("{name}:{}\n", value.trim())));
    to_sign.push_str(&request.path);
    let mut query = request.query.clone();
    query.sort();
    for (index, (name, value)) in query.iter().enumerate() {
        to_sign.push(if index == 0 { '?' } else { '&' });
        to_sign.push_str(name);
        if !value.is_empty() {
            to_sign.push_str(&format!("={value}"));
        }
    }
    equal(Some(signature), &sha1(&keys.secret, &to_sign), &to_sign)?;
    fresh(OffsetDateTime::parse(&header("date"), &Rfc2822).ok(), now)?;
    Ok(header("x-acs-signature-nonce"))
}

fn legacy_rpc(request: &Received, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    known(request.query_value("AccessKeyId"), keys)?;
    let mut pairs: Vec<_> =
        request.query.iter().filter(|(name, _)| name != "Signature").chain(&request.form).collect();
    pairs.sort();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let to_sign = format!("{}&%2F&{}", request.method, encoded(&pairs.join("&")));
    equal(request.query_value("Signature"), &sha1(&format!("{}&", keys.secret), &to_sign), &to_sign)?;
    fresh(iso(request.query_value("Timestamp")), now)?;
    Ok(request.query_value("SignatureNonce").unwrap_or_default().to_owned())
}

fn known(id: Option<&str>, keys: &Keys) -> Result<(), Refusal> {
    if id == Some(keys.id.as_str()) {
        return Ok(());
    }
    Err(Refusal::new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."))
}

fn equal(given: Option<&str>, expected: &str, to_sign: &str) -> Result<(), Refusal> {
    if given == Some(expected) {
        return Ok(());
    }
    let message =
        format!("Specified signature does not match our calculation. server string to sign is:{to_sign}");
    Err(Refusal::new(400, "SignatureDoesNotMatch", message))
}

fn iso(date: Option<&str>) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(date?, &Rfc3339).ok()
}

fn fresh(date: Option<OffsetDateTime>, now: OffsetDateTime) -> Result<(), Refusal> {
    match date {
        Some(date) if (now - date).abs() <= WINDOW => Ok(()),
        _ => Err(Refusal::new(
            400,
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired.",
        )),
    }
}

fn sha1(key: &str, text: &str) -> String {
    Hmac::<Sha1>::new_from_slice(key.as_bytes())
        .map(|mac| STANDARD.encode(mac.chain_update(text).finalize().into_bytes()))
        .unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn encoded(text: &str) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let encode =
        |byte: u8| if unreserved(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_runtime::credentials::Credentials;
    use alicloud_runtime::signing::{Acs3, Legacy, Moment, Payload, Sign, Unsigned};
    use alicloud_runtime::{Method, Style};
    use axum::body::Bytes;
    use axum::http::{HeaderMap, HeaderName, Uri};

    fn signed(signer: &dyn Sign, style: Style, time: OffsetDateTime) -> Received {
        let keys = Keys::default();
        let unsigned = Unsigned {
            method: Method::Get,
            host: "localhost".to_owned(),
            path: "/".to_owned(),
            query: vec![("A".to_owned(), "b c".to_owned())],
            headers: Vec::new(),
            payload: Payload::None,
            style,
            action: "Get",
            version: "1",
        };
        let moment = Moment { time, nonce: "n".to_owned() };
        let signed = signer.sign(unsigned, &Credentials::access_key(keys.id, keys.secret), &moment);
        let uri: Uri = signed.target.parse().unwrap();
        let headers: HeaderMap = signed
            .headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        Received::new(&axum::http::Method::GET, &uri, &headers, &Bytes::from(signed.body))
    }

    #[test]
    fn dates_outside_the_window_are_refused_in_every_form() {
        let now = OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap();
        let forms: [(&dyn Sign, Style); 3] =
            [(&Acs3, Style::Roa), (&Legacy::new(), Style::Roa), (&Legacy::new(), Style::Rpc)];
        for (signer, style) in forms {
            let answer = |minutes| {
                let request = signed(signer, style, now + time::Duration::minutes(minutes));
                verify(&request, &Keys::default(), now).map_err(|refusal| refusal.code)
            };
            assert_eq!([answer(-14), answer(14)], [Ok("n".to_owned()), Ok("n".to_owned())]);
            let expired = || Err("InvalidTimeStamp.Expired".to_owned());
            assert_eq!([answer(-16), answer(16)], [expired(), expired()]);
        }
    }
}
