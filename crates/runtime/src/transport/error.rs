//! Why there is no answer, and how far the request got.

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct TransportError {
    /// How far the request got.
    pub progress: Progress,
    /// What happened.
    pub message: String,
    /// What went wrong underneath.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// How far a request got that has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The request cannot be written, such as one with too long a query, or the transport is not set up for it: no other
    /// attempt will get further.
    Unsendable,
    /// No connection could be made: the service has seen nothing.
    NotSent,
    /// The service may have acted on it.
    Sent,
    /// The same, but more likely it never came: it was sent over a connection that others were sent over, and that the
    /// service or a gateway before it has closed.
    Stale,
    /// The service has answered, but not in a way that can be taken, such as with more bytes than are allowed: another
    /// attempt would be answered alike.
    Answered,
}

impl TransportError {
    /// An error with nothing underneath.
    pub fn new(progress: Progress, message: impl Into<String>) -> Self {
        TransportError { progress, message: message.into(), source: None }
    }

    /// An error whose message has its deepest cause, too, which those who only print it would not see.
    pub(crate) fn caused(
        progress: Progress,
        message: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        let source = source.into();
        let deepest = causes(&*source).last().map(ToString::to_string).unwrap_or_default();
        TransportError { progress, message: format!("{message}: {deepest}"), source: Some(source) }
    }
}

/// An error and what lies underneath, down to the deepest cause.
pub(crate) fn causes<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}
