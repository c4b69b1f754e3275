//! A text that is encrypted with a key of KMS, and decrypted.
//!
//! `cargo run --example kms --features kms`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::kms;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    println!("{:?}", run(&kms::Client::from_env()?, "alias/cookbook", "c2VjcmV0").await?);
    Ok(())
}

/// Plaintext is to the base 64, and so is what comes back.
pub async fn run(kms: &kms::Client, key: &str, plaintext: &str) -> Result<Option<String>, alicloud::Error> {
    let encrypted = kms.encrypt(key, plaintext).send().await?;
    let blob = encrypted.into_response().ciphertext_blob.unwrap_or_default();
    Ok(kms.decrypt(blob).send().await?.into_response().plaintext)
}
