//! Signatures of requests: whether they are those of the key and cover what they must, and else the error.

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

/// Headers that a signature of version 3 covers; beside them, all others whose names begin with `x-acs-`, and
/// `content-type`, where there are any.
const COVERED: [&str; 4] = ["host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"];
/// Headers that have one value: with two, one could be checked and the other obeyed.
const SINGLE: [&str; 10] = [
    "authorization",
    "content-type",
    "date",
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-security-token",
    "x-acs-signature-nonce",
    "x-acs-version",
];

/// Checks the signature and the date; gives the nonce, which must not have been used before.
pub(crate) fn verify(request: &Received, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    if let Some(name) = SINGLE.iter().find(|name| request.values(name).count() > 1) {
        return Err(incomplete(format!("The header {name} is given more than once.")));
    }
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
    let signed: Vec<_> = names.split(';').collect();
    covers(request, &signed)?;
    let hash = hex(&Sha256::digest(&request.body));
    if needed(request, "x-acs-content-sha256")? != hash {
        return Err(incomplete("The header x-acs-content-sha256 is not the hash of the body."));
    }
    let headers: String = signed.iter().map(|name| format!("{name}:{}\n", joined(request, name))).collect();
    let canonical =
        format!("{}\n{}\n{}\n{headers}\n{names}\n{hash}", request.method, request.path, request.raw_query);
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(&canonical)));
    let expected = Hmac::<Sha256>::new_from_slice(keys.secret.as_bytes())
        .map(|mac| hex(&mac.chain_update(&to_sign).finalize().into_bytes()))
        .unwrap_or_default();
    equal(field("Signature"), &expected, &to_sign)?;
    fresh(iso(request.header("x-acs-date")), now)?;
    Ok(needed(request, "x-acs-signature-nonce")?.to_owned())
}

/// Refuses a request whose signature leaves out a header that it must cover.
fn covers(request: &Received, signed: &[&str]) -> Result<(), Refusal> {
    let names = request.headers.iter().map(|(name, _)| name.as_str());
    let present = names.filter(|name| *name == "content-type" || name.starts_with("x-acs-"));
    for name in COVERED.into_iter().chain(present) {
        needed(request, name)?;
        if signed.iter().filter(|known| **known == name).count() != 1 {
            return Err(incomplete(format!("SignedHeaders does not have {name} once.")));
        }
    }
    Ok(())
}

/// A header that must be there.
fn needed<'a>(request: &'a Received, name: &str) -> Result<&'a str, Refusal> {
    let value = request.header(name).map(str::trim).filter(|value| !value.is_empty());
    value.ok_or_else(|| incomplete(format!("The header {name} is missing.")))
}

/// All values of a header, as they are signed.
fn joined(request: &Received, name: &str) -> String {
    let mut values: Vec<_> = request.values(name).map(str::trim).collect();
    values.sort_unstable();
    values.join(",")
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
    Ok(needed(request, "x-acs-signature-nonce")?.to_owned())
}

fn legacy_rpc(request: &Received, keys: &Keys, now: OffsetDateTime) -> Result<String, Refusal> {
    unambiguous(request)?;
    known(request.query_value("AccessKeyId"), keys)?;
    let mut pairs: Vec<_> =
        request.query.iter().filter(|(name, _)| name != "Signature").chain(&request.form).collect();
    pairs.sort();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let to_sign = format!("{}&%2F&{}", request.method, encoded(&pairs.join("&")));
    equal(request.query_value("Signature"), &sha1(&format!("{}&", keys.secret), &to_sign), &to_sign)?;
    fresh(iso(request.query_value("Timestamp")), now)?;
    let nonce = request.query_value("SignatureNonce").filter(|nonce| !nonce.is_empty());
    nonce.map(str::to_owned).ok_or_else(|| incomplete("The parameter SignatureNonce is missing."))
}

