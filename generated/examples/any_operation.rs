//! One function over operations of several products.
//!
//! `cargo run --example any_operation --features ecs,ram`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::runtime::client::{Client, Output};
use alicloud::runtime::{CallError, Operation};
use alicloud::{ecs, ram};

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    run(&ecs::Client::from_env()?, &ram::Client::from_env()?).await
}

/// Calls whatever it is given, and says so.
pub async fn logged<O: Operation>(
    client: &impl AsRef<Client>,
    request: O,
) -> Result<Output<O::Response>, CallError<O::Error>> {
    let answer = client.as_ref().call(&request).await;
    println!("{}: {}", O::METADATA.name, if answer.is_ok() { "well" } else { "badly" });
    answer
}

/// Calls two operations of two products.
pub async fn run(ecs: &ecs::Client, ram: &ram::Client) -> Result<(), alicloud::Error> {
    logged(ecs, ecs::DescribeRegions::new()).await?;
    logged(ram, ram::ListUsers::new()).await?;
    Ok(())
}
