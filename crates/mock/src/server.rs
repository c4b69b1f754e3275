//! Answers to requests, which are checked as the real gateway checks them.

use crate::answer::{Answer, Format, Refusal, success, success_with};
use crate::catalog::{Catalog, Named};
use crate::connection::{Connection, End};
use crate::faults::{self, Effect, Fault};
use crate::orders::Orders;
use crate::request::{Received, parameter};
use crate::scripted::Script;
use crate::{Keys, signature};
use alicloud_spec::{Operation, Presence};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use time::OffsetDateTime;

/// What a gateway knows and remembers.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) catalog: Catalog,
    keys: Keys,
    memory: Mutex<Memory>,
}

#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) orders: Orders,
    nonces: BTreeSet<String>,
    pub(crate) faults: Vec<Fault>,
    /// By product and operation.
    pub(crate) scripts: BTreeMap<(&'static str, &'static str), Arc<Script>>,
    requests: u64,
}

/// What an answer repeats of its request.
#[derive(Clone, Copy, Debug)]
struct Caller<'a> {
    request_id: &'a str,
    format: Format,
    host: &'a str,
    now: OffsetDateTime,
}

impl State {
    pub(crate) fn new(catalog: Catalog, keys: Keys) -> Self {
        let orders = Orders::new(&catalog);
        let memory = Memory {
            orders,
            nonces: BTreeSet::new(),
            faults: Vec::new(),
            scripts: BTreeMap::new(),
            requests: 0,
        };
        State { catalog, keys, memory: Mutex::new(memory) }
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// A handler that panicked has changed nothing half-way, so that its lock is taken over.
    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, unless a fault waits for it; gives the id of the request, too.
    pub(crate) async fn answer(&self, request: &Received, connection: &Connection) -> (Answer, String) {
        let operation = self.catalog.find(Named {
            method: &request.method,
            path: &request.path,
            query: &request.query,
            action: request.header("x-acs-action").or(request.query_value("Action")),
            version: request.header("x-acs-version").or(request.query_value("Version")),
        });
        let (request_id, effect) = self.begin(operation, connection);
        let format = match request.header("accept") {
            Some(accept) if accept.contains("xml") => Format::Xml,
            _ => Format::Json,
        };
        let host = request.header("host").unwrap_or_default();
        let skew = match effect {
            Some(Effect::Skew(seconds)) => time::Duration::seconds(seconds),
            _ => time::Duration::ZERO,
        };
        let now = OffsetDateTime::now_utc().saturating_add(skew);
        let caller = Caller { request_id: &request_id, format, host, now };
        let answer = match effect {
            Some(Effect::Error { code, status, message, retry_after }) => {
                let known = Refusal::documented(operation, &code, "");
                let (status, message) = (status.unwrap_or(known.status), message.unwrap_or(known.message));
                Refusal { status, code, message, retry_after }.answer(format, &request_id, host)
            }
            Some(Effect::Answer(body)) => {
                let name = operation.map(|operation| operation.name.as_str()).unwrap_or_default();
                self.operate(request, operation, caller).saying(name, &body)
            }
            Some(Effect::Delay(millis)) => {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                self.operate(request, operation, caller)
            }
            Some(Effect::EmptyGzip(status)) => Answer::empty_gzip(status),
            Some(Effect::Bomb(size)) => Answer::bomb(size),
            Some(Effect::Reset | Effect::Stale) => {
                connection.end(End::Reset);
                Refusal::new(500, "Reset", "Nobody reads this.").answer(format, &request_id, host)
            }
            Some(Effect::Truncate) => self.operate(request, operation, caller).truncated(),
            Some(Effect::Break) => {
                connection.end(End::Break);
                self.operate(request, operation, caller)
            }
            Some(Effect::Skew(_)) => self.operate(request, operation, caller).dated(now),
            None => self.operate(request, operation, caller),
        };
        (answer, request_id)
    }

    /// Counts a request; gives its id and the fault that strikes it.
    fn begin(&self, operation: Option<&Operation>, connection: &Connection) -> (String, Option<Effect>) {
        let mut memory = self.memory();
        memory.requests += 1;
        let request_id = format!("00000000-0000-0000-0000-{:012}", memory.requests);
        let name = operation.map(|operation| operation.name.as_str());
        (request_id, faults::strike(&mut memory.faults, name, connection.use_again()))
    }

    fn operate(&self, request: &Received, operation: Option<&Operation>, caller: Caller<'_>) -> Answer {
        let answered = operation
            .ok_or_else(|| {
                let message = "Specified api is not found, please check your url and method.";
                Refusal::new(404, "InvalidAction.NotFound", message)
            })
            .and_then(|operation| self.act(request, operation, caller));
        answered.unwrap_or_else(|refusal| refusal.answer(caller.format, caller.request_id, caller.host))
    }

    fn act(&self, request: &Received, operation: &Operation, caller: Caller<'_>) -> Result<Answer, Refusal> {
        let nonce = signature::verify(request, &self.keys, caller.now)?;
        let mut memory = self.memory();
        if !memory.nonces.insert(nonce) {
            let message = "Specified signature nonce was used already.";
            return Err(Refusal::new(400, "SignatureNonceUsed", message));
        }
        self.require(operation, request)?;
        let Caller { request_id, format, .. } = caller;
        let documented = (operation, self.catalog.success(operation));
        let key = (operation.product.as_str(), operation.name.as_str());
        if let Some(script) = memory.scripts.get(&key).map(Arc::clone) {
            // An answer may ask the gateway for something.
            drop(memory);
            if let Some(played) = script.play(documented, request, (format, request_id)) {
                return played;
            }
            memory = self.memory();
        }
        let Some(behaviour) = memory.orders.behaviour(operation) else {
            return Ok(success(documented, format, request_id));
        };
        let id = parameter(operation, request, &behaviour.order).unwrap_or_default();
        let state = memory
            .orders
            .act(&behaviour, &id)
            .map_err(|code| Refusal::documented(Some(operation), &code, &id))?;
        if behaviour.shows.is_empty() {
            return Ok(success(documented, format, request_id));
        }
        Ok(success_with(documented, format, request_id, |body| behaviour.show(state, body)))
    }

    /// Refuses a request that lacks a required parameter.
    fn require(&self, operation: &Operation, request: &Received) -> Result<(), Refusal> {
        let required = operation.request.iter().filter(|member| member.presence == Presence::Required);
        for member in required {
            if parameter(operation, request, &member.name).is_none_or(|value| value.is_empty()) {
                let code = "InvalidParameter.NotEmpty";
                return Err(Refusal::documented(Some(operation), code, &member.name));
            }
        }
        Ok(())
    }
}
