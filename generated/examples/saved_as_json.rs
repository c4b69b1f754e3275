//! A response that is saved as JSON and read again.
//!
//! `cargo run --example saved_as_json --features ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs::{self, DescribeRegionsResponse};
use alicloud::runtime::{decode_json, encode_json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (text, again) = run(&ecs::Client::from_env()?).await?;
    println!("{text}\n{again:?}");
    Ok(())
}

/// The text, and what was read from it. With the feature `serde`, models are `Serialize` and `Deserialize` as well.
pub async fn run(ecs: &ecs::Client) -> Result<(String, DescribeRegionsResponse), Box<dyn std::error::Error>> {
    let regions = ecs.describe_regions().send().await?.into_response();
    let text = encode_json(&regions);
    let again = decode_json::<DescribeRegionsResponse>(text.as_bytes())?.value;
    Ok((text, again))
}
