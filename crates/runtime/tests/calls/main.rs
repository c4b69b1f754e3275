//! Calls of a generated operation over a scripted transport: what is sent, what is tried again, what comes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a script that is not followed fails the test"
)]

mod client_token;
mod generic;
mod options;
mod script;
mod secrets;
mod span;
mod statuses;
mod wait;

use alicloud::sae::{AbortChangeOrderError, DescribeChangeOrderError};
use alicloud_runtime::client::{CallOptions, RetryPolicy};
use alicloud_runtime::transport::{HttpRequest, Progress};
use alicloud_runtime::{CommonCode, Error, ErrorKind, Timeout};
use script::{Script, Step};
use std::time::Duration;

const DONE: &str = r#"{"Data": {"ChangeOrderId": "x"}, "Code": 200, "Success": true, "RequestId": "r-1"}"#;
const RUNNING: &str =
    r#"{"Code": "Application.ChangerOrderRunning", "Message": "It runs.", "RequestId": "r-2"}"#;

fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

#[tokio::test]
async fn a_call_is_signed_and_its_answer_read() {
    let script = Script::new([Step::Answer(200, &[], DONE)]);
    let done = script.client().abort_change_order("x y").send().await.unwrap();
    assert_eq!(done.data.as_ref().unwrap().change_order_id.as_deref(), Some("x"));
    assert_eq!((done.request_id(), done.attempts()), (Some("r-1"), 1));
    let request = &script.requests()[0];
    assert_eq!(request.host, "sae.cn-hangzhou.aliyuncs.com");
    assert_eq!(request.target, "/pop/v1/sam/changeorder/AbortChangeOrder?ChangeOrderId=x%20y");
    assert_eq!(header(request, "x-acs-action"), "AbortChangeOrder");
    assert!(header(request, "authorization").starts_with("ACS3-HMAC-SHA256 Credential=theid,"));
}

#[tokio::test]
async fn an_error_is_typed_and_tells_all_in_one_line() {
    let script = Script::new([Step::Answer(400, &[], RUNNING)]);
    let error = script.client().abort_change_order("x").send().await.unwrap_err();
    assert!(matches!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderRunning)));
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Service, Some(400), 1));
    assert!(!error.is_retryable() && error.raw().is_some());
    let line =
        "AbortChangeOrder failed: Application.ChangerOrderRunning: It runs. (HTTP 400, request id r-2)";
    assert_eq!(error.to_string(), line);
    let erased = Error::from(error);
    assert_eq!((erased.code(), erased.to_string().as_str()), (Some("Application.ChangerOrderRunning"), line));
    assert!(size_of::<Error>() <= size_of::<usize>());
}

/// Such a line is what `main` prints that ends with the error.
#[tokio::test]
async fn debug_of_an_error_is_one_line_for_people() {
    let script = Script::new([Step::Answer(400, &[], RUNNING)]);
    let error = script.client().abort_change_order("x").send().await.unwrap_err();
    let line = "AbortChangeOrder failed: Application.ChangerOrderRunning: It runs. (HTTP 400, request id r-2) \
        [Service, attempts: 1]";
    assert_eq!(format!("{error:?}"), line);
    assert_eq!(format!("{:?}", Error::from(error)), line);
    let broken = alicloud_runtime::TransportError::new(Progress::Sent, "two\nlines");
    let script = Script::new([Step::Fails(broken)]);
    let error = script.client().abort_change_order("x").send().await.unwrap_err();
    assert_eq!(format!("{error:?}"), r"AbortChangeOrder failed: two\nlines [Transport, attempts: 1]");
}

