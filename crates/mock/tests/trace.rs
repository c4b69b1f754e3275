//! Everything that is logged during calls, successful and failed, and at the finest level, holds no secret.
#![allow(clippy::unwrap_used, reason = "a gateway that does not start ends the test")]

use alicloud::sae;
use alicloud_mock::{Effect, Gateway};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::Legacy;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;
    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

#[tokio::test]
async fn no_secret_is_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let gateway = Gateway::start().await.unwrap();
    let credentials = Credentials::temporary("theid", "thesecret", "thetoken", None);
    let client =
        sae::Client::builder().endpoint(gateway.endpoint()).credentials(credentials).build().unwrap();
    gateway.inject(Effect::Error {
        code: "ServiceUnavailable".to_owned(),
        status: Some(503),
        message: None,
        retry_after: Some(1),
    });
    let error = client.describe_change_order("x").send().await.unwrap_err();
    assert_eq!((error.attempts(), error.status()), (2, Some(404)));

    // What was signed comes back, and the program logs the error.
    let credentials = Credentials::temporary("mock-access-key-id", "thesecret", "thetoken", None);
    let client = sae::Client::builder().endpoint(gateway.endpoint()).credentials(credentials);
    let client = client.signer(Legacy::new()).build().unwrap();
    let error = client.describe_change_order("theparameter").send().await.unwrap_err();
    assert!(String::from_utf8_lossy(&error.raw().unwrap().body).contains("thetoken"));
    tracing::error!(%error, ?error, "it failed");

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for part in ["DescribeChangeOrder", "status=404", "attempts=2", "trying again", "SignatureDoesNotMatch"] {
        assert!(logged.contains(part), "no {part} in {logged}");
    }
    for secret in ["theid", "thesecret", "thetoken", "theparameter", "Signature=", "authorization"] {
        assert!(!logged.contains(secret), "{secret} in {logged}");
    }
}
