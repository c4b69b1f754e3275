//! A listener goes in; connections that are counted, and that fail when they are told to, come out.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Accepts connections and counts those that are open.
pub(crate) struct Connections {
    pub(crate) listener: TcpListener,
    pub(crate) open: watch::Sender<usize>,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// At once, with a reset.
    Reset,
    /// Before the last byte of what is written next.
    Break,
}

/// What a handler has of its connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connection(Arc<OnceLock<End>>);

impl Connection {
    /// Lets the connection end instead of giving the whole answer.
    pub(crate) fn end(&self, end: End) {
        // An end that is set already is as good.
        let _ = self.0.set(end);
    }
}

impl Listener for Connections {
    type Io = Stream;
    type Addr = Connection;

    async fn accept(&mut self) -> (Stream, Connection) {
        let (stream, _) = Listener::accept(&mut self.listener).await;
        let connection = Connection::default();
        self.open.send_modify(|open| *open += 1);
        (Stream { stream, connection: connection.clone(), open: self.open.clone() }, connection)
    }

    fn local_addr(&self) -> Result<Connection> {
        Ok(Connection::default())
    }
}

impl Connected<IncomingStream<'_, Connections>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.remote_addr().clone()
    }
}

/// The bytes of a connection.
pub(crate) struct Stream {
    stream: TcpStream,
    connection: Connection,
    open: watch::Sender<usize>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.open.send_modify(|open| *open -= 1);
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let bytes = match (self.connection.0.get(), bytes) {
            (None, bytes) => bytes,
            (Some(End::Break), [first @ .., _]) if !first.is_empty() => first,
            (Some(End::Break), _) => return Poll::Ready(Err(Error::from(ErrorKind::BrokenPipe))),
            (Some(End::Reset), _) => {
                self.stream.set_zero_linger()?;
                return Poll::Ready(Err(Error::from(ErrorKind::ConnectionReset)));
            }
        };
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
