//! Calls under way: a future of one type for all operations, which may have options of its own.

use super::{CallOptions, Client, Output, RetryPolicy};
use crate::Operation;
use crate::error::CallError;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

type Answer<T, E> = Result<Output<T>, CallError<E>>;
type Running<T, E> = Pin<Box<dyn Future<Output = Answer<T, E>> + Send>>;
type Call<T, E> = Box<dyn FnOnce(Client) -> Running<T, E> + Send>;

/// A call that is made as it is awaited, with the options of its client or its own. Dropping it cancels the call.
///
/// ```no_run
/// # async fn call(client: alicloud::sae::Client) -> Result<(), alicloud::Error> {
/// use alicloud::runtime::client::RetryPolicy;
/// use std::time::Duration;
///
/// let call = client.describe_change_order("765fa5c0-…").send();
/// let order = call.operation_timeout(Duration::from_secs(5)).retry(RetryPolicy::never()).await?;
/// # Ok(()) }
/// ```
#[must_use = "a call is made as it is awaited"]
pub struct Sending<T, E>(State<T, E>);

enum State<T, E> {
    /// Nobody has awaited it yet.
    Ready(Client, Call<T, E>),
    Running(Running<T, E>),
    /// Between the two.
    Starting,
}

/// Makes a call; what generated code calls, which is quicker to compile than an `async fn` of its own.
pub fn send<O: Operation + 'static>(
    client: impl AsRef<Client> + Send + 'static,
    request: O,
) -> Sending<O::Response, O::Error> {
    let call = |client: Client| -> Running<_, _> { Box::pin(async move { client.call(&request).await }) };
    Sending(State::Ready(client.as_ref().clone(), Box::new(call)))
}

impl<T, E> Sending<T, E> {
    pub(super) fn new<F: Future<Output = Answer<T, E>> + Send + 'static>(
        client: &Client,
        call: impl FnOnce(Client) -> F + Send + 'static,
    ) -> Self {
        Sending(State::Ready(client.clone(), Box::new(|client| Box::pin(call(client)))))
    }

    /// The same call with other options than those of its client: `change` is given a copy of these. What has been awaited
    /// before goes on as it began.
    pub fn options(self, change: impl FnOnce(&mut CallOptions)) -> Self {
        match self.0 {
            State::Ready(client, call) => {
                let mut options = client.options().clone();
                change(&mut options);
                Sending(State::Ready(client.with_options(options), call))
            }
            // What runs cannot be moved out of what awaits it.
            other => Sending(other),
        }
    }

    /// The time for one attempt of this call.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.options(|options| options.attempt_timeout = timeout)
    }

    /// The time for this call, all attempts and pauses included.
    pub fn operation_timeout(self, timeout: Duration) -> Self {
        self.options(|options| options.operation_timeout = timeout)
    }

    /// When to try this call again.
    pub fn retry(self, retry: RetryPolicy) -> Self {
        self.options(|options| options.retry = retry)
    }

    /// One more header of this call; see [`CallOptions::headers`].
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options(|options| options.headers.push((name.into(), value.into())))
    }
}

impl<T, E> Future for Sending<T, E> {
    type Output = Answer<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::Ready(..) = self.0
            && let State::Ready(client, call) = std::mem::replace(&mut self.0, State::Starting)
        {
            self.0 = State::Running(call(client));
        }
        match &mut self.0 {
            State::Running(call) => call.as_mut().poll(context),
            State::Ready(..) | State::Starting => Poll::Pending,
        }
    }
}

impl<T, E> Unpin for Sending<T, E> {}
