//! Connections that know whether they are used ones.

use hyper::Response;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::Error;
use hyper_util::client::legacy::connect::{self, Connected};
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// A connection to a service, or to the proxy that forwards to it.
pub(super) struct Connection<T> {
    stream: T,
    form: Form,
    used: Used,
}

/// How requests name what they ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By path and query.
    Origin,
    /// By the whole URL, as proxies that forward requests need it.
    Absolute,
}

/// Whether a connection has brought an answer already. Only such a one can have been closed by the other side for having
/// been idle too long.
#[derive(Clone, Default)]
struct Used(Arc<AtomicBool>);

/// Notes that the connection that an answer came over has brought one.
pub(super) fn note_answer<B>(answer: &Response<B>) {
    if let Some(Used(used)) = answer.extensions().get() {
        used.store(true, Ordering::Relaxed);
    }
}

/// Whether it was a connection with earlier answers that failed before it brought this one.
pub(super) fn was_used(error: &Error) -> bool {
    let mut known = Response::new(());
    error.connect_info().inspect(|connected| connected.get_extras(known.extensions_mut()));
    known.extensions().get().is_some_and(|Used(used)| used.load(Ordering::Relaxed))
}

impl<T> Connection<T> {
    pub(super) fn new(stream: T, form: Form) -> Self {
        Connection { stream, form, used: Used::default() }
    }
}

impl<T: connect::Connection> connect::Connection for Connection<T> {
    fn connected(&self) -> Connected {
        self.stream.connected().proxy(self.form == Form::Absolute).extra(self.used.clone())
    }
}

impl<T: Read + Unpin> Read for Connection<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<T: Write + Unpin> Write for Connection<T> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
