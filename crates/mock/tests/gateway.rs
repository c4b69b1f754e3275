//! Generated clients against the gateway: orders live, requests are checked, faults strike.
#![allow(clippy::unwrap_used, reason = "a gateway that does not start ends the test")]
#![allow(deprecated, reason = "what is out of use works all the same")]

use alicloud::sae::describe_change_order::Status;
use alicloud::sae::{self, AbortChangeOrderError, DescribeChangeOrderError};
use alicloud::webplus::{self, AbortChangeError};
use alicloud_mock::{Effect, Gateway};
use alicloud_runtime::client::{Client, GenericRequest, WaitError};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::Legacy;
use alicloud_runtime::transport::{Http, HttpRequest, Sending, Transport};
use alicloud_runtime::{Error, ErrorKind, Method};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const ORDER: &str = "76fa5c0-9ebb-4bb4-b383-1f885447b109";
const CHANGE: &str = "wc-5d3a963d5802611c4ddc****";

fn sae(gateway: &Gateway) -> sae::Client {
    gateway.client(sae::Client::builder()).unwrap()
}

async fn status(client: &sae::Client) -> Option<Status> {
    client.describe_change_order(ORDER).send().await.unwrap().data.as_ref().unwrap().status
}

#[tokio::test]
async fn orders_run_until_they_are_finished() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    assert_eq!(status(&client).await, Some(Status::Running));
    while status(&client).await == Some(Status::Running) {}
    assert_eq!(status(&client).await, Some(Status::Succeeded));
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderNotRunning));
}

#[tokio::test]
async fn waiting_ends_with_success_failure_or_the_deadline() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    let short = Duration::from_millis(1);
    let wait = || client.wait_until_change_order_finished(ORDER).pauses(short, short);
    let hour = Duration::from_secs(3600);
    let out_of_time = wait().pauses(hour, hour).await;
    assert!(
        matches!(out_of_time, Err(WaitError::OutOfTime(Some(_)))),
        "a pause that ends too late is not begun"
    );
    gateway.inject(Effect::Delay(60_000));
    let out_of_time = wait().deadline(Duration::from_millis(10)).await;
    assert!(matches!(out_of_time, Err(WaitError::OutOfTime(None))), "the deadline ends a call");
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&seen);
    let done = wait()
        .on_progress(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        })
        .await
        .unwrap();
    assert_eq!(done.data.as_ref().unwrap().status, Some(Status::Succeeded));
    assert!(seen.load(Ordering::Relaxed) > 1);

    let aborted = "be2e1c76-682b-4897-98d3-1d8d6478****";
    client.abort_change_order(aborted).send().await.unwrap();
    let failed = client.wait_until_change_order_finished(aborted).await.unwrap_err();
    assert!(matches!(&failed, WaitError::Failed { state, .. } if state == "6"), "{failed}");
    let error = Error::from(failed);
    assert_eq!(
        (error.kind(), error.status(), error.operation()),
        (ErrorKind::Service, Some(200), "DescribeChangeOrder")
    );
    assert!(matches!(client.wait_until_change_order_finished("none").await, Err(WaitError::Call(_))));
}

#[tokio::test]
async fn orders_can_be_aborted_once() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    client.abort_change_order(ORDER).send().await.unwrap();
    assert_eq!(status(&client).await, Some(Status::Aborted));
    let error = client.describe_change_order("another").send().await.unwrap_err();
    assert_eq!(error.code(), Some(DescribeChangeOrderError::InvalidChangeOrderNotFound));
    assert_eq!(error.message(), "The current change order does not exist.");
    assert!(error.request_id().is_some());
}

#[tokio::test]
async fn orders_can_be_rolled_back_once() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    let roll_back = async |id: &str| {
        let done = client.abort_and_rollback_change_order(id).send().await;
        done.map(|done| done.success).map_err(|error| error.code_str().map(str::to_owned))
    };
    let refused = |code: &str| Err(Some(code.to_owned()));
    assert_eq!(roll_back(ORDER).await, Ok(Some(true)));
    assert_eq!(status(&client).await, Some(Status::Running));
    assert_eq!(roll_back(ORDER).await, refused("Application.ChangerOrderRunning"));
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderRunning));
    gateway.finish(ORDER);
    assert_eq!(status(&client).await, Some(Status::Aborted));
    assert_eq!(roll_back(ORDER).await, refused("Application.ChangerOrder.Not.Running"));
    assert_eq!(roll_back("another").await, refused("InvalidChangeOrder.NotFound"));
}

#[tokio::test]
async fn changes_can_be_aborted_until_they_are_finished() {
    let gateway = Gateway::start().await.unwrap();
    let client = gateway.client(webplus::Client::builder()).unwrap();
    let abort = async |id: &str| client.abort_change(id).send().await;
    gateway.finish(CHANGE);
    assert_eq!(abort(CHANGE).await.unwrap_err().code(), Some(AbortChangeError::ChangeFinished));
    let unknown = abort("another").await.unwrap_err();
    assert_eq!((unknown.code(), unknown.status()), (Some(AbortChangeError::ResourceAuthFailed), Some(500)));
}

