//! Profiles that stand for logins, commands, URIs and key pairs.

use crate::assert_keys;
use crate::server::{Server, metadata_answer, sts_answer, variables};
use alicloud_runtime::credentials::{Credentials, Ini, Profile, ProvideCredentials, ProviderConfig};
use alicloud_runtime::transport::{HttpRequest, HttpResponse, Progress, Sending, Transport, TransportError};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use time::OffsetDateTime;

const RSA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/credentials/rsa.pem");

fn expected() -> Credentials {
    Credentials::temporary("theid", "thesecret", "thetoken", None)
}

/// A file with one profile.
fn file(profile: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("config.json");
    let text = format!(r#"{{"current": "mine", "meta": 1, "profiles": [{{"name": "mine", {profile}}}]}}"#);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

async fn profile(
    profile: &str,
    config: ProviderConfig,
) -> Result<Credentials, alicloud_runtime::CredentialsError> {
    let (_folder, path) = file(profile);
    Profile::new().file(path).with_config(config).provide().await
}

fn seconds_from_now(seconds: i64) -> i64 {
    OffsetDateTime::now_utc().unix_timestamp() + seconds
}

#[tokio::test]
async fn a_login_at_cloud_sso_gives_keys() {
    let server =
        Server::start(|_| (200, sts_answer("theid").replace("\"Credentials\"", "\"CloudCredential\""))).await;
    let login = |end| {
        format!(
            r#""mode": "CloudSSO", "cloud_sso_sign_in_url": "{}/start/login", "cloud_sso_account_id": "1",
            "cloud_sso_access_config": "ac-1", "access_token": "thelogin", "cloud_sso_access_token_expire": {end}"#,
            server.endpoint
        )
    };
    let keys = profile(&login(seconds_from_now(600)), variables([])).await.unwrap();
    assert_keys(&keys, &expected());
    let request = server.requests().remove(0);
    assert_eq!(request.line, "POST /cloud-credentials");
    assert_eq!(request.headers["authorization"], "Bearer thelogin");
    assert_eq!(request.body, r#"{"AccountId":"1","AccessConfigurationId":"ac-1"}"#);
    let error = profile(&login(seconds_from_now(-1)), variables([])).await.unwrap_err().to_string();
    assert!(error.contains("the login at CloudSSO has ended"), "{error}");
    assert!(server.requests().is_empty(), "a login that has ended is not sent");
    let refusing = Server::start(|_| (403, "no entry for thelogin".to_owned())).await;
    let refused = login(0).replace(&server.endpoint, &refusing.endpoint);
    let error = profile(&refused, variables([])).await.unwrap_err().to_string();
    assert!(error.contains("HTTP 403") && !error.contains("thelogin"), "{error}");
}

/// The site of logins: keys for an access token, a new login for a refresh token.
#[derive(Clone, Default)]
struct Site(Arc<Mutex<Vec<HttpRequest>>>);

impl Transport for Site {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let body = match request.target.as_str() {
            "/v1/exchange" => metadata_answer("theid"),
            _ => r#"{"access_token": "newlogin", "refresh_token": "newrefresh", "expires_in": 7200}"#
                .to_owned(),
        };
        self.0.lock().unwrap().push(request);
        Box::pin(async { Ok(HttpResponse::new(200, Vec::new(), body.into_bytes())) })
    }
}

impl Site {
    fn targets(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|request| format!("{}{}", request.host, request.target)).collect()
    }
}

#[tokio::test]
async fn a_login_by_oauth_is_exchanged_and_renewed() {
    for (mode, end, asked) in [
        ("CN", 3600, &["oauth.aliyun.com/v1/exchange"][..]),
        ("INTL", 60, &["oauth.alibabacloud.com/v1/token", "oauth.alibabacloud.com/v1/exchange"]),
    ] {
        let site = Site::default();
        let login = format!(
            r#""mode": "OAuth", "oauth_site_type": "{mode}", "oauth_access_token": "oldlogin",
            "oauth_refresh_token": "oldrefresh", "oauth_access_token_expire": {}, "region_id": "r""#,
            seconds_from_now(end)
        );
        let (_folder, path) = file(&login);
        let provider = Profile::new().file(&path).with_config(variables([]).transport(site.clone()));
        assert_keys(&provider.provide().await.unwrap(), &expected());
        assert_eq!(site.targets(), asked);
        let used = if asked.len() > 1 { "newlogin" } else { "oldlogin" };
        let request = site.0.lock().unwrap().pop().unwrap();
        assert!(request.headers.contains(&("authorization".to_owned(), format!("Bearer {used}"))));
        let text = std::fs::read_to_string(&path).unwrap();
        let refresh = if asked.len() > 1 { "newrefresh" } else { "oldrefresh" };
        for part in [used, refresh, "region_id", "\"meta\""] {
            assert!(text.contains(part), "no {part} in {text}");
        }
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(files, 1, "nothing else is left");
        // The new login is used from then on.
        assert_keys(&provider.provide().await.unwrap(), &expected());
        assert!(site.targets().last().unwrap().ends_with("/v1/exchange"));
    }
}

#[tokio::test]
async fn a_login_is_renewed_in_a_file_with_a_byte_order_mark() {
    let login = format!(
        r#""mode": "OAuth", "oauth_refresh_token": "oldrefresh", "oauth_access_token_expire": {}"#,
        seconds_from_now(-1)
    );
    let (_folder, path) = file(&login);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("\u{feff}{text}")).unwrap();
    let config = variables([]).transport(Site::default());
    let keys = Profile::new().file(&path).with_config(config).provide().await.unwrap();
    assert_keys(&keys, &expected());
    assert!(std::fs::read_to_string(&path).unwrap().contains("newrefresh"));
}

