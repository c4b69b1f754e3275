//! Whether and when a failed attempt is followed by another.

use super::hint::{hint, quota_renewal};
use crate::error::{ErrorKind, Failure, Timeout};
use crate::operation::{Access, Facts};
use crate::transport::Progress;
use crate::{Method, TransportError};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// When a call is tried again. Throttled calls, and those whose connection could not be made, are tried again whatever
/// they do; time-outs, broken connections and answers of 5xx only if the operation may be repeated. Whatever the policy, a
/// call of such an operation that meets a kept connection which was closed meanwhile is sent once more over a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Attempts at most, the first included.
    pub max_attempts: u32,
    /// The pause before the second attempt; it doubles from there.
    pub base: Duration,
    /// The same for throttled calls.
    pub throttled_base: Duration,
    /// The longest pause.
    pub cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy {
            max_attempts: 3,
            base: Duration::from_millis(100),
            throttled_base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    pub fn never() -> Self {
        RetryPolicy { max_attempts: 1, ..Self::default() }
    }

    /// At most so many attempts, the first included.
    #[must_use]
    pub fn with_max_attempts(self, max_attempts: u32) -> Self {
        RetryPolicy { max_attempts: max_attempts.max(1), ..self }
    }

    /// The pause after attempt number `attempt`; a hint of the service counts instead of one by chance.
    pub(crate) fn pause(&self, attempt: u32, failure: &Failure) -> Duration {
        let answer = failure.raw.as_ref();
        let renewal = || answer.filter(|_| failure.throttling).and_then(quota_renewal);
        let load = if failure.throttling { Load::TooMuch } else { Load::Usual };
        answer.and_then(hint).or_else(renewal).unwrap_or_else(|| self.backoff(attempt, load))
    }

    /// A pause after attempt number `attempt`: half of it fixed, half by chance, so that clients do not come back all at
    /// once.
    pub(crate) fn backoff(&self, attempt: u32, load: Load) -> Duration {
        let base = match load {
            Load::Usual => self.base,
            Load::TooMuch => self.throttled_base,
        };
        let ceiling = base.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(self.cap);
        ceiling / 2 + (ceiling / 2).mul_f64(fastrand::f64())
    }
}

/// What a service says of the load that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    Usual,
    /// It asks for fewer calls.
    TooMuch,
}

/// What a code and a status say of the load.
pub(crate) fn load(code: &str, status: Option<u16>) -> Load {
    let throttling = status == Some(429) || asks_for_fewer_calls(code);
    if throttling { Load::TooMuch } else { Load::Usual }
}

/// Whether a code says that nothing was done because there are too many calls: those of the gateway, and those that
/// products document for limits of their own, with any status from 400 to 503. A hint when to come back is no such word:
/// it also comes with failures after which nobody knows what was done.
fn asks_for_fewer_calls(code: &str) -> bool {
    let by_a_part = code.split('.').any(|part| {
        part.starts_with("Throttling")
            || part.starts_with("LimitControl")
            || part.starts_with("FlowLimit")
            || part.starts_with("TooManyRequests")
            || part.ends_with("Throttled")
            || part.ends_with("FlowControl")
    });
    by_a_part || code.ends_with("Flow.Control")
}

/// Whether a request does harm when the service gets it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It only reads, or the service knows it again.
    Harmless,
    /// It may change something twice.
    Harmful,
}

/// Whether an operation may be repeated without harm, as far as its name and method tell.
pub(crate) fn is_idempotent(facts: Facts<'_>) -> bool {
    const READING: &[&str] = &["Describe", "List", "Get", "Query"];
    facts.access == Access::Read
        || matches!(facts.method, Method::Get | Method::Head)
        || READING.iter().any(|word| facts.name.starts_with(word))
}

/// Sets what the failure means for another attempt.
pub(crate) fn classify(failure: &mut Failure, repeat: Repeat) {
    let code = failure.code.as_deref().unwrap_or_default();
    let status = failure.raw.as_ref().map(|raw| raw.status);
    failure.throttling = load(code, status) == Load::TooMuch;
    let progress = progress(failure);
    let temporary = match failure.kind {
        ErrorKind::Service | ErrorKind::Decode => status.is_some_and(|status| status >= 500),
        ErrorKind::Transport => progress != Some(Progress::Answered),
        ErrorKind::Timeout(Timeout::Connect | Timeout::Attempt) => true,
        ErrorKind::Timeout(Timeout::Operation)
        | ErrorKind::Credentials
        | ErrorKind::InvalidRequest
        | ErrorKind::Paging => false,
    };
    let not_sent = progress == Some(Progress::NotSent);
    let repeated = temporary && repeat == Repeat::Harmless;
    failure.retryable = failure.throttling || failure.redated || not_sent || repeated;
}

/// How far the request got, if that is known.
fn progress(failure: &Failure) -> Option<Progress> {
    let error = failure.source.as_ref()?.downcast_ref::<TransportError>();
    error.map(|error| error.progress)
}

/// Whether a kept connection was closed meanwhile, so that a new one is to be tried at once.
pub(crate) fn is_stale(failure: &Failure) -> bool {
    progress(failure) == Some(Progress::Stale)
}

