//! Streams of pages and items of an operation as it is generated, over a transport that answers by what is asked.
#![allow(clippy::unwrap_used, reason = "an answer that is not as it should be fails the test")]
#![allow(unreachable_pub, reason = "the macros make public what is generated")]

use alicloud_runtime::client::{Client, Items, Pages, RetryPolicy};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::{HttpRequest, HttpResponse, Sending, Transport};
use alicloud_runtime::{ErrorKind, OtherCode};
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
#[must_use]
pub struct ListParcels<C = ()> {
    client: C,
    input: Input,
}

struct Input {
    next_token: Option<String>,
    max_results: Option<i64>,
}

alicloud_runtime::operation! {
    ListParcels(Input) for Client => ListParcelsResponse, ListParcelsError;
    "depot" "2024-01-01" "ListParcels" Rpc Post "/";
    Query next_token = "NextToken",
    Query max_results = "MaxResults",
}

alicloud_runtime::paged! {
    ListParcels for Client;
    token "NextToken" by "MaxResults", next "NextToken", more "Data" / "IsTruncated";
    items "Data" / "Parcels" of Parcel = |response| response.data.as_mut()?.parcels;
}

pub struct ListParcelsResponse {
    pub next_token: Option<String>,
    pub data: Option<Data>,
}

alicloud_runtime::structure! { ListParcelsResponse {
    next_token = "NextToken",
    data = "Data",
} }

pub struct Data {
    pub is_truncated: Option<bool>,
    pub parcels: Vec<Parcel>,
}

alicloud_runtime::structure! { Data {
    is_truncated = "IsTruncated",
    parcels = "Parcels" / "Parcel",
} }

pub struct Parcel {
    pub id: Option<i64>,
}

alicloud_runtime::structure! { Parcel {
    id = "Id",
} }

pub enum ListParcelsError {
    Gone,
    Other(OtherCode),
}

alicloud_runtime::error_code! { ListParcelsError {
    Gone = "Gone" 404,
} }

/// Answers by the query, and keeps the queries.
#[derive(Clone)]
struct Service(Arc<Mutex<Vec<String>>>, fn(&str) -> (u16, &'static str));

impl Service {
    fn new(answer: fn(&str) -> (u16, &'static str)) -> Self {
        Service(Arc::default(), answer)
    }

    fn queries(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn list_parcels(&self) -> ListParcels<Client> {
        let builder = Client::builder("depot").region("cn-hangzhou").retry(RetryPolicy::never());
        let credentials = Credentials::access_key("theid", "thesecret");
        let client = builder.credentials(credentials).transport(self.clone()).build().unwrap();
        ListParcels::default().on(&client)
    }
}

impl Transport for Service {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let query = request.target.trim_start_matches("/?").trim_start_matches('/').to_owned();
        let (status, body) = (self.1)(&query);
        self.0.lock().unwrap().push(query);
        let answer = HttpResponse::new(status, Vec::new(), body.as_bytes().to_vec());
        let mut polls = 0;
        // Not at once, as on the network.
        Box::pin(async move {
            poll_fn(|context| {
                polls += 1;
                context.waker().wake_by_ref();
                if polls > 1 { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            Ok(answer)
        })
    }
}

const FIRST: &str =
    r#"{"NextToken": "a", "Data": {"IsTruncated": true, "Parcels": {"Parcel": [{"Id": 1}, {"Id": 2}]}}}"#;
const EMPTY: &str = r#"{"NextToken": "b", "Data": {"IsTruncated": true, "Parcels": {"Parcel": []}}}"#;
const LAST: &str =
    r#"{"NextToken": "c", "Data": {"IsTruncated": false, "Parcels": {"Parcel": [{"Id": 3}]}}}"#;

const SAME: &str = r#"{"NextToken": "a", "Data": {"Parcels": {"Parcel": [{"Id": 1}]}}}"#;

fn three(query: &str) -> (u16, &'static str) {
    match query {
        "" | "MaxResults=2" => (200, FIRST),
        query if query.contains("NextToken=a") => (200, EMPTY),
        _ => (200, LAST),
    }
}

fn ids(parcels: Vec<Parcel>) -> Vec<i64> {
    parcels.into_iter().filter_map(|parcel| parcel.id).collect()
}

#[tokio::test]
async fn items_come_from_all_pages() {
    let service = Service::new(three);
    let mut items = service.list_parcels().items().page_size(2);
    let mut all = Vec::new();
    while let Some(parcel) = items.try_next().await.unwrap() {
        all.push(parcel);
    }
    assert_eq!(ids(all), [1, 2, 3]);
    assert_eq!(service.queries(), ["MaxResults=2", "MaxResults=2&NextToken=a", "MaxResults=2&NextToken=b"]);
    assert!(items.try_next().await.unwrap().is_none() && service.queries().len() == 3);
}

#[tokio::test]
async fn all_gives_what_is_left() {
    let service = Service::new(three);
    let mut items = service.list_parcels().items();
    assert_eq!(items.try_next().await.unwrap().and_then(|parcel| parcel.id), Some(1));
    assert_eq!(ids(items.all().await.unwrap()), [2, 3]);
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_needed() {
    let service = Service::new(three);
    let mut pages = service.list_parcels().pages();
    assert_eq!(service.queries().len(), 0);
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!((first.data.as_ref().unwrap().parcels.len(), first.attempts()), (2, 1));
    assert_eq!(service.queries().len(), 1);
}

#[tokio::test]
async fn a_token_that_came_before_is_an_error_behind_its_page() {
    let service = Service::new(|_| (200, SAME));
    let mut pages = service.list_parcels().pages();
    assert!(pages.try_next().await.unwrap().is_some() && pages.try_next().await.unwrap().is_some());
    let error = pages.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Paging, false));
    assert!(
        error.to_string().starts_with("ListParcels failed: the answer has the token of a page"),
        "{error}"
    );
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(service.queries().len(), 2);
}

#[tokio::test]
async fn a_page_that_fails_is_the_end() {
    let service = Service::new(|query| match query {
        "" => (200, FIRST),
        _ => (404, r#"{"Code": "Gone", "Message": "It is gone."}"#),
    });
    let mut items = service.list_parcels().items();
    assert!(items.try_next().await.unwrap().is_some() && items.try_next().await.unwrap().is_some());
    assert_eq!(items.try_next().await.unwrap_err().code(), Some(ListParcelsError::Gone));
    assert!(items.try_next().await.unwrap().is_none());
    assert!(service.list_parcels().items().all().await.is_err());
}

#[tokio::test]
async fn a_future_that_is_dropped_loses_nothing() {
    let service = Service::new(three);
    let mut items = service.list_parcels().items();
    assert!(pin!(items.try_next()).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(ids(items.all().await.unwrap()), [1, 2, 3]);
    assert_eq!(service.queries().len(), 3);
}

#[tokio::test]
async fn they_are_streams_that_go_to_another_thread() {
    fn moves<S: Stream + Send + Unpin>(stream: S) -> S {
        stream
    }
    let service = Service::new(three);
    let mut pages: Pages<ListParcels> = moves(service.list_parcels().pages());
    let mut count = 0;
    while poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await.transpose().unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
    let mut items: Items<ListParcels> = moves(service.list_parcels().items());
    let first = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert_eq!(first.unwrap().unwrap().id, Some(1));
    assert_eq!(format!("{pages:?} {items:?}"), "Pages(ListParcels) Items(ListParcels)");
}
