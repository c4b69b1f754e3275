//! Every example of the cookbook, against the gateway.
#![cfg(all(
    feature = "cdn",
    feature = "cms",
    feature = "cs",
    feature = "ecs",
    feature = "kms",
    feature = "ram",
    feature = "ros",
    feature = "sts",
    feature = "vod"
))]
#![allow(clippy::unwrap_used, reason = "an example that does not work fails its test")]
#![allow(dead_code, reason = "the examples have a `main` each")]

#[path = "../examples/all_instances.rs"]
mod all_instances;
#[path = "../examples/any_operation.rs"]
mod any_operation;
#[path = "../examples/assume_role.rs"]
mod assume_role;
#[path = "../examples/cdn_refresh.rs"]
mod cdn_refresh;
#[path = "../examples/cluster.rs"]
mod cluster;
#[path = "../examples/cms_metric.rs"]
mod cms_metric;
#[path = "../examples/kms.rs"]
mod encrypted;
#[path = "../examples/generic_call.rs"]
mod generic_call;
#[path = "../examples/limits_and_proxies.rs"]
mod limits_and_proxies;
#[path = "../examples/ram_user.rs"]
mod ram_user;
#[path = "../examples/ros_stack.rs"]
mod ros_stack;
#[path = "../examples/run_instances.rs"]
mod run_instances;
#[path = "../examples/saved_as_json.rs"]
mod saved_as_json;
#[path = "../examples/traced.rs"]
mod traced;
#[path = "../examples/unit_test.rs"]
mod unit_test;
#[path = "../examples/vod_upload.rs"]
mod vod_upload;
#[path = "../examples/wait_for_running.rs"]
mod wait_for_running;

use alicloud::runtime::client::{Builder, Client};
use alicloud::{cdn, cms, cs, ecs, kms, ram, ros, sts, vod};
use alicloud_mock::{Gateway, Seen};
use ecs::describe_instances::{Instance, VpcAttributes};
use ecs::{
    DescribeInstances, DescribeInstancesResponse, RunInstances, RunInstancesError, RunInstancesResponse,
};

/// A client of the gateway.
fn client<C: From<Client>>(gateway: &Gateway, builder: Builder<C>) -> C {
    gateway.client(builder.region("cn-hangzhou")).unwrap()
}

/// A page of instances, of which there are five, two a page.
fn page(seen: &Seen) -> DescribeInstancesResponse {
    let number: i64 = seen.parameter("PageNumber").map_or(1, |number| number.parse().unwrap());
    let instance = |index: i64| Instance {
        instance_id: Some(format!("i-{index}")),
        status: Some("Running".to_owned()),
        vpc_attributes: Some(VpcAttributes {
            private_ip_address: vec!["10.0.0.1".to_owned()],
            ..Default::default()
        }),
        ..Default::default()
    };
    let instances = (1..=5).skip((number as usize - 1) * 2).take(2).map(instance).collect();
    DescribeInstancesResponse {
        page_number: Some(number),
        total_count: Some(5),
        instances,
        ..Default::default()
    }
}

#[tokio::test]
async fn all_instances_of_a_region() {
    let gateway = Gateway::start().await.unwrap();
    let calls = gateway.on::<DescribeInstances>().answer_with(page);
    let found = all_instances::run(&client(&gateway, ecs::Client::builder())).await.unwrap();
    let ids: Vec<_> = found.iter().filter_map(|instance| instance.instance_id.as_deref()).collect();
    assert_eq!((ids, calls.calls()), (vec!["i-1", "i-2", "i-3", "i-4", "i-5"], 3));
    assert_eq!(calls.requests()[0].parameter("RegionId"), Some("cn-hangzhou"));
}

