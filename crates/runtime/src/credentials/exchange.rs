//! Requests to services that give credentials, repeated where that may help.

use super::ProviderConfig;
use super::config::Route;
use crate::client::{Load, RetryPolicy, hint, load, said};
use crate::clock::Correction;
use crate::signing::Moment;
use crate::transport::{HttpRequest, HttpResponse, Progress, TransportError};
use std::time::Duration;
use time::OffsetDateTime;
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
    /// repeated.
    pub(super) async fn ask(
        &self,
        route: Route,
        request: impl Fn(&Moment) -> HttpRequest + Send + Sync,
    ) -> Result<HttpResponse, TransportError> {
        let deadline = Instant::now() + route.patience();
        let mut correction = Correction::None;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let moment = Moment::at(self.clock.now());
            let sent = match self.ask_once(route, request(&moment)).await {
                Asked::Silence => return Err(silence(route)),
                Asked::Sent(sent) => sent,
            };
            if correction == Correction::None {
                correction = self.correction(&sent, moment.time);
                if correction == Correction::Learnt {
                    continue;
                }
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match pause(route, attempt, &sent) {
                Some(pause) if attempt < ATTEMPTS && pause < left => sleep(pause).await,
                _ => return sent,
            }
        }
    }

    /// Sends a request that must not be repeated.
    pub(super) async fn tell(
        &self,
        route: Route,
        request: HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        match self.ask_once(route, request).await {
            Asked::Silence => Err(silence(route)),
            Asked::Sent(sent) => sent,
        }
    }

    async fn ask_once(&self, route: Route, request: HttpRequest) -> Asked {
        match self.over(route) {
            Ok(transport) => match timeout(route.timeout(), transport.send(request)).await {
                Ok(sent) => Asked::Sent(sent),
                Err(_) => Asked::Silence,
            },
            Err(error) => Asked::Sent(Err(error)),
        }
    }

    /// What an answer to a request of that date says about the time.
    fn correction(&self, sent: &Result<HttpResponse, TransportError>, dated: OffsetDateTime) -> Correction {
        match sent {
            Ok(answer) if answer.status != 200 => {
                self.clock.correct(&said(answer).code.unwrap_or_default(), answer, dated)
            }
            _ => Correction::None,
        }
    }
}

/// What became of a request.
enum Asked {
    Sent(Result<HttpResponse, TransportError>),
    Silence,
}

fn silence(route: Route) -> TransportError {
    let message = format!("there is no answer within {:?}", route.timeout());
    TransportError::new(Progress::Sent, message)
}

/// The pause before another attempt, if one may help.
fn pause(route: Route, attempt: u32, sent: &Result<HttpResponse, TransportError>) -> Option<Duration> {
    let backoff = |load| RetryPolicy::default().backoff(attempt, load);
    match sent {
        Ok(answer) => {
            let load = load(&said(answer).code.unwrap_or_default(), Some(answer.status));
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
