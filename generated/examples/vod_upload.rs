//! Where to upload a video to, and with which keys.
//!
//! `cargo run --example vod_upload --features vod`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::vod;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    let (address, _) = run(&vod::Client::from_env()?).await?;
    println!("{address:?}");
    Ok(())
}

/// The address and the keys, both JSON to the base 64.
pub async fn run(vod: &vod::Client) -> Result<(Option<String>, Option<String>), alicloud::Error> {
    let upload =
        vod.create_upload_video("holiday.mp4", "Holiday").tags("sea,sun").send().await?.into_response();
    Ok((upload.upload_address, upload.upload_auth))
}
