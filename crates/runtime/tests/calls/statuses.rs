//! Answers of every kind of success: statuses, empty bodies, XML.

use crate::script::{Script, Step};
use alicloud_runtime::client::Client;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::plumbing::{Entry, WithFields};
use alicloud_runtime::{ErrorKind, Field, Json, Metadata, Method, Operation, OtherCode, Structure, Style};
use serde_json::json;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// An operation without parameters whose response is whatever it says.
struct Get<T>(Nothing, PhantomData<fn() -> T>);

struct Nothing {}

alicloud_runtime::structure! { Nothing {
} }

impl<T: Field + Send + Sync + 'static> Operation for Get<T> {
    type Response = T;
    type Error = OtherCode;
    const METADATA: &'static Metadata =
        &Metadata::new("Get", "made-up", "2020-01-01", Style::Roa, Method::Post, "/", &[]);
}

impl<T: Field + Send + Sync + 'static> Structure for Get<T> {
    fn fields(&mut self, with: WithFields<'_>) {
        self.0.fields(with);
    }
    fn entry(&self, index: usize) -> Entry<'_> {
        self.0.entry(index)
    }
}

/// A response with a member.
struct Named {
    name: Option<String>,
}

alicloud_runtime::structure! { Named {
    name = "Name",
} }

async fn answered<T: Field + Send + Sync + 'static>(
    status: u16,
    body: &'static str,
) -> Result<(u16, T), ErrorKind> {
    let script = Script::new([Step::Answer(status, &[], body)]);
    let builder = Client::builder("made-up").region("a").credentials(Credentials::access_key("i", "s"));
    let client = builder.transport(script).build().unwrap();
    match client.call(&Get::<T>(Nothing {}, PhantomData)).await {
        Ok(output) => Ok((output.status(), output.response)),
        Err(error) => Err(error.kind()),
    }
}

#[tokio::test]
async fn every_2xx_status_is_success_and_can_be_asked_for() {
    for status in [200, 201, 202, 206] {
        let (found, named) = answered::<Named>(status, r#"{"Name": "a"}"#).await.unwrap();
        assert_eq!((found, named.name.as_deref()), (status, Some("a")));
    }
    let (status, named) = answered::<Named>(204, "").await.unwrap();
    assert_eq!((status, named), (204, Named::default()));
}

#[tokio::test]
async fn an_empty_body_is_an_answer_where_nothing_is_documented() {
    for status in [200, 202, 204] {
        assert_eq!(answered::<Json>(status, " \n").await, Ok((status, Json::Null)));
    }
    assert_eq!(answered::<Named>(201, "").await.unwrap_err(), ErrorKind::Decode);
}

#[tokio::test]
async fn xml_is_read_into_any_json_and_maps() {
    let body = "<?xml version='1.0'?><R><RequestId>r</RequestId><Tags><Tag>a</Tag><Tag>b</Tag></Tags></R>";
    let (_, any) = answered::<Json>(200, body).await.unwrap();
    assert_eq!(any, json!({"RequestId": "r", "Tags": {"Tag": ["a", "b"]}}));
    let (_, map) = answered::<BTreeMap<String, Json>>(201, body).await.unwrap();
    assert_eq!(map["Tags"], json!({"Tag": ["a", "b"]}));
    let (_, texts) =
        answered::<BTreeMap<String, String>>(200, "<R><A>1</A><B>x &amp; y</B></R>").await.unwrap();
    assert_eq!((texts["A"].as_str(), texts["B"].as_str()), ("1", "x & y"));
    let (_, lists) = answered::<BTreeMap<String, Vec<String>>>(200, "<R><A>1</A><A>2</A></R>").await.unwrap();
    assert_eq!(lists["A"], ["1", "2"]);
    let (_, any) = answered::<BTreeMap<String, Json>>(200, "<R><A>1</A><B/><A>2</A></R>").await.unwrap();
    assert_eq!(any["A"], json!(["1", "2"]));
}
