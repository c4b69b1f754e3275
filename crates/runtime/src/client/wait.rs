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
    quantifier: Quantifier,
    absent: Option<End>,
}

/// How many of several values have to be as they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    All,
    Any,
}

/// How waiting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Success,
    Failure,
}

impl Until {
    /// What generated code calls: the member that is watched, and the values that end the waiting.
    pub const fn new(
        member: &'static [&'static str],
        success: &'static [&'static str],
        failure: &'static [&'static str],
    ) -> Self {
        Until { member, success, failure, quantifier: Quantifier::All, absent: None }
    }

    /// The same where one of several values is enough.
    pub const fn any(self) -> Self {
        Until { quantifier: Quantifier::Any, ..self }
    }

    /// The same where it is success that there is no value.
    pub const fn gone(self) -> Self {
        Until { absent: Some(End::Success), ..self }
    }

    /// The same where it is failure that there is no value.
    pub const fn present(self) -> Self {
        Until { absent: Some(End::Failure), ..self }
    }

    /// How an answer ends the waiting, with the value that shows it; `expected` is how many values there have to be.
    fn end(&self, response: View<'_>, expected: usize) -> Option<(End, String)> {
        let mut values = Vec::new();
        collect(response, self.member, &mut values);
        if values.is_empty() {
            return self.absent.map(|end| (end, "absent".to_owned()));
        }
        if let Some(failed) = values.iter().find(|value| self.failure.contains(&value.as_str())) {
            return Some((End::Failure, failed.clone()));
        }
        let mut well = values.iter().map(|value| self.success.contains(&value.as_str()));
        let enough = match self.quantifier {
            Quantifier::All => values.len() >= expected && well.all(|well| well),
            Quantifier::Any => well.any(|well| well),
        };
        enough.then(|| (End::Success, values.swap_remove(0)))
    }
}

/// Adds the values at the end of a way, through structures and the items of lists.
fn collect(view: View<'_>, way: &[&str], values: &mut Vec<String>) {
    match (view, way) {
        (View::Absent, _) => {}
        (View::List(list) | View::Wrapped(_, list), way) => {
            // On the wire there is a step more: the structure around the list.
            let way = match (view, way) {
                (View::Wrapped(item, _), [first, rest @ ..]) if *first == item => rest,
                _ => way,
            };
            (0..list.len()).for_each(|index| collect(list.item(index), way, values));
        }
        (View::Structure(structure), [name, rest @ ..]) => {
            let found = present(structure).find(|(known, _)| known == name);
            found.into_iter().for_each(|(_, view)| collect(view, rest, values));
        }
        (scalar, []) => values.push(text(scalar)),
        _ => {}
    }
}

type Progress<T> = Box<dyn FnMut(&Output<T>) + Send>;

/// Waiting for a state. `.await` it; before, its deadline and pauses can be set.
#[must_use]
pub struct Wait<O: Operation> {
    client: Client,
    request: O,
    until: &'static Until,
    expected: usize,
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
            expected: 1,
            deadline: Duration::from_secs(600),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15),
            progress: None,
        }
    }

    /// What generated code calls: how many things are waited for.
    pub fn expecting(self, expected: usize) -> Self {
        Wait { expected, ..self }
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
        if self.expected == 0 {
            let message = "there is nothing to wait for: no id was given, which services take for all";
            let failure = Failure::new(O::METADATA.name, ErrorKind::InvalidRequest, message);
            return Err(WaitError::Call(CallError::new(failure)));
        }
        let end = deadline(self.deadline);
        let mut last = None;
        loop {
            let Ok(answer) = timeout_at(end, self.client.call(&self.request)).await else {
                return Err(WaitError::OutOfTime(last));
            };
            match answer {
                Ok(output) => {
                    if let Some(progress) = &mut self.progress {
                        progress(&output);
                    }
                    match self.until.end(output.response.view(), self.expected) {
                        Some((End::Success, _)) => return Ok(output),
                        Some((End::Failure, state)) => {
                            return Err(WaitError::Failed { state, last: Box::new(output) });
                        }
                        None => last = Some(Box::new(output)),
                    }
                }
                // What may succeed later is what waiting is for.
                Err(error) if error.is_throttling() || error.is_retryable() => {}
                Err(error) => return Err(WaitError::Call(error)),
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode_json;

    #[derive(Default)]
    struct Thing {
        status: Option<String>,
    }

    crate::structure! { Thing {
        status = "Status",
    } }

    #[derive(Default)]
    struct Things {
        things: Vec<Thing>,
    }

    crate::structure! { Things {
        things = "Things" / "Thing",
    } }

    /// How an answer about things in these states ends a wait for two of them.
    fn end(until: &Until, states: &[&str]) -> Option<End> {
        let things: Vec<_> = states.iter().map(|state| format!(r#"{{"Status": "{state}"}}"#)).collect();
        let json = format!(r#"{{"Things": {{"Thing": [{}]}}}}"#, things.join(", "));
        let things = decode_json::<Things>(json.as_bytes()).unwrap().value;
        until.end(things.view(), 2).map(|(end, _)| end)
    }

    #[test]
    fn all_or_any_of_several_end_a_wait_and_so_may_none() {
        let all = Until::new(&["Things", "Thing", "Status"], &["Running"], &["Broken"]);
        let (any, gone, present) = (all.any(), all.gone(), all.present());
        for (states, ends) in [
            (&["Running", "Running"][..], [Some(End::Success); 4]),
            (&["Running", "Starting"], [None, Some(End::Success), None, None]),
            (&["Running"], [None, Some(End::Success), None, None]),
            (&["Running", "Broken"], [Some(End::Failure); 4]),
            (&[], [None, None, Some(End::Success), Some(End::Failure)]),
        ] {
            let found = [all, any, gone, present].map(|until| end(&until, states));
            assert_eq!(found, ends, "{states:?}");
        }
    }
}
