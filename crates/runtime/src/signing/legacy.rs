//! HMAC-SHA1 signatures: the older form, which a few products still need.

use super::{Moment, Payload, Proof, Sign, Signed, Unsigned};
use crate::Style;
use crate::identity::{Credentials, Identity};
use crate::transport::{canonical_query, percent_encoded};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Signature version 2: in headers for ROA, in the query for RPC.
#[derive(Clone, Copy, Debug)]
pub struct Legacy {
    /// The format that an RPC request asks for.
    format: &'static str,
}

impl Legacy {
    /// Asks for JSON.
    pub const fn new() -> Self {
        Legacy { format: "json" }
    }

    /// Asks for another format, as the parameter `Format` spells it.
    #[must_use]
    pub const fn format(self, format: &'static str) -> Self {
        Legacy { format }
    }
}

impl Default for Legacy {
    fn default() -> Self {
        Self::new()
    }
}

type Pairs = Vec<(String, String)>;

impl Sign for Legacy {
    fn sign(&self, request: Unsigned, credentials: &Credentials, moment: &Moment) -> Signed {
        match request.style {
            Style::Roa => roa(request, credentials, moment),
            Style::Rpc => rpc(request, credentials, moment, self.format),
        }
    }
}

fn roa(request: Unsigned, credentials: &Credentials, moment: &Moment) -> Signed {
    let Unsigned { method, host, path, query: pairs, headers, payload, action, version, .. } = request;
    let (content_type, body) = payload.into_parts();
    let date = moment.http();
    let mut all = pairs_of(&[
        ("date", &date),
        ("host", &host),
        ("accept", "application/json"),
        ("x-acs-signature-nonce", &moment.nonce),
        ("x-acs-signature-method", "HMAC-SHA1"),
        ("x-acs-signature-version", "1.0"),
        ("x-acs-version", &version),
        ("x-acs-action", &action),
    ]);
    all.extend(content_type.map(|name| ("content-type".to_owned(), name.to_owned())));
    // What the caller says wins.
    let headers: Pairs = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    all.retain(|(name, _)| headers.iter().all(|(given, _)| given != name));
    all.extend(headers);
    let mut proof = Proof::default();
    if let Identity::AccessKey { id, secret } = credentials.identity() {
        if let Some(token) = credentials.token() {
            all.extend(pairs_of(&[("x-acs-accesskey-id", id), ("x-acs-security-token", token)]));
        }
        proof.string_to_sign = roa_string(method.as_str(), &path, &pairs, &all);
        proof.signature = signature(secret, &proof.string_to_sign);
        all.push(("authorization".to_owned(), format!("acs {id}:{}", proof.signature)));
    }
    let query = canonical_query(&pairs);
    let target = if query.is_empty() { path } else { format!("{path}?{query}") };
    Signed { method, target, headers: all, body, proof }
}

fn roa_string(method: &str, path: &str, query: &Pairs, headers: &Pairs) -> String {
    let header =
        |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.trim());
    let [accept, md5, content_type, date] = ["accept", "content-md5", "content-type", "date"].map(header);
    let mut out = format!("{method}\n{accept}\n{md5}\n{content_type}\n{date}\n");
    let mut own: Vec<_> = headers.iter().filter(|(name, _)| name.starts_with("x-acs-")).collect();
    own.sort();
    own.iter().for_each(|(name, value)| out.push_str(&format!("{name}:{}\n", value.trim())));
    out.push_str(path);
    let mut query: Vec<_> = query.iter().collect();
    query.sort();
    for (index, (name, value)) in query.into_iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(name);
        if !value.is_empty() {
            out.push_str(&format!("={value}"));
        }
    }
    out
}

fn rpc(request: Unsigned, credentials: &Credentials, moment: &Moment, format: &str) -> Signed {
    let Unsigned { method, host, path, query: mut pairs, headers, payload, action, version, .. } = request;
    pairs.extend(pairs_of(&[
        ("Action", &action),
        ("Format", format),
        ("Version", &version),
        ("Timestamp", &moment.iso()),
        ("SignatureNonce", &moment.nonce),
    ]));
    let mut proof = Proof::default();
    match credentials.identity() {
        Identity::AccessKey { id, secret } => {
            pairs.extend(pairs_of(&[
                ("SignatureMethod", "HMAC-SHA1"),
                ("SignatureVersion", "1.0"),
                ("AccessKeyId", id),
            ]));
            pairs.extend(credentials.token().map(|token| ("SecurityToken".to_owned(), token.to_owned())));
            let mut signed = pairs.clone();
            if let Payload::Form(form) = &payload {
                signed.extend(form.iter().cloned());
            }
            proof.string_to_sign =
                format!("{}&%2F&{}", method.as_str(), percent_encoded(&canonical_query(&signed)));
            proof.signature = signature(&format!("{secret}&"), &proof.string_to_sign);
            pairs.push(("Signature".to_owned(), proof.signature.clone()));
        }
        Identity::Bearer { token } => {
            pairs.extend(pairs_of(&[("BearerToken", token), ("SignatureType", "BEARERTOKEN")]));
        }
        Identity::Anonymous => {}
    }
    let (content_type, body) = payload.into_parts();
    let mut all = pairs_of(&[("host", &host), ("x-acs-version", &version), ("x-acs-action", &action)]);
    all.extend(content_type.map(|name| ("content-type".to_owned(), name.to_owned())));
    all.extend(headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)));
    Signed { method, target: format!("{path}?{}", canonical_query(&pairs)), headers: all, body, proof }
}

fn pairs_of(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn signature(key: &str, text: &str) -> String {
    // A key may have any length, so that there is no error to pass on.
    Hmac::<Sha1>::new_from_slice(key.as_bytes())
        .map(|mac| STANDARD.encode(mac.chain_update(text).finalize().into_bytes()))
        .unwrap_or_default()
}
