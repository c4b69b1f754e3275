//! Clients that get declared answers.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not there")]
#![allow(unreachable_pub, reason = "the macros make public what is generated")]

use alicloud::sae::{
    self, AbortChangeOrder, AbortChangeOrderError, AbortChangeOrderResponse, DescribeChangeOrder,
    DescribeChangeOrderResponse,
};
use alicloud_runtime::client::{Builder, Client, GenericRequest, Product, Success};
use alicloud_runtime::signing::Legacy;
use alicloud_runtime::testing::Replay;
use alicloud_runtime::{ErrorCode, ErrorKind, Json, OtherCode};

fn done(message: &str) -> AbortChangeOrderResponse {
    AbortChangeOrderResponse { message: Some(message.to_owned()), ..Default::default() }
}

#[tokio::test]
async fn each_operation_gets_its_answers_in_order_and_the_last_again() {
    let replay = Replay::new()
        .answer::<AbortChangeOrder>(done("first"))
        .answer::<DescribeChangeOrder>(DescribeChangeOrderResponse::default())
        .answer::<AbortChangeOrder>(done("last"));
    let client = replay.client(sae::Client::builder()).unwrap();
    for (order, expected) in [("a", "first"), ("b/ü +", "last"), ("c", "last")] {
        let output = client.abort_change_order(order).send().await.unwrap();
        assert_eq!(output.message.as_deref(), Some(expected));
    }
    let output = client.describe_change_order("d").send().await.unwrap();
    assert_eq!((output.request_id(), output.mismatches.len()), (Some("replay-4"), 0));
    let asked: Vec<_> = replay.requests().iter().filter_map(|seen| seen.parameter("ChangeOrderId")).collect();
    assert_eq!(asked, ["a", "b/ü +", "c", "d"]);
}

#[tokio::test(start_paused = true)]
async fn errors_are_typed_and_what_may_pass_is_tried_again() {
    let code = AbortChangeOrderError::ApplicationChangerOrderRunning;
    let replay = Replay::new()
        .fail::<AbortChangeOrder>(code.clone())
        .body(503, r#"{"Code": "ServiceUnavailable"}"#)
        .answer::<DescribeChangeOrder>(DescribeChangeOrderResponse::default());
    let client = replay.client(sae::Client::builder()).unwrap();
    let error = client.abort_change_order("a").send().await.unwrap_err();
    assert_eq!((error.status(), error.code()), (code.documented_status(), Some(code)));
    let output = client.describe_change_order("a").send().await.unwrap();
    assert_eq!((output.attempts(), replay.calls()), (2, 3));
}

#[tokio::test]
async fn a_request_without_an_answer_is_an_error_that_names_it() {
    let replay = Replay::new().answer::<AbortChangeOrder>(done("of another"));
    let client = replay.client(sae::Client::builder()).unwrap();
    let error = client.describe_change_order("a").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.message().contains("no answer is declared for DescribeChangeOrder"), "{error}");
    assert_eq!(replay.calls(), 1);
}

/// An operation as it is generated, of a product whose answers say `OK`, with a parameter in its path.
#[derive(Default)]
pub struct GetParcel<C = ()> {
    client: C,
    input: Input,
}

struct Input {
    id: Option<String>,
    verbose: Option<String>,
}

alicloud_runtime::operation! {
    GetParcel(Input) for Client => GetParcelResponse, OtherCode;
    "depot" "2024-01-01" "GetParcel" Roa Post "/parcels/{Id}/state";
    Path id = "Id",
    Form verbose = "Verbose",
}

pub struct GetParcelResponse {
    pub code: Option<String>,
    pub state: Option<String>,
}

alicloud_runtime::structure! { GetParcelResponse {
    code = "Code",
    state = "State",
} }

/// Another one, whose code is a number.
#[derive(Default)]
pub struct CountParcels<C = ()> {
    client: C,
    input: Nothing,
}

struct Nothing {}

alicloud_runtime::operation! {
    CountParcels(Nothing) for Client => CountParcelsResponse, OtherCode;
    "depot" "2024-01-01" "CountParcels" Rpc Post "/";
}

pub struct CountParcelsResponse {
    pub code: Option<i64>,
}

alicloud_runtime::structure! { CountParcelsResponse {
    code = "Code",
} }

static DEPOT: Product = Product::new("depot", "", &[], Success::new("", "Code", &["OK"]));

#[tokio::test]
async fn an_answer_says_of_success_what_the_product_says_unless_the_test_does() {
    let answer = |code: Option<&str>| GetParcelResponse {
        code: code.map(str::to_owned),
        state: Some("there".to_owned()),
    };
    let replay =
        Replay::new().answer::<GetParcel>(answer(None)).answer::<GetParcel>(answer(Some("Parcel.Lost")));
    let client: Client = replay.client(Builder::new(&DEPOT)).unwrap();
    let input = || Input { id: Some("a/b c".to_owned()), verbose: Some("ü+&".to_owned()) };
    let request = || GetParcel { client: client.clone(), input: input() };
    let output = request().send().await.unwrap();
    assert_eq!((output.code.as_deref(), output.state.as_deref()), (Some("OK"), Some("there")));
    let error = request().send().await.unwrap_err();
    assert_eq!(error.code_str(), Some("Parcel.Lost"));
    let seen = &replay.requests()[0];
    let parameter = |name| seen.parameter(name);
    assert_eq!((parameter("Id").as_deref(), parameter("Verbose").as_deref()), (Some("a/b c"), Some("ü+&")));
    assert_eq!((parameter("state"), parameter("parcels"), seen.json()), (None, None, Json::Null));
}

#[tokio::test]
async fn a_code_that_is_a_number_is_answered_as_one() {
    let replay = Replay::new().answer::<CountParcels>(CountParcelsResponse::default());
    let client: Client = replay.client(Builder::new(&DEPOT)).unwrap();
    let output = CountParcels { client, input: Nothing {} }.send().await.unwrap();
    assert_eq!((output.code, output.mismatches.len()), (Some(200), 0));
}

#[tokio::test]
async fn any_operation_gets_a_body_whatever_signs_it() {
    let replay = Replay::new().body(200, r#"{"Here": 1}"#);
    let request = GenericRequest::new("2014-05-26", "RunInstances").json_body(serde_json::json!({"A": [1]}));
    for builder in [Client::builder("ecs"), Client::builder("ecs").signer(Legacy::new())] {
        let client = replay.client(builder).unwrap();
        assert_eq!(request.clone().send(client).await.unwrap().response["Here"], 1);
    }
    for seen in replay.requests() {
        assert_eq!((&*seen.operation, &*seen.version), ("RunInstances", "2014-05-26"));
        assert_eq!(seen.json()["A"][0], 1);
    }
    assert_eq!(replay.calls(), 2);
}
