//! A request goes in; it is laid out, signed, sent and sent again as its policy says, and the response or the error comes out.

use super::retry::{classify, is_idempotent};
use super::verdict::{decode, failure, request_id};
use super::{Client, Output};
use crate::credentials::ProvideCredentials;
use crate::error::{CallError, ErrorKind, Failure, Timeout};
use crate::signing::{Moment, Payload, Signed, Unsigned};
use crate::transport::{HttpRequest, HttpResponse};
use crate::{Body, Decoded, Field, Location, Metadata, Operation, Parts, Structure, encode_request};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::{Instrument, Span, field};

impl Client {
    /// Makes a call.
    ///
    /// # Errors
    /// [`CallError::kind`] tells what kind of failure it was.
    pub async fn call<O: Operation>(&self, request: &O) -> Result<Output<O::Response>, CallError<O::Error>> {
        let metadata = O::METADATA;
        let answer = self.answer(request, metadata).await.map_err(|failure| CallError::new(*failure))?;
        let Answer { raw, attempts } = answer;
        let Decoded { value, mismatches } = match decode::<O::Response>(&raw) {
            Ok(decoded) => decoded,
            Err(error) => {
                let mut failure = Failure::decode(metadata.name, error, raw);
                failure.attempts = attempts;
                failure.request_id = failure.raw.as_ref().and_then(|raw| request_id(raw, None));
                return Err(CallError::new(failure));
            }
        };
        let request_id = request_id(&raw, Some(value.view()));
        Ok(Output { response: value, mismatches, request_id, attempts, raw })
    }

    /// Everything about a call that does not depend on its types, so that it is compiled once.
    async fn answer(
        &self,
        request: &dyn Structure,
        metadata: &'static Metadata,
    ) -> Result<Answer, Box<Failure>> {
        let span = tracing::debug_span!(
            "call",
            product = metadata.product,
            operation = metadata.name,
            region = self.shared.region.as_deref(),
            host = self.shared.host,
            status = field::Empty,
            request_id = field::Empty,
            attempts = field::Empty,
        );
        let mut parts = encode_request(request, metadata)
            .map_err(|error| Box::new(Failure::encode(metadata.name, error)))?;
        let token = add_client_token(request, metadata, &mut parts);
        let idempotent = token == ClientToken::Present || is_idempotent(metadata);
        let result = self.attempts(metadata, &parts, idempotent).instrument(span.clone()).await;
        record(&span, &result);
        result
    }

