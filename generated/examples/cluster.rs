//! A Kubernetes cluster, which is asked for with a JSON body.
//!
//! `cargo run --example cluster --features cs`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use alicloud::cs::{self, CreateClusterRequired};

#[tokio::main]
async fn main() -> Result<(), alicloud::Error> {
    println!("{:?}", run(&cs::Client::from_env()?).await?);
    Ok(())
}

/// The id of the new cluster, once it runs.
pub async fn run(cs: &cs::Client) -> Result<Option<String>, alicloud::Error> {
    let required = CreateClusterRequired {
        name: "cookbook".to_owned(),
        cluster_type: "ManagedKubernetes".to_owned(),
        vpcid: "vpc-1".to_owned(),
        service_cidr: "172.21.0.0/20".to_owned(),
        vswitch_ids: vec!["vsw-1".to_owned()],
    };
    let request = cs.create_cluster(required).cluster_spec("ack.pro.small").snat_entry(true);
    let id = request.send().await?.into_response().cluster_id;
    if let Some(id) = &id {
        cs.wait_until_cluster_running(id).await?;
    }
    Ok(id)
}