/// What a client may spend on retries, so that a service in trouble is not buried under them: each costs, each success
/// earns a little back.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicI64,
}

impl Budget {
    const FULL: i64 = 500;
    const COST: i64 = 5;

    pub(crate) fn new() -> Self {
        Budget { left: AtomicI64::new(Self::FULL) }
    }

    /// Takes the cost of a retry, if it is there.
    pub(crate) fn take(&self) -> bool {
        let take = |left: i64| (left >= Self::COST).then_some(left - Self::COST);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Gives a little back.
    pub(crate) fn earn(&self) {
        let earn = |left: i64| (left < Self::FULL).then_some(left + 1);
        // Full already: nothing to do.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::HttpResponse;

    fn failure(kind: ErrorKind, status: u16, code: &str) -> Failure {
        let raw = (status > 0).then(|| HttpResponse::new(status, Vec::new(), Vec::new()));
        Failure { code: Some(code.to_owned()), raw, ..Failure::new("Op", kind, "it failed") }
    }

    #[test]
    fn what_may_be_repeated_depends_on_kind_and_operation() {
        let attempt = ErrorKind::Timeout(Timeout::Attempt);
        for (kind, status, code, reading, writing) in [
            (ErrorKind::Service, 400, "Throttling.User", true, true),
            (ErrorKind::Service, 429, "Busy", true, true),
            (ErrorKind::Service, 503, "Throttling", true, true),
            (ErrorKind::Service, 400, "Rejected.Throttling", true, true),
            (ErrorKind::Service, 400, "OperationIsThrottled", true, true),
            (ErrorKind::Service, 400, "EipPurchaseFlowControl", true, true),
            (ErrorKind::Service, 500, "Service.Flow.Control", true, true),
            (ErrorKind::Service, 400, "System.LimitControl", true, true),
            (ErrorKind::Service, 503, "ServiceUnavailable", true, false),
            (ErrorKind::Service, 400, "InvalidParameter", false, false),
            (ErrorKind::Transport, 0, "", true, false),
            (attempt, 0, "", true, false),
            (ErrorKind::Timeout(Timeout::Operation), 0, "", false, false),
            (ErrorKind::Credentials, 0, "", false, false),
        ] {
            for (repeat, expected) in [(Repeat::Harmless, reading), (Repeat::Harmful, writing)] {
                let mut failure = failure(kind, status, code);
                classify(&mut failure, repeat);
                assert_eq!(failure.retryable, expected, "{kind:?} {status} {code} {repeat:?}");
            }
        }
        let mut refused = Failure::transport("Op", TransportError::new(Progress::NotSent, "refused"));
        classify(&mut refused, Repeat::Harmful);
        assert!(refused.retryable);
        let mut large = Failure::transport("Op", TransportError::new(Progress::Answered, "too large"));
        classify(&mut large, Repeat::Harmless);
        assert!(!large.retryable);
    }

    /// It may come with a failure half-way, after which a repeated write would act twice.
    #[test]
    fn a_hint_when_to_come_back_makes_no_failure_throttling() {
        let hint = vec![("x-acs-retry-after".to_owned(), "1".to_owned())];
        for status in [400, 500, 503] {
            let raw = Some(HttpResponse::new(status, hint.clone(), Vec::new()));
            let mut failure = Failure { raw, ..failure(ErrorKind::Service, status, "InternalError") };
            classify(&mut failure, Repeat::Harmful);
            assert_eq!((failure.throttling, failure.retryable), (false, false), "{status}");
            classify(&mut failure, Repeat::Harmless);
            assert_eq!((failure.throttling, failure.retryable), (false, status >= 500), "{status}");
        }
    }

    #[test]
    fn pauses_double_within_their_cap_and_hints_win() {
        let policy = RetryPolicy::default();
        let mut plain = failure(ErrorKind::Service, 503, "X");
        for (attempt, ceiling) in [(1, 100), (2, 200), (3, 400), (40, 20_000)] {
            let pause = policy.pause(attempt, &plain).as_millis();
            assert!((ceiling / 2..=ceiling).contains(&pause), "{attempt}: {pause}");
        }
        plain.raw = Some(HttpResponse::new(
            503,
            vec![("x-acs-retry-after".to_owned(), "1234".to_owned())],
            Vec::new(),
        ));
        assert_eq!(policy.pause(1, &plain), Duration::from_millis(1234));
    }

    #[test]
    fn quotas_mean_a_pause_only_to_who_is_throttled() {
        let policy = RetryPolicy::default();
        for (code, expected) in [("Throttling", 60_000..60_001), ("ServiceUnavailable", 50..101)] {
            let mut failure = failure(ErrorKind::Service, 503, code);
            let quota = ("x-ratelimit-user".to_owned(), "Limit:60,Remain:0,TimeLeft:60000".to_owned());
            failure.raw = Some(HttpResponse::new(503, vec![quota], Vec::new()));
            classify(&mut failure, Repeat::Harmless);
            assert!(expected.contains(&policy.pause(1, &failure).as_millis()), "{code}");
        }
    }

    #[test]
    fn the_budget_runs_out_and_recovers() {
        let budget = Budget::new();
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
        (0..5).for_each(|_| budget.earn());
        assert!(budget.take() && !budget.take());
    }
}
