//! Credentials out of the answer of an operation that gives some, whatever it is called.

#![cfg(feature = "cursed")]

use alicloud_cursed::cursed::SecretsResponse;
use alicloud_cursed::runtime::credentials::Credentials;
use alicloud_cursed::runtime::{CredentialsError, decode_json};

fn credentials(json: &str) -> Result<Credentials, CredentialsError> {
    let answer = decode_json::<SecretsResponse>(json.as_bytes()).unwrap().value;
    Credentials::try_from(&answer.credentials.unwrap())
}

#[test]
fn an_answer_with_keys_gives_credentials() {
    let json = r#"{"Credentials": {"AccessKeyId": "theid", "AccessKeySecret": "thesecret", "SecurityToken": "thetoken"}}"#;
    let credentials = credentials(json).unwrap();
    // The structure has no end.
    assert_eq!(credentials.expires(), None);
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("thesecret") && !shown.contains("thetoken"), "{shown}");
}

#[test]
fn an_answer_without_one_of_the_keys_gives_none() {
    for (json, lacking) in [
        (r#"{"Credentials": {"AccessKeySecret": "s", "SecurityToken": "t"}}"#, "`AccessKeyId`"),
        (r#"{"Credentials": {"AccessKeyId": "i", "SecurityToken": "t"}}"#, "`AccessKeySecret`"),
        (
            r#"{"Credentials": {"AccessKeyId": "i", "AccessKeySecret": "s", "SecurityToken": ""}}"#,
            "`SecurityToken`",
        ),
    ] {
        let error = credentials(json).unwrap_err();
        assert!(error.to_string().contains(lacking), "{json}: {error}");
    }
}
