//! What the waiters of a made-up product ask for, and what they make of the answers.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, reason = "a wait that fails fails the test")]

use alicloud_cursed::testing::describe_parts::{DescribePartsRequired, Kind, Part};
use alicloud_cursed::testing::describe_things::{Status, Thing};
use alicloud_cursed::testing::{
    Client, DescribeParts, DescribePartsResponse, DescribeThings, DescribeThingsResponse,
};
use alicloud_runtime::testing::Replay;

fn things(count: usize) -> DescribeThingsResponse {
    let thing = Thing { status: Some(Status::Running), ..Thing::default() };
    DescribeThingsResponse { things: vec![thing; count] }
}

fn parts(count: usize) -> DescribePartsResponse {
    let part = Part { status: Some("Running".to_owned()), ..Part::default() };
    DescribePartsResponse { parts: vec![part; count] }
}

fn client(replay: &Replay) -> Client {
    replay.client(Client::builder().region("cn-a")).unwrap()
}

#[tokio::test]
async fn an_id_that_is_given_twice_is_one() {
    let replay = Replay::new().answer::<DescribeThings>(things(2));
    client(&replay).wait_until_things_running(["a", "b", "a"]).await.unwrap();
    let request = &replay.requests()[0];
    let sent = ["ThingId.1", "ThingId.2", "ThingId.3", "PageSize"].map(|name| request.parameter(name));
    assert_eq!(sent, [Some("a"), Some("b"), None, Some("100")].map(|value| value.map(str::to_owned)));
    assert_eq!(replay.calls(), 1);
}

#[tokio::test]
async fn what_is_fixed_is_sent_without_arguments() {
    let replay = Replay::new().answer::<DescribeThings>(things(1));
    client(&replay).wait_until_mine_running().await.unwrap();
    assert_eq!(replay.requests()[0].parameter("PageSize").as_deref(), Some("100"));
}

#[tokio::test]
async fn many_required_parameters_come_in_a_struct_or_by_name() {
    let replay = Replay::new().answer::<DescribeParts>(parts(2));
    let required = DescribePartsRequired {
        expected: "x".to_owned(),
        part_ids: ["a", "a", "b"].map(str::to_owned).to_vec(),
        kind: Kind::Large,
        depth: 2,
    };
    client(&replay).wait_until_parts_running(required).await.unwrap();
    client(&replay).wait_until_small_part_running("y", ["a", "b", "b"]).await.unwrap();
    let names = ["region-id", "expected", "PartIds.2", "PartIds.3", "Kind", "Depth", "Wide"];
    let sent = |index: usize| names.map(|name| replay.requests()[index].parameter(name).unwrap_or_default());
    assert_eq!(
        [sent(0), sent(1)],
        [["cn-a", "x", "b", "", "Large", "2", ""], ["cn-a", "y", "b", "", "Small", "1", "true"]]
    );
}
