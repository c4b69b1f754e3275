//! Providers of credentials against servers on this machine, files of a test and variables that are not the process's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here ends the test")]

mod again;
mod cached;
mod chain;
mod files;
mod logins;
mod metadata;
mod roles;
mod server;

use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::{Legacy, Moment, Payload, Sign, Unsigned};
use alicloud_runtime::{Method, Style};
use time::OffsetDateTime;

/// Asserts that these are the same keys: what they sign is the same.
#[track_caller]
fn assert_keys(found: &Credentials, expected: &Credentials) {
    let sign = |credentials| {
        let request = Unsigned {
            method: Method::Get,
            host: "h".to_owned(),
            path: "/".to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            payload: Payload::None,
            style: Style::Rpc,
            action: "A".to_owned(),
            version: "V".to_owned(),
        };
        let moment = Moment { time: OffsetDateTime::UNIX_EPOCH, nonce: "n".to_owned() };
        Legacy::new().sign(request, credentials, &moment).target
    };
    assert_eq!(sign(found), sign(expected));
}
