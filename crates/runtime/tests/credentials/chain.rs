//! The order of the usual places, and what the chain tells when none has credentials.

use crate::assert_keys;
use crate::server::{Server, metadata_answer, sts_answer};
use alicloud_runtime::credentials::{Credentials, DefaultChain, ProvideCredentials, ProviderConfig};
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A world in which every place has keys, until they are taken away from the first to the last.
struct World {
    home: TempDir,
    variables: Arc<Mutex<BTreeMap<&'static str, String>>>,
    server: Server,
}

impl World {
    async fn new() -> Self {
        let server = Server::start(|request| match request.line.as_str() {
            line if line.starts_with("POST") => (200, sts_answer("oidc")),
            "GET /keys" => (200, metadata_answer("uri")),
            _ => (200, metadata_answer("ecs")),
        })
        .await;
        let home = TempDir::new().unwrap();
        let path = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
        let variables = BTreeMap::from([
            ("HOME", path("")),
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "environment".to_owned()),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "thesecret".to_owned()),
            ("ALIBABA_CLOUD_SECURITY_TOKEN", "thetoken".to_owned()),
            ("ALIBABA_CLOUD_ROLE_ARN", "arn".to_owned()),
            ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "provider".to_owned()),
            ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", path("token")),
            ("ALIBABA_CLOUD_ECS_METADATA", "role".to_owned()),
            ("ALIBABA_CLOUD_CREDENTIALS_URI", format!("{}/keys", server.endpoint)),
        ]);
        fs::write(path("token"), "thejwt").unwrap();
        fs::create_dir(path(".aliyun")).unwrap();
        fs::create_dir(path(".alibabacloud")).unwrap();
        let profile = r#"{"profiles": [{"name": "default", "mode": "StsToken", "access_key_id": "profile",
            "access_key_secret": "thesecret", "sts_token": "thetoken"}]}"#;
        fs::write(path(".aliyun/config.json"), profile).unwrap();
        let file = "[default]\ntype=access_key\naccess_key_id=file\naccess_key_secret=thesecret\n";
        fs::write(path(".alibabacloud/credentials"), file).unwrap();
        World { home, variables: Arc::new(Mutex::new(variables)), server }
    }

    fn chain(&self) -> DefaultChain {
        let variables = Arc::clone(&self.variables);
        let config = ProviderConfig::new()
            .variables(move |name| variables.lock().unwrap().get(name).cloned())
            .metadata_endpoint(&self.server.endpoint)
            .sts_endpoint(&self.server.endpoint);
        DefaultChain::new().with_config(config)
    }

    fn set(&self, name: &'static str, value: &str) {
        self.variables.lock().unwrap().insert(name, value.to_owned());
    }

    fn unset(&self, name: &str) {
        self.variables.lock().unwrap().remove(name);
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.home.path().join(file)).unwrap();
    }
}

fn temporary(id: &str) -> Credentials {
    Credentials::temporary(id, "thesecret", "thetoken", None)
}

#[tokio::test]
async fn the_first_place_with_credentials_gives_them() {
    let world = World::new().await;
    let found = async || world.chain().provide().await.unwrap();
    assert_keys(&found().await, &temporary("environment"));
    world.unset("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    assert_keys(&found().await, &temporary("oidc"));
    world.unset("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    assert_keys(&found().await, &temporary("profile"));
    world.remove(".aliyun/config.json");
    assert_keys(&found().await, &Credentials::access_key("file", "thesecret"));
    world.remove(".alibabacloud/credentials");
    assert_keys(&found().await, &temporary("ecs"));
    world.set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    assert_keys(&found().await, &temporary("uri"));
}

#[tokio::test]
async fn when_no_place_has_any_the_error_tells_why_of_each() {
    let world = World::new().await;
    world.variables.lock().unwrap().clear();
    world.set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "thesecret");
    world.set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    let error = world.chain().provide().await.unwrap_err().to_string();
    for reason in [
        "environment: ALIBABA_CLOUD_ACCESS_KEY_ID is not set",
        "OIDC: ALIBABA_CLOUD_ROLE_ARN is not set",
        "profile: there is no home folder",
        "credentials file: there is no home folder",
        "ECS instance: ALIBABA_CLOUD_ECS_METADATA_DISABLED turns it off",
        "URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set",
    ] {
        assert!(error.contains(reason), "{error}");
    }
    assert!(!error.contains("thesecret"), "{error}");
}

#[tokio::test]
async fn the_place_that_answered_is_kept_even_when_it_fails_later() {
    let world = World::new().await;
    world.unset("ALIBABA_CLOUD_ACCESS_KEY_ID");
    let chain = world.chain();
    assert_keys(&chain.provide().await.unwrap(), &temporary("oidc"));
    world.set("ALIBABA_CLOUD_ACCESS_KEY_ID", "environment");
    assert_keys(&chain.provide().await.unwrap(), &temporary("oidc"));
    world.remove("token");
    let error = chain.provide().await.unwrap_err().to_string();
    assert!(error.contains("OIDC: ") && !error.contains("environment"), "{error}");
}

#[tokio::test]
async fn a_place_that_cannot_be_used_ends_the_chain() {
    let world = World::new().await;
    world.unset("ALIBABA_CLOUD_ACCESS_KEY_ID");
    let ends = async |reason: &str| {
        let error = world.chain().provide().await.unwrap_err().to_string();
        assert!(error.contains(reason) && !error.contains("ECS instance"), "{error}");
    };
    world.remove("token");
    ends("OIDC: ").await;
    world.unset("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    let profile = |text: &str| fs::write(world.home.path().join(".aliyun/config.json"), text).unwrap();
    profile(r#"{"profiles": [{"name": "default", "mode": "AK", "access_key_id": "i"}]}"#);
    ends("profile `default`: access_key_secret is missing").await;
    profile(r#"{"profiles": [{"name": "default", "mode": "External", "process_command": "true"}]}"#);
    ends("profile `default`: it names a command").await;
    profile(r#"{"current": "gone", "profiles": [{"name": "default", "mode": "AK"}]}"#);
    ends("profile: there is no profile `gone`").await;
    profile("{");
    ends("profile: ").await;
    profile("{}");
    fs::write(world.home.path().join(".alibabacloud/credentials"), "[default]\ntype=bearer\n").unwrap();
    ends("credentials file: ").await;
    world.remove(".alibabacloud/credentials");
    world.set("ALIBABA_CLOUD_PROFILE", "mine");
    ends("credentials file: section `mine`: ").await;
}

#[tokio::test]
async fn files_that_say_nothing_are_passed_over() {
    let world = World::new().await;
    world.unset("ALIBABA_CLOUD_ACCESS_KEY_ID");
    world.unset("ALIBABA_CLOUD_ROLE_ARN");
    let blank =
        r#"{"current": "default", "profiles": [{"name": "default", "mode": "AK", "access_key_id": ""}]}"#;
    for text in [blank, "{}"] {
        fs::write(world.home.path().join(".aliyun/config.json"), text).unwrap();
        fs::write(world.home.path().join(".alibabacloud/credentials"), "[other]\ntype=bearer\n").unwrap();
        assert_keys(&world.chain().provide().await.unwrap(), &temporary("ecs"));
    }
}

#[tokio::test]
async fn a_chain_shows_where_it_found_keys_but_not_which() {
    let chain = World::new().await.chain();
    chain.provide().await.unwrap();
    assert_eq!(format!("{chain:?}"), r#"DefaultChain { answered: Some("environment"), .. }"#);
}
