//! Calls under way: a future of one type for all operations.

use super::{Client, Output};
use crate::Operation;
use crate::error::CallError;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

type Answer<T, E> = Result<Output<T>, CallError<E>>;

/// A call under way. Dropping it cancels the call.
#[must_use = "a call is made as it is awaited"]
pub struct Sending<T, E>(Pin<Box<dyn Future<Output = Answer<T, E>> + Send>>);

/// Makes a call; what generated code calls, which is quicker to compile than an `async fn` of its own.
pub fn send<O: Operation + 'static>(
    client: impl AsRef<Client> + Send + 'static,
    request: O,
) -> Sending<O::Response, O::Error> {
    let client = client.as_ref().clone();
    Sending::new(async move { client.call(&request).await })
}

impl<T, E> Sending<T, E> {
    pub(super) fn new(call: impl Future<Output = Answer<T, E>> + Send + 'static) -> Self {
        Sending(Box::pin(call))
    }
}

impl<T, E> Future for Sending<T, E> {
    type Output = Answer<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}
