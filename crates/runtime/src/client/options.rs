//! How calls are made: time limits, retries and headers, each with its default.

use super::RetryPolicy;
use std::time::Duration;

/// How calls are made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallOptions {
    /// The time for one attempt.
    pub attempt_timeout: Duration,
    /// The time for the whole call, pauses included.
    pub operation_timeout: Duration,
    /// When to try again.
    pub retry: RetryPolicy,
    /// Headers to send beside those of the protocol.
    pub headers: Vec<(String, String)>,
}

impl Default for CallOptions {
    fn default() -> Self {
        CallOptions {
            attempt_timeout: Duration::from_secs(10),
            operation_timeout: Duration::from_secs(60),
            retry: RetryPolicy::default(),
            headers: Vec::new(),
        }
    }
}
