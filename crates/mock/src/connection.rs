//! Connections that are counted, that fail when they are told to, and that are closed when a request does not come.

use crate::faults::Reuse;
use axum::Router;
use axum::extract::{ConnectInfo, Extension};
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

/// The time for the head of a request, from when the connection is free for it.
const HEAD: Duration = Duration::from_secs(30);

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
pub(crate) struct Connection(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    end: OnceLock<End>,
    used: AtomicBool,
}

impl Connection {
    /// Lets the connection end instead of giving the whole answer.
    pub(crate) fn end(&self, end: End) {
        // An end that is set already is as good.
        let _ = self.0.end.set(end);
    }

    /// Whether requests came over it before. From now on, one has.
    pub(crate) fn use_again(&self) -> Reuse {
        if self.0.used.swap(true, Ordering::Relaxed) { Reuse::Again } else { Reuse::First }
    }
}

impl Connections {
    /// Serves connections until the other end of `stopped` is dropped, which closes all that are open.
    pub(crate) async fn serve(mut self, router: Router, mut stopped: oneshot::Receiver<Infallible>) {
        let mut serving = JoinSet::new();
        loop {
            tokio::select! {
                _ = &mut stopped => return,
                (stream, connection) = self.accept() => {
                    let router = router.clone().layer(Extension(ConnectInfo(connection)));
                    serving.spawn(serve(stream, router));
                }
                Some(_) = serving.join_next() => {}
            }
        }
    }

    async fn accept(&mut self) -> (Stream, Connection) {
        // This one waits where the machine has no more connections to give.
        let (stream, _) = Listener::accept(&mut self.listener).await;
        let connection = Connection::default();
        self.open.send_modify(|open| *open += 1);
        (Stream { stream, connection: connection.clone(), open: self.open.clone() }, connection)
    }
}

async fn serve(stream: Stream, router: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).await;
    // That a connection broke is for its other end to tell.
    drop(served);
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
        let bytes = match (self.connection.0.end.get(), bytes) {
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
