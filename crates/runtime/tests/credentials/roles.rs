//! Roles that STS hands out: to keys, and to OIDC tokens.

use crate::assert_keys;
use crate::server::{Request, Server, sts_answer, variables};
use alicloud_runtime::credentials::{AssumeRole, Credentials, Oidc, ProvideCredentials, ProviderConfig};
use alicloud_runtime::signing::{Legacy, Moment, Payload, Sign, Unsigned};
use alicloud_runtime::{Method, Style};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const ARN: &str = "acs:ram::1:role/a b";

fn role() -> Credentials {
    Credentials::temporary("theid", "thesecret", "thetoken", None)
}

fn source() -> Credentials {
    Credentials::temporary("sourceid", "sourcesecret", "source+token", None)
}

async fn sts() -> (Server, ProviderConfig) {
    let server = Server::start(|_| (200, sts_answer("theid"))).await;
    let config = variables([]).sts_endpoint(&server.endpoint);
    (server, config)
}

type Pairs = BTreeMap<String, String>;

/// Query and form of a request.
fn parameters(request: &Request) -> (Pairs, Pairs) {
    let query = request.line.strip_prefix("POST /?").unwrap();
    assert_eq!(request.headers["content-type"], "application/x-www-form-urlencoded");
    (pairs(query), pairs(&request.body))
}

