//! Calls as spans and events of `tracing`; no secret is in them.
//!
//! `cargo run --example traced --features ecs`

use alicloud::ecs;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).init();
    run(&ecs::Client::from_env()?).await
}

/// A call, which is a span with product, operation, status, number of the request and number of attempts.
pub async fn run(ecs: &ecs::Client) -> Result<(), alicloud::Error> {
    ecs.describe_regions().send().await?;
    Ok(())
}
