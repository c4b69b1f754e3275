//! A documented response goes in; what decoding it costs, as a ratio to serde_json with derived types, comes out.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop")]

use alicloud_runtime::{Field, decode_json, structure};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rounds in which both sides take turns; the medians are compared.
const ROUNDS: usize = 301;
/// Responses decoded in a round.
const BATCH: usize = 200;

macro_rules! models {
    ($($name:ident { $($field:ident: $type:ty = $wire:literal),+ $(,)? })+) => {
        $(
                        pub struct $name { $(pub $field: $type),+ }
            structure! { $name { $($field = $wire,)+ } }
        )+
        mod derived {
            $(
                #[derive(Clone, Default, serde::Deserialize)]
                #[serde(default)]
                #[allow(dead_code, reason = "only decoded")]
                pub(super) struct $name { $(#[serde(rename = $wire)] pub(super) $field: $type),+ }
            )+
        }
    };
}

models! {
    Pipeline {
        batch_type: Option<i32> = "BatchType", parallel_count: Option<i32> = "ParallelCount",
        pipeline_id: Option<String> = "PipelineId", pipeline_name: Option<String> = "PipelineName",
        start_time: Option<i64> = "StartTime", status: Option<i32> = "Status", update_time: Option<i64> = "UpdateTime",
    }
    Data {
        app_name: Option<String> = "AppName", auto: Option<bool> = "Auto", batch_count: Option<i32> = "BatchCount",
        batch_type: Option<String> = "BatchType", batch_wait_time: Option<i32> = "BatchWaitTime",
        change_order_id: Option<String> = "ChangeOrderId", co_type: Option<String> = "CoType",
        co_type_code: Option<String> = "CoTypeCode", create_time: Option<String> = "CreateTime",
        current_pipeline_id: Option<String> = "CurrentPipelineId", description: Option<String> = "Description",
        error_message: Option<String> = "ErrorMessage", pipelines: Vec<Pipeline> = "Pipelines",
        status: Option<i32> = "Status", support_rollback: Option<bool> = "SupportRollback",
    }
    Response {
        code: Option<String> = "Code", data: Option<Data> = "Data", error_code: Option<String> = "ErrorCode",
        message: Option<String> = "Message", request_id: Option<String> = "RequestId", success: Option<bool> = "Success",
        trace_id: Option<String> = "TraceId",
    }
}

fn main() {
    let page = include_str!("../../../specs/sae/2019-05-06/pages/DescribeChangeOrder.zh.md");
    let json = page.split("{#json_return_success_demo}").nth(1).unwrap().split("```").next().unwrap();
    // Derived types refuse a number for a string, so both sides read what the table says.
    let json = json.replace("\"Code\":200", "\"Code\":\"200\"");
    let (mut ours, mut derived) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(time(|| drop(black_box(decode_json::<Response>(json.as_bytes()).unwrap()))));
        derived.push(time(|| {
            drop(black_box(serde_json::from_slice::<derived::Response>(json.as_bytes()).unwrap()))
        }));
    }
    assert!(Response::empty() != decode_json::<Response>(json.as_bytes()).unwrap().value);
    let ratio = median(ours).as_secs_f64() / median(derived).as_secs_f64();
    println!("decoding takes {ratio:.2} times serde_json with derived types ({} bytes)", json.len());
}

fn time(run: impl Fn()) -> Duration {
    let start = Instant::now();
    (0..BATCH).for_each(|_| run());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
