//! Three hundred calls, sixteen at a time, while everything goes wrong that can: each ends as it should.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a call that ends otherwise fails the test")]
#![allow(deprecated, reason = "what is out of use works all the same")]

use alicloud::{sae, webplus};
use alicloud_mock::{Effect, Fault, Gateway};
use alicloud_runtime::client::Output;
use alicloud_runtime::{CallError, ErrorCode, ErrorKind};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;

const CALLS: usize = 300;
const IN_FLIGHT: usize = 16;
const DEADLINE: Duration = Duration::from_secs(10);
const MAX_BODY: usize = 1 << 20;
/// The operations, each with a documented error that the gateway would not give here by itself.
const OPERATIONS: [(&str, &str); 4] = [
    ("DescribeChangeOrder", "InvalidParameter.NotEmpty"),
    ("AbortChangeOrder", "Resouce.no.permission"),
    ("AbortAndRollbackChangeOrder", "Resouce.no.permission"),
    ("AbortChange", "ChangeFinished"),
];

/// How a call ended.
struct Ending {
    /// `done`, or the code or kind of the error.
    label: String,
    attempts: u32,
}

/// Every effect twice for every operation, and three requests in between that are answered late, but well.
fn faults(operation: &str, documented: &str) -> Vec<Fault> {
    let error = |code: &str, status, retry_after| Effect::Error {
        code: code.to_owned(),
        status,
        message: None,
        retry_after,
    };
    let effects = [
        error("ServiceUnavailable", Some(503), None),
        error("Throttling.User", None, Some(1)),
        error("Throttling", None, Some(60_000)),
        error("Surprise", Some(418), None),
        Effect::error(documented),
        Effect::Reset,
        Effect::Break,
        Effect::Truncate,
        Effect::Delay(60_000),
        Effect::Stale,
        Effect::EmptyGzip(503),
        Effect::Bomb(2 * MAX_BODY),
    ];
    let fault = |effect, count| Fault::new(effect).on(operation).times(count);
    effects.into_iter().flat_map(|effect| [fault(effect, 2), fault(Effect::Delay(2), 3)]).collect()
}

fn ending<T, E: ErrorCode + ToString>(result: Result<Output<T>, CallError<E>>) -> Ending {
    let (label, attempts) = match &result {
        Ok(done) => ("done".to_owned(), done.attempts()),
        Err(error) => {
            let kind = || match (error.kind(), error.status()) {
                (ErrorKind::Service, Some(503)) => "Empty".to_owned(),
                // Half an answer, of a success or of an error.
                (ErrorKind::Decode | ErrorKind::Service, _) => "Truncated".to_owned(),
                _ if error.message().contains(&format!("over {MAX_BODY} bytes")) => "Large".to_owned(),
                (kind, _) => format!("{kind:?}"),
            };
            (error.code_str().map_or_else(kind, str::to_owned), error.attempts())
        }
    };
    Ending { label, attempts }
}

async fn call(index: usize, sae: &sae::Client, webplus: &webplus::Client) -> Ending {
    let order = "76fa5c0-9ebb-4bb4-b383-1f885447b109";
    match index % OPERATIONS.len() {
        0 => ending(sae.describe_change_order(order).send().await),
        1 => ending(sae.abort_change_order("be2e1c76-682b-4897-98d3-1d8d6478****").send().await),
        2 => ending(sae.abort_and_rollback_change_order("xxx-xxxx-xxx-xxxx").send().await),
        _ => ending(webplus.abort_change("wc-5d3a963d5802611c4ddc****").send().await),
    }
}

/// Makes all calls; gives how those of each operation ended.
async fn storm(sae: sae::Client, webplus: webplus::Client) -> [Vec<Ending>; 4] {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (next, sae, webplus) = (Arc::clone(&next), sae.clone(), webplus.clone());
        workers.spawn(async move {
            let mut endings = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= CALLS {
                    return endings;
                }
                endings.push((index % OPERATIONS.len(), call(index, &sae, &webplus).await));
            }
        });
    }
    let mut all: [Vec<Ending>; 4] = Default::default();
    for (operation, ending) in workers.join_all().await.into_iter().flatten() {
        all[operation].push(ending);
    }
    all
}

