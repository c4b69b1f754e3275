//! Calls: laying out, signing and sending a request, and sending it again as the policy says.

use super::Client;
use super::headers::headers;
use super::options::deadline;
use super::request::{ClientToken, Request, Typed};
use crate::answer::{
    Output, Repeat, Said, classify, decode, is_idempotent, is_stale, judge, request_id,
    request_id_of_unreadable,
};
use crate::credentials::{Credentials, ProvideCredentials};
use crate::error::{CallError, ErrorKind, Failure, Timeout};
use crate::error::{Redactions, shown_word};
use crate::off_thread::{Size, off_thread};
use crate::operation::Facts;
use crate::product::Judgement;
use crate::signing::Correction;
use crate::signing::{Moment, Payload, Signed, Unsigned};
use crate::transport::{HttpResponse, Reuse};
use crate::{Decoded, ErrorCode, Field, Operation, Parts, Security, View};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::{Instrument, Span, field};

impl Client {
    /// Makes a call.
    ///
    /// # Errors
    /// [`CallError::kind`] says what kind of failure it was.
    pub async fn call<O: Operation>(&self, request: &O) -> Result<Output<O::Response>, CallError<O::Error>> {
        let region = self.shared.region.as_deref();
        self.request(&Typed { request, metadata: O::METADATA, region }).await
    }

    /// Makes a call of whatever kind of request.
    pub(super) async fn request<T: Field + Send + 'static, E: ErrorCode>(
        &self,
        request: &dyn Request,
    ) -> Result<Output<T>, CallError<E>> {
        let span = self.span(request.facts().name);
        let answer = self.answer(request).instrument(span.clone()).await;
        let result = match answer {
            Ok(answer) => self.output(request, answer).await,
            Err(failure) => Err(failure),
        };
        match &result {
            Ok(output) => {
                record(&span, Some(&output.raw), output.request_id.as_deref(), output.attempts);
            }
            Err(failure) => {
                record(&span, failure.raw.as_ref(), failure.request_id.as_deref(), failure.attempts);
                span.in_scope(|| warn(failure));
            }
        }
        result.map_err(|failure| CallError::new(*failure))
    }

    async fn output<T: Field + Send + 'static>(
        &self,
        request: &dyn Request,
        answer: Answer,
    ) -> Result<Output<T>, Box<Failure>> {
        let Answer { raw, judgement, attempts, credentials, deadline } = answer;
        let Facts { name, method, .. } = request.facts();
        let success = &self.shared.product.success;
        let decoding = on_answer(raw, move |raw| decode::<T>(method, success, judgement, raw));
        let Ok((raw, decoded)) = timeout_at(deadline, decoding).await else {
            let kind = ErrorKind::Timeout(Timeout::Operation);
            let failure = Failure::new(name, kind, "the answer takes too long to read");
            return Err(Box::new(Failure { attempts, ..failure }));
        };
        match decoded {
            Ok(Decoded { value, mismatches }) => {
                let request_id = request_id(&raw, value.view()).as_deref().map(shown_word);
                Ok(Output { response: value, mismatches, request_id, attempts, raw })
            }
            Err(error) => {
                let request_id = request_id_of_unreadable(&raw);
                let failure = Failure::decode(name, error, raw);
                let failure = Failure { attempts, request_id, ..failure };
                Err(Box::new(failure.redacted(&self.redactions(&credentials, request))))
            }
        }
    }

    /// What an error of a call must not repeat.
    fn redactions(&self, credentials: &Credentials, request: &dyn Request) -> Redactions {
        let mut redactions = Redactions::of(credentials);
        request.redact(&mut redactions);
        for (name, value) in &self.options.headers {
            redactions.parameter(name, View::String(value));
        }
        redactions
    }

    /// Everything about a call that does not depend on its types, so that it is compiled once.
    async fn answer(&self, request: &dyn Request) -> Result<Answer, Box<Failure>> {
        Call::new(self, request)?.attempts().await
    }

    fn span(&self, operation: &str) -> Span {
        tracing::debug_span!(
            "call",
            product = &*self.shared.code,
            operation,
            region = self.shared.region.as_deref(),
            host = self.shared.host,
            status = field::Empty,
            request_id = field::Empty,
            attempts = field::Empty,
        )
    }
}

