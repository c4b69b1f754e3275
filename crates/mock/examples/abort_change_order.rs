//! A gateway is started; a change order is described, aborted and waited for, and what is wrong with a second abort is
//! told by a typed error.
//!
//! `cargo run -p alicloud-mock --example abort_change_order`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::runtime::client::WaitError;
use alicloud::sae::{self, AbortChangeOrderError};
use alicloud_mock::Gateway;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = Gateway::start().await?;
    let client = gateway.client(sae::Client::builder())?;
    let id = "be2e1c76-682b-4897-98d3-1d8d6478****";

    let order = client.describe_change_order(id).send().await?;
    println!("described:  {:?} ({:?})", order.data.as_ref().and_then(|data| data.status), order.request_id());

    let done = client.abort_change_order(id).send().await?;
    println!("aborted:    {:?} ({:?})", done.data, done.request_id());

    match client.wait_until_change_order_finished(id).await {
        Ok(_) => println!("waited:     it is finished"),
        Err(WaitError::Failed { state, last, .. }) => {
            println!("waited:     status {state}, which is a failure ({:?})", last.request_id());
        }
        Err(e) => return Err(e.into()),
    }

    match client.abort_change_order(id).send().await {
        Ok(_) => println!("aborted again"),
        Err(e) => match e.code() {
            Some(AbortChangeOrderError::ApplicationChangerOrderNotRunning) => println!("too late:   {e}"),
            _ if e.is_throttling() => println!("slower, please"),
            _ => return Err(e.into()),
        },
    }
    Ok(())
}
