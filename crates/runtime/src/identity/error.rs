//! Why there are no credentials.

use std::sync::Arc;

/// No credentials could be had.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no credentials: {message}")]
#[non_exhaustive]
pub struct CredentialsError {
    /// What was looked for, and why it was not found. It holds no secret.
    pub message: String,
    /// What went wrong underneath.
    #[source]
    pub source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    pub(crate) found: Found,
}

/// What there is where credentials could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing that says how to get any.
    Nothing,
    /// Something that cannot be used.
    Unusable,
}

impl CredentialsError {
    /// An error with nothing underneath.
    pub fn new(message: impl Into<String>) -> Self {
        CredentialsError { message: message.into(), source: None, found: Found::Unusable }
    }

    /// The error of a place where nothing says how to get credentials.
    pub(crate) fn absent(message: impl Into<String>) -> Self {
        Self::new(message).with(Found::Nothing)
    }

    pub(crate) fn with(self, found: Found) -> Self {
        CredentialsError { found, ..self }
    }

    /// The same error, told to be of this place.
    pub(crate) fn of(self, place: &str) -> Self {
        CredentialsError { message: format!("{place}: {}", self.message), ..self }
    }

    pub(crate) fn caused(message: String, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        CredentialsError { source: Some(Arc::new(source)), ..Self::new(message) }
    }
}
