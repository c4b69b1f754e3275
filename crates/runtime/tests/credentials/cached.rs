//! When a provider is asked again, and what callers get meanwhile.

use crate::assert_keys;
use crate::server::Server;
use alicloud::sae;
use alicloud_runtime::CredentialsError;
use alicloud_runtime::credentials::{Cached, Credentials, ProvideCredentials, Provided};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use time::OffsetDateTime;
use tokio::sync::{Notify, Semaphore};
use tokio::time::advance;

/// Gives what it is told, when it is told.
struct Manual {
    outcomes: Mutex<VecDeque<Result<Credentials, CredentialsError>>>,
    asked: AtomicUsize,
    was_asked: Notify,
    permits: Semaphore,
}

impl Manual {
    fn new(outcomes: impl IntoIterator<Item = Result<Credentials, CredentialsError>>) -> Arc<Self> {
        Arc::new(Manual {
            outcomes: Mutex::new(outcomes.into_iter().collect()),
            asked: AtomicUsize::new(0),
            was_asked: Notify::new(),
            permits: Semaphore::new(0),
        })
    }

    /// One that answers at once.
    fn open(outcomes: impl IntoIterator<Item = Result<Credentials, CredentialsError>>) -> Arc<Self> {
        let manual = Self::new(outcomes);
        manual.permits.add_permits(1000);
        manual
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl ProvideCredentials for Manual {
    fn provide(&self) -> Provided<'_> {
        Box::pin(async {
            self.asked.fetch_add(1, Ordering::SeqCst);
            self.was_asked.notify_one();
            self.permits.acquire().await.unwrap().forget();
            self.outcomes.lock().unwrap().pop_front().unwrap()
        })
    }
}

const HOUR: i64 = 3600;
/// Less than the cache wants to be left.
const SOON: i64 = 120;

fn keys(id: &str, seconds_left: i64) -> Credentials {
    let expires = OffsetDateTime::now_utc() + time::Duration::seconds(seconds_left);
    Credentials::temporary(id, "secret", "token", Some(expires))
}

fn failure() -> CredentialsError {
    CredentialsError::new("the service is down")
}

/// Fifty callers at once, of a provider that is slow.
async fn crowd(outcome: Result<Credentials, CredentialsError>) -> (usize, Vec<bool>) {
    let manual = Manual::new([outcome]);
    let cached = Arc::new(Cached::new(Arc::clone(&manual)));
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let cached = Arc::clone(&cached);
            tokio::spawn(async move { cached.provide().await.is_ok() })
        })
        .collect();
    manual.was_asked.notified().await;
    tokio::task::yield_now().await;
    manual.permits.add_permits(1);
    let mut served = Vec::new();
    for caller in callers {
        served.push(caller.await.unwrap());
    }
    (manual.asked(), served)
}

#[tokio::test]
async fn one_request_serves_all_who_wait() {
    assert_eq!(crowd(Ok(keys("a", HOUR))).await, (1, vec![true; 50]));
    assert_eq!(crowd(Ok(Credentials::access_key("a", "b"))).await, (1, vec![true; 50]));
    assert_eq!(crowd(Err(failure())).await, (1, vec![false; 50]));
}

#[tokio::test]
async fn fresh_credentials_are_kept() {
    let manual = Manual::open([Ok(keys("a", HOUR))]);
    let cached = Cached::new(Arc::clone(&manual));
    for _ in 0..3 {
        assert_keys(&cached.provide().await.unwrap(), &keys("a", HOUR));
    }
    assert_eq!(manual.asked(), 1);
}

#[tokio::test]
async fn credentials_without_an_end_are_not_kept() {
    let manual = Manual::open(["a", "b"].map(|id| Ok(Credentials::access_key(id, "secret"))));
    let cached = Cached::new(manual);
    for id in ["a", "b"] {
        assert_keys(&cached.provide().await.unwrap(), &Credentials::access_key(id, "secret"));
    }
}

#[tokio::test(start_paused = true)]
async fn new_ones_are_fetched_ahead_while_others_use_the_old() {
    let manual = Manual::new([Ok(keys("old", SOON)), Ok(keys("new", HOUR))]);
    let cached = Arc::new(Cached::new(Arc::clone(&manual)));
    manual.permits.add_permits(1);
    cached.provide().await.unwrap();
    manual.was_asked.notified().await;
    advance(Duration::from_secs(11)).await;
    let refresh = tokio::spawn({
        let cached = Arc::clone(&cached);
        async move { cached.provide().await.unwrap() }
    });
    manual.was_asked.notified().await;
    assert_keys(&cached.provide().await.unwrap(), &keys("old", SOON));
    manual.permits.add_permits(1);
    assert_keys(&refresh.await.unwrap(), &keys("new", HOUR));
    assert_keys(&cached.provide().await.unwrap(), &keys("new", HOUR));
    assert_eq!(manual.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_leaves_the_old_and_is_not_repeated_at_once() {
    let manual = Manual::open([Ok(keys("old", SOON)), Err(failure()), Ok(keys("new", HOUR))]);
    let cached = Cached::new(Arc::clone(&manual));
    let ask = async |id, asked| {
        assert_keys(&cached.provide().await.unwrap(), &keys(id, HOUR));
        assert_eq!(manual.asked(), asked);
    };
    ask("old", 1).await;
    ask("old", 1).await;
    advance(Duration::from_secs(11)).await;
    ask("old", 2).await;
    ask("old", 2).await;
    advance(Duration::from_secs(11)).await;
    ask("new", 3).await;
}

#[tokio::test]
async fn expired_credentials_are_never_kept() {
    let manual = Manual::open([Ok(keys("old", -1)), Err(failure()), Ok(keys("new", HOUR))]);
    let cached = Cached::new(manual);
    cached.provide().await.unwrap();
    assert!(cached.provide().await.unwrap_err().to_string().contains("the service is down"));
    assert_keys(&cached.provide().await.unwrap(), &keys("new", HOUR));
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_hold_up_others() {
    let manual = Manual::new([Ok(keys("a", HOUR))]);
    let cached = Arc::new(Cached::new(Arc::clone(&manual)));
    let impatient = tokio::spawn({
        let cached = Arc::clone(&cached);
        async move { cached.provide().await.is_ok() }
    });
    manual.was_asked.notified().await;
    impatient.abort();
    assert!(impatient.await.unwrap_err().is_cancelled());
    manual.permits.add_permits(1);
    assert_keys(&cached.provide().await.unwrap(), &keys("a", HOUR));
    assert_eq!(manual.asked(), 2);
}

#[tokio::test]
async fn a_client_keeps_what_its_provider_gives() {
    let server = Server::start(|_| (200, r#"{"RequestId": "r", "Success": true}"#.to_owned())).await;
    let manual = Manual::open([Ok(keys("theid", HOUR))]);
    let builder = sae::Client::builder().endpoint(&server.endpoint).credentials(Arc::clone(&manual));
    let client = builder.build().unwrap();
    for _ in 0..2 {
        client.describe_change_order("a").send().await.unwrap();
    }
    assert_eq!(manual.asked(), 1);
    let signed = |index: usize| server.requests()[index].headers["authorization"].contains("theid");
    assert!(signed(0) && signed(1));
}
