//! Pages that CDN is to fetch anew, and the end of that.
//!
//! `cargo run --example cdn_refresh --features cdn -- https://example.com/`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::cdn;
use alicloud::runtime::client::WaitError;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    let path = std::env::args().nth(1).unwrap_or_default();
    println!("{}", if run(&cdn::Client::from_env()?, &path).await? { "refreshed" } else { "failed" });
    Ok(())
}

/// Whether the pages were refreshed.
pub async fn run(cdn: &cdn::Client, path: &str) -> Result<bool, alicloud::Error> {
    let task = cdn.refresh_object_caches(path).object_type("Directory").send().await?;
    let task = task.into_response().refresh_task_id.unwrap_or_default();
    match cdn.wait_until_refresh_task_complete(task).await {
        Ok(_) => Ok(true),
        Err(WaitError::Failed { .. }) => Ok(false),
        Err(e) => Err(e.into()),
    }
}
