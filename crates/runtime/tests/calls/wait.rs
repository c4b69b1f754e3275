//! Waits over a scripted transport: what ends them, what is asked for again, and how they go through pages.

use crate::script::{Script, Step};
use alicloud::sae::{DescribeApplicationInstances, DescribeChangeOrder};
use alicloud_runtime::client::{Until, Wait, WaitError};

const FINISHED: Until = Until::new(&["Data", "Status"], &["2"], &["3"])
    .success_codes(&["InvalidChangeOrder.NotFound"])
    .pending_codes(&["InvalidAppId.NotFound"]);

const RUNNING: Until =
    Until::new(&["Data", "Instances", "InstanceContainerStatus"], &["Running"], &["Error"]);

fn answer(body: &'static str) -> Step {
    Step::Answer(200, &[], body)
}

fn refused(body: &'static str) -> Step {
    Step::Answer(400, &[], body)
}

const GONE: &str = r#"{"Code": "InvalidChangeOrder.NotFound", "Message": "Gone.", "RequestId": "r-1"}"#;
const EARLY: &str = r#"{"Code": "InvalidAppId.NotFound", "Message": "Early.", "RequestId": "r-2"}"#;
const OTHER: &str = r#"{"Code": "Resouce.no.permission", "Message": "No.", "RequestId": "r-3"}"#;
const ORDER: &str = r#"{"Code": 200, "Success": true, "Data": {"Status": 1}}"#;

#[tokio::test(start_paused = true)]
async fn error_codes_end_a_wait_or_are_too_early() {
    let script = Script::new([refused(EARLY), answer(ORDER), refused(GONE)]);
    let wait = |script: &Script| {
        Wait::new(script.client().as_ref(), DescribeChangeOrder::new("x"), const { &FINISHED })
    };
    let done = wait(&script).await.unwrap();
    assert!(done.data.is_none());
    assert_eq!((done.request_id(), done.status(), script.requests().len()), (Some("r-1"), 400, 3));
    let error = wait(&Script::new([refused(OTHER)])).await.unwrap_err();
    assert!(matches!(&error, WaitError::Call(error) if error.request_id() == Some("r-3")), "{error}");
}

/// A page of instances, of which a service has three.
const FIRST: &str = r#"{"Code": 200, "Success": true, "Data": {"TotalSize": 3, "CurrentPage": 1,
    "Instances": [{"InstanceContainerStatus": "Running"}, {"InstanceContainerStatus": "Running"}]}}"#;
const SECOND: &str = r#"{"Code": 200, "Success": true, "Data": {"TotalSize": 3, "CurrentPage": 2,
    "Instances": [{"InstanceContainerStatus": "Running"}]}}"#;
const WAITING: &str = r#"{"Code": 200, "Success": true, "Data": {"TotalSize": 3, "CurrentPage": 2,
    "Instances": [{"InstanceContainerStatus": "Waiting"}]}}"#;
const FAILED: &str = r#"{"Code": 200, "Success": true, "Data": {"TotalSize": 3, "CurrentPage": 2,
    "Instances": [{"InstanceContainerStatus": "Error"}]}}"#;
const NONE: &str = r#"{"Code": 200, "Success": true, "Data": {"TotalSize": 3, "Instances": []}}"#;
const UNCOUNTED: &str = r#"{"Code": 200, "Success": true, "Data": {
    "Instances": [{"InstanceContainerStatus": "Running"}]}}"#;

fn instances(script: &Script) -> Wait<DescribeApplicationInstances> {
    let request = DescribeApplicationInstances::new("app", "group");
    Wait::new(script.client().as_ref(), request, const { &RUNNING }).paged()
}

/// The pages that were asked for.
fn pages(script: &Script) -> Vec<String> {
    let page = |target: &str| {
        let pair = target.split(['?', '&']).find_map(|pair| pair.strip_prefix("CurrentPage="));
        pair.unwrap_or("first").to_owned()
    };
    script.requests().iter().map(|request| page(&request.target)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_wait_goes_through_all_pages() {
    for (steps, expected) in [
        (vec![FIRST, WAITING, SECOND], vec!["first", "2", "2"]),
        // What was asked for again is no page more.
        (vec![NONE, NONE, FIRST, SECOND], vec!["first", "first", "first", "2"]),
        // The rest is gone since.
        (vec![FIRST, NONE], vec!["first", "2"]),
        // Only what says that there is more has more.
        (vec![UNCOUNTED], vec!["first"]),
    ] {
        let script = Script::new(steps.into_iter().map(answer));
        instances(&script).await.unwrap();
        assert_eq!(pages(&script), expected);
    }
    let script = Script::new([answer(FIRST), answer(FAILED)]);
    let error = instances(&script).await.unwrap_err();
    assert!(matches!(&error, WaitError::Failed { state, .. } if state == "Error"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn as_many_as_were_asked_for_end_a_wait() {
    let script = Script::new([answer(FIRST)]);
    instances(&script).expecting(2).await.unwrap();
    let script = Script::new([answer(FIRST), answer(SECOND)]);
    instances(&script).expecting(3).await.unwrap();
    assert_eq!(pages(&script), ["first", "2"]);
    let script = Script::new([answer(UNCOUNTED), answer(UNCOUNTED), answer(FIRST)]);
    instances(&script).expecting(2).await.unwrap();
    assert_eq!(pages(&script), ["first", "first", "first"]);
}
