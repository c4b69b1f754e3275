//! Why waiting ends without success.

use crate::client::Output;
use crate::error::{Error, ErrorKind, Failure, Timeout};
use crate::{CallError, Operation};
use std::fmt;

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
