//! What can go wrong with a call, by kind, with everything that is known about it and no secret.

use crate::client::Output;
use crate::redact::{Redactions, shown_message};
use crate::transport::{HttpResponse, Progress, causes};
use crate::{
    CommonCode, CredentialsError, DecodeError, EncodeError, ErrorCode, Field, TransportError, convention,
};
use std::fmt;

/// A call of one operation that failed. `code()` gives the documented codes as an enum.
pub struct CallError<E> {
    inner: Box<Typed<E>>,
}

struct Typed<E> {
    failure: Failure,
    code: Option<E>,
}

/// A call of any operation that failed: what [`CallError`] becomes by `?` where several operations are called.
pub struct Error {
    failure: Box<Failure>,
}

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

    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

impl TransportError {
    /// Leaves out what must not be shown.
    pub(crate) fn redacted(self, redactions: &Redactions) -> Self {
        if repeats(&self, redactions) {
            TransportError::new(self.progress, redactions.message("", &self.message))
        } else {
            self
        }
    }
}

/// Whether an error, or one underneath, repeats a secret.
fn repeats(error: &(dyn std::error::Error + 'static), redactions: &Redactions) -> bool {
    causes(error).any(|error| redactions.found_in(&format!("{error} {error:?}")))
}

/// Whether a connection could not be made in time.
fn timed_out(error: &TransportError) -> bool {
    let timed_out = |io: &std::io::Error| io.kind() == std::io::ErrorKind::TimedOut;
    causes(error).any(|error| error.downcast_ref().is_some_and(timed_out))
}

macro_rules! facts {
    (|$this:ident| $failure:expr) => {
        /// What kind of failure it is.
        pub fn kind(&self) -> ErrorKind {
            let $this = self;
            $failure.kind
        }

        /// The HTTP status, if an answer came.
        pub fn status(&self) -> Option<u16> {
            let $this = self;
            $failure.raw.as_ref().map(|raw| raw.status)
        }

        /// The message of the service, or what went wrong. Control characters are escaped, and a message that repeats a
        /// secret of the call, or what was signed, is not shown.
        pub fn message(&self) -> &str {
            let $this = self;
            &$failure.message
        }

        /// The number of the request, which support asks for.
        pub fn request_id(&self) -> Option<&str> {
            let $this = self;
            $failure.request_id.as_deref()
        }

        /// How many times the request was sent, or tried to be.
        pub fn attempts(&self) -> u32 {
            let $this = self;
            $failure.attempts
        }

        /// Whether the service asks for fewer calls.
        pub fn is_throttling(&self) -> bool {
            let $this = self;
            $failure.throttling
        }

        /// The error code on the wire, if the service gave one.
        pub fn code_str(&self) -> Option<&str> {
            let $this = self;
            $failure.code.as_deref()
        }

        /// The error code, if it is one that every operation may answer with; those are not in the enum of an operation
        /// unless its documentation lists them.
        pub fn common_code(&self) -> Option<CommonCode> {
            let code = CommonCode::from_wire(self.code_str()?);
            code.other().is_none().then_some(code)
        }

        /// Whether something that the call names is not there, by the convention of codes: `InvalidInstanceId.NotFound`,
        /// `EntityNotExist.User`.
        pub fn is_not_found(&self) -> bool {
            self.code_str().is_some_and(convention::is_not_found)
        }

        /// Whether something that the call would make is there already, by the convention of codes:
        /// `EntityAlreadyExists.Role`, `InvalidName.Duplicate`. What stands in the request twice is another matter:
        /// `Duplicate.TagKey`.
        pub fn is_already_exists(&self) -> bool {
            self.code_str().is_some_and(convention::is_already_exists)
        }

        /// Whether the caller may not do that, by the convention of codes: `Forbidden.RAM`, `NoPermission`. A code such as
        /// `Forbidden.ChargeTypeIsPrepaid` counts with the HTTP statuses 401 and 403 only: with others it is about the state
        /// of something.
        pub fn is_forbidden(&self) -> bool {
            self.code_str().is_some_and(|code| convention::is_forbidden(code, self.status()))
        }

        /// Whether the account has as many of something as it may have, by the convention of codes: `QuotaExceeded.Vpc`,
        /// `LimitExceeded.User`.
        pub fn is_quota_exceeded(&self) -> bool {
            self.code_str().is_some_and(convention::is_quota_exceeded)
        }

        /// Whether the call was a dry run that found nothing wrong: some services answer it with an error,
        /// `DryRunOperation`.
        pub fn is_dry_run(&self) -> bool {
            self.code_str().is_some_and(convention::is_dry_run)
        }

        /// Whether time ran out.
        pub fn is_timeout(&self) -> bool {
            matches!(self.kind(), ErrorKind::Timeout(_))
        }

        /// Whether the same call may succeed later and does no harm when it is repeated.
        pub fn is_retryable(&self) -> bool {
            let $this = self;
            $failure.retryable
        }

        /// The answer as it came, if one did. Its body may repeat secrets of the request, such as security tokens: it is for
        /// programs to read, not for logs. Its `Debug` shows none of it.
        pub fn raw(&self) -> Option<&HttpResponse> {
            let $this = self;
            $failure.raw.as_ref()
        }
    };
}

impl<E: ErrorCode> CallError<E> {
    pub(crate) fn new(failure: Failure) -> Self {
        let code = failure.code.as_deref().map(E::from_wire);
        CallError { inner: Box::new(Typed { failure, code }) }
    }

    /// The answer with nothing in the response, where an error code of the service says all that is asked.
    pub(crate) fn into_empty<T: Field>(mut self) -> Result<Output<T>, Self> {
        let Failure { raw, request_id, attempts, .. } = &mut self.inner.failure;
        let Some(raw) = raw.take() else { return Err(self) };
        let (request_id, attempts) = (request_id.take(), *attempts);
        Ok(Output { response: T::empty(), mismatches: Vec::new(), request_id, attempts, raw })
    }
}

impl<E> CallError<E> {
    /// The error code, if the service gave one; `code_str` gives it as it was sent.
    pub fn code(&self) -> Option<E>
    where
        E: Clone,
    {
        self.inner.code.clone()
    }

    facts!(|this| this.inner.failure);
}

impl Error {
    pub(crate) fn new(failure: Failure) -> Self {
        Error { failure: Box::new(failure) }
    }

    /// The operation that failed.
    pub fn operation(&self) -> &str {
        &self.failure.operation
    }

    /// The same as `code_str`: the type of codes depends on the operation, which this error leaves open.
    pub fn code(&self) -> Option<&str> {
        self.failure.code.as_deref()
    }

    facts!(|this| this.failure);
}

impl<E> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        Error::new(error.inner.failure)
    }
}

/// What an answer with credentials lacks ends a program as a failed call does.
impl From<CredentialsError> for Error {
    fn from(error: CredentialsError) -> Self {
        Error::new(Failure::credentials("reading credentials", error))
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.failure.fmt(f)
    }
}

impl<E> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.failure.debug(f)
    }
}

impl<E> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.failure.source.as_ref().map(|source| &**source as _)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.debug(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure.source.as_ref().map(|source| &**source as _)
    }
}
