//! Faults by script, through the library and over the admin path: what callers see of them.
#![allow(clippy::unwrap_used, reason = "a gateway that does not start ends the test")]

use alicloud::sae::{self, AbortChangeOrderError};
use alicloud_mock::{Effect, Fault, Gateway};
use alicloud_runtime::{ErrorKind, Timeout};
use std::time::Duration;

const ORDER: &str = "76fa5c0-9ebb-4bb4-b383-1f885447b109";

fn sae(gateway: &Gateway) -> sae::Client {
    gateway.client(sae::Client::builder().attempt_timeout(Duration::from_millis(200))).unwrap()
}

#[tokio::test]
async fn documented_errors_are_answered_as_documented() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    gateway.inject(Fault::new(Effect::error("Application.ChangerOrderRunning")).on("AbortChangeOrder"));
    assert_eq!(client.describe_change_order(ORDER).send().await.unwrap().attempts(), 1);
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderRunning));
    let message = "An application change process is in progress. Please try again later.";
    assert_eq!((error.status(), error.message()), (Some(400), message));
    client.abort_change_order(ORDER).send().await.unwrap();
}

#[tokio::test]
async fn retries_get_past_what_passes() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    for (script, attempts) in [
        (r#"[{"effect": {"error": {"code": "ServiceUnavailable", "status": 503}}, "count": 2}]"#, 3),
        (r#"[{"effect": {"error": {"code": "Throttling.User", "retry_after": 1}}}]"#, 2),
        (r#"[{"effect": "reset"}]"#, 2),
        (r#"[{"effect": "break"}]"#, 2),
        (r#"[{"effect": {"delay": 60000}}]"#, 2),
        (r#"[{"effect": {"delay": 1}}]"#, 1),
    ] {
        gateway.script(script).unwrap();
        let done = client.describe_change_order(ORDER).send().await.unwrap();
        assert_eq!(done.attempts(), attempts, "{script}");
        assert_eq!(gateway.faults(), []);
    }
}

#[tokio::test]
async fn what_may_not_be_repeated_fails() {
    let gateway = Gateway::start().await.unwrap();
    for (effect, kind, status) in [
        (Effect::Reset, ErrorKind::Transport, None),
        (Effect::Delay(60_000), ErrorKind::Timeout(Timeout::Attempt), None),
        (Effect::Truncate, ErrorKind::Decode, Some(200)),
    ] {
        gateway.inject(effect);
        let error = sae(&gateway).abort_change_order(ORDER).send().await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (kind, status, 1));
    }
    // The last request was acted upon, though its answer was lost.
    gateway.inject(Effect::Break);
    let error = sae(&gateway).abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    let error = sae(&gateway).abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderNotRunning));
}

#[tokio::test]
async fn clients_follow_the_clock_of_the_gateway() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    gateway.inject(Fault::new(Effect::Skew(86_400)).times(3));
    let attempts = async || client.describe_change_order(ORDER).send().await.unwrap().attempts();
    assert_eq!([attempts().await, attempts().await], [2, 1]);
    assert_eq!(gateway.faults(), []);
    assert_eq!([attempts().await, attempts().await], [2, 1], "the clock was set back");
    gateway.script(r#"[{"effect": {"skew": -86400}}, {"effect": {"skew": 9223372036854775807}}]"#).unwrap();
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code_str(), Some("InvalidTimeStamp.Expired"));
    assert_eq!((error.attempts(), error.is_retryable()), (2, false));
}

#[tokio::test]
async fn the_script_can_be_read_and_changed_over_http() {
    let gateway = Gateway::start().await.unwrap();
    let http = reqwest::Client::new();
    let url = format!("{}/-/faults", gateway.endpoint());
    let send = async |method: reqwest::Method, script: &'static str| {
        let request = http.request(method, &url).bearer_auth("mock-access-key-secret").body(script);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let reset = r#"[{"effect":"reset","count":1}]"#;
    assert_eq!(send(reqwest::Method::PUT, r#"[{"effect": "reset"}]"#).await, (200, reset.to_owned()));
    send(reqwest::Method::POST, r#"[{"effect": "break"}]"#).await;
    assert_eq!(gateway.faults(), [Fault::new(Effect::Reset), Fault::new(Effect::Break)]);
    let (status, message) = send(reqwest::Method::PUT, r#"[{"effect": "explode"}]"#).await;
    assert!(status == 400 && message.contains("unknown variant `explode`"), "{message}");
    assert_eq!(gateway.faults().len(), 2, "a script that is refused changes nothing");
    send(reqwest::Method::DELETE, "").await;
    assert_eq!(send(reqwest::Method::GET, "").await, (200, "[]".to_owned()));
}

#[tokio::test]
async fn only_who_has_the_key_changes_the_script() {
    let gateway = Gateway::start().await.unwrap();
    gateway.inject(Effect::Reset);
    let url = format!("{}/-/faults", gateway.endpoint());
    let http = reqwest::Client::new();
    for method in ["GET", "PUT", "POST", "DELETE"] {
        let request = || http.request(method.parse().unwrap(), &url).body("[]");
        for (request, status) in [
            (request(), 401),
            (request().bearer_auth("wrong"), 401),
            (request().bearer_auth("mock-access-key-secret").header("origin", "http://127.0.0.1:1"), 403),
            (request().bearer_auth("mock-access-key-secret").header("sec-fetch-site", "none"), 403),
        ] {
            assert_eq!(request.send().await.unwrap().status(), status, "{method}");
        }
    }
    assert_eq!(gateway.faults(), [Fault::new(Effect::Reset)]);
}
