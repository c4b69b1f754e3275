//! All instances of a region, over all pages.
//!
//! `cargo run --example all_instances --features ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs::{self, describe_instances::Instance};

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    for instance in run(&ecs::Client::from_env()?).await? {
        let addresses = instance.vpc_attributes.map(|attributes| attributes.private_ip_address);
        println!("{:?} {:?} {:?}", instance.instance_id, instance.status, addresses);
    }
    Ok(())
}

/// The instances that run. A page is asked for when the one before it is used up.
pub async fn run(ecs: &ecs::Client) -> Result<Vec<Instance>, alicloud::Error> {
    let mut instances = ecs.describe_instances().status("Running").page_size(100).items();
    let mut found = Vec::new();
    while let Some(instance) = instances.try_next().await? {
        found.push(instance);
    }
    Ok(found)
}
