//! The configuration file of the command line, and credentials files of the SDKs.

use crate::assert_keys;
use crate::server::{Server, metadata_answer, sts_answer, variables};
use alicloud_runtime::credentials::{Credentials, Ini, Profile, ProvideCredentials, ProviderConfig};
use std::path::Path;
use tempfile::TempDir;

/// A folder with one file in it.
fn folder(path: &str, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path(), path, text);
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn at_home(folder: &TempDir) -> ProviderConfig {
    variables([("HOME", folder.path().to_str().unwrap())])
}

const CONFIG: &str = ".aliyun/config.json";

const PROFILES: &str = r#"{"current": "key", "profiles": [
    {"name": "key", "mode": "AK", "access_key_id": "i", "access_key_secret": "s", "sts_token": "", "policy": null, "region_id": "r"},
    {"name": "sts", "mode": "StsToken", "access_key_id": "i", "access_key_secret": "s", "sts_token": "t"},
    {"name": "role", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "s", "ram_role_arn": "arn-role",
     "ram_session_name": "me", "expired_seconds": 900, "external_id": "x", "sts_region": "cn-beijing"},
    {"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "onecs"},
    {"name": "oidc", "mode": "OIDC", "ram_role_arn": "arn-oidc", "oidc_provider_arn": "p", "oidc_token_file": "TOKEN",
     "role_session_name": "pod"},
    {"name": "chained", "mode": "ChainableRamRoleArn", "ram_role_arn": "arn-chained", "source_profile": "role"},
    {"name": "a", "mode": "ChainableRamRoleArn", "ram_role_arn": "arn", "source_profile": "b"},
    {"name": "b", "mode": "ChainableRamRoleArn", "ram_role_arn": "arn", "source_profile": "a"},
    {"name": "via", "mode": "RamRoleArnWithRoleName", "ram_role_name": "onecs", "ram_role_arn": "arn-via"},
    {"name": "odd", "mode": "thesecret"},
    {"name": "sso", "mode": "CloudSSO", "access_key_secret": "thesecret"},
    {"name": "half", "mode": "AK", "access_key_secret": "thesecret"},
    {"name": "afar", "mode": "RamRoleArn", "access_key_id": "i", "access_key_secret": "s", "ram_role_arn": "arn", "sts_region": "evil.example/"}
]}"#;

#[tokio::test]
async fn profiles_hold_keys() {
    let home = folder(CONFIG, PROFILES);
    let profile = Profile::new().with_config(at_home(&home));
    let temporary = Credentials::temporary("i", "s", "t", None);
    assert_keys(&profile.provide().await.unwrap(), &Credentials::access_key("i", "s"));
    assert_keys(&profile.name("sts").provide().await.unwrap(), &temporary);
    let file = home.path().join(CONFIG);
    let named =
        variables([("ALIBABA_CLOUD_CONFIG_FILE", file.to_str().unwrap()), ("ALIBABA_CLOUD_PROFILE", "sts")]);
    assert_keys(&Profile::new().with_config(named).provide().await.unwrap(), &temporary);
}

#[tokio::test]
async fn profiles_stand_for_roles() {
    let token = folder("token", "thejwt");
    let home = folder(CONFIG, &PROFILES.replace("TOKEN", token.path().join("token").to_str().unwrap()));
    let sts = Server::start(|request| {
        let role = request.body.split('&').find_map(|pair| pair.strip_prefix("RoleArn=")).unwrap();
        (200, sts_answer(&format!("keys-of-{role}")))
    })
    .await;
    let config = at_home(&home).sts_endpoint(&sts.endpoint);
    for (name, role) in [("role", "arn-role"), ("oidc", "arn-oidc"), ("chained", "arn-chained")] {
        let keys = Profile::new().name(name).with_config(config.clone()).provide().await.unwrap();
        let id = format!("keys-of-{role}");
        assert_keys(&keys, &Credentials::temporary(id, "thesecret", "thetoken", None));
    }
    let requests = sts.requests();
    assert_eq!(requests.len(), 4, "the chained role is taken on with the keys of its source");
    let fields = ["RoleSessionName=me", "DurationSeconds=900", "ExternalId=x"];
    assert!(fields.iter().all(|field| requests[0].body.contains(field)), "{:?}", requests[0]);
    let fields = ["RoleSessionName=pod", "OIDCToken=thejwt", "OIDCProviderArn=p"];
    assert!(fields.iter().all(|field| requests[1].body.contains(field)), "{:?}", requests[1]);
    assert!(requests[3].line.contains("AccessKeyId=keys-of-arn-role"), "{:?}", requests[3]);
}

