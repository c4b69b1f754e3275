//! How calls are made: time limits, retries and headers, each with its default.

use super::RetryPolicy;
use crate::transport::names;
use std::fmt;
use std::time::Duration;
use tokio::time::Instant;

/// How calls are made. A client has options for all its calls, and [`Sending`](super::Sending) sets them for one:
/// `request.send().operation_timeout(limit).await`.
///
/// ```
/// # fn main() -> Result<(), alicloud::Error> {
/// use alicloud::runtime::client::RetryPolicy;
/// use alicloud::sae::Client;
/// use std::time::Duration;
///
/// let client = Client::builder().region("cn-hangzhou").build()?;
/// let mut options = client.options().clone();
/// options.attempt_timeout = Duration::from_secs(2);
/// options.retry = RetryPolicy::never();
/// options.headers.push(("x-acs-trace".to_owned(), "on".to_owned()));
/// let call = client.with_options(options).describe_change_order("765fa5c0-…").send();
/// # drop(call);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct CallOptions {
    /// The time for one attempt, from when there are credentials to the last byte of the answer.
    pub attempt_timeout: Duration,
    /// The time for the whole call, fetching credentials and pauses included.
    pub operation_timeout: Duration,
    /// When to try again.
    pub retry: RetryPolicy,
    /// More headers. They replace `accept`, `user-agent` and parameters of the same name. Those that signing or HTTP itself
    /// sets (`authorization`, `host`, `content-type`, `x-acs-date` …) are refused: calls that have one fail before they are
    /// sent.
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

impl fmt::Debug for CallOptions {
    /// Headers may hold secrets, so that only their names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("attempt_timeout", &self.attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("retry", &self.retry)
            .field("headers", &names(&self.headers))
            .finish()
    }
}

/// When a time will be over. One that no clock can tell, such as [`Duration::MAX`], is as good as thirty years.
pub(super) fn deadline(limit: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(30 * 365 * 86_400);
    let now = Instant::now();
    now.checked_add(limit).unwrap_or_else(|| now + FAR)
}
