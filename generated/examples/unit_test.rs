//! A test of one's own code without a network: a transport that gives declared answers.
//!
//! `cargo run --example unit_test --features ecs`; it needs the feature `testing` of `alicloud-runtime`, which belongs to the
//! dev-dependencies of a crate that is tested.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs::{self, DescribeInstances, DescribeInstancesResponse, describe_instances::Instance};
use alicloud::runtime::testing::Replay;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    run().await?;
    println!("the code under test does what it should");
    Ok(())
}

/// What is tested: how many instances there are of a status.
async fn count(ecs: &ecs::Client, status: &str) -> Result<usize, alicloud::Error> {
    Ok(ecs.describe_instances().status(status).items().all().await?.len())
}

/// The test.
pub async fn run() -> Result<(), alicloud::Error> {
    let instances = vec![Instance::default(), Instance::default()];
    let answer = DescribeInstancesResponse { instances, total_count: Some(2), ..Default::default() };
    let replay = Replay::new().answer::<DescribeInstances>(answer);
    let ecs = replay.client(ecs::Client::builder().region("cn-hangzhou"))?;

    assert_eq!(count(&ecs, "Running").await?, 2);
    assert_eq!(replay.requests()[0].parameter("Status").as_deref(), Some("Running"));
    Ok(())
}