/// Refuses a request that says twice what it is, or that says it in headers, which are not signed, in another way.
fn unambiguous(request: &Received) -> Result<(), Refusal> {
    for name in ["AccessKeyId", "Action", "Signature", "SignatureNonce", "Timestamp", "Version"] {
        let pairs = request.query.iter().chain(&request.form);
        if pairs.filter(|(known, _)| known == name).count() > 1 {
            return Err(incomplete(format!("The parameter {name} is given more than once.")));
        }
    }
    for (header, parameter) in [("x-acs-action", "Action"), ("x-acs-version", "Version")] {
        let said = request.header(header);
        if said.is_some() && said != request.query_value(parameter) {
            return Err(incomplete(format!("The header {header} is not the parameter {parameter}.")));
        }
    }
    Ok(())
}

fn incomplete(message: impl Into<String>) -> Refusal {
    Refusal::new(400, "IncompleteSignature", message)
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
    use alicloud_runtime::signing::{Acs3, Legacy, Moment, Payload, Sign, Signed, Unsigned};
    use alicloud_runtime::{Method, Style};
    use axum::body::Bytes;
    use axum::http::{HeaderMap, HeaderName, Uri};

    const NOW: i64 = 1_700_000_000;

    fn sent(signer: &dyn Sign, style: Style, moment: &Moment, headers: &[(&str, &str)]) -> Signed {
        let keys = Keys::default();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let unsigned = Unsigned {
            method: Method::Get,
            host: "localhost".to_owned(),
            path: "/".to_owned(),
            query: vec![("A".to_owned(), "b c".to_owned())],
            headers: headers.collect(),
            payload: Payload::None,
            style,
            action: "Get".to_owned(),
            version: "1".to_owned(),
        };
        signer.sign(unsigned, &Credentials::access_key(keys.id, keys.secret), moment)
    }

    fn received(signed: &Signed) -> Received {
        let uri: Uri = signed.target.parse().unwrap();
        let headers: HeaderMap = signed
            .headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        Received::new(&axum::http::Method::GET, &uri, &headers, &Bytes::from(signed.body.clone()))
    }

    fn signed(signer: &dyn Sign, style: Style, time: OffsetDateTime) -> Received {
        received(&sent(signer, style, &Moment { time, nonce: "n".to_owned() }, &[]))
    }

    fn now() -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(NOW).unwrap()
    }

    fn verdict(request: &Received) -> Result<String, (String, String)> {
        verify(request, &Keys::default(), now()).map_err(|refusal| (refusal.code, refusal.message))
    }

    /// The code of an incomplete signature, whose message names what is missing.
    fn is_incomplete(request: &Received, what: &str) {
        let (code, message) = verdict(request).unwrap_err();
        assert!(code == "IncompleteSignature" && message.contains(what), "{code}: {message}");
    }

    /// Signs these headers, rightly, and no others.
    fn resigned(request: &mut Received, names: &str) {
        let keys = Keys::default();
        let lines: String = names
            .split(';')
            .map(|name| format!("{name}:{}\n", request.header(name).unwrap_or_default()))
            .collect();
        let hash = hex(&Sha256::digest(&request.body));
        let canonical = format!("GET\n/\n{}\n{lines}\n{names}\n{hash}", request.raw_query);
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(canonical)));
        let mac = Hmac::<Sha256>::new_from_slice(keys.secret.as_bytes()).unwrap();
        let signature = hex(&mac.chain_update(&to_sign).finalize().into_bytes());
        let fields = format!("Credential={},SignedHeaders={names},Signature={signature}", keys.id);
        request.headers.retain(|(name, _)| name != "authorization");
        request.headers.push(("authorization".to_owned(), format!("ACS3-HMAC-SHA256 {fields}")));
    }

    #[test]
    fn a_signature_covers_what_it_must() {
        const ALL: &str =
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        let with = |names: &str| {
            let mut request = signed(&Acs3, Style::Roa, now());
            resigned(&mut request, names);
            request
        };
        assert_eq!(verdict(&with(ALL)), Ok("n".to_owned()));
        is_incomplete(&with(""), "host");
        for name in ALL.split(';') {
            let rest: Vec<_> = ALL.split(';').filter(|known| *known != name).collect();
            is_incomplete(&with(&rest.join(";")), name);
        }
        is_incomplete(&with(&format!("{ALL};host")), "host");
        for extra in ["x-acs-security-token", "x-acs-made-up", "content-type"] {
            let mut request = with(ALL);
            request.headers.push((extra.to_owned(), "v".to_owned()));
            is_incomplete(&request, extra);
            resigned(&mut request, &format!("{ALL};{extra}"));
            assert_eq!(verdict(&request), Ok("n".to_owned()), "{extra}");
        }
        let mut request = with(ALL);
        request.headers.retain(|(name, _)| name != "x-acs-signature-nonce");
        resigned(&mut request, ALL);
        is_incomplete(&request, "x-acs-signature-nonce is missing");
    }

    #[test]
    fn the_hash_is_that_of_the_body() {
        let mut request = signed(&Acs3, Style::Roa, now());
        request.body = b"other".to_vec();
        is_incomplete(&request, "x-acs-content-sha256 is not the hash");
    }

    #[test]
    fn values_of_one_header_are_signed_together() {
        let moment = Moment { time: now(), nonce: "n".to_owned() };
        let headers = [("x-acs-tag", "b"), ("x-acs-tag", "a")];
        let mut request = received(&sent(&Acs3, Style::Roa, &moment, &headers));
        assert_eq!(verdict(&request), Ok("n".to_owned()));
        request.headers.push(("x-acs-tag".to_owned(), "c".to_owned()));
        assert_eq!(verdict(&request).unwrap_err().0, "SignatureDoesNotMatch");
    }

    #[test]
    fn what_has_one_value_is_not_given_twice() {
        for (signer, style, name) in [
            (&Acs3 as &dyn Sign, Style::Roa, "x-acs-date"),
            (&Acs3, Style::Roa, "x-acs-signature-nonce"),
            (&Acs3, Style::Roa, "authorization"),
            (&Legacy::new(), Style::Roa, "date"),
            (&Legacy::new(), Style::Rpc, "x-acs-action"),
        ] {
            let mut request = signed(signer, style, now());
            let value = request.header(name).unwrap().to_owned();
            request.headers.push((name.to_owned(), value));
            is_incomplete(&request, name);
        }
        for name in ["Timestamp", "SignatureNonce", "Signature", "Action"] {
            let mut request = signed(&Legacy::new(), Style::Rpc, now());
            let value = request.query_value(name).unwrap().to_owned();
            request.query.push((name.to_owned(), value));
            is_incomplete(&request, name);
        }
    }

    #[test]
    fn a_header_that_is_not_signed_does_not_change_the_operation() {
        let mut request = signed(&Legacy::new(), Style::Rpc, now());
        request.headers.retain(|(name, _)| name != "x-acs-action");
        assert_eq!(verdict(&request), Ok("n".to_owned()));
        request.headers.push(("x-acs-action".to_owned(), "Delete".to_owned()));
        is_incomplete(&request, "x-acs-action");
    }

    #[test]
    fn every_form_needs_a_nonce() {
        let moment = Moment { time: now(), nonce: String::new() };
        for (signer, style) in
            [(&Acs3 as &dyn Sign, Style::Roa), (&Legacy::new(), Style::Roa), (&Legacy::new(), Style::Rpc)]
        {
            let request = received(&sent(signer, style, &moment, &[]));
            let name = if style == Style::Rpc { "SignatureNonce" } else { "x-acs-signature-nonce" };
            is_incomplete(&request, name);
        }
    }

    #[test]
    fn dates_outside_the_window_are_refused_in_every_form() {
        let now = now();
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
