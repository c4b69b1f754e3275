//! Instances with disks and tags: a dry run first, then the run, with its errors told apart.
//!
//! `cargo run --example run_instances --features ecs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ecs::run_instances::{DataDisk, SystemDisk};
use alicloud::ecs::types::Tag;
use alicloud::ecs::{self, RunInstances, RunInstancesError};

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    println!("{:?}", run(&ecs::Client::from_env()?, "aliyun_3_x64_20G_alibase_20240528.vhd").await?);
    Ok(())
}

/// The ids of two new instances; none if the account cannot have them now.
pub async fn run(ecs: &ecs::Client, image: &str) -> Result<Vec<String>, alicloud::Error> {
    let disk = |size: u32| DataDisk::new().size(size).category("cloud_essd");
    let request = RunInstances::new()
        .image_id(image)
        .instance_type("ecs.g7.large")
        .amount(2)
        .system_disk(SystemDisk::new().size(40).category("cloud_essd"))
        .data_disk([disk(100), disk(200)])
        .tag([Tag::new("env", "test")]);

    match request.clone().dry_run(true).on(ecs).send().await {
        Err(e) if e.is_dry_run() => println!("nothing speaks against it"),
        Err(e) => return Err(e.into()),
        Ok(_) => println!("the service did not try it only"),
    }
    match request.on(ecs).send().await {
        Ok(done) => Ok(done.into_response().instance_id_sets),
        Err(e) if e.is_quota_exceeded() => Ok(Vec::new()),
        Err(e) if e.code() == Some(RunInstancesError::InsufficientBalance) => Ok(Vec::new()),
        Err(e) => Err(e.into()),
    }
}
