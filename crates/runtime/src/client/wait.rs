//! Waiting for a state: an operation that shows it is called until it is reached.

mod error;
mod until;

pub use error::WaitError;
pub use until::Until;

use super::options::deadline;
use super::position::{Next, Position};
use super::{Client, Output, Paged};
use crate::error::{ErrorKind, Failure};
use crate::{CallError, Field, Operation};
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use until::{Meaning, Place, Shown};

type Progress<T> = Box<dyn FnMut(&Output<T>) + Send>;

/// Waiting for a state. `.await` it; before, its deadline and pauses can be set.
#[must_use]
pub struct Wait<O: Operation> {
    client: Client,
    request: O,
    until: &'static Until,
    /// How many things are waited for, where that is known.
    expected: Option<usize>,
    /// How many are as they should on the pages before this one.
    passed: usize,
    pages: Option<Position>,
    deadline: Duration,
    pause: Duration,
    longest_pause: Duration,
    progress: Option<Progress<O::Response>>,
}

/// What is done after an answer.
enum Step {
    Success,
    Failure(String),
    /// The next page is asked for.
    Page,
    /// The same is asked for again, later.
    Pause,
}

impl<O: Operation> Wait<O> {
    /// What generated code calls.
    pub fn new(client: &Client, request: O, until: &'static Until) -> Self {
        Wait {
            client: client.clone(),
            request,
            until,
            expected: None,
            passed: 0,
            pages: None,
            deadline: Duration::from_secs(600),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15),
            progress: None,
        }
    }

    /// What generated code calls: how many things are waited for.
    pub fn expecting(self, expected: usize) -> Self {
        Wait { expected: Some(expected), ..self }
    }

    /// What generated code calls: an answer may be one page of several, which are waited for one after another.
    pub fn paged(self) -> Self
    where
        O: Paged,
    {
        Wait { pages: Some(Position::told(O::PAGING, &self.request)), ..self }
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
        if self.expected == Some(0) {
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
                Ok(output) => match self.step(&output)? {
                    Step::Success => return Ok(output),
                    Step::Failure(state) => return Err(WaitError::Failed { state, last: Box::new(output) }),
                    Step::Page => continue,
                    Step::Pause => last = Some(Box::new(output)),
                },
                Err(error) => match self.until.meaning(error.code_str()) {
                    Meaning::Success => return Output::of_refusal(error).map_err(WaitError::Call),
                    Meaning::Early => {}
                    // What may succeed later is what waiting is for.
                    Meaning::Error if error.is_throttling() || error.is_retryable() => {}
                    Meaning::Error => return Err(WaitError::Call(error)),
                },
            }
            if self.pause > end.saturating_duration_since(Instant::now()) {
                return Err(WaitError::OutOfTime(last));
            }
            sleep(self.pause).await;
            self.pause = self.pause.saturating_add(self.pause / 2).min(self.longest_pause);
        }
    }

    /// What is done after an answer, which `progress` sees first.
    fn step(&mut self, output: &Output<O::Response>) -> Result<Step, WaitError<O>> {
        if let Some(progress) = &mut self.progress {
            progress(output);
        }
        let place = if self.passed == 0 { Place::First } else { Place::Later };
        let count = match self.until.shown(output.response.view(), place) {
            Shown::Success => return Ok(Step::Success),
            Shown::Failure(state) => return Ok(Step::Failure(state)),
            Shown::Early => return Ok(Step::Pause),
            // The pages before had all there is.
            Shown::Nothing if place == Place::Later => 0,
            Shown::Nothing => return Ok(Step::Pause),
            Shown::Well(count) => count,
        };
        let passed = self.passed + count;
        if self.expected.is_some_and(|expected| passed >= expected) {
            return Ok(Step::Success);
        }
        if self.turn(output)? {
            self.passed = passed;
            return Ok(Step::Page);
        }
        Ok(if self.expected.is_some() { Step::Pause } else { Step::Success })
    }

    /// Whether there is a page after this one, which the request asks for from now on.
    fn turn(&mut self, output: &Output<O::Response>) -> Result<bool, WaitError<O>> {
        let Some(pages) = &mut self.pages else { return Ok(false) };
        // The same page may come again, with more.
        let mut position = pages.clone();
        match position.advance(&mut self.request, output.response.view()) {
            Ok(Next::Page) => {
                *pages = position;
                Ok(true)
            }
            Ok(Next::Nothing | Next::Repeated) => Ok(false),
            Err(lost) => Err(WaitError::Call(super::pages::failed::<O>(lost, output))),
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
