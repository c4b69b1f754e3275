//! The signing vectors go in; canonical request, string to sign and signature of each are compared.
//!
//! `ALICLOUD_SIGNING_VECTORS` names another file of the same form.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a vector that cannot be read fails the test")]

use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::{Acs3, Legacy, Moment, Payload, Sign, Signed, Unsigned};
use alicloud_runtime::{Json, Method, Style, flat_pairs};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[test]
fn every_vector_is_signed_as_expected() {
    let vectors = vectors();
    assert!(!vectors.is_empty());
    for vector in &vectors {
        check(vector);
    }
}

fn vectors() -> Vec<Json> {
    let text = match std::env::var("ALICLOUD_SIGNING_VECTORS") {
        Ok(path) => std::fs::read_to_string(path).unwrap(),
        Err(_) => include_str!("signing-vectors.json").to_owned(),
    };
    let file: Json = serde_json::from_str(&text).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn check(vector: &Json) {
    let (id, expected) = (vector["id"].as_str().unwrap(), &vector["expected"]);
    let signed = sign(vector);
    let compare = |key: &str, found: &str| {
        if let Some(expected) = expected[key].as_str() {
            assert_eq!(found, expected, "{key} of {id}");
        }
    };
    compare("canonical_request", &signed.proof.canonical_request);
    compare("string_to_sign", &signed.proof.string_to_sign);
    compare("signature", &signed.proof.signature);
    compare("body_utf8", &String::from_utf8_lossy(&signed.body));
    if let Some(authorization) = expected["authorization"].as_str() {
        let found =
            signed.headers.iter().find(|(name, _)| name == "authorization").map(|(_, value)| value.as_str());
        assert_eq!(found, Some(authorization), "authorization of {id}");
    }
    if let Some(query) = expected["canonical_query"].as_str().filter(|query| !query.is_empty()) {
        assert!(signed.target.ends_with(&format!("?{query}")), "the target of {id} is not what was signed");
    }
}

fn sign(vector: &Json) -> Signed {
    let input = &vector["input"];
    let text = |key: &str| input[key].as_str().unwrap_or_default();
    let key = |key: &str| input["credentials"][key].as_str();
    let credentials = match key("security_token") {
        Some(token) => Credentials::temporary(
            key("access_key_id").unwrap(),
            key("access_key_secret").unwrap(),
            token,
            None,
        ),
        None => Credentials::access_key(key("access_key_id").unwrap(), key("access_key_secret").unwrap()),
    };
    if input["action"].is_null() {
        return sign_parameters(vector, &credentials);
    }
    let legacy = input["signature_algorithm"] == "v2";
    let (date, roa) = (text("date"), text("style") == "ROA");
    let time = OffsetDateTime::parse(date, &Rfc3339).unwrap();
    let moment = Moment { time, nonce: text("nonce").to_owned() };
    let mut headers: Vec<_> = input["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    if legacy && roa {
        // The recorded strings were signed by a client that also tells where its credentials come from.
        let provider = if key("security_token").is_some() { "static_sts" } else { "static_ak" };
        headers.push(("x-acs-credentials-provider".to_owned(), provider.to_owned()));
        // Given as it is: its weekday does not belong to its date.
        headers.push(("Date".to_owned(), text("gmt_date").to_owned()));
    }
    let request = Unsigned {
        method: method(text("method")),
        host: text("host").to_owned(),
        path: text("pathname").to_owned(),
        query: flat_pairs(&input["query"]),
        headers,
        payload: payload(vector),
        style: if roa { Style::Roa } else { Style::Rpc },
        action: text("action").to_owned(),
        version: text("version").to_owned(),
    };
    if legacy {
        Legacy::new().sign(request, &credentials, &moment)
    } else {
        Acs3.sign(request, &credentials, &moment)
    }
}

/// The published example of the RPC form lists the parameters instead of a request.
fn sign_parameters(vector: &Json, credentials: &Credentials) -> Signed {
    let signed = &vector["expected"]["signed_params"];
    let text = |key: &str| signed[key].as_str().unwrap();
    let own = [
        "Action",
        "Version",
        "Timestamp",
        "SignatureNonce",
        "SignatureMethod",
        "SignatureVersion",
        "AccessKeyId",
        "Format",
    ];
    let query = flat_pairs(signed).into_iter().filter(|(name, _)| !own.contains(&name.as_str())).collect();
    let request = Unsigned {
        method: method(vector["input"]["method"].as_str().unwrap()),
        host: String::new(),
        path: "/".to_owned(),
        query,
        headers: Vec::new(),
        payload: Payload::None,
        style: Style::Rpc,
        action: text("Action").to_owned(),
        version: text("Version").to_owned(),
    };
    let time = OffsetDateTime::parse(text("Timestamp"), &Rfc3339).unwrap();
    let moment = Moment { time, nonce: text("SignatureNonce").to_owned() };
    Legacy::new().format(text("Format").to_owned().leak()).sign(request, credentials, &moment)
}

fn payload(vector: &Json) -> Payload {
    let bytes = || {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD
            .decode(vector["expected"]["body_base64"].as_str().unwrap())
            .unwrap()
    };
    match vector["input"]["req_body_type"].as_str() {
        Some("formData") => Payload::Form(flat_pairs(&vector["input"]["body"])),
        Some("json") => Payload::Bytes { content_type: "application/json; charset=utf-8", bytes: bytes() },
        Some("byte") => Payload::Bytes { content_type: "", bytes: bytes() },
        Some("stream") => Payload::Bytes { content_type: "application/octet-stream", bytes: bytes() },
        _ => Payload::None,
    }
}

fn method(word: &str) -> Method {
    use Method::*;
    [Get, Post, Put, Delete, Patch, Head, Options].into_iter().find(|method| method.as_str() == word).unwrap()
}
