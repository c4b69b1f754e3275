//! Services that fail for a moment, or whose clock is another.

use crate::assert_keys;
use crate::server::{Reply, Request, Server, metadata_answer, sts_answer, variables};
use alicloud_runtime::CredentialsError;
use alicloud_runtime::credentials::{
    AssumeRole, Credentials, EcsRamRole, Oidc, ProvideCredentials, ProviderConfig, Uri,
};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

fn expected() -> Credentials {
    Credentials::temporary("theid", "thesecret", "thetoken", None)
}

/// What a healthy service answers.
fn healthy(request: &Request) -> Reply {
    let body = match request.line.as_str() {
        line if line.starts_with("POST") => sts_answer("theid"),
        line if line.starts_with("PUT") => "thesession".to_owned(),
        _ => metadata_answer("theid"),
    };
    Reply::Answer(200, "", body)
}

/// A provider of each kind that asks this service.
fn providers(server: &Server) -> [(&'static str, Box<dyn ProvideCredentials>); 4] {
    let token = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let config = || variables([]).sts_endpoint(&server.endpoint).metadata_endpoint(&server.endpoint);
    let oidc = Oidc::new().role_arn("arn").provider_arn("p").token_file(token);
    [
        ("STS", Box::new(AssumeRole::new(Credentials::access_key("i", "s"), "arn").with_config(config()))),
        ("OIDC", Box::new(oidc.with_config(config()))),
        ("metadata", Box::new(EcsRamRole::new().role("r").with_config(config()))),
        ("URI", Box::new(Uri::new().uri(format!("{}/keys", server.endpoint)).with_config(config()))),
    ]
}

/// Asserts that each provider has keys, by one request more than usual, when its service fails like this at first.
async fn after(failure: impl Fn() -> Reply + Copy + Send + 'static) {
    for (index, usual) in [1, 1, 2, 1].into_iter().enumerate() {
        let server = Server::replying(move |before, request| match before {
            0 => failure(),
            _ => healthy(request),
        })
        .await;
        let (name, provider) = &providers(&server)[index];
        assert_keys(&provider.provide().await.unwrap(), &expected());
        assert_eq!(server.lines().len(), usual + 1, "{name}: {:?}", server.lines());
    }
}

#[tokio::test]
async fn a_service_that_fails_once_is_asked_again() {
    after(|| Reply::HangUp).await;
    after(|| Reply::Answer(503, "", "<html>Busy</html>".to_owned())).await;
    after(|| Reply::Answer(429, "x-acs-retry-after: 1\r\n", String::new())).await;
    after(|| Reply::Answer(400, "", r#"{"Code": "Throttling.User", "Message": "m"}"#.to_owned())).await;
}

async fn refused(reply: impl Fn() -> Reply + Send + 'static) -> (CredentialsError, usize) {
    let server = Server::replying(move |_, _| reply()).await;
    let config = variables([]).sts_endpoint(&server.endpoint);
    let role = AssumeRole::new(Credentials::access_key("i", "s"), "arn").with_config(config);
    (role.provide().await.unwrap_err(), server.lines().len())
}

#[tokio::test]
async fn what_does_not_pass_is_not_asked_again_and_keeps_its_text() {
    let xml = "<Error><Code>NoPermission</Code><Message>Not you.</Message><RequestId>r9</RequestId></Error>";
    let kind = "content-type: text/xml\r\n";
    let (error, asked) = refused(move || Reply::Answer(403, kind, xml.to_owned())).await;
    let told = "AssumeRole failed: NoPermission: Not you. (HTTP 403, request id r9)";
    assert!(error.to_string().contains(told), "{error}");
    assert_eq!(asked, 1);
    let page = "<html><head><title>Bad Gateway</title></head></html>";
    let (error, asked) = refused(move || Reply::Answer(502, "", page.to_owned())).await;
    assert!(error.to_string().contains("AssumeRole failed: Bad Gateway (HTTP 502)"), "{error}");
    assert_eq!(asked, 3);
}

#[tokio::test]
async fn a_pause_that_outlasts_all_patience_is_not_begun() {
    let (error, asked) = refused(|| Reply::Answer(503, "retry-after: 3600\r\n", String::new())).await;
    assert!(error.to_string().contains("HTTP 503"), "{error}");
    assert_eq!(asked, 1);
}

fn timestamp(request: &Request) -> OffsetDateTime {
    let (_, rest) = request.line.split_once("Timestamp=").unwrap();
    let text = rest.split('&').next().unwrap().replace("%3A", ":");
    OffsetDateTime::parse(&text, &Rfc3339).unwrap()
}

#[tokio::test]
async fn sts_tells_the_date_once() {
    const THERE: &str = "date: Tue, 01 Jan 2030 06:00:00 GMT\r\n";
    let there = OffsetDateTime::from_unix_timestamp(1_893_477_600).unwrap();
    let expired = || Reply::Answer(400, THERE, r#"{"Code": "InvalidTimeStamp.Expired"}"#.to_owned());
    let is_there = move |request: &Request| (timestamp(request) - there).abs() < time::Duration::HOUR;
    let server = Server::replying(move |_, request| match is_there(request) {
        true => healthy(request),
        false => expired(),
    })
    .await;
    let config: ProviderConfig = variables([]).sts_endpoint(&server.endpoint);
    let role = AssumeRole::new(Credentials::access_key("i", "s"), "arn").with_config(config);
    for asked in [2, 3] {
        assert_keys(&role.provide().await.unwrap(), &expected());
        assert_eq!(server.lines().len(), asked, "the date is known from then on");
    }
    let (_, asked) = refused(expired).await;
    assert_eq!(asked, 2);
}
