//! The generated client and a hand-written one (reqwest, ACS3 signing, derived serde types) call the same server in
//! turns; calls per second and processor time per call come out, as ratios.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop")]

use alicloud::sae;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::{Acs3, Moment, Payload, Sign, Unsigned};
use alicloud_runtime::{Method, Style};
use nix::sys::resource::{UsageWho, getrusage};
use serde::Deserialize;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Rounds in which both sides take turns; the medians are compared.
const ROUNDS: usize = 15;
/// Calls in a round.
const CALLS: usize = 2_000;
const ID: &str = "765fa5c0-9ebb-4bb4-b383-1f885447b109";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    if std::env::args().any(|argument| argument == "serve") {
        return runtime.block_on(serve());
    }
    let server = Command::new(std::env::current_exe().unwrap()).arg("serve").stdout(Stdio::piped()).spawn();
    let mut server = server.unwrap();
    let mut address = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
    runtime.block_on(compare(address.trim()));
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Answers every request on every connection with the documented example.
async fn serve() {
    let example = include_str!("../../../generated/tests/examples/sae/DescribeChangeOrder.json");
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        example.len()
    );
    let answer: &[u8] = (head + example).into_bytes().leak();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    while let Ok((mut stream, _)) = listener.accept().await {
        tokio::spawn(async move {
            let mut buffer = vec![0; 8192];
            while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {
                if stream.write_all(answer).await.is_err() {
                    break;
                }
            }
        });
    }
}

async fn compare(address: &str) {
    let credentials = Credentials::access_key("id", "secret");
    let endpoint = format!("http://{address}");
    let generated =
        sae::Client::builder().endpoint(&endpoint).credentials(credentials.clone()).build().unwrap();
    let by_hand = ByHand { http: reqwest::Client::new(), address: address.to_owned(), credentials };
    let ours = || async { assert!(generated.describe_change_order(ID).send().await.unwrap().data.is_some()) };
    let theirs = || async { by_hand.describe().await };
    for in_flight in [1, 64] {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            a.push(round(in_flight, ours).await);
            b.push(round(in_flight, theirs).await);
        }
        let ratio = |pick: fn(&Round) -> f64| median(&a, pick) / median(&b, pick);
        println!(
            "{in_flight:2} in flight: {:.2} times the calls per second, {:.2} times the processor time per call",
            ratio(|round| round.rate),
            ratio(|round| round.cpu)
        );
    }
}

struct Round {
    rate: f64,
    cpu: f64,
}

async fn round<F: Future<Output = ()>>(in_flight: usize, call: impl Fn() -> F) -> Round {
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let worker = || async {
        for _ in 0..CALLS / in_flight {
            call().await;
        }
    };
    let mut workers: Vec<_> = (0..in_flight).map(|_| Box::pin(worker())).collect();
    std::future::poll_fn(|context| {
        workers.retain_mut(|worker| worker.as_mut().poll(context).is_pending());
        if workers.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    let calls = (CALLS / in_flight * in_flight) as f64;
    Round { rate: calls / start.elapsed().as_secs_f64(), cpu: (cpu_seconds() - cpu) / calls }
}

fn cpu_seconds() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

fn median(rounds: &[Round], pick: fn(&Round) -> f64) -> f64 {
    let mut values: Vec<_> = rounds.iter().map(pick).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What a programmer would write without the SDK.
struct ByHand {
    http: reqwest::Client,
    address: String,
    credentials: Credentials,
}

impl ByHand {
    async fn describe(&self) {
        let request = Unsigned {
            method: Method::Get,
            host: self.address.clone(),
            path: "/pop/v1/sam/changeorder/DescribeChangeOrder".to_owned(),
            query: vec![("ChangeOrderId".to_owned(), ID.to_owned())],
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
            payload: Payload::None,
            style: Style::Roa,
            action: "DescribeChangeOrder".to_owned(),
            version: "2019-05-06".to_owned(),
        };
        let moment =
            Moment { time: time::OffsetDateTime::now_utc(), nonce: format!("{:032x}", fastrand::u128(..)) };
        let signed = Acs3.sign(request, &self.credentials, &moment);
        let mut call = self.http.get(format!("http://{}{}", self.address, signed.target));
        for (name, value) in &signed.headers {
            call = call.header(name, value);
        }
        let answer = call.send().await.unwrap().bytes().await.unwrap();
        let response: Response = serde_json::from_slice(&answer).unwrap();
        assert!(response.data.is_some());
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
#[allow(dead_code, reason = "only decoded")]
struct Response {
    code: Option<i64>,
    data: Option<Data>,
    error_code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    success: Option<bool>,
    trace_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[allow(dead_code, reason = "only decoded")]
struct Data {
    app_name: Option<String>,
    auto: Option<bool>,
    batch_count: Option<i64>,
    batch_type: Option<String>,
    batch_wait_time: Option<i64>,
    change_order_id: Option<String>,
    co_type: Option<String>,
    co_type_code: Option<String>,
    create_time: Option<String>,
    current_pipeline_id: Option<String>,
    description: Option<String>,
    error_message: Option<String>,
    pipelines: Vec<Pipeline>,
    status: Option<i64>,
    support_rollback: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[allow(dead_code, reason = "only decoded")]
struct Pipeline {
    batch_type: Option<i64>,
    parallel_count: Option<i64>,
    pipeline_id: Option<String>,
    pipeline_name: Option<String>,
    start_time: Option<i64>,
    status: Option<i64>,
    update_time: Option<i64>,
}