#[tokio::test]
async fn errors_tell_what_they_are_by_their_codes() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [Predicate; 6] = [
        Error::is_not_found,
        Error::is_already_exists,
        Error::is_forbidden,
        Error::is_quota_exceeded,
        Error::is_dry_run,
        Error::is_throttling,
    ];
    for (index, body, common) in [
        (0, r#"{"Code": "InvalidChangeOrder.NotFound"}"#, None),
        (1, r#"{"Code": "EntityAlreadyExists.Role"}"#, None),
        (2, r#"{"Code": "Forbidden.RAM"}"#, Some(CommonCode::ForbiddenRam)),
        (3, r#"{"Code": "QuotaExceeded.Vpc"}"#, None),
        (4, r#"{"Code": "DryRunOperation"}"#, None),
        (5, r#"{"Code": "Throttling.User"}"#, Some(CommonCode::ThrottlingUser)),
    ] {
        let script = Script::new([Step::Answer(400, &[], body)]);
        let call = script.client().abort_change_order("x").send().retry(RetryPolicy::never());
        let error = call.await.unwrap_err();
        assert_eq!(error.common_code(), common, "{body}");
        assert!(error.code_str().is_some_and(|code| body.contains(code)), "{body}");
        let error = Error::from(error);
        let told = predicates.map(|predicate| predicate(&error));
        assert_eq!(told, std::array::from_fn(|other| other == index), "{body}");
        assert_eq!((error.common_code(), error.code()), (common, error.code_str()), "{body}");
    }
}

#[tokio::test]
async fn errors_in_xml_are_typed_too() {
    let body = "<?xml version='1.0'?><Error><RequestId>r-3</RequestId><HostId>h</HostId>\
        <Code>InvalidChangeOrder.NotFound</Code><Message>None &amp; nowhere.</Message></Error>";
    let script = Script::new([Step::Answer(404, &[("content-type", "text/xml;charset=utf-8")], body)]);
    let error = script.client().describe_change_order("x").send().await.unwrap_err();
    assert_eq!(error.code(), Some(DescribeChangeOrderError::InvalidChangeOrderNotFound));
    assert_eq!((error.message(), error.request_id()), ("None & nowhere.", Some("r-3")));
}

#[tokio::test]
async fn content_types_and_bad_characters_hide_no_code() {
    let xml = "<Error><Code>InvalidChangeOrder.NotFound</Code><Message>&nbsp;</Message></Error>";
    let json = r#"{"Code": "InvalidChangeOrder.NotFound", "Message": "\ud83d", "Rate": NaN}"#;
    let cut = r#"{"Code": "InvalidChangeOrder.NotFound", "Message": "It is no"#;
    for (kind, body) in
        [("application/json", xml), ("", xml), ("text/xml", json), ("text/html", json), ("", cut)]
    {
        let headers: &'static [_] = Box::leak(Box::new([("content-type", kind)]));
        let script = Script::new([Step::Answer(404, headers, body)]);
        let error = script.client().describe_change_order("x").send().await.unwrap_err();
        assert_eq!(error.code(), Some(DescribeChangeOrderError::InvalidChangeOrderNotFound), "{kind} {body}");
    }
}

#[tokio::test]
async fn status_200_is_not_success() {
    for body in [r#"{"Success": false, "Code": "200"}"#, r#"{"Code": "500"}"#, r#"{"Success": "false"}"#] {
        let script = Script::new([Step::Answer(200, &[], body)]);
        let error = script.client().abort_change_order("x").send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service, "{body}");
    }
}

#[tokio::test]
async fn answers_that_are_no_answers_keep_status_and_body() {
    for (status, body, kind) in [
        (502, "<html>Bad Gateway", ErrorKind::Service),
        (500, "", ErrorKind::Service),
        (302, "", ErrorKind::Service),
        (200, r#"{"Data": {"#, ErrorKind::Decode),
    ] {
        let script = Script::new([Step::Answer(status, &[("x-acs-request-id", "r-9")], body)]);
        let error = script.client().abort_change_order("x").send().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status(), error.request_id()),
            (kind, Some(status), Some("r-9")),
            "{body}"
        );
        assert_eq!(error.raw().unwrap().body, body.as_bytes());
    }
}

#[tokio::test]
async fn an_answer_of_another_kind_is_no_success() {
    for body in ["7", "[1]", "null", "\"x\"", "OK", "", " \n", "<html><body>Sign in.</body></html>"] {
        for kind in ["application/json", "text/html", "text/xml"] {
            let headers: &'static [_] =
                Box::leak(Box::new([("content-type", kind), ("x-acs-request-id", "r-9")]));
            let script = Script::new([Step::Answer(200, headers, body)]);
            let error = script.client().abort_change_order("x").send().await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)), "{body}");
            assert_eq!(error.request_id(), Some("r-9"));
        }
    }
    // No content is what HTTP says here.
    let script = Script::new([Step::Answer(204, &[], "")]);
    assert!(script.client().abort_change_order("x").send().await.is_ok());
}

