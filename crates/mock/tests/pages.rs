//! Lists over all their pages, from a gateway that is told what to answer.
#![allow(clippy::unwrap_used, reason = "a gateway that does not start ends the test")]

use alicloud::sae;
use alicloud_mock::{Effect, Fault, Gateway};
use alicloud_runtime::ErrorKind;
use alicloud_runtime::transport::{Http, HttpRequest, Sending, Transport};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Sends what it is given, and keeps the queries.
#[derive(Clone)]
struct Recorder(Arc<(Http, Mutex<Vec<String>>)>);

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let (_, query) = request.target.split_once('?').unwrap_or_default();
        self.0.1.lock().unwrap().push(query.to_owned());
        self.0.0.send(request)
    }
}

impl Recorder {
    fn new() -> Self {
        let http = Http::new(Duration::from_secs(5), 1 << 20).unwrap();
        Recorder(Arc::new((http, Mutex::default())))
    }

    fn client(&self, gateway: &Gateway) -> sae::Client {
        let builder = sae::Client::builder().region("cn-hangzhou").transport(self.clone());
        gateway.client(builder).unwrap()
    }

    fn queries(&self) -> Vec<String> {
        self.0.1.lock().unwrap().clone()
    }
}

/// A page of applications with these names, and a total if it is known.
fn page(names: &[&str], total: Option<u32>) -> Effect {
    let applications: Vec<_> = names.iter().map(|name| json!({"AppName": name})).collect();
    let data = json!({"Applications": applications});
    Effect::Answer(json!({"Success": true, "TotalSize": total, "Data": data}))
}

fn tags(token: &str) -> Effect {
    let resources = json!({"TagResource": [{"TagKey": token}]});
    Effect::Answer(json!({"Success": true, "Data": {"NextToken": token, "TagResources": resources}}))
}

/// What comes of a list of applications where the gateway answers with these pages: the names, and what was asked.
async fn listed(
    pages: Vec<Effect>,
    ask: impl FnOnce(sae::ListApplications<sae::Client>) -> sae::ListApplications<sae::Client>,
) -> (Vec<String>, Vec<String>) {
    let (gateway, recorder) = (Gateway::start().await.unwrap(), Recorder::new());
    let count = pages.len();
    pages.into_iter().for_each(|page| gateway.inject(Fault::new(page).on("ListApplications")));
    let applications = ask(recorder.client(&gateway).list_applications()).items().all().await.unwrap();
    let names = applications.into_iter().filter_map(|application| application.app_name).collect();
    assert_eq!(recorder.queries().len(), count, "all pages were asked for, and no other");
    (names, recorder.queries())
}

#[tokio::test]
async fn three_pages_up_to_the_total() {
    let pages = vec![page(&["a", "b"], Some(5)), page(&["c", "d"], Some(5)), page(&["e"], Some(5))];
    let (names, queries) = listed(pages, |request| request.page_size(2)).await;
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    assert_eq!(queries, ["PageSize=2", "CurrentPage=2&PageSize=2", "CurrentPage=3&PageSize=2"]);
}

#[tokio::test]
async fn an_empty_last_page() {
    let pages = vec![page(&["a", "b"], None), page(&["c", "d"], None), page(&[], None)];
    let (names, queries) = listed(pages, |request| request).await;
    assert_eq!(names, ["a", "b", "c", "d"]);
    assert_eq!(queries, ["", "CurrentPage=2", "CurrentPage=3"]);
}

#[tokio::test]
async fn a_first_page_of_0() {
    let pages = vec![page(&["a", "b"], Some(3)), page(&["c"], Some(3))];
    let (names, queries) = listed(pages, |request| request.current_page(0)).await;
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(queries, ["CurrentPage=0", "CurrentPage=1"]);
}

#[tokio::test]
async fn a_total_that_shrinks() {
    let pages = vec![page(&["a", "b"], Some(6)), page(&["c", "d"], Some(4))];
    let (names, _) = listed(pages, |request| request).await;
    assert_eq!(names, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn a_total_that_is_never_reached() {
    let pages = vec![page(&["a"], Some(1_000_000)), page(&["b"], Some(2_000_000)), page(&[], Some(9))];
    assert_eq!(listed(pages, |request| request).await.0, ["a", "b"]);
}

#[tokio::test]
async fn a_page_that_is_throttled_is_asked_for_again() {
    let (first, last) = (page(&["a"], Some(2)), page(&["b"], Some(2)));
    let throttled = Effect::Error {
        code: "Throttling".to_owned(),
        status: Some(429),
        message: None,
        retry_after: Some(1),
    };
    let (names, queries) = listed(vec![first, throttled, last], |request| request).await;
    assert_eq!((names.len(), queries[1] == queries[2]), (2, true));
}

#[tokio::test]
async fn tokens_until_there_is_none_and_an_error_where_one_comes_again() {
    for (tokens, kind) in [(["x", "y", ""], None), (["x", "y", "x"], Some(ErrorKind::Paging))] {
        let (gateway, recorder) = (Gateway::start().await.unwrap(), Recorder::new());
        tokens.into_iter().for_each(|token| gateway.inject(tags(token)));
        let mut items = recorder.client(&gateway).list_tag_resources("Application").items();
        for token in tokens {
            assert_eq!(items.try_next().await.unwrap().unwrap().tag_key.as_deref(), Some(token));
        }
        assert_eq!(items.try_next().await.err().map(|error| error.kind()), kind);
        assert!(items.try_next().await.unwrap().is_none());
        assert!(recorder.queries()[2].contains("NextToken=y") && recorder.queries().len() == 3);
    }
}
