//! What can go wrong with a call, by kind, with everything that is known about it and no secret.

use super::redact::{Redactions, repeats};
use super::shown::shown_message;
use crate::identity::CredentialsError;
use crate::transport::{HttpResponse, Progress, TransportError, causes};
use crate::{DecodeError, EncodeError};
use std::fmt;

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered, and the answer says that the call failed.
    Service,
    /// No answer came.
    Transport,
    /// Time ran out.
    Timeout(Timeout),
    /// There are no credentials.
    Credentials,
    /// The answer cannot be read.
    Decode,
    /// The request must not be sent as it is, or the client is not set up for it.
    InvalidRequest,
    /// A page of a list does not tell how to go on, or would lead back.
    Paging,
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timeout {
    /// For making a connection.
    Connect,
    /// For one attempt.
    Attempt,
    /// For the whole call.
    Operation,
}

/// Everything that is known about a failed call.
pub(crate) struct Failure {
    pub(crate) operation: String,
    pub(crate) kind: ErrorKind,
    /// The code on the wire.
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) throttling: bool,
    pub(crate) retryable: bool,
    /// Only the date was refused, and that of the service is known now.
    pub(crate) redated: bool,
    pub(crate) raw: Option<HttpResponse>,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Failure {
    pub(crate) fn new(operation: &str, kind: ErrorKind, message: impl Into<String>) -> Self {
        Failure {
            operation: operation.to_owned(),
            kind,
            code: None,
            message: message.into(),
            request_id: None,
            attempts: 0,
            throttling: false,
            retryable: false,
            redated: false,
            raw: None,
            source: None,
        }
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn encode(operation: &str, error: EncodeError) -> Self {
        Failure::new(operation, ErrorKind::InvalidRequest, error.to_string()).caused_by(error)
    }

    pub(crate) fn credentials(operation: &str, error: CredentialsError) -> Self {
        Failure::new(operation, ErrorKind::Credentials, error.to_string()).caused_by(error)
    }

    pub(crate) fn decode(operation: &str, error: DecodeError, raw: HttpResponse) -> Self {
        Failure {
            raw: Some(raw),
            ..Failure::new(operation, ErrorKind::Decode, error.to_string()).caused_by(error)
        }
    }

    pub(crate) fn transport(operation: &str, error: TransportError) -> Self {
        let kind = match error.progress {
            Progress::Unsendable => ErrorKind::InvalidRequest,
            Progress::NotSent if timed_out(&error) => ErrorKind::Timeout(Timeout::Connect),
            _ => ErrorKind::Transport,
        };
        Failure::new(operation, kind, error.to_string()).caused_by(error)
    }

    /// Leaves out what must not be shown. The answer itself stays as it came.
    pub(crate) fn redacted(mut self, redactions: &Redactions) -> Self {
        let code = self.code.take();
        self.message = redactions.message(code.as_deref().unwrap_or_default(), &self.message);
        self.code = code.and_then(|code| redactions.word(&code));
        self.request_id = self.request_id.and_then(|id| redactions.word(&id));
        self.source = self.source.and_then(|source| match source.downcast::<TransportError>() {
            // How far the request got decides whether it is sent again.
            Ok(error) => Some(error.redacted(redactions).into()),
            Err(source) => (!repeats(&*source, redactions)).then_some(source),
        });
        self
    }

    pub(super) fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed: ", self.operation)?;
        if let Some(code) = &self.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(&self.message)?;
        let status = self.raw.as_ref().map(|raw| format!("HTTP {}", raw.status));
        let id = self.request_id.as_ref().map(|id| format!("request id {id}"));
        let known: Vec<_> = [status, id].into_iter().flatten().collect();
        if known.is_empty() { Ok(()) } else { write!(f, " ({})", known.join(", ")) }
    }

    /// One line, as a `main` shows it that ends with the error: what `Display` says, and what lies underneath.
    pub(super) fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)?;
        write!(f, " [{:?}, attempts: {}]", self.kind, self.attempts)?;
        let source = self.source.as_ref().map(|source| source.as_ref() as &(dyn std::error::Error + 'static));
        for cause in source.into_iter().flat_map(causes) {
            let cause = shown_message(&cause.to_string());
            if !self.message.contains(&cause) {
                write!(f, ": {cause}")?;
            }
        }
        Ok(())
    }
}

/// Whether a connection could not be made in time.
fn timed_out(error: &TransportError) -> bool {
    let timed_out = |io: &std::io::Error| io.kind() == std::io::ErrorKind::TimedOut;
    causes(error).any(|error| error.downcast_ref().is_some_and(timed_out))
}
