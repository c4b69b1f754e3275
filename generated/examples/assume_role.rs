//! The keys of a role for the client of another product. (A client can also assume the role by itself, and then renews the
//! keys: see `runtime::credentials::AssumeRole`.)
//!
//! `cargo run --example assume_role --features sts,ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::runtime::credentials::Credentials;
use alicloud::sts;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credentials = run(&sts::Client::from_env()?, "acs:ram::1234567890123456:role/reader").await?;
    let ecs = alicloud::ecs::Client::builder().credentials(credentials).build()?;
    println!("{}", ecs.describe_regions().send().await?.regions.len());
    Ok(())
}

/// The keys of the role for a quarter of an hour.
pub async fn run(sts: &sts::Client, role: &str) -> Result<Credentials, Box<dyn std::error::Error>> {
    let answer = sts.assume_role(role, "cookbook").duration_seconds(900).send().await?;
    let keys = answer.credentials.as_ref().ok_or("the answer has no keys")?;
    Ok(Credentials::try_from(keys)?)
}