/// A transport whose errors repeat all headers and the body of a request.
struct Talkative;

impl Transport for Talkative {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let message = format!("cannot send {:?} {body}", request.headers);
        Box::pin(async { Err(TransportError::new(Progress::Unsendable, message)) })
    }
}

#[tokio::test]
async fn errors_of_a_transport_repeat_no_login() {
    let sso = r#""mode": "CloudSSO", "cloud_sso_sign_in_url": "https://a.example.com/start/login",
        "cloud_sso_account_id": "1", "cloud_sso_access_config": "ac-1", "access_token": "thelogin""#;
    let oauth = |end| {
        format!(
            r#""mode": "OAuth", "oauth_access_token": "thelogin", "oauth_refresh_token": "therefresh",
            "oauth_access_token_expire": {}"#,
            seconds_from_now(end)
        )
    };
    for login in [sso.to_owned(), oauth(3600), oauth(-1)] {
        let error = profile(&login, variables([]).transport(Talkative)).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("thelogin") && !shown.contains("therefresh"), "{shown}");
    }
}

#[tokio::test]
async fn keys_that_a_login_left_are_used_while_they_last() {
    let keys = |end| {
        format!(
            r#""mode": "OAuth", "access_key_id": "theid", "access_key_secret": "thesecret", "sts_token": "thetoken",
            "sts_expiration": {}"#,
            seconds_from_now(end)
        )
    };
    let found = profile(&keys(600), variables([])).await.unwrap();
    assert_keys(&found, &expected());
    assert!(found.expires().is_some());
    let error = profile(&keys(-1), variables([])).await.unwrap_err().to_string();
    assert!(error.contains("the login has ended"), "{error}");
    let elsewhere = r#""mode": "OAuth", "oauth_site_type": "MOON""#;
    let error = profile(elsewhere, variables([])).await.unwrap_err().to_string();
    assert!(error.contains("oauth_site_type is neither CN nor INTL"), "{error}");
}

#[tokio::test]
async fn a_profile_may_name_a_uri() {
    let bare = metadata_answer("theid").replace(r#""Code": "Success", "#, "");
    let server = Server::start(move |_| (200, bare.clone())).await;
    let uri = format!(r#""mode": "CredentialsURI", "credentials_uri": "{}/keys""#, server.endpoint);
    assert_keys(&profile(&uri, variables([])).await.unwrap(), &expected());
}

fn command(command: &str) -> String {
    format!(r#""mode": "External", "process_command": {}"#, serde_json::json!(command))
}

#[tokio::test]
async fn a_command_is_not_run_unless_it_is_allowed() {
    let folder = TempDir::new().unwrap();
    let trace = folder.path().join("trace");
    let touch = command(&format!("touch '{}'", trace.display()));
    let error = profile(&touch, variables([])).await.unwrap_err().to_string();
    assert!(error.contains("allow_commands") && !trace.exists(), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_writes_keys() {
    let allowed = || variables([]).allow_commands();
    let keys = r#"{"mode": "StsToken", "access_key_id": "theid", "access_key_secret": "thesecret",
        "sts_token": "thetoken", "expiration": "2030-01-01T06:00:00Z"}"#;
    let found = profile(&command(&format!("printf %s '{keys}'")), allowed()).await.unwrap();
    assert_keys(&found, &expected());
    assert_eq!(found.expires().map(OffsetDateTime::unix_timestamp), Some(1_893_477_600));
    for (line, reason) in [
        ("false", "the command failed: exit status: 1"),
        ("/no/such/command", "the command cannot be run"),
        ("printf '", "without an end"),
        (" ", "process_command is empty"),
        ("yes", "writes over 65536 bytes"),
        ("printf thesecret", "not the JSON"),
        // No shell takes the sign for a pipe.
        (r#"printf '{"access_key_id": "i", "access_key_secret": ""}' | cat"#, "no access_key_secret"),
        (r#"printf '{"mode": "StsToken", "access_key_id": "i", "access_key_secret": "s"}'"#, "no sts_token"),
    ] {
        let error = profile(&command(line), allowed()).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{line}: {error}");
        assert!(!format!("{error:?}").contains("thesecret"), "{error:?}");
    }
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_command_that_does_not_end_is_killed() {
    let error = profile(&command("sleep 1000"), variables([]).allow_commands()).await.unwrap_err();
    assert!(error.to_string().contains("not ended within 30s"), "{error}");
}

#[tokio::test]
async fn a_key_pair_gives_session_keys() {
    let server = Server::start(|_| {
        let key = r#""SessionAccessKeyId": "theid", "SessionAccessKeySecret": "thesecret""#;
        (200, format!(r#"{{"SessionAccessKey": {{{key}, "Expiration": "2030-01-01T06:00:00Z"}}}}"#))
    })
    .await;
    let config = || variables([]).sts_endpoint(&server.endpoint);
    let pair = format!(r#""mode": "RsaKeyPair", "key_pair_name": "pair", "private_key": "{RSA}""#);
    let session = Credentials::access_key("theid", "thesecret");
    let found = profile(&pair, config()).await.unwrap();
    assert_keys(&found, &session);
    assert_eq!(found.expires().map(OffsetDateTime::unix_timestamp), Some(1_893_477_600));
    let section = format!("[s]\ntype = rsa_key_pair\npublic_key_id = pair\nprivate_key_file = {RSA}\n");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), section).unwrap();
    let ini = Ini::new().section("s").file(file.path()).with_config(config());
    assert_keys(&ini.provide().await.unwrap(), &session);
    for line in server.lines() {
        let parts = ["Action=GenerateSessionAccessKey", "AccessKeyId=pair", "SignatureMethod=SHA256withRSA"];
        assert!(parts.iter().all(|part| line.contains(part)), "{line}");
    }
}