#[tokio::test]
async fn a_success_rule_asks_for_its_flag_or_code() {
    for body in ["{}", r#"{"RequestId": "r-4"}"#, r#"{"Success": null, "Code": ""}"#, "<R><Data/></R>"] {
        let script = Script::new([Step::Answer(200, &[], body)]);
        let error = script.client().abort_change_order("x").send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(error.message().ends_with("it has no Success or Code"), "{error}");
    }
    for body in [r#"{"Success": true}"#, r#"{"Code": "200"}"#] {
        let script = Script::new([Step::Answer(200, &[], body)]);
        assert!(script.client().abort_change_order("x").send().await.is_ok(), "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_be_repeated_is() {
    let throttled = || Step::Answer(400, &[], r#"{"Code": "Throttling.User"}"#);
    let busy = || Step::Answer(503, &[], r#"{"Code": "ServiceUnavailable"}"#);
    let hinted = || Step::Answer(500, &[("x-acs-retry-after", "1")], r#"{"Code": "InternalError"}"#);
    let done = || Step::Answer(200, &[], DONE);
    // AbortChangeOrder changes things; DescribeChangeOrder only reads.
    for (steps, writing, reading) in [
        ((throttled as fn() -> Step, throttled as fn() -> Step), Ok(3), Ok(3)),
        ((|| Step::Refused, || Step::Refused), Ok(3), Ok(3)),
        ((busy, busy), Err(1), Ok(3)),
        ((hinted, hinted), Err(1), Ok(3)),
        ((|| Step::Broken, busy), Err(1), Ok(3)),
        ((|| Step::Silence, throttled), Err(1), Ok(3)),
    ] {
        let script = Script::new([steps.0(), steps.1(), done()]);
        let result = script.client().abort_change_order("x").send().await;
        assert_eq!(result.map(|done| done.attempts()).map_err(|error| error.attempts()), writing);
        let script = Script::new([steps.0(), steps.1(), done()]);
        let result = script.client().describe_change_order("x").send().await;
        assert_eq!(result.map(|done| done.attempts()).map_err(|error| error.attempts()), reading);
        let mut nonces: Vec<_> = script
            .requests()
            .iter()
            .map(|request| header(request, "x-acs-signature-nonce").to_owned())
            .collect();
        nonces.sort();
        nonces.dedup();
        assert_eq!(nonces.len(), script.requests().len(), "each attempt has a nonce of its own");
    }
}

#[tokio::test(start_paused = true)]
async fn retries_end_with_the_last_error() {
    let throttled = || Step::Answer(429, &[], r#"{"Code": "Throttling"}"#);
    let script = Script::new([throttled(), throttled(), throttled()]);
    let error = script.client().abort_change_order("x").send().await.unwrap_err();
    assert_eq!((error.attempts(), error.is_throttling(), error.is_retryable()), (3, true, true));
    let script = Script::new([throttled()]);
    let mut options = CallOptions::default();
    options.retry = RetryPolicy::never();
    let error = script.client().with_options(options).abort_change_order("x").send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_hint_of_the_service_is_the_pause() {
    let hinted = Step::Answer(400, &[("x-acs-retry-after", "7000")], r#"{"Code": "Throttling"}"#);
    let script = Script::new([hinted, Step::Answer(200, &[], DONE)]);
    let start = tokio::time::Instant::now();
    script.client().abort_change_order("x").send().await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn hints_in_other_headers_are_the_pause_too() {
    const QUOTA: &str = "Limit:60,Remain:0,TimeLeft:4000";
    for (headers, seconds) in [
        (&[("retry-after", "9")][..], 9),
        (&[("date", "Tue, 01 Jan 2030 06:00:00 GMT"), ("retry-after", "Tue, 01 Jan 2030 06:00:11 GMT")], 11),
        (&[("x-ratelimit-user-api", QUOTA), ("x-ratelimit-user", "TimeLeft:3000")], 4),
    ] {
        let throttled = Step::Answer(429, headers, r#"{"Code": "Throttling"}"#);
        let script = Script::new([throttled, Step::Answer(200, &[], DONE)]);
        let start = tokio::time::Instant::now();
        script.client().abort_change_order("x").send().await.unwrap();
        assert_eq!(start.elapsed().as_secs(), seconds, "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hint_does_not_make_a_failure_throttling() {
    for header in ["x-acs-retry-after", "retry-after"] {
        let headers: &'static [(&str, &str)] = match header {
            "retry-after" => &[("retry-after", "1")],
            _ => &[("x-acs-retry-after", "1")],
        };
        let script = Script::new([Step::Answer(500, headers, r#"{"Code": "InternalError"}"#)]);
        let error = script.client().abort_change_order("x").send().await.unwrap_err();
        assert_eq!((error.attempts(), error.is_throttling(), error.is_retryable()), (1, false, false));
    }
}

const THERE: (&str, &str) = ("date", "Tue, 01 Jan 2030 06:30:00 GMT");
const EXPIRED: &str = r#"{"Code": "InvalidTimeStamp.Expired", "Message": "The date is expired."}"#;

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_once() {
    let expired = || Step::Answer(400, &[THERE], EXPIRED);
    let done = || Step::Answer(200, &[], DONE);
    let script = Script::new([expired(), done(), done()]);
    let client = script.client();
    assert_eq!(client.abort_change_order("x").send().await.unwrap().attempts(), 2);
    assert_eq!(client.abort_change_order("x").send().await.unwrap().attempts(), 1);
    let dates: Vec<_> =
        script.requests().iter().map(|request| header(request, "x-acs-date").to_owned()).collect();
    assert!(!dates[0].starts_with("2030"), "{dates:?}");
    assert!(dates[1..].iter().all(|date| date.starts_with("2030-01-01T06:")), "{dates:?}");
    // A service that goes on refusing is not asked forever, and one without a date teaches nothing.
    let elsewhere = Step::Answer(400, &[("date", "Tue, 01 Jan 2040 06:00:00 GMT")], EXPIRED);
    for (steps, attempts) in [(vec![expired(), elsewhere], 2), (vec![Step::Answer(400, &[], EXPIRED)], 1)] {
        let error = Script::new(steps).client().abort_change_order("x").send().await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (attempts, false));
    }
    let mut options = CallOptions::default();
    options.retry = RetryPolicy::never();
    let script = Script::new([expired(), done()]);
    let client = script.client().with_options(options);
    assert_eq!(client.abort_change_order("x").send().await.unwrap_err().attempts(), 1);
    client.abort_change_order("x").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_error_says_which_time_ran_out() {
    let script = Script::new([Step::Silence]);
    let error = script.client().abort_change_order("x").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Attempt));
    let script = Script::new([Step::Silence]);
    let mut options = CallOptions::default();
    options.operation_timeout = Duration::from_secs(3);
    let error = script.client().with_options(options).describe_change_order("x").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_timeout()), (ErrorKind::Timeout(Timeout::Operation), true));
}

#[tokio::test]
async fn no_secret_is_shown() {
    let script = Script::new([Step::Answer(403, &[], RUNNING)]);
    let client = script.client();
    let error = client.abort_change_order("x").send().await.unwrap_err();
    let request = script.requests().remove(0);
    let signature = header(&request, "authorization").rsplit('=').next().unwrap().to_owned();
    let shown = format!("{client:?} {error} {error:?} {request:?} {:?}", client.abort_change_order("x"));
    for secret in ["theid", "thesecret", &signature] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