#[tokio::test]
async fn a_profile_may_be_that_of_the_instance() {
    let home = folder(CONFIG, PROFILES);
    let server = Server::start(|_| (200, metadata_answer("theid"))).await;
    let config = at_home(&home).metadata_endpoint(&server.endpoint);
    Profile::new().name("ecs").with_config(config).provide().await.unwrap();
    assert_eq!(server.lines()[1], "GET /latest/meta-data/ram/security-credentials/onecs");
}

#[tokio::test]
async fn the_role_of_the_instance_may_take_on_another() {
    let home = folder(CONFIG, PROFILES);
    let server = Server::start(|request| match request.line.as_str() {
        line if line.starts_with("POST") => (200, sts_answer("theid")),
        _ => (200, metadata_answer("onecs")),
    })
    .await;
    let config = at_home(&home).metadata_endpoint(&server.endpoint).sts_endpoint(&server.endpoint);
    Profile::new().name("via").with_config(config).provide().await.unwrap();
    let last = server.requests().pop().unwrap();
    assert!(last.line.contains("AccessKeyId=onecs") && last.body.contains("RoleArn=arn-via"), "{last:?}");
}

#[tokio::test]
async fn what_is_wrong_with_a_profile_is_told() {
    let home = folder(CONFIG, PROFILES);
    for (name, reason) in [
        ("a", "profiles go in a circle: a -> b -> a"),
        ("sso", "profile `sso`: cloud_sso_sign_in_url is missing"),
        ("odd", "profile `odd`: the mode is none of AK, StsToken"),
        ("half", "profile `half`: access_key_id is missing"),
        ("afar", "profile `afar`: the region of STS has more than"),
        ("none", "there is no profile `none`"),
    ] {
        let error = Profile::new().name(name).with_config(at_home(&home)).provide().await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?}").contains("thesecret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_configuration_file_that_cannot_be_read_is_told() {
    let broken = folder(CONFIG, "{\"profiles\": [\n{\"access_key_secret\": [\"thesecret\"]}]}");
    let error = Profile::new().with_config(at_home(&broken)).provide().await.unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
    assert!(!format!("{error:?}").contains("thesecret"), "{error:?}");
    let empty = TempDir::new().unwrap();
    let error = Profile::new().with_config(at_home(&empty)).provide().await.unwrap_err();
    assert!(error.to_string().contains("config.json cannot be read"), "{error}");
    let homeless = Profile::new().with_config(variables([])).provide().await.unwrap_err();
    assert!(homeless.to_string().contains("no home folder"), "{homeless}");
}

#[tokio::test]
async fn profiles_can_be_turned_off() {
    let home = folder(CONFIG, PROFILES);
    let path = home.path().to_str().unwrap();
    let config = variables([("HOME", path), ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")]);
    assert!(Profile::new().with_config(config).provide().await.is_err());
}

const SECTIONS: &str = "\
[default] # the usual one
enable = true
type = access_key
access_key_id = i
access_key_secret = s # not this

[role]
type = ram_role_arn
access_key_id = i
access_key_secret = s
role_arn = arn-role
role_session_name = me

[ecs]
type = ecs_ram_role
role_name = onecs

[oidc]
type = oidc_role_arn
role_arn = arn-oidc
oidc_provider_arn = p
oidc_token_file_path = TOKEN

[sts]
type = sts
access_key_id = i
access_key_secret = s
security_token = t

[half]
type = sts
access_key_id = i
access_key_secret = thesecret

[bearer]
type = bearer
bearer_token = thesecret

[odd]
type = thesecret
";

#[tokio::test]
async fn credentials_files_have_two_usual_names() {
    let home = folder(".alibabacloud/credentials", SECTIONS);
    let ini = Ini::new().with_config(at_home(&home));
    assert_keys(&ini.provide().await.unwrap(), &Credentials::access_key("i", "s"));
    let temporary = Credentials::temporary("i", "s", "t", None);
    assert_keys(&ini.clone().section("sts").provide().await.unwrap(), &temporary);
    let preferred = SECTIONS.replace("access_key_id = i", "access_key_id = preferred");
    write(home.path(), ".alibabacloud/credentials.ini", &preferred);
    assert_keys(&ini.provide().await.unwrap(), &Credentials::access_key("preferred", "s"));
}

#[tokio::test]
async fn sections_stand_for_roles() {
    let token = folder("token", "thejwt");
    let files = folder("f", &SECTIONS.replace("TOKEN", token.path().join("token").to_str().unwrap()));
    let file = files.path().join("f");
    let server = Server::start(|request| match request.line.as_str() {
        line if line.starts_with("POST") => (200, sts_answer("theid")),
        _ => (200, metadata_answer("theid")),
    })
    .await;
    for (section, part) in [
        ("role", "RoleArn=arn-role&RoleSessionName=me"),
        ("ecs", "GET /latest/meta-data/ram/security-credentials/onecs"),
        ("oidc", "OIDCToken=thejwt"),
    ] {
        let variables =
            [("ALIBABA_CLOUD_CREDENTIALS_FILE", file.to_str().unwrap()), ("ALIBABA_CLOUD_PROFILE", section)];
        let config = crate::server::variables(variables);
        let config = config.sts_endpoint(&server.endpoint).metadata_endpoint(&server.endpoint);
        let keys = Ini::new().with_config(config).provide().await.unwrap();
        assert_keys(&keys, &Credentials::temporary("theid", "thesecret", "thetoken", None));
        let request = server.requests().last().unwrap().clone();
        assert!(format!("{} {}", request.line, request.body).contains(part), "{request:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_section_is_told() {
    let files = folder("f", SECTIONS);
    let file = files.path().join("f");
    for (section, reason) in [
        ("bearer", "the type `bearer` is not read from files"),
        ("odd", "the type is none of access_key, sts"),
        ("half", "security_token is missing"),
        ("none", "there is no such section"),
    ] {
        let error = Ini::new().section(section).file(&file).provide().await.unwrap_err().to_string();
        assert!(error.contains(&format!("section `{section}` of")) && error.contains(reason), "{error}");
        assert!(!error.contains("thesecret"), "{error}");
    }
    write(files.path(), "f", "[default]\ntype = access_key\nthesecret\n");
    let error = Ini::new().section("default").file(&file).provide().await.unwrap_err();
    assert!(error.to_string().contains("line 3"), "{error}");
    assert!(!format!("{error:?}").contains("thesecret"), "{error:?}");
}

#[tokio::test]
async fn byte_order_marks_and_line_breaks_are_no_part_of_keys() {
    let profile = r#"{"current": "a", "profiles": [
        {"name": "a", "mode": "StsToken", "access_key_id": " i", "access_key_secret": "s\n", "sts_token": "\ufefft\r\n"},
        {"name": "b", "mode": "AK", "access_key_id": "i", "access_key_secret": "the\nsecret"}
    ]}"#;
    let home = folder(CONFIG, &format!("\u{feff}{profile}"));
    let profile = Profile::new().with_config(at_home(&home));
    assert_keys(&profile.provide().await.unwrap(), &Credentials::temporary("i", "s", "t", None));
    let error = profile.name("b").provide().await.unwrap_err().to_string();
    assert!(error.contains("config.json: profile `b`: access_key_secret"), "{error}");
    assert!(!error.contains("secret in") && !error.contains("the\n"), "{error}");
    let section =
        "\u{feff}[default]\r\ntype = access_key\r\naccess_key_id = i\r\naccess_key_secret = \u{feff}s\r\n";
    let home = folder("credentials", section);
    let ini = Ini::new().file(home.path().join("credentials")).with_config(variables([]));
    assert_keys(&ini.provide().await.unwrap(), &Credentials::access_key("i", "s"));
    assert_keys(&Credentials::access_key("i\n", "\u{feff}s "), &Credentials::access_key("i", "s"));
}

#[tokio::test]
async fn files_are_read_with_a_bound() {
    let home = folder("credentials", &"#".repeat((1 << 20) + 1));
    let read = async |path: &Path| {
        let ini = Ini::new().file(path).with_config(variables([]));
        ini.provide().await.unwrap_err().to_string()
    };
    let large = read(&home.path().join("credentials")).await;
    assert!(large.contains("credentials cannot be read: it has over 1048576 bytes"), "{large}");
    for path in [home.path(), Path::new("/dev/zero")] {
        let error = read(path).await;
        assert!(error.contains("no regular file") || !path.exists(), "{error}");
    }
}

#[tokio::test]
async fn errors_do_not_repeat_what_files_and_endpoints_hold() {
    let profiles = r#"{"current": "a", "profiles": [{"name": "a", "mode": "thesecret"}]}"#;
    let home = folder(CONFIG, profiles);
    let error = Profile::new().with_config(at_home(&home)).provide().await.unwrap_err();
    let section = folder("credentials", "[default]\ntype = thesecret\n");
    let file = section.path().join("credentials");
    let of_ini = Ini::new().file(file).with_config(variables([])).provide().await.unwrap_err();
    let config =
        variables([]).sts_endpoint("https://me:thesecret@sts").metadata_endpoint("http://thesecret@x");
    let shown = format!("{error} {error:?} {of_ini} {of_ini:?} {config:?}");
    assert!(!shown.contains("thesecret"), "{shown}");
}
