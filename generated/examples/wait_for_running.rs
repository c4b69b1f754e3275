//! Waiting until instances run.
//!
//! `cargo run --example wait_for_running --features ecs -- i-1 i-2`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    let ids: Vec<_> = std::env::args().skip(1).collect();
    run(&ecs::Client::from_env()?, &ids).await?;
    println!("all run");
    Ok(())
}

/// Waits for five minutes at most.
pub async fn run(ecs: &ecs::Client, ids: &[String]) -> Result<(), alicloud::Error> {
    ecs.wait_until_instance_running(ids).deadline(Duration::from_secs(300)).await?;
    Ok(())
}