    async fn attempts(
        &self,
        metadata: &'static Metadata,
        parts: &Parts,
        idempotent: bool,
    ) -> Result<Answer, Box<Failure>> {
        let deadline = Instant::now() + self.options.operation_timeout;
        let policy = &self.options.retry;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let mut failure = match timeout_at(deadline, self.attempt(metadata, parts, attempt)).await {
                Ok(Ok(raw)) => {
                    self.shared.budget.earn();
                    return Ok(Answer { raw, attempts: attempt });
                }
                Ok(Err(failure)) => failure,
                Err(_) => Box::new(out_of_time(metadata, Timeout::Operation, self.options.operation_timeout)),
            };
            failure.attempts = attempt;
            classify(&mut failure, idempotent);
            let pause = policy.pause(attempt, &failure);
            let again = failure.retryable && attempt < policy.max_attempts;
            // A pause that outlasts the call is not begun.
            if !again || Instant::now() + pause >= deadline || !self.shared.budget.take() {
                return Err(failure);
            }
            tracing::debug!(attempt, ?pause, kind = ?failure.kind, "trying again");
            sleep(pause).await;
        }
    }

    /// One attempt, with a signature of its own.
    async fn attempt(
        &self,
        metadata: &'static Metadata,
        parts: &Parts,
        attempt: u32,
    ) -> Result<HttpResponse, Box<Failure>> {
        let limit = self.options.attempt_timeout;
        let sent = timeout(limit, async {
            let signed = self.sign(metadata, parts, attempt).await?;
            let request = HttpRequest {
                scheme: self.shared.scheme,
                method: signed.method,
                host: self.shared.host.clone(),
                target: signed.target,
                headers: signed.headers,
                body: signed.body,
            };
            let sending = self.shared.transport.send(request);
            sending.await.map_err(|error| Box::new(Failure::transport(metadata.name, error)))
        });
        let raw =
            sent.await.unwrap_or_else(|_| Err(Box::new(out_of_time(metadata, Timeout::Attempt, limit))))?;
        match failure(metadata, &self.shared.product.success, &raw) {
            Some(verdict) => Err(Box::new(Failure { raw: Some(raw), ..verdict })),
            None => Ok(raw),
        }
    }

    async fn sign(
        &self,
        metadata: &'static Metadata,
        parts: &Parts,
        attempt: u32,
    ) -> Result<Signed, Box<Failure>> {
        let credentials = self.shared.credentials.provide().await;
        let credentials =
            credentials.map_err(|error| Box::new(Failure::credentials(metadata.name, error)))?;
        let mut headers = vec![
            ("accept".to_owned(), "application/json".to_owned()),
            ("user-agent".to_owned(), self.shared.user_agent.clone()),
        ];
        if attempt > 1 {
            headers.push(("x-acs-retry-attempts".to_owned(), (attempt - 1).to_string()));
        }
        headers.extend(parts.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        headers.extend(self.options.headers.iter().cloned());
        let unsigned = Unsigned {
            method: parts.method,
            host: self.shared.host.clone(),
            path: parts.path.clone(),
            query: parts.query.clone(),
            headers,
            payload: payload(&parts.body),
            style: metadata.style,
            action: metadata.name,
            version: metadata.version,
        };
        Ok(self.shared.signer.sign(unsigned, &credentials, &Moment::now()))
    }
}

struct Answer {
    raw: HttpResponse,
    attempts: u32,
}

fn payload(body: &Body) -> Payload {
    match body {
        Body::None => Payload::None,
        Body::Form(pairs) => Payload::Form(pairs.clone()),
        Body::Json(text) => Payload::Bytes {
            content_type: "application/json; charset=utf-8",
            bytes: text.clone().into_bytes(),
        },
    }
}

/// Whether a request has a token that lets the service recognise its repetition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClientToken {
    Present,
    NotTaken,
}

/// Adds a token where the operation takes one and the caller gave none: one for all attempts of the call.
fn add_client_token(request: &dyn Structure, metadata: &Metadata, parts: &mut Parts) -> ClientToken {
    const NAME: &str = "ClientToken";
    let Some(index) = request.members().iter().position(|name| *name == NAME) else {
        return ClientToken::NotTaken;
    };
    if !request.view(index).is_absent() {
        return ClientToken::Present;
    }
    let pair = (NAME.to_owned(), format!("{:032x}", fastrand::u128(..)));
    match (metadata.locations.get(index), &mut parts.body) {
        (Some(Location::Query), _) => parts.query.push(pair),
        (Some(Location::Form), Body::Form(pairs)) => pairs.push(pair),
        (Some(Location::Form), body @ Body::None) => *body = Body::Form(vec![pair]),
        // A body of its own making is left as the caller made it.
        _ => return ClientToken::NotTaken,
    }
    ClientToken::Present
}

fn out_of_time(metadata: &Metadata, which: Timeout, limit: Duration) -> Failure {
    let what = match which {
        Timeout::Connect => "no connection",
        Timeout::Attempt => "no answer to an attempt",
        Timeout::Operation => "no success of the call",
    };
    Failure::new(metadata.name, ErrorKind::Timeout(which), format!("{what} within {limit:?}"))
}

fn record(span: &Span, result: &Result<Answer, Box<Failure>>) {
    let (status, request_id, attempts) = match result {
        Ok(answer) => (Some(answer.raw.status), request_id(&answer.raw, None), answer.attempts),
        Err(failure) => {
            (failure.raw.as_ref().map(|raw| raw.status), failure.request_id.clone(), failure.attempts)
        }
    };
    span.record("status", status);
    span.record("request_id", request_id);
    span.record("attempts", attempts);
}
