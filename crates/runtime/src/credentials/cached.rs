//! A provider that keeps credentials until shortly before their end.

use super::{Credentials, CredentialsError, ProvideCredentials, Provided};
use crate::signing::Clock;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use time::OffsetDateTime;
use tokio::time::Instant;

/// New credentials are asked for when the old ones have less than this left.
pub(super) const AHEAD: Duration = Duration::from_secs(180);
/// While the old credentials last, new ones are not asked for again within this time.
const REST: Duration = Duration::from_secs(10);

/// Keeps the credentials of a provider, and asks for new ones when less than 3 minutes are left of them.
///
/// One request is under way at a time; meanwhile others use the old credentials, or wait for the outcome if there are
/// none. When the provider fails, the old credentials serve as long as they are valid. Credentials that do not tell
/// when they end are not kept: the provider is asked each time.
pub struct Cached<P> {
    provider: P,
    /// Held by who asks the provider.
    flight: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    /// Ends are told in the time of the service.
    clock: Arc<Clock>,
}

#[derive(Default)]
struct State {
    /// How many times the provider was asked, so that who waited can tell that it was.
    asked: u64,
    outcome: Option<Result<Credentials, CredentialsError>>,
    rest_until: Option<Instant>,
}

/// What is kept.
enum Kept {
    Fresh(Credentials),
    /// Still valid, but not for long.
    Ageing(Credentials),
    Nothing,
}

impl<P: ProvideCredentials> Cached<P> {
    /// Keeps what this provider gives.
    pub fn new(provider: P) -> Self {
        Self::with_clock(provider, Arc::default())
    }

    /// The same, by a clock that others set.
    pub(crate) fn with_clock(provider: P, clock: Arc<Clock>) -> Self {
        Cached { provider, flight: tokio::sync::Mutex::default(), state: Mutex::default(), clock }
    }

    async fn current(&self) -> Result<Credentials, CredentialsError> {
        let (seen, kept) = {
            let state = self.state();
            (state.asked, state.kept(self.clock.now()))
        };
        let _flight = match kept {
            Kept::Fresh(credentials) => return Ok(credentials),
            Kept::Ageing(credentials) => match self.flight.try_lock() {
                Ok(flight) => flight,
                Err(_) => return Ok(credentials),
            },
            Kept::Nothing => self.flight.lock().await,
        };
        if let Some(outcome) = self.state().outcome_since(seen) {
            return outcome;
        }
        let outcome = self.provider.provide().await;
        self.state().settle(outcome, self.clock.now())
    }

    /// The state is whole whenever it is not locked, so that a panic elsewhere does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn kept(&self, now: OffsetDateTime) -> Kept {
        let Some(Ok(credentials)) = &self.outcome else { return Kept::Nothing };
        let Some(expires) = credentials.expires() else { return Kept::Nothing };
        let left = expires - now;
        let resting = self.rest_until.is_some_and(|end| Instant::now() < end);
        match credentials.clone() {
            _ if !left.is_positive() => Kept::Nothing,
            credentials if resting || left > AHEAD => Kept::Fresh(credentials),
            credentials => Kept::Ageing(credentials),
        }
    }

    /// What the provider gave after it had been asked that many times.
    fn outcome_since(&self, seen: u64) -> Option<Result<Credentials, CredentialsError>> {
        self.outcome.clone().filter(|_| self.asked != seen)
    }

    fn settle(
        &mut self,
        outcome: Result<Credentials, CredentialsError>,
        now: OffsetDateTime,
    ) -> Result<Credentials, CredentialsError> {
        let outcome = match (outcome, self.kept(now)) {
            (Err(error), Kept::Fresh(old) | Kept::Ageing(old)) => {
                tracing::warn!(%error, "there are no new credentials; the old ones are still valid");
                Ok(old)
            }
            (outcome, _) => outcome,
        };
        self.asked += 1;
        self.rest_until = Some(Instant::now() + REST);
        self.outcome = Some(outcome.clone());
        outcome
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Cached<P> {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.current())
    }
}

impl<P: fmt::Debug> fmt::Debug for Cached<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cached").field(&self.provider).finish()
    }
}
