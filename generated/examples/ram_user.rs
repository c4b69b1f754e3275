//! A RAM user with a policy; that they are there already is no fault.
//!
//! `cargo run --example ram_user --features ram`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ram;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    run(&ram::Client::from_env()?, "reader").await?;
    println!("the user may read");
    Ok(())
}

const POLICY: &str =
    r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ecs:Describe*", "Resource": "*"}]}"#;

/// Makes the user and the policy, and gives it to the user.
pub async fn run(ram: &ram::Client, name: &str) -> Result<(), alicloud::Error> {
    if let Err(e) = ram.create_user().user_name(name).send().await
        && !e.is_already_exists()
    {
        return Err(e.into());
    }
    let policy = ram.create_policy().policy_name("read-instances").policy_document(POLICY);
    if let Err(e) = policy.send().await
        && !e.is_already_exists()
    {
        return Err(e.into());
    }
    let attach =
        ram.attach_policy_to_user().policy_type("Custom").policy_name("read-instances").user_name(name);
    match attach.send().await {
        Err(e) if !e.is_already_exists() => Err(e.into()),
        _ => Ok(()),
    }
}
