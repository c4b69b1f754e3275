//! Requests to services that give credentials, repeated where that may help.

use super::ProviderConfig;
use super::config::Route;
use crate::answer::{Load, RetryPolicy, hint, load, said};
use crate::error::Redactions;
use crate::signing::Correction;
use crate::signing::Moment;
use crate::transport::{HttpRequest, HttpResponse, Progress, Transport, TransportError};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// Attempts at most, the first included.
const ATTEMPTS: u32 = 3;

impl Route {
    /// The time for one exchange. Silence is not tried again.
    fn timeout(self) -> Duration {
        match self {
            Route::Proxied => Duration::from_secs(8),
            Route::Direct => Duration::from_secs(2),
        }
    }

    /// The time in which the last attempt must begin.
    fn patience(self) -> Duration {
        match self {
            Route::Proxied => Duration::from_secs(15),
            Route::Direct => Duration::from_secs(3),
        }
    }
}

impl ProviderConfig {
    /// Sends what `request` makes, anew for each attempt: a service that is busy, asks for fewer calls or resets the
    /// connection is asked again, and so is one that refuses the date, once. None of these requests does harm when it is
    /// repeated. An error repeats nothing that `redactions` know.
    pub(super) async fn ask(
        &self,
        route: Route,
        redactions: &Redactions,
        request: impl Fn(&Moment) -> HttpRequest + Send + Sync,
    ) -> Result<HttpResponse, TransportError> {
        let sent = self.attempts(route, request).await;
        sent.map_err(|error| error.redacted(redactions))
    }

    /// Sends a request that must not be repeated. An error repeats nothing that `redactions` know.
    pub(super) async fn tell(
        &self,
        route: Route,
        redactions: &Redactions,
        request: HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let sent = once(&*self.over(route)?, route, request).await.and_then(|sent| sent);
        sent.map_err(|error| error.redacted(redactions))
    }

    async fn attempts(
        &self,
        route: Route,
        request: impl Fn(&Moment) -> HttpRequest + Send + Sync,
    ) -> Result<HttpResponse, TransportError> {
        let transport = self.over(route)?;
        let deadline = Instant::now() + route.patience();
        let mut correction = Correction::None;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let moment = Moment::at(self.clock.now());
            let sent = once(&*transport, route, request(&moment)).await?;
            let code = sent.as_ref().ok().and_then(|answer| said(answer).code).unwrap_or_default();
            if correction == Correction::None
                && let Ok(answer) = &sent
                && answer.status != 200
            {
                correction = self.clock.correct(&code, answer, moment.time);
                if correction == Correction::Learnt {
                    continue;
                }
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match pause(route, attempt, &code, &sent) {
                Some(pause) if attempt < ATTEMPTS && pause < left => sleep(pause).await,
                _ => return sent,
            }
        }
    }
}

/// One exchange. The outer error is silence, after which nothing is sent again.
async fn once(
    transport: &dyn Transport,
    route: Route,
    request: HttpRequest,
) -> Result<Result<HttpResponse, TransportError>, TransportError> {
    let limit = route.timeout();
    timeout(limit, transport.send(request))
        .await
        .map_err(|_| TransportError::new(Progress::Sent, format!("there is no answer within {limit:?}")))
}

/// The pause before another attempt, if one may help, after an answer with that code or an error.
fn pause(
    route: Route,
    attempt: u32,
    code: &str,
    sent: &Result<HttpResponse, TransportError>,
) -> Option<Duration> {
    let backoff = |load| RetryPolicy::default().backoff(attempt, load);
    match sent {
        Ok(answer) => {
            let load = load(code, Some(answer.status));
            let passing = load == Load::TooMuch || matches!(answer.status, 500 | 502 | 503 | 504);
            passing.then(|| hint(answer).unwrap_or_else(|| backoff(load)))
        }
        // Outside ECS there is no metadata service, which must not take long to tell.
        Err(error) if matches!((route, error.progress), (Route::Direct, Progress::NotSent)) => None,
        Err(error) => {
            let again = !matches!(error.progress, Progress::Unsendable | Progress::Answered);
            again.then(|| backoff(Load::Usual))
        }
    }
}
