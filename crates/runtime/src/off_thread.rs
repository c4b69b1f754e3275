//! Work on large data that leaves other tasks their turn.

use std::panic::resume_unwind;

/// Does work at once if it takes but a millisecond or two, and otherwise on another thread: there it would keep other tasks
/// waiting, and their deadlines from being seen.
pub(crate) async fn off_thread<T: Send + 'static>(
    size: Size,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    if size == Size::Small {
        return work();
    }
    match tokio::task::spawn_blocking(work).await.map_err(|error| error.try_into_panic()) {
        Ok(done) => done,
        Err(Ok(panic)) => resume_unwind(panic),
        // The runtime ends, and nobody waits any more.
        Err(Err(_)) => std::future::pending().await,
    }
}

/// How much work there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Small,
    Large,
}

impl Size {
    /// That of so many bytes, if so many are worked on at once.
    pub(crate) fn of(bytes: &[u8], at_once: usize) -> Self {
        if bytes.len() <= at_once { Size::Small } else { Size::Large }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[tokio::test]
    async fn large_work_is_done_elsewhere() {
        let here = thread::current().id();
        for (bytes, same) in [(&[0; 4][..], true), (&[0; 5], false)] {
            let there = off_thread(Size::of(bytes, 4), || thread::current().id()).await;
            assert_eq!(there == here, same, "{}", bytes.len());
        }
    }

    #[tokio::test]
    #[should_panic(expected = "of the work")]
    async fn a_panic_stays_one() {
        off_thread(Size::Large, || -> () { panic!("of the work") }).await;
    }
}