#[tokio::test]
async fn instances_are_run_after_a_dry_run() {
    let gateway = Gateway::start().await.unwrap();
    let ids = vec!["i-1".to_owned(), "i-2".to_owned()];
    let calls = gateway
        .on::<RunInstances>()
        .fail(RunInstancesError::Other(alicloud::runtime::OtherCode::from("DryRunOperation")))
        .answer(RunInstancesResponse { instance_id_sets: ids.clone(), ..Default::default() })
        .fail(RunInstancesError::Other(alicloud::runtime::OtherCode::from("DryRunOperation")))
        .fail(RunInstancesError::InsufficientBalance);
    let ecs = client(&gateway, ecs::Client::builder());
    assert_eq!(run_instances::run(&ecs, "image").await.unwrap(), ids);
    assert_eq!(run_instances::run(&ecs, "image").await.unwrap(), Vec::<String>::new());
    let first = &calls.requests()[0];
    let sent = ["DryRun", "SystemDisk.Size", "DataDisk.2.Size", "Tag.1.Key", "Amount"]
        .map(|name| first.parameter(name));
    assert_eq!(sent, [Some("true"), Some("40"), Some("200"), Some("env"), Some("2")]);
}

#[tokio::test]
async fn instances_are_waited_for() {
    let gateway = Gateway::start().await.unwrap();
    let calls = gateway.on::<DescribeInstances>().answer_with(page);
    let ecs = client(&gateway, ecs::Client::builder());
    wait_for_running::run(&ecs, &["i-1".to_owned(), "i-2".to_owned()]).await.unwrap();
    assert_eq!(calls.requests()[0].parameter("InstanceIds"), Some(r#"["i-1","i-2"]"#));
    assert!(wait_for_running::run(&ecs, &[]).await.is_err());
    assert_eq!(calls.calls(), 1);
}

#[tokio::test]
async fn a_user_that_is_there_already_is_no_fault() {
    let gateway = Gateway::start().await.unwrap();
    let code = |name: &str| alicloud::runtime::OtherCode::from(name);
    gateway.on::<ram::CreateUser>().fail(code("EntityAlreadyExists.User"));
    let attached = gateway.on::<ram::AttachPolicyToUser>();
    ram_user::run(&client(&gateway, ram::Client::builder()), "reader").await.unwrap();
    assert_eq!(attached.requests()[0].parameter("UserName"), Some("reader"));
    let gateway = Gateway::start().await.unwrap();
    gateway.on::<ram::CreateUser>().fail(code("NoPermission"));
    assert!(ram_user::run(&client(&gateway, ram::Client::builder()), "reader").await.is_err());
}

#[tokio::test]
async fn keys_of_a_role_are_credentials() {
    let gateway = Gateway::start().await.unwrap();
    assume_role::run(&client(&gateway, sts::Client::builder()), "acs:ram::1:role/reader").await.unwrap();
}

#[tokio::test]
async fn keys_encrypt_and_decrypt() {
    let gateway = Gateway::start().await.unwrap();
    let decrypted = kms::DecryptResponse { plaintext: Some("c2VjcmV0".to_owned()), ..Default::default() };
    gateway.on::<kms::Decrypt>().answer(decrypted);
    let kms = client(&gateway, kms::Client::builder());
    let plaintext = encrypted::run(&kms, "alias/cookbook", "c2VjcmV0").await.unwrap();
    assert_eq!(plaintext.as_deref(), Some("c2VjcmV0"));
}

#[tokio::test]
async fn dimensions_are_json_in_a_text() {
    let gateway = Gateway::start().await.unwrap();
    let points = Some(r#"[{"Average": 1.5}]"#.to_owned());
    let answer = cms::DescribeMetricListResponse { datapoints: points, ..Default::default() };
    let calls = gateway.on::<cms::DescribeMetricList>().answer(answer);
    let points = cms_metric::run(&client(&gateway, cms::Client::builder()), "i-1").await.unwrap();
    assert_eq!(points[0]["Average"], 1.5);
    assert_eq!(calls.requests()[0].parameter("Dimensions"), Some(r#"[{"instanceId":"i-1"}]"#));
}

#[tokio::test]
async fn a_refresh_comes_to_its_end() {
    let gateway = Gateway::start().await.unwrap();
    let task = |status: &str| cdn::describe_refresh_tasks::CdnTask {
        status: Some(status.to_owned()),
        ..Default::default()
    };
    let tasks =
        |status: &str| cdn::DescribeRefreshTasksResponse { tasks: vec![task(status)], ..Default::default() };
    gateway.on::<cdn::DescribeRefreshTasks>().answer(tasks("Complete")).answer(tasks("Failed"));
    let cdn = client(&gateway, cdn::Client::builder());
    assert!(cdn_refresh::run(&cdn, "https://example.com/").await.unwrap());
    assert!(!cdn_refresh::run(&cdn, "https://example.com/").await.unwrap());
}

/// Of 101 tasks, the last is on a page of its own.
#[tokio::test]
async fn all_tasks_of_a_refresh_are_waited_for() {
    let gateway = Gateway::start().await.unwrap();
    let calls = gateway.on::<cdn::DescribeRefreshTasks>().answer_with(|seen| {
        let (count, status) = match seen.parameter("PageNumber") {
            Some("2") => (1, "Failed"),
            _ => (100, "Complete"),
        };
        let task =
            || cdn::describe_refresh_tasks::CdnTask { status: Some(status.to_owned()), ..Default::default() };
        let tasks = (0..count).map(|_| task()).collect();
        cdn::DescribeRefreshTasksResponse { tasks, total_count: Some(101), ..Default::default() }
    });
    let cdn = client(&gateway, cdn::Client::builder());
    assert!(!cdn_refresh::run(&cdn, "https://example.com/").await.unwrap());
    assert_eq!((calls.calls(), calls.requests()[0].parameter("PageSize")), (2, Some("100")));
}

#[tokio::test]
async fn a_cluster_is_made_by_a_json_body() {
    let gateway = Gateway::start().await.unwrap();
    let made = cs::CreateClusterResponse { cluster_id: Some("c-1".to_owned()), ..Default::default() };
    let calls = gateway.on::<cs::CreateCluster>().answer(made);
    let running =
        cs::DescribeClusterDetailResponse { state: Some("running".to_owned()), ..Default::default() };
    gateway.on::<cs::DescribeClusterDetail>().answer(running);
    assert_eq!(cluster::run(&client(&gateway, cs::Client::builder())).await.unwrap().as_deref(), Some("c-1"));
    assert_eq!(calls.requests()[0].json()["snat_entry"], true);
}

#[tokio::test]
async fn a_large_template_is_sent() {
    let gateway = Gateway::start().await.unwrap();
    let calls = gateway.on::<ros::CreateStack>();
    let done = ros::GetStackResponse { status: Some("CREATE_COMPLETE".into()), ..Default::default() };
    gateway.on::<ros::GetStack>().answer(done);
    let template = ros_stack::template();
    assert!(template.len() > 60_000, "{}", template.len());
    ros_stack::run(&client(&gateway, ros::Client::builder()), &template).await.unwrap();
    assert_eq!(calls.requests()[0].parameter("TemplateBody"), Some(template.as_str()));
}

#[tokio::test]
async fn a_stack_that_is_not_found_is_deleted() {
    let gateway = Gateway::start().await.unwrap();
    let going = ros::GetStackResponse { status: Some("DELETE_IN_PROGRESS".into()), ..Default::default() };
    let gone = alicloud::runtime::OtherCode::from("StackNotFound");
    let calls = gateway.on::<ros::GetStack>().answer(going).fail(gone);
    let short = std::time::Duration::from_millis(1);
    let ros = client(&gateway, ros::Client::builder());
    let gone = ros.wait_until_stack_deleted("stack").pauses(short, short).await.unwrap();
    assert_eq!((gone.response.status, calls.calls()), (None, 2));
}

#[tokio::test]
async fn other_examples_end_well() {
    let gateway = Gateway::start().await.unwrap();
    let ecs = client(&gateway, ecs::Client::builder());
    assert!(vod_upload::run(&client(&gateway, vod::Client::builder())).await.unwrap().0.is_some());
    assert!(limits_and_proxies::client().is_ok());
    assert_eq!(limits_and_proxies::run(&ecs).await.unwrap(), 1);
    assert!(generic_call::run(&ecs).await.unwrap().is_object());
    let (text, again) = saved_as_json::run(&ecs).await.unwrap();
    assert_eq!(alicloud::runtime::encode_json(&again), text);
    any_operation::run(&ecs, &client(&gateway, ram::Client::builder())).await.unwrap();
    traced::run(&ecs).await.unwrap();
}

#[tokio::test]
async fn code_is_tested_without_a_network() {
    unit_test::run().await.unwrap();
}
