//! The metadata service of ECS, and a credentials URI.

use crate::assert_keys;
use crate::server::{Server, metadata_answer, variables};
use alicloud_runtime::credentials::{Credentials, EcsRamRole, ProvideCredentials, ProviderConfig, Uri};
use alicloud_runtime::transport::{HttpRequest, Sending, Transport};
use std::time::Duration;
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::time::Instant;

const LIST: &str = "GET /latest/meta-data/ram/security-credentials/";
const TOKEN: &str = "PUT /latest/api/token";
const TOKEN_HEADER: &str = "x-aliyun-ecs-metadata-token";

fn expected() -> Credentials {
    Credentials::temporary("theid", "thesecret", "thetoken", None)
}

/// A metadata service. `token` is the status of token requests; `tokenless` that of requests without one.
async fn service(token: u16, tokenless: u16) -> Server {
    Server::start(move |request| match request.line.as_str() {
        TOKEN => (token, "thesession\n".to_owned()),
        _ if !request.headers.contains_key(TOKEN_HEADER) && tokenless != 200 => (tokenless, String::new()),
        LIST => (200, "a role\n".to_owned()),
        _ => (200, metadata_answer("theid")),
    })
    .await
}

fn role(server: &Server, config: ProviderConfig) -> EcsRamRole {
    EcsRamRole::new().with_config(config.metadata_endpoint(&server.endpoint))
}

#[tokio::test]
async fn a_token_is_fetched_then_the_role_then_its_keys() {
    let server = service(200, 403).await;
    let keys = role(&server, variables([])).provide().await.unwrap();
    assert_keys(&keys, &expected());
    assert_eq!(keys.expires().map(OffsetDateTime::unix_timestamp), Some(1_893_477_600));
    assert_eq!(server.lines(), [TOKEN.to_owned(), LIST.to_owned(), format!("{LIST}a%20role")]);
    let requests = server.requests();
    assert_eq!(requests[0].headers["x-aliyun-ecs-metadata-token-ttl-seconds"], "21600");
    assert!(requests[1..].iter().all(|request| request.headers[TOKEN_HEADER] == "thesession"));
}

#[tokio::test]
async fn a_role_that_is_named_is_not_asked_for() {
    let server = service(200, 403).await;
    let config = variables([("ALIBABA_CLOUD_ECS_METADATA", "mine")]);
    role(&server, config).provide().await.unwrap();
    role(&server, variables([])).role("other").provide().await.unwrap();
    let asked = [TOKEN, &format!("{LIST}mine"), TOKEN, &format!("{LIST}other")];
    assert_eq!(server.lines(), asked);
}

#[tokio::test]
async fn without_tokens_the_older_way_is_taken_unless_it_is_forbidden() {
    let server = service(404, 200).await;
    assert_keys(&role(&server, variables([])).provide().await.unwrap(), &expected());
    assert!(server.requests()[1..].iter().all(|request| !request.headers.contains_key(TOKEN_HEADER)));
    let strict = variables([("ALIBABA_CLOUD_IMDSV1_DISABLED", "true")]);
    let error = role(&server, strict).provide().await.unwrap_err();
    assert!(error.to_string().contains("no token: HTTP 404"), "{error}");
}

#[tokio::test]
async fn a_request_that_fails_with_a_token_is_repeated_once_without() {
    let server = Server::start(|request| match request.line.as_str() {
        TOKEN => (200, "thesession".to_owned()),
        _ if request.headers.contains_key(TOKEN_HEADER) => (403, String::new()),
        _ => (200, metadata_answer("theid")),
    })
    .await;
    let named = variables([("ALIBABA_CLOUD_ECS_METADATA", "mine")]);
    assert_keys(&role(&server, named).provide().await.unwrap(), &expected());
    assert_eq!(server.lines().len(), 3);
}

#[tokio::test]
async fn what_the_service_does_not_have_is_told() {
    for (status, list, keys, reason) in [
        (404, "", "", "the instance has no RAM role"),
        (500, "", "", "no role: HTTP 500"),
        (200, "", "", "the instance has no RAM role"),
        (200, "r", r#"{"Code": "thesecret"}"#, "the Code of the answer is not `Success`"),
        (200, "r", r#"{"Code": "Success", "AccessKeySecret": "thesecret"}"#, "no Expiration"),
        (200, "r", r#"{"Code": "Success", "AccessKeySecret": ["thesecret"]}"#, "not the JSON"),
    ] {
        let server = Server::start(move |request| match request.line.as_str() {
            LIST => (status, list.to_owned()),
            _ => (200, keys.to_owned()),
        })
        .await;
        let error = role(&server, variables([])).provide().await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?}").contains("thesecret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_variable_turns_it_off() {
    let server = service(200, 200).await;
    let config = variables([("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "True")]);
    assert!(role(&server, config).provide().await.is_err());
    assert!(server.lines().is_empty());
}

#[tokio::test]
async fn nobody_there_is_told_after_one_try() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let config = variables([]).metadata_endpoint(endpoint);
    let error = EcsRamRole::new().with_config(config).provide().await.unwrap_err();
    assert!(error.to_string().contains("no connection"), "{error}");
}

/// A network that swallows everything.
struct Silence;

impl Transport for Silence {
    fn send(&self, _: HttpRequest) -> Sending<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_not_waited_for() {
    let start = Instant::now();
    let ecs = EcsRamRole::new().with_config(variables([]).transport(Silence));
    assert!(ecs.provide().await.is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_uri_is_asked_as_it_is_written() {
    let server = Server::start(|_| (200, metadata_answer("theid"))).await;
    let address = format!("{}/keys?of=me", server.endpoint);
    let config = variables([("ALIBABA_CLOUD_CREDENTIALS_URI", &address)]);
    let uri = Uri::new().with_config(config);
    assert_keys(&uri.provide().await.unwrap(), &expected());
    assert_keys(&Uri::new().uri(&address).provide().await.unwrap(), &expected());
    assert_eq!(server.lines(), ["GET /keys?of=me"; 2]);
    let shown = format!("{:?}", Uri::new().uri(address));
    assert!(!shown.contains("of=me"), "{shown}");
}

#[tokio::test]
async fn a_uri_that_gives_nothing_is_an_error() {
    let server = Server::start(|_| (500, metadata_answer("theid"))).await;
    let error = Uri::new().uri(&server.endpoint).provide().await.unwrap_err();
    assert!(error.to_string().contains("HTTP 500") && !error.to_string().contains("thesecret"), "{error}");
    let server = Server::start(|request| (404, format!("<p>Cannot {}</p>", request.line))).await;
    let error = Uri::new().uri(format!("{}/?of=hidden", server.endpoint)).provide().await.unwrap_err();
    assert!(error.to_string().contains("HTTP 404") && !error.to_string().contains("hidden"), "{error}");
    for uri in ["", "/etc/passwd", "file:///etc/passwd", "http://name:thesecret@h/"] {
        let error = Uri::new().uri(uri).provide().await.unwrap_err();
        assert!(!error.to_string().contains("thesecret"), "{error}");
    }
    let unset = Uri::new().with_config(variables([])).provide().await.unwrap_err();
    assert!(unset.to_string().contains("ALIBABA_CLOUD_CREDENTIALS_URI is not set"), "{unset}");
}
