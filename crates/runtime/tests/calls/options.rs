//! Settings of clients and calls at their edges: headers, limits without an end, parts of the host, slow credentials.

use crate::script::{Script, Step};
use crate::{DONE, header};
use alicloud::sae::{AbortChangeOrderError, AbortChangeOrderResponse};
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::{Credentials, ProvideCredentials, Provided};
use alicloud_runtime::plumbing::{Entry, WithFields};
use alicloud_runtime::transport::{HttpRequest, Sending, Transport};
use alicloud_runtime::{ErrorKind, Location, Metadata, Method, Operation, Structure, Style, Timeout};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::time::{Instant, sleep};

fn done() -> Step {
    Step::Answer(200, &[], DONE)
}

#[tokio::test]
async fn headers_of_the_options_replace_others_and_are_not_shown() {
    let script = Script::new([done()]);
    let client = script.builder().user_agent("mine").build().unwrap();
    let mut options = client.options().clone();
    options.headers =
        vec![("Accept".to_owned(), "text/x".to_owned()), ("x-key".to_owned(), "hidden".to_owned())];
    let client = client.with_options(options);
    assert!(!format!("{client:?}").contains("hidden"));
    client.describe_change_order("x").send().await.unwrap();
    let request = &script.requests()[0];
    let accept = request.headers.iter().filter(|(name, _)| name == "accept");
    assert_eq!(accept.map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["text/x"]);
    assert_eq!(header(request, "x-key"), "hidden");
    assert!(header(request, "user-agent").ends_with(" mine"));
}

#[tokio::test]
async fn headers_that_http_does_not_allow_are_refused_before_anything_is_sent() {
    for (name, value) in [("x-key", "a\r\nhost: evil"), ("x key", "v"), ("", "v")] {
        let script = Script::new([]);
        let client = script.client();
        let mut options = client.options().clone();
        options.headers.push((name.to_owned(), value.to_owned()));
        let error = client.with_options(options).describe_change_order("x").send().await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::InvalidRequest, false));
        assert!(!error.to_string().contains("evil"), "{error}");
    }
    let client = Script::new([]).builder().user_agent("two\nlines").build().unwrap();
    let error = client.describe_change_order("x").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn headers_that_signing_sets_are_refused_before_anything_is_sent() {
    for name in ["authorization", "Host", "X-Acs-Date", "x-acs-security-token", "content-type"] {
        let call = Script::new([]).client().describe_change_order("x").send();
        let error = call.header(name, "hidden").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{name}");
        let shown = error.to_string();
        assert!(shown.contains(name) && !shown.contains("hidden"), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_call_may_have_options_of_its_own() {
    let script = Script::new([done(), Step::Refused, Step::Silence, Step::Silence, done()]);
    let client = script.client();
    let call = || client.describe_change_order("x").send();
    call().header("x-key", "mine").await.unwrap();
    let error = call().retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    let limit = Duration::from_secs(1);
    let error = call().attempt_timeout(limit).retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Attempt));
    let begin = Instant::now();
    let error = call().options(|options| options.operation_timeout = limit).await.unwrap_err();
    assert_eq!((error.kind(), begin.elapsed()), (ErrorKind::Timeout(Timeout::Operation), limit));
    // The client is as it was.
    call().await.unwrap();
    let with_key = |request: &HttpRequest| header(request, "x-key") == "mine";
    assert_eq!(
        script.requests().iter().map(with_key).collect::<Vec<_>>(),
        [true, false, false, false, false]
    );
}

/// A transport that never answers, and knows how many requests are under way.
#[derive(Clone, Default)]
struct Hanging(Arc<()>);

impl Transport for Hanging {
    fn send(&self, _: HttpRequest) -> Sending<'_> {
        let under_way = Arc::clone(&self.0);
        Box::pin(async move {
            let _under_way = under_way;
            std::future::pending().await
        })
    }
}

#[tokio::test]
async fn a_call_begins_as_it_is_awaited_and_ends_as_it_is_dropped() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    let transport = Hanging::default();
    let client = Script::new([]).builder().transport(transport.clone()).build().unwrap();
    let idle = Arc::strong_count(&transport.0);
    let mut call = sendable(client.describe_change_order("x").send());
    assert_eq!(Arc::strong_count(&transport.0), idle);
    assert!(
        std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut call).poll(context))).await.is_pending()
    );
    assert_eq!(Arc::strong_count(&transport.0), idle + 1);
    drop(call);
    assert_eq!(Arc::strong_count(&transport.0), idle);
}

#[tokio::test(start_paused = true)]
async fn limits_may_have_no_end() {
    let script = Script::new([Step::Refused, done()]);
    let client = script.builder().attempt_timeout(Duration::MAX).operation_timeout(Duration::MAX);
    client.build().unwrap().describe_change_order("x").send().await.unwrap();
    let script = Script::new([Step::Answer(404, &[], "{}")]);
    script.client().wait_until_change_order_finished("x").deadline(Duration::MAX).await.unwrap_err();
}

/// Credentials that take their time.
struct Slow(Duration);

impl ProvideCredentials for Slow {
    fn provide(&self) -> Provided<'_> {
        Box::pin(async {
            sleep(self.0).await;
            Ok(Credentials::access_key("theid", "thesecret"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_an_attempt_does_not_count_fetching_credentials() {
    let client = |script: &Script, slow| {
        let builder = script.builder().attempt_timeout(Duration::from_secs(1)).credentials(Slow(slow));
        builder.operation_timeout(Duration::from_secs(30)).build().unwrap()
    };
    let script = Script::new([done()]);
    let done = client(&script, Duration::from_secs(5)).describe_change_order("x").send().await.unwrap();
    assert_eq!(done.attempts(), 1);
    let error = client(&Script::new([]), Duration::from_secs(60)).describe_change_order("x").send().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Operation));
}

/// An operation with a parameter in the host name.
struct InHost(Account);

struct Account {
    account: Option<String>,
}

alicloud_runtime::structure! { Account {
    account = "Account",
} }

impl Operation for InHost {
    type Response = AbortChangeOrderResponse;
    type Error = AbortChangeOrderError;
    const METADATA: &'static Metadata =
        &Metadata::new("Get", "made-up", "2020-01-01", Style::Roa, Method::Get, "/", &[Location::Host]);
}

impl Structure for InHost {
    fn fields(&mut self, with: WithFields<'_>) {
        self.0.fields(with);
    }
    fn entry(&self, index: usize) -> Entry<'_> {
        self.0.entry(index)
    }
}

#[tokio::test]
async fn parameters_of_the_host_stand_before_the_endpoint() {
    let script = Script::new([done()]);
    let call = |account: &str| InHost(Account { account: Some(account.to_owned()) });
    script.client().as_ref().call(&call("1234")).await.unwrap();
    let request = &script.requests()[0];
    assert_eq!(request.host, "1234.sae.cn-hangzhou.aliyuncs.com");
    assert_eq!(header(request, "host"), request.host);
    let error = script.client().as_ref().call(&call("evil.com/")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}