/// Tells that a call failed for good.
fn warn(failure: &Failure) {
    tracing::warn!(
        operation = failure.operation,
        kind = ?failure.kind,
        code = failure.code,
        status = failure.raw.as_ref().map(|raw| raw.status),
        request_id = failure.request_id,
        attempts = failure.attempts,
        "the call failed"
    );
}

/// What all attempts of a call share.
struct Call<'a> {
    client: &'a Client,
    request: &'a dyn Request,
    facts: Facts<'a>,
    parts: Parts,
    host: String,
    headers: Vec<(String, String)>,
    repeat: Repeat,
}

impl<'a> Call<'a> {
    fn new(client: &'a Client, request: &'a dyn Request) -> Result<Self, Box<Failure>> {
        let facts = request.facts();
        let refuse = |error| Box::new(Failure::encode(facts.name, error));
        let mut parts = request.parts().map_err(refuse)?;
        let token = request.client_token(&mut parts);
        let idempotent = token == ClientToken::Present || is_idempotent(facts);
        let repeat = if idempotent { Repeat::Harmless } else { Repeat::Harmful };
        let headers = headers(client, &parts).map_err(refuse)?;
        let labels = parts.host.iter().map(|(_, label)| label.as_str());
        let host = labels.chain([client.host()]).collect::<Vec<_>>().join(".");
        Ok(Call { client, request, facts, parts, host, headers, repeat })
    }

    async fn attempts(&self) -> Result<Answer, Box<Failure>> {
        let Client { shared, options } = self.client;
        let limit = options.operation_timeout;
        let deadline = deadline(limit);
        let mut attempt = 0;
        let mut redated = false;
        let mut reuse = Reuse::Allowed;
        loop {
            attempt += 1;
            let mut failure = match timeout_at(deadline, self.attempt(attempt, reuse)).await {
                Ok(Ok((raw, judgement, credentials))) => {
                    shared.budget.earn();
                    return Ok(Answer { raw, judgement, attempts: attempt, credentials, deadline });
                }
                Ok(Err(failure)) => failure,
                Err(_) => self.out_of_time(Timeout::Operation, limit),
            };
            failure.attempts = attempt;
            // A date is corrected once: a service that refuses its own would go on doing so.
            failure.redated &= !redated;
            redated |= failure.redated;
            classify(&mut failure, self.repeat);
            if reuse == Reuse::Allowed && self.repeat == Repeat::Harmless && is_stale(&failure) {
                tracing::debug!(attempt, "trying again over a new connection");
                reuse = Reuse::Refused;
                continue;
            }
            // The attempt that a closed connection has cost is not one of the policy.
            let counted = attempt - u32::from(reuse == Reuse::Refused);
            let pause = if failure.redated { Duration::ZERO } else { options.retry.pause(counted, &failure) };
            let again = failure.retryable && counted < options.retry.max_attempts;
            // A pause that outlasts the call is not begun.
            let left = deadline.saturating_duration_since(Instant::now());
            if !again || pause >= left || !shared.budget.take() {
                return Err(failure);
            }
            tracing::debug!(attempt, ?pause, kind = ?failure.kind, "trying again");
            sleep(pause).await;
        }
    }

