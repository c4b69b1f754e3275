//! A metric of CloudMonitor, whose dimensions are sent as JSON in a text.
//!
//! `cargo run --example cms_metric --features cms -- i-1`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::cms;
use alicloud::runtime::Json;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = std::env::args().nth(1).ok_or("name an instance")?;
    println!("{}", run(&cms::Client::from_env()?, &id).await?);
    Ok(())
}

/// How busy the processors of an instance were. The points are JSON in a text, too.
pub async fn run(cms: &cms::Client, instance: &str) -> Result<Json, Box<dyn std::error::Error>> {
    let metric = cms.describe_metric_list("acs_ecs_dashboard", "CPUUtilization").period("60");
    let answer = metric.dimensions(json!([{ "instanceId": instance }])).send().await?;
    Ok(serde_json::from_str(answer.datapoints.as_deref().unwrap_or("[]"))?)
}