fn counted(endings: &[Ending]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    endings.iter().for_each(|ending| *counts.entry(ending.label.as_str()).or_default() += 1);
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_as_it_should() {
    let gateway = Gateway::start().await.unwrap();
    let mut scripts = OPERATIONS.map(|(operation, documented)| faults(operation, documented).into_iter());
    while let Some(row) = scripts.each_mut().map(Iterator::next).into_iter().collect::<Option<Vec<_>>>() {
        row.into_iter().for_each(|fault| gateway.inject(fault));
    }
    let limit = Duration::from_secs(1);
    let sae = sae::Client::builder().max_body(MAX_BODY);
    let sae = sae.attempt_timeout(limit).operation_timeout(DEADLINE);
    let webplus = webplus::Client::builder().max_body(MAX_BODY);
    let webplus = webplus.attempt_timeout(limit).operation_timeout(DEADLINE);
    let clients = (gateway.client(sae).unwrap(), gateway.client(webplus).unwrap());
    let mut open = gateway.connections();

    let endings = storm(clients.0.clone(), clients.1.clone()).await;

    assert_eq!(gateway.faults(), [], "every fault has struck");
    let [reading, writing @ ..] = &endings;
    ends_of_a_repeatable_operation(reading);
    for (endings, (operation, documented)) in writing.iter().zip(&OPERATIONS[1..]) {
        ends_of_an_unrepeatable_operation(endings, operation, documented);
    }

    let settled = open.wait_for(|open| *open <= 2 * IN_FLIGHT);
    assert!(timeout(DEADLINE, settled).await.is_ok(), "no more connections than calls at a time");
    drop(clients);
    assert!(timeout(DEADLINE, open.wait_for(|open| *open == 0)).await.is_ok(), "connections leak");
}

/// What may be repeated fails by what does not pass, and by what passes only after three attempts.
fn ends_of_a_repeatable_operation(endings: &[Ending]) {
    let counts = counted(endings);
    for label in ["Throttling", "Surprise", "InvalidParameter.NotEmpty", "Truncated", "Large"] {
        assert_eq!(counts.get(label), Some(&2), "{label} in {counts:?}");
    }
    let passing = ["ServiceUnavailable", "Throttling.User", "Transport", "Timeout(Attempt)", "Empty"];
    let worn_out = endings.iter().filter(|ending| passing.contains(&ending.label.as_str()));
    // One more attempt is made if a used connection was closed.
    assert!(worn_out.clone().all(|ending| matches!(ending.attempts, 3 | 4)));
    let done = counts.get("done").copied().unwrap_or_default();
    assert_eq!(done + 10 + worn_out.count(), endings.len(), "{counts:?}");
    let attempts: u32 = endings.iter().map(|ending| ending.attempts).sum();
    assert_eq!(attempts as usize, done + 24, "each attempt was struck by one fault, or the last");
}

/// What may not be repeated fails by every fault but the one that says when to come back.
fn ends_of_an_unrepeatable_operation(endings: &[Ending], operation: &str, documented: &str) {
    let mut counts = counted(endings);
    for (label, expected) in [
        ("ServiceUnavailable", 2),
        ("Throttling", 2),
        ("Surprise", 2),
        (documented, 2),
        // Two resets, two answers that break off, and two used connections that are closed.
        ("Transport", 6),
        ("Empty", 2),
        ("Large", 2),
        ("Timeout(Attempt)", 2),
    ] {
        assert_eq!(counts.remove(label), Some(expected), "{label} of {operation} {counts:?}");
    }
    // An error that is cut off behind its code is told by the code.
    assert!(counts.remove("Truncated").unwrap_or_default() <= 2, "{operation}");
    // An order ends once, and the one answer that says so may be lost; all other calls are told that it is ending.
    assert!(counts.remove("done").unwrap_or_default() <= 1, "{operation}");
    let told =
        ["Application.ChangerOrder.Not.Running", "Application.ChangerOrderRunning", "ChangeOnAborting"];
    assert!(counts.keys().all(|label| told.contains(label)), "{operation}: {counts:?}");
    let attempts: u32 = endings.iter().map(|ending| ending.attempts).sum();
    assert_eq!(attempts as usize, endings.len() + 2, "{operation}");
}
