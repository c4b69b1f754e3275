//! Work on large answers that leaves other tasks their turn.

use crate::transport::HttpResponse;
use std::panic::resume_unwind;

/// Bytes up to which an answer is worked on at once: that takes a millisecond or two. A large one would keep other tasks
/// of the thread waiting, and its deadline from being seen.
const AT_ONCE: usize = 256 << 10;

/// Works on an answer, on another thread if it is large.
pub(super) async fn off_thread<R: Send + 'static>(
    raw: HttpResponse,
    work: impl FnOnce(&HttpResponse) -> R + Send + 'static,
) -> (HttpResponse, R) {
    if raw.body.len() <= AT_ONCE {
        let done = work(&raw);
        return (raw, done);
    }
    let working = tokio::task::spawn_blocking(move || {
        let done = work(&raw);
        (raw, done)
    });
    match working.await.map_err(|error| error.try_into_panic()) {
        Ok(done) => done,
        Err(Ok(panic)) => resume_unwind(panic),
        // The runtime ends, and nobody waits any more.
        Err(Err(_)) => std::future::pending().await,
    }
}
