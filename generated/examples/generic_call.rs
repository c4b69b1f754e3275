//! A call of an operation that no client has, by its name.
//!
//! `cargo run --example generic_call --features ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs;
use alicloud::runtime::Json;
use alicloud::runtime::client::GenericRequest;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    println!("{}", run(&ecs::Client::from_env()?).await?);
    Ok(())
}

/// The answer as JSON.
pub async fn run(ecs: &ecs::Client) -> Result<Json, alicloud::Error> {
    let request = GenericRequest::new("2014-05-26", "DescribeZones").query("RegionId", "cn-hangzhou");
    Ok(request.send(ecs).await?.into_response())
}
