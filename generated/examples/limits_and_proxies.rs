//! Time limits, retries, a proxy, and the endpoint within a VPC.
//!
//! `cargo run --example limits_and_proxies --features ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs;
use alicloud::runtime::client::{Network, RetryPolicy};
use alicloud::runtime::transport::{Http, HttpOptions, Proxies};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", run(&client()?).await?);
    Ok(())
}

/// A client within a VPC that uses no proxy, whatever the environment says.
pub fn client() -> Result<ecs::Client, Box<dyn std::error::Error>> {
    let mut options = HttpOptions::new(Duration::from_secs(2), 8 << 20);
    options.proxies = Proxies::None;
    let transport = Http::with(&options)?;
    let builder = ecs::Client::builder().region("cn-hangzhou").network(Network::Vpc).transport(transport);
    Ok(builder.attempt_timeout(Duration::from_secs(5)).operation_timeout(Duration::from_secs(20)).build()?)
}

/// The number of regions, which this call has less time for than others, and one attempt.
pub async fn run(ecs: &ecs::Client) -> Result<usize, alicloud::Error> {
    let call =
        ecs.describe_regions().send().operation_timeout(Duration::from_secs(3)).retry(RetryPolicy::never());
    Ok(call.await?.regions.len())
}
