//! Waiting for a state: an operation that shows it is called until it is reached.

use super::options::deadline;
use super::{Client, Output};
use crate::encode::text;
use crate::error::{Error, ErrorKind, Failure, Timeout};
use crate::structure::present;
use crate::{CallError, Field, Operation, View};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// When waiting ends.
#[derive(Clone, Copy, Debug)]
pub struct Until {
    member: &'static [&'static str],
    success: &'static [&'static str],
    failure: &'static [&'static str],
}

impl Until {
    /// What generated code calls: the member that is watched, and the values that end the waiting.
    pub const fn new(
        member: &'static [&'static str],
        success: &'static [&'static str],
        failure: &'static [&'static str],
    ) -> Self {
        Until { member, success, failure }
    }

    /// The value of the watched member.
    fn value(&self, response: View<'_>) -> String {
        match self.member.split_first() {
            None => text(response),
            Some((name, rest)) => match response {
                View::Structure(structure) => present(structure)
                    .find(|(known, _)| known == name)
                    .map(|(_, view)| Until { member: rest, ..*self }.value(view))
                    .unwrap_or_default(),
                _ => String::new(),
            },
        }
    }
}

type Progress<T> = Box<dyn FnMut(&Output<T>) + Send>;

/// Waiting for a state. `.await` it; before, its deadline and pauses can be set.
#[must_use]
pub struct Wait<O: Operation> {
    client: Client,
    request: O,
    until: &'static Until,
    deadline: Duration,
    pause: Duration,
    longest_pause: Duration,
    progress: Option<Progress<O::Response>>,
}

/// Why waiting ended without success. By `?` it becomes an [`Error`].
#[non_exhaustive]
pub enum WaitError<O: Operation> {
    /// The state that was reached is a failure.
    #[non_exhaustive]
    Failed {
        /// The value of the watched member.
        state: String,
        /// The answer that shows it.
        last: Box<Output<O::Response>>,
    },
    /// Time ran out; the last answer, if there was one.
    OutOfTime(Option<Box<Output<O::Response>>>),
    /// A call failed, after its own retries.
    Call(CallError<O::Error>),
}

impl<O: Operation> Wait<O> {
    /// What generated code calls.
    pub fn new(client: &Client, request: O, until: &'static Until) -> Self {
        Wait {
            client: client.clone(),
            request,
            until,
            deadline: Duration::from_secs(600),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15),
            progress: None,
        }
    }

    /// The time to wait at most, calls included; 10 minutes unless set.
    pub fn deadline(self, deadline: Duration) -> Self {
        Wait { deadline, ..self }
    }

    /// The first pause, which grows by half each time, and the longest; 1 s and 15 s unless set.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        Wait { pause: first, longest_pause: longest, ..self }
    }

    /// Calls this with every answer on the way.
    pub fn on_progress(self, progress: impl FnMut(&Output<O::Response>) + Send + 'static) -> Self {
        Wait { progress: Some(Box::new(progress)), ..self }
    }

    async fn run(mut self) -> Result<Output<O::Response>, WaitError<O>> {
        let end = deadline(self.deadline);
        let mut last = None;
        loop {
            let Ok(answer) = timeout_at(end, self.client.call(&self.request)).await else {
                return Err(WaitError::OutOfTime(last));
            };
            let output = answer.map_err(WaitError::Call)?;
            if let Some(progress) = &mut self.progress {
                progress(&output);
            }
            let value = self.until.value(output.response.view());
            if self.until.success.contains(&value.as_str()) {
                return Ok(output);
            }
            if self.until.failure.contains(&value.as_str()) {
                return Err(WaitError::Failed { state: value, last: Box::new(output) });
            }
            last = Some(Box::new(output));
            if self.pause > end.saturating_duration_since(Instant::now()) {
                return Err(WaitError::OutOfTime(last));
            }
            sleep(self.pause).await;
            self.pause = self.pause.saturating_add(self.pause / 2).min(self.longest_pause);
        }
    }
}

impl<O> IntoFuture for Wait<O>
where
    O: Operation + 'static,
    O::Response: Send + Sync + 'static,
    O::Error: Send + 'static,
{
    type Output = Result<Output<O::Response>, WaitError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<O: Operation> WaitError<O> {
    /// What it means for who waited; for a call, what the call says.
    fn message(&self) -> String {
        match self {
            WaitError::Failed { state, .. } => {
                format!("the state is `{state}`, which is a failure")
            }
            WaitError::OutOfTime(_) => "success was not seen in time".to_owned(),
            WaitError::Call(error) => error.message().to_owned(),
        }
    }
}

impl<O: Operation> From<WaitError<O>> for Error {
    fn from(error: WaitError<O>) -> Self {
        let message = error.message();
        let (kind, last) = match error {
            WaitError::Failed { last, .. } => (ErrorKind::Service, Some(last)),
            WaitError::OutOfTime(last) => (ErrorKind::Timeout(Timeout::Operation), last),
            WaitError::Call(error) => return error.into(),
        };
        let failure = Failure::new(O::METADATA.name, kind, message);
        Error::new(match last {
            Some(last) => Failure {
                request_id: last.request_id,
                attempts: last.attempts,
                raw: Some(last.raw),
                ..failure
            },
            None => failure,
        })
    }
}

impl<O: Operation> fmt::Display for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = match self {
            WaitError::Call(error) => return error.fmt(f),
            WaitError::Failed { last, .. } => Some(last),
            WaitError::OutOfTime(last) => last.as_ref(),
        };
        write!(f, "{}: {}", O::METADATA.name, self.message())?;
        let id = last.and_then(|last| last.request_id());
        id.map_or(Ok(()), |id| write!(f, " (request id {id})"))
    }
}

impl<O: Operation> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitError({self})")
    }
}

impl<O: Operation> std::error::Error for WaitError<O>
where
    O::Error: 'static,
{
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WaitError::Call(error) => error.source(),
            WaitError::Failed { .. } | WaitError::OutOfTime(_) => None,
        }
    }
}
