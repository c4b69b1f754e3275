//! ACS3-HMAC-SHA256 signatures: the form that all products but a few take.

use super::{Moment, Proof, Sign, Signed, Unsigned, hex};
use crate::Style;
use crate::identity::{Credentials, Identity};
use crate::transport::canonical_query;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Signature version 3.
#[derive(Clone, Copy, Debug, Default)]
pub struct Acs3;

impl Sign for Acs3 {
    fn sign(&self, request: Unsigned, credentials: &Credentials, moment: &Moment) -> Signed {
        let Unsigned { method, host, path, query: mut pairs, headers, payload, style, action, version } =
            request;
        let (content_type, body) = payload.into_parts();
        let hash = hex(&Sha256::digest(&body));
        let mut all = vec![
            ("host".to_owned(), host),
            ("x-acs-action".to_owned(), action),
            ("x-acs-version".to_owned(), version),
            ("x-acs-date".to_owned(), moment.iso()),
            ("x-acs-signature-nonce".to_owned(), moment.nonce.clone()),
            ("x-acs-content-sha256".to_owned(), hash.clone()),
        ];
        all.extend(content_type.map(|name| ("content-type".to_owned(), name.to_owned())));
        all.extend(headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)));
        identify(credentials, style, &mut all, &mut pairs);
        let query = canonical_query(&pairs);
        let proof = match credentials.identity() {
            Identity::AccessKey { id, secret } => {
                let (canonical_headers, signed) = canonical_headers(&all);
                let path = if path.is_empty() { "/" } else { &path };
                let canonical_request =
                    format!("{}\n{path}\n{query}\n{canonical_headers}\n{signed}\n{hash}", method.as_str());
                let proof = proof(canonical_request, secret);
                let authorization = format!(
                    "{ALGORITHM} Credential={id},SignedHeaders={signed},Signature={}",
                    proof.signature
                );
                all.push(("authorization".to_owned(), authorization));
                proof
            }
            _ => Proof::default(),
        };
        let target = if query.is_empty() { path } else { format!("{path}?{query}") };
        Signed { method, target, headers: all, body, proof }
    }
}

/// Adds what tells who calls, other than the signature.
fn identify(
    credentials: &Credentials,
    style: Style,
    headers: &mut Vec<(String, String)>,
    query: &mut Vec<(String, String)>,
) {
    let mut header = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    match credentials.identity() {
        Identity::AccessKey { .. } => {
            if let Some(token) = credentials.token() {
                header("x-acs-security-token", token);
            }
        }
        Identity::Bearer { token } => {
            header("x-acs-bearer-token", token);
            match style {
                Style::Roa => header("x-acs-signature-type", "BEARERTOKEN"),
                Style::Rpc => query.push(("SignatureType".to_owned(), "BEARERTOKEN".to_owned())),
            }
        }
        Identity::Anonymous if style == Style::Rpc => query.push(("Format".to_owned(), "json".to_owned())),
        Identity::Anonymous => {}
    }
}

/// The headers that are signed, as `name:value` lines sorted by name, and their names.
fn canonical_headers(headers: &[(String, String)]) -> (String, String) {
    let mut signed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in headers {
        if name == "host" || name == "content-type" || name.starts_with("x-acs-") {
            signed.entry(name).or_default().push(value.trim());
        }
    }
    let mut lines = String::new();
    for (name, values) in &mut signed {
        values.sort_unstable();
        lines.push_str(&format!("{name}:{}\n", values.join(",")));
    }
    (lines, signed.into_keys().collect::<Vec<_>>().join(";"))
}

fn proof(canonical_request: String, secret: &str) -> Proof {
    let string_to_sign = format!("{ALGORITHM}\n{}", hex(&Sha256::digest(&canonical_request)));
    // A key may have any length, so that there is no error to pass on.
    let signature = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map(|mac| hex(&mac.chain_update(&string_to_sign).finalize().into_bytes()))
        .unwrap_or_default();
    Proof { canonical_request, string_to_sign, signature }
}
