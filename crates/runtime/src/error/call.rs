//! Errors of calls.

use super::{CommonCode, ErrorKind, Failure, convention};
use crate::ErrorCode;
use crate::identity::CredentialsError;
use crate::transport::HttpResponse;
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

    /// The answer, the number of the request and the attempts, where the service answered.
    pub(crate) fn into_answer(mut self) -> Result<(HttpResponse, Option<String>, u32), Self> {
        let Failure { raw, request_id, attempts, .. } = &mut self.inner.failure;
        let Some(raw) = raw.take() else { return Err(self) };
        Ok((raw, request_id.take(), *attempts))
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
