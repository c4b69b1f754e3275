//! Answers that a test gives for an operation, and the requests that it saw.

use crate::answer::{Answer, Format, Refusal};
use crate::made_up::complete;
use crate::request::{Received, parameter};
use alicloud_runtime::{ErrorCode, Operation, encode_json};
use alicloud_spec::SuccessRule;
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// What a gateway answers to the requests of one operation, from [`Gateway::on`](crate::Gateway::on). Answers are given in
/// the order in which they were added; the last one is given again and again.
#[derive(Debug)]
pub struct On<O> {
    pub(crate) script: Arc<Script>,
    pub(crate) operation: PhantomData<fn() -> O>,
}

/// A request that a gateway has answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seen {
    /// The method.
    pub method: String,
    /// The path, percent-encoded.
    pub path: String,
    /// The pairs of the query and of a form.
    pub pairs: Vec<(String, String)>,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Single values of parameters by their wire names.
    parameters: BTreeMap<String, String>,
}

/// What is answered to one request.
#[derive(Clone)]
enum Reply {
    Json(Value),
    Error { code: String, status: Option<u16>, message: Option<String> },
    With(Arc<dyn Fn(&Seen) -> Value + Send + Sync>),
}

/// The answers for an operation that still wait, and its requests.
#[derive(Debug, Default)]
pub(crate) struct Script(std::sync::Mutex<Lines>);

#[derive(Debug, Default)]
struct Lines {
    replies: VecDeque<Reply>,
    seen: Vec<Seen>,
}

impl<O: Operation> On<O> {
    /// Answers with a response. What tells success in the product is added where the response does not have it.
    pub fn answer(self, response: O::Response) -> Self {
        let json = serde_json::from_str(&encode_json(&response)).unwrap_or_default();
        self.reply(Reply::Json(json))
    }

    /// Answers with a response that is made of the request.
    pub fn answer_with(self, response: impl Fn(&Seen) -> O::Response + Send + Sync + 'static) -> Self {
        self.reply(Reply::With(Arc::new(move |seen| {
            serde_json::from_str(&encode_json(&response(seen))).unwrap_or_default()
        })))
    }

    /// Fails with an error code, with its documented status and message.
    pub fn fail(self, error: O::Error) -> Self {
        let (code, status) = (error.wire().to_owned(), error.documented_status());
        self.reply(Reply::Error { code, status, message: None })
    }

    /// How many requests there were.
    pub fn calls(&self) -> usize {
        self.script.lines().seen.len()
    }

    /// The requests that there were.
    pub fn requests(&self) -> Vec<Seen> {
        self.script.lines().seen.clone()
    }

    fn reply(self, reply: Reply) -> Self {
        self.script.lines().replies.push_back(reply);
        self
    }
}

impl Seen {
    /// The value of a parameter by its wire name; of a list or structure in a query, those of its parts by names such as
    /// `Tag.1.Key`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        pair.or_else(|| self.parameters.get(name)).map(String::as_str)
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn of(operation: &alicloud_spec::Operation, request: &Received) -> Self {
        let value = |name: &String| Some((name.clone(), parameter(operation, request, name)?));
        Seen {
            method: request.method.clone(),
            path: request.path.clone(),
            pairs: request.query.iter().chain(&request.form).cloned().collect(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            parameters: operation.request.iter().filter_map(|member| value(&member.name)).collect(),
        }
    }
}

impl Script {
    /// A test that panicked while it held them has changed nothing half-way.
    fn lines(&self) -> std::sync::MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Sees a request, and answers it if there is an answer.
    pub(crate) fn play(
        &self,
        (operation, rule): (&alicloud_spec::Operation, Option<&SuccessRule>),
        request: &Received,
        (format, request_id): (Format, &str),
    ) -> Option<Result<Answer, Refusal>> {
        let seen = Seen::of(operation, request);
        let mut lines = self.lines();
        lines.seen.push(seen.clone());
        let reply = match lines.replies.len() {
            0 | 1 => lines.replies.front().cloned()?,
            _ => lines.replies.pop_front()?,
        };
        // What answers may want to look at the script.
        drop(lines);
        let mut body = match reply {
            Reply::Json(body) => body,
            Reply::With(answer) => answer(&seen),
            Reply::Error { code, status, message } => {
                let known = Refusal::documented(Some(operation), &code, "");
                let message = message.unwrap_or(known.message);
                return Some(Err(Refusal::new(status.unwrap_or(known.status), code, message)));
            }
        };
        if let (Some(members), Some(rule)) = (body.as_object_mut(), rule) {
            complete(members, rule, operation);
        }
        if let Some(members) = body.as_object_mut() {
            members.entry("RequestId").or_insert_with(|| request_id.into());
        }
        Some(Ok(Answer::json(200, format, &operation.name, &body)))
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reply::Json(body) => f.debug_tuple("Json").field(body).finish(),
            Reply::Error { code, .. } => f.debug_tuple("Error").field(code).finish(),
            Reply::With(_) => f.write_str("With(…)"),
        }
    }
}