#[tokio::test]
async fn both_forms_of_signatures_are_checked() {
    let gateway = Gateway::start().await.unwrap();
    let builder = || webplus::Client::builder().endpoint(gateway.endpoint());
    let legacy = builder().credentials(gateway.credentials()).signer(Legacy::new()).build().unwrap();
    let done = legacy.abort_change(CHANGE).send().await.unwrap();
    assert_eq!(done.code.as_deref(), Some("OK"));
    let again =
        builder().credentials(gateway.credentials()).build().unwrap().abort_change(CHANGE).send().await;
    assert_eq!(again.unwrap_err().code(), Some(AbortChangeError::ChangeOnAborting));
    let wrong =
        builder().credentials(Credentials::access_key("mock-access-key-id", "wrong")).build().unwrap();
    let error = wrong.abort_change(CHANGE).send().await.unwrap_err();
    assert_eq!(error.code_str(), Some("SignatureDoesNotMatch"));
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let gateway = Gateway::start().await.unwrap();
    let error = sae(&gateway).abort_change_order("").send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::InvalidParameterNotEmpty));
    assert_eq!(error.message(), "You must specify the parameter ChangeOrderId.");
}

/// Sends what it is given, but asks for answers in XML; the signature leaves that header out.
struct InXml(Http);

impl Transport for InXml {
    fn send(&self, mut request: HttpRequest) -> Sending<'_> {
        let accept = request.headers.iter_mut().find(|(name, _)| name == "accept");
        accept.unwrap().1 = "application/xml".to_owned();
        self.0.send(request)
    }
}

#[tokio::test]
async fn answers_are_in_xml_for_those_who_ask() {
    let gateway = Gateway::start().await.unwrap();
    let transport = InXml(Http::new(Duration::from_secs(5), 1 << 20).unwrap());
    let client = gateway.client(sae::Client::builder().transport(transport)).unwrap();
    let done = client.abort_change_order(ORDER).send().await.unwrap();
    assert!(done.raw().body.starts_with(b"<"));
    assert_eq!(status(&client).await, Some(Status::Aborted));
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderNotRunning));
}

#[tokio::test]
async fn a_gateway_that_is_dropped_hangs_up() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    status(&client).await;
    let mut open = gateway.connections();
    assert_eq!(*open.borrow(), 1);
    drop(gateway);
    open.wait_for(|open| *open == 0).await.unwrap();
    let error = client.abort_change_order(ORDER).send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true));
}

#[tokio::test]
async fn a_call_that_is_dropped_hangs_up() {
    let gateway = Gateway::start().await.unwrap();
    let client = sae(&gateway);
    gateway.inject(Effect::Delay(60_000));
    let mut open = gateway.connections();
    tokio::select! {
        _ = client.describe_change_order(ORDER).send() => unreachable!("the answer comes in a minute"),
        connected = open.wait_for(|open| *open == 1) => assert!(connected.is_ok()),
    }
    open.wait_for(|open| *open == 0).await.unwrap();
}

/// What a gateway answers to half a request, when it has waited long enough for the rest.
async fn half(request: &str) -> String {
    let gateway = Gateway::start().await.unwrap();
    let mut stream = TcpStream::connect(gateway.endpoint().trim_start_matches("http://")).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    gateway.connections().wait_for(|open| *open == 0).await.unwrap();
    answer
}

#[tokio::test(start_paused = true)]
async fn a_request_without_end_is_not_waited_for() {
    for head in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: h\r\nx-"] {
        assert!(!half(head).await.contains("200"), "{head}");
    }
    let answer = half("PUT / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nhalf").await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn an_operation_can_be_called_by_its_name() {
    let gateway = Gateway::start().await.unwrap();
    let request = GenericRequest::new("2019-05-06", "DescribeChangeOrder")
        .method(Method::Get)
        .path("/pop/v1/sam/changeorder/DescribeChangeOrder");
    let client = gateway.client(Client::builder("sae")).unwrap();
    let order = request.clone().query("ChangeOrderId", ORDER).send(&client).await.unwrap();
    let typed = sae(&gateway).describe_change_order(ORDER).send().await.unwrap();
    let id = typed.data.as_ref().unwrap().change_order_id.as_deref().unwrap();
    assert_eq!((&order["Data"]["ChangeOrderId"], order.attempts()), (&id.into(), 1));
    let error = request.clone().send(&client).await.unwrap_err();
    let code = error.code_str().map(str::to_owned);
    assert_eq!((error.status(), code.as_deref()), (Some(400), Some("InvalidParameter.NotEmpty")), "{error}");
    let error = request.query("ChangeOrderId", "unknown").send(sae(&gateway)).await.unwrap_err();
    assert_eq!(error.code_str(), Some("InvalidChangeOrder.NotFound"));
}
