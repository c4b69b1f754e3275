//! A gateway is started, a change order described and aborted, and the typed error of a second abort shown.
//!
//! `cargo run -p alicloud-mock --example abort_change_order`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::sae::{self, AbortChangeOrderError};
use alicloud_mock::Gateway;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = Gateway::start().await?;
    let client = gateway.client(sae::Client::builder())?;
    let id = "be2e1c76-682b-4897-98d3-1d8d6478****";

    let order = client.describe_change_order(id).send().await?;
    println!("status: {:?} ({})", order.data.as_ref().and_then(|data| data.status), order.request_id());

    let done = client.abort_change_order(id).send().await?;
    println!("aborted: {:?} ({})", done.data, done.request_id());

    match client.abort_change_order(id).send().await {
        Ok(_) => println!("aborted again"),
        Err(e) => match e.code() {
            Some(AbortChangeOrderError::ApplicationChangerOrderNotRunning) => {
                println!("it does not run any more: {e}")
            }
            _ if e.is_throttling() => println!("slower, please"),
            _ => return Err(e.into()),
        },
    }
    Ok(())
}
