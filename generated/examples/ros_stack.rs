//! A stack of ROS from a large template, which is sent as a form since it is too long for a URL.
//!
//! `cargo run --example ros_stack --features ros`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::ros;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    println!("{:?}", run(&ros::Client::from_env()?, &template()).await?);
    Ok(())
}

/// A template of about 60 KB.
pub fn template() -> String {
    let group = |index: usize| {
        (
            format!("Group{index}"),
            json!({"Type": "ALIYUN::ECS::SecurityGroup", "Properties": {"VpcId": "vpc-1"}}),
        )
    };
    let resources: serde_json::Map<_, _> = (0..780).map(group).collect();
    json!({"ROSTemplateFormatVersion": "2015-09-01", "Resources": resources}).to_string()
}

/// The id of the stack, once it is there.
pub async fn run(ros: &ros::Client, template: &str) -> Result<Option<String>, alicloud::Error> {
    let stack = ros.create_stack("cookbook").template_body(template).timeout_in_minutes(60).send().await?;
    let id = stack.into_response().stack_id;
    if let Some(id) = &id {
        ros.wait_until_stack_created(id).await?;
    }
    Ok(id)
}
