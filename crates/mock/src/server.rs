//! An HTTP request goes in; it is checked as the real gateway checks it, and the answer comes out.

use crate::answer::{Format, Refusal, respond, success};
use crate::catalog::Catalog;
use crate::orders::{Orders, set};
use crate::{Fault, Keys, signature};
use alicloud_spec::{Location, Operation, Presence};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, Uri};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use time::OffsetDateTime;

/// What a gateway knows and remembers.
#[derive(Debug)]
pub(crate) struct State {
    catalog: Catalog,
    keys: Keys,
    memory: Mutex<Memory>,
}

#[derive(Debug)]
struct Memory {
    orders: Orders,
    nonces: BTreeSet<String>,
    faults: VecDeque<Fault>,
    requests: u64,
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) form: Vec<(String, String)>,
}

/// Everything goes to one handler: paths are the business of the specs.
pub(crate) fn router(state: Arc<State>) -> Router {
    Router::new().fallback(move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        let state = Arc::clone(&state);
        async move { state.answer(&Received::new(&method, &uri, &headers, &body)) }
    })
}

impl State {
    pub(crate) fn new(catalog: Catalog, keys: Keys) -> Self {
        let orders = Orders::new(catalog.operations());
        let memory = Memory { orders, nonces: BTreeSet::new(), faults: VecDeque::new(), requests: 0 };
        State { catalog, keys, memory: Mutex::new(memory) }
    }

    pub(crate) fn inject(&self, fault: Fault) {
        self.memory().faults.push_back(fault);
    }

    /// A handler that panicked has changed nothing half-way, so that its lock is taken over.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: &Received) -> Response<Body> {
        let mut memory = self.memory();
        memory.requests += 1;
        let request_id = format!("00000000-0000-0000-0000-{:012}", memory.requests);
        let fault = memory.faults.pop_front();
        drop(memory);
        let format = match request.header("accept") {
            Some(accept) if accept.contains("xml") => Format::Xml,
            _ => Format::Json,
        };
        let host = request.header("host").unwrap_or_default();
        match fault {
            Some(Fault::Error { status, code, retry_after }) => {
                Refusal { retry_after, ..Refusal::new(status, code, "A fault was asked for.") }.answer(
                    format,
                    &request_id,
                    host,
                )
            }
            Some(Fault::Truncated) => respond(200, Format::Json, &request_id, "{\"Data\": {\"".to_owned()),
            None => {
                let answered = self.operate(request, format, &request_id);
                answered.unwrap_or_else(|refusal| refusal.answer(format, &request_id, host))
            }
        }
    }

    fn operate(
        &self,
        request: &Received,
        format: Format,
        request_id: &str,
    ) -> Result<Response<Body>, Refusal> {
        let action = request.header("x-acs-action").or(request.query_value("Action"));
        let operation = self.catalog.find(&request.method, &request.path, action).ok_or_else(|| {
            Refusal::new(
                404,
                "InvalidAction.NotFound",
                "Specified api is not found, please check your url and method.",
            )
        })?;
        let nonce = signature::verify(request, &self.keys, OffsetDateTime::now_utc())?;
        let mut memory = self.memory();
        if !memory.nonces.insert(nonce) {
            return Err(Refusal::new(
                400,
                "SignatureNonceUsed",
                "Specified signature nonce was used already.",
            ));
        }
        require(operation, request)?;
        let Some(behaviour) = memory.orders.behaviour(operation) else {
            return Ok(success(operation, format, request_id, |_| {}));
        };
        let id = parameter(operation, request, &behaviour.order).unwrap_or_default();
        let acted = memory.orders.act(&behaviour, &id);
        let status = acted.map_err(|code| Refusal::documented(operation, &code, &id))?;
        Ok(success(operation, format, request_id, |body| {
            behaviour.shows.iter().for_each(|path| set(body, path, status));
        }))
    }
}

/// Refuses a request that lacks a required parameter.
fn require(operation: &Operation, request: &Received) -> Result<(), Refusal> {
    let required = operation.request.iter().filter(|member| member.presence == Presence::Required);
    for member in required {
        if parameter(operation, request, &member.name).is_none_or(|value| value.is_empty()) {
            return Err(Refusal::documented(operation, "InvalidParameter.NotEmpty", &member.name));
        }
    }
    Ok(())
}

/// The value of a parameter where it travels; of a list or structure, any part of it.
fn parameter(operation: &Operation, request: &Received, name: &str) -> Option<String> {
    let member = operation.request.iter().find(|member| member.name == name)?;
    let in_pairs = |pairs: &[(String, String)]| {
        let part = |known: &str| {
            known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        pairs.iter().find(|(known, _)| part(known)).map(|(_, value)| value.clone())
    };
    match member.location? {
        Location::Query => in_pairs(&request.query),
        Location::Form => in_pairs(&request.form),
        Location::Header => request.header(&name.to_lowercase()).map(str::to_owned),
        Location::Host => request.header("host").map(str::to_owned),
        Location::Path => {
            let places = operation.path.split('/').zip(request.path.split('/'));
            places.filter(|(part, _)| *part == format!("{{{name}}}")).map(|(_, value)| decoded(value)).next()
        }
        Location::Body => {
            let body: serde_json::Value = serde_json::from_slice(&request.body).ok()?;
            body.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        }
    }
}

impl Received {
    fn new(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Self {
        let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let raw_query = uri.query().unwrap_or_default().to_owned();
        let is_form = headers
            .iter()
            .any(|(name, value)| name == "content-type" && value.starts_with("application/x-www-form"));
        Received {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: pairs(&raw_query),
            raw_query,
            form: if is_form { pairs(&String::from_utf8_lossy(body)) } else { Vec::new() },
            headers,
            body: body.to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let rest = bytes.clone();
                match (hex(bytes.next()), hex(bytes.next())) {
                    (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
                    _ => {
                        out.push(b'%');
                        bytes = rest;
                    }
                }
            }
            byte => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
