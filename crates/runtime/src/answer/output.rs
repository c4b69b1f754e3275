//! Successful answers: the response of the operation with what came around it.

use crate::error::CallError;
use crate::transport::HttpResponse;
use crate::{ErrorCode, Field, Mismatch};
use std::ops::Deref;

/// What a successful call gives. It derefs to the response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Output<T> {
    /// The response.
    pub response: T,
    /// What is not as documented, with the values that came.
    pub mismatches: Vec<Mismatch>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) raw: HttpResponse,
}

impl<T> Output<T> {
    /// The response by itself.
    pub fn into_response(self) -> T {
        self.response
    }

    /// The number of the request, which support asks for, if the service gave one.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status: 200, or what else from 201 to 299 the service says of its success.
    pub fn status(&self) -> u16 {
        self.raw.status
    }

    /// A header of the answer, in whatever case it is written.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.raw.header(&name.to_ascii_lowercase())
    }

    /// How many times the request was sent, or tried to be.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The answer as it came.
    pub fn raw(&self) -> &HttpResponse {
        &self.raw
    }
}

impl<T: Field> Output<T> {
    /// The answer with nothing in the response, where an error code of the service says all that is asked.
    pub(crate) fn of_refusal<E: ErrorCode>(error: CallError<E>) -> Result<Self, CallError<E>> {
        let (raw, request_id, attempts) = error.into_answer()?;
        Ok(Output { response: T::empty(), mismatches: Vec::new(), request_id, attempts, raw })
    }
}

impl<T> Deref for Output<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.response
    }
}