    /// One attempt, with a signature of its own. Fetching credentials has time limits of its own, so that a short one for
    /// attempts does not keep them from ever being there.
    async fn attempt(
        &self,
        attempt: u32,
        reuse: Reuse,
    ) -> Result<(HttpResponse, Judgement, Credentials), Box<Failure>> {
        let shared = &self.client.shared;
        let name = self.facts.name;
        let credentials = match self.facts.security {
            Security::Signed => shared.credentials.provide().await,
            Security::Anonymous => Ok(Credentials::anonymous()),
        };
        let credentials = credentials.map_err(|error| Box::new(Failure::credentials(name, error)))?;
        let moment = Moment::at(shared.clock.now());
        match self.exchange(self.sign(&credentials, attempt, &moment), &moment, reuse).await {
            Ok((raw, judgement)) => Ok((raw, judgement, credentials)),
            Err(failure) => {
                let redactions = self.client.redactions(&credentials, self.request);
                Err(Box::new(failure.redacted(&redactions)))
            }
        }
    }

    /// Sends a request that was signed at this moment, and judges the answer.
    async fn exchange(
        &self,
        signed: Signed,
        moment: &Moment,
        reuse: Reuse,
    ) -> Result<(HttpResponse, Judgement), Box<Failure>> {
        let Client { shared, options } = self.client;
        let name = self.facts.name;
        let request = signed.into_request(shared.scheme, self.host.clone(), reuse);
        let limit = options.attempt_timeout;
        let raw = match timeout(limit, shared.transport.send(request)).await {
            Ok(sent) => sent.map_err(|error| Box::new(Failure::transport(name, error)))?,
            Err(_) => return Err(self.out_of_time(Timeout::Attempt, limit)),
        };
        let success = &shared.product.success;
        match on_answer(raw, move |raw| judge(success, raw)).await {
            (raw, Ok(judgement)) => Ok((raw, judgement)),
            (raw, Err(Said { code, message, request_id })) => {
                let moved = shared.clock.correct(code.as_deref().unwrap_or_default(), &raw, moment.time);
                let redated = moved == Correction::Learnt;
                let failure = Failure::new(name, ErrorKind::Service, message.unwrap_or_default());
                Err(Box::new(Failure { code, request_id, raw: Some(raw), redated, ..failure }))
            }
        }
    }

    fn sign(&self, credentials: &Credentials, attempt: u32, moment: &Moment) -> Signed {
        let mut headers = self.headers.clone();
        if attempt > 1 {
            headers.push(("x-acs-retry-attempts".to_owned(), (attempt - 1).to_string()));
        }
        let unsigned = Unsigned {
            method: self.parts.method,
            host: self.host.clone(),
            path: self.parts.path.clone(),
            query: self.parts.query.clone(),
            headers,
            payload: Payload::of(&self.parts.body),
            style: self.facts.style,
            action: self.facts.name.to_owned(),
            version: self.facts.version.to_owned(),
        };
        self.client.shared.signer.sign(unsigned, credentials, moment)
    }

    fn out_of_time(&self, which: Timeout, limit: Duration) -> Box<Failure> {
        let what = match which {
            Timeout::Connect => "no connection",
            Timeout::Attempt => "no answer to an attempt",
            Timeout::Operation => "no success of the call",
        };
        let message = format!("{what} within {limit:?}");
        Box::new(Failure::new(self.facts.name, ErrorKind::Timeout(which), message))
    }
}

struct Answer {
    raw: HttpResponse,
    judgement: Judgement,
    attempts: u32,
    credentials: Credentials,
    /// When the time for the call is over.
    deadline: Instant,
}

/// Works on an answer, which takes a millisecond or two for so many bytes.
async fn on_answer<R: Send + 'static>(
    raw: HttpResponse,
    work: impl FnOnce(&HttpResponse) -> R + Send + 'static,
) -> (HttpResponse, R) {
    const AT_ONCE: usize = 256 << 10;
    let size = Size::of(&raw.body, AT_ONCE);
    off_thread(size, move || {
        let done = work(&raw);
        (raw, done)
    })
    .await
}

fn record(span: &Span, raw: Option<&HttpResponse>, request_id: Option<&str>, attempts: u32) {
    span.record("status", raw.map(|raw| raw.status));
    span.record("request_id", request_id);
    span.record("attempts", attempts);
}