fn pairs(text: &str) -> Pairs {
    text.split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// The target of the same request when it is signed here.
fn signed_target(host: &str, query: &Pairs, form: &Pairs) -> String {
    let request = Unsigned {
        method: Method::Post,
        host: host.to_owned(),
        path: "/".to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        payload: Payload::Form(form.clone().into_iter().collect()),
        style: Style::Rpc,
        action: "AssumeRole".to_owned(),
        version: "2015-04-01".to_owned(),
    };
    let time = OffsetDateTime::parse(&query["Timestamp"], &Rfc3339).unwrap();
    let moment = Moment { time, nonce: query["SignatureNonce"].clone() };
    Legacy::new().format("JSON").sign(request, &source(), &moment).target
}

#[tokio::test]
async fn a_role_is_asked_for_with_a_signature_over_everything() {
    let (server, config) = sts().await;
    let provider = AssumeRole::new(source(), ARN)
        .session_name("me")
        .duration(Duration::from_secs(900))
        .policy("{}")
        .external_id("x&y")
        .with_config(config);
    let keys = provider.provide().await.unwrap();
    assert_keys(&keys, &role());
    assert_eq!(keys.expires().map(OffsetDateTime::unix_timestamp), Some(1_893_477_600));
    let request = server.requests()[0].clone();
    let (query, form) = parameters(&request);
    let expected = [
        ("DurationSeconds", "900"),
        ("ExternalId", "x&y"),
        ("Policy", "{}"),
        ("RoleArn", ARN),
        ("RoleSessionName", "me"),
    ];
    assert_eq!(form, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    assert_eq!((query["Action"].as_str(), query["Format"].as_str()), ("AssumeRole", "JSON"));
    assert_eq!(
        (query["AccessKeyId"].as_str(), query["SecurityToken"].as_str()),
        ("sourceid", "source+token")
    );
    assert!(!query["Signature"].is_empty());
    assert_eq!(request.line, format!("POST {}", signed_target(&request.headers["host"], &query, &form)));
}

#[tokio::test]
async fn sessions_have_a_name_and_an_hour() {
    let (server, config) = sts().await;
    AssumeRole::new(source(), ARN).with_config(config).provide().await.unwrap();
    let named = variables([("ALIBABA_CLOUD_ROLE_SESSION_NAME", "it")]).sts_endpoint(&server.endpoint);
    AssumeRole::new(source(), ARN).with_config(named).provide().await.unwrap();
    let forms: Vec<_> = server.requests().iter().map(|request| parameters(request).1).collect();
    assert_eq!(forms[0]["DurationSeconds"], "3600");
    assert_eq!([&forms[0]["RoleSessionName"], &forms[1]["RoleSessionName"]], ["alicloud-rust", "it"]);
}

#[tokio::test]
async fn a_refusal_is_told_without_the_tokens_that_it_repeats() {
    for (message, shown) in
        [("no such role", true), ("to sign is: POST&%2F&SecurityToken%3Dsource%252Btoken", false)]
    {
        let body = format!(r#"{{"Code": "Refused", "Message": "{message}", "RequestId": "r1"}}"#);
        let server = Server::start(move |_| (400, body.clone())).await;
        let config = variables([]).sts_endpoint(&server.endpoint);
        let error =
            AssumeRole::new(source(), ARN).with_config(config).provide().await.unwrap_err().to_string();
        assert!(error.contains("AssumeRole failed: Refused") && error.contains("r1"), "{error}");
        assert_eq!(error.contains(message), shown, "{error}");
    }
}

#[tokio::test]
async fn a_refused_signature_shows_nothing_of_what_was_signed() {
    let token = TempDir::new().unwrap();
    std::fs::write(token.path().join("jwt"), "thejwt.of-the-pod").unwrap();
    let server = Server::start(|request| {
        let signed = format!("{} {}", request.line, request.body);
        let (code, id) = match signed.contains("OIDCToken") {
            true => ("thejwt.of-the-pod", "r"),
            false => ("IncompleteSignature", "source+token"),
        };
        (400, format!(r#"{{"Code": "{code}", "Message": "Not that: {signed}", "RequestId": "{id}"}}"#))
    })
    .await;
    let config = variables([]).sts_endpoint(&server.endpoint);
    let role = AssumeRole::new(source(), ARN).external_id("theexternal").with_config(config.clone());
    let oidc = Oidc::new().role_arn(ARN).provider_arn("p").token_file(token.path().join("jwt"));
    let errors = [role.provide().await.unwrap_err(), oidc.with_config(config).provide().await.unwrap_err()];
    let shown = format!("{errors:?} {} {}", errors[0], errors[1]);
    for secret in ["thejwt", "source+token", "source%2Btoken", "sourcesecret", "theexternal"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("AssumeRole failed: IncompleteSignature: Not …"), "{shown}");
}

#[tokio::test]
async fn an_odd_answer_is_an_error_without_what_it_holds() {
    for body in [
        "<html>thesecret".to_owned(),
        "{}".to_owned(),
        r#"{"Credentials": "thesecret"}"#.to_owned(),
        sts_answer("theid").replace("2030-01-01T06:00:00Z", "thesecret"),
        sts_answer(""),
    ] {
        let server = Server::start(move |_| (200, body.clone())).await;
        let config = variables([]).sts_endpoint(&server.endpoint);
        let error = AssumeRole::new(source(), ARN).with_config(config).provide().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("thesecret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_source_that_fails_is_the_reason() {
    let (server, config) = sts().await;
    let nothing = alicloud_runtime::credentials::Environment::new().with_config(variables([]));
    let error = AssumeRole::new(nothing, ARN).with_config(config).provide().await.unwrap_err();
    assert!(error.to_string().contains("ALIBABA_CLOUD_ACCESS_KEY_ID is not set"), "{error}");
    assert!(server.lines().is_empty());
}

#[tokio::test]
async fn an_oidc_token_is_read_each_time_and_sent_in_the_body() {
    let (server, _) = sts().await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let config = variables([
        ("ALIBABA_CLOUD_ROLE_ARN", ARN),
        ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/p"),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", file.path().to_str().unwrap()),
    ]);
    let provider = Oidc::new().with_config(config.sts_endpoint(&server.endpoint));
    for token in ["first", "second"] {
        std::fs::write(file.path(), format!("{token}\n")).unwrap();
        assert_keys(&provider.provide().await.unwrap(), &role());
        let (query, form) = parameters(server.requests().last().unwrap());
        assert_eq!(
            (query["Action"].as_str(), query["Version"].as_str()),
            ("AssumeRoleWithOIDC", "2015-04-01")
        );
        assert!(!query.contains_key("Signature") && !query.contains_key("AccessKeyId"), "{query:?}");
        assert_eq!(form["OIDCToken"], token);
        assert_eq!(form["OIDCProviderArn"], "acs:ram::1:oidc-provider/p");
        assert_eq!([&form["RoleArn"], &form["DurationSeconds"]], [ARN, "3600"]);
    }
}

#[tokio::test]
async fn what_oidc_lacks_is_named() {
    let provider = Oidc::new().role_arn(ARN).provider_arn("p").with_config(variables([]));
    let unset = provider.provide().await.unwrap_err().to_string();
    assert!(unset.contains("ALIBABA_CLOUD_OIDC_TOKEN_FILE is not set"), "{unset}");
    let gone = provider.token_file("/no/such/token").provide().await.unwrap_err().to_string();
    assert!(gone.contains("/no/such/token cannot be read"), "{gone}");
}
