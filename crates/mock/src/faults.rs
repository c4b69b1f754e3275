//! A script of faults goes in, as JSON or as values; the effect on a request, if there is one, comes out.

use crate::Catalog;
use serde::{Deserialize, Serialize};

/// Something that goes wrong with requests.
///
/// In JSON: `{"effect": "reset", "operation": "DescribeChangeOrder", "count": 2}`, where all but `effect` may be left
/// out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fault {
    /// What happens.
    pub effect: Effect,
    /// The operation that it happens to; any, if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// How many requests it happens to.
    #[serde(default = "once")]
    pub count: u32,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Effect {
    /// An error is the answer: `{"error": {"code": "Throttling.User", "retry_after": 50}}`.
    Error {
        /// The code on the wire.
        code: String,
        /// The HTTP status; as documented, or 400, if there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// The message; as documented, or the code, if there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// The value of `x-acs-retry-after`, in milliseconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// The request is acted upon, and the answer, if it is no error, is this: `{"answer": {"Data": []}}`.
    Answer(serde_json::Value),
    /// The request waits for so many milliseconds before it is acted upon: `{"delay": 200}`.
    Delay(u64),
    /// The clock of the gateway is so many seconds ahead, or behind where they are negative, when it checks the date of the
    /// request and when it says its own: `{"skew": 3600}`.
    Skew(i64),
    /// The connection is reset, and the request not acted upon: `"reset"`.
    Reset,
    /// The request is acted upon, and the body of the answer ends half-way, as if it were all: `"truncate"`.
    Truncate,
    /// The request is acted upon, and the connection closed before the last byte of the answer: `"break"`.
    Break,
    /// A connection that has brought an answer before is reset, and the request not acted upon, as by gateways that have
    /// closed it for being idle: `"stale"`. It waits for a request over such a connection.
    Stale,
    /// The answer has this status and announces a body of gzip, but is empty: `{"empty-gzip": 503}`.
    EmptyGzip(u16),
    /// The answer is gzip that unpacks to so many bytes of JSON, about a thousand times as many as are sent:
    /// `{"bomb": 50000000}`.
    Bomb(usize),
}

impl Effect {
    /// An error with the status and message that are documented.
    pub fn error(code: impl Into<String>) -> Self {
        Effect::Error { code: code.into(), status: None, message: None, retry_after: None }
    }
}

impl Fault {
    /// Something that happens to one request, whatever its operation.
    pub fn new(effect: Effect) -> Self {
        Fault { effect, operation: None, count: once() }
    }

    /// The same for requests of this operation only.
    #[must_use]
    pub fn on(self, operation: impl Into<String>) -> Self {
        Fault { operation: Some(operation.into()), ..self }
    }

    /// The same for so many requests.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Fault { count, ..self }
    }
}

impl From<Effect> for Fault {
    fn from(effect: Effect) -> Self {
        Fault::new(effect)
    }
}

fn once() -> u32 {
    1
}

/// Why a script cannot be played.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// It is no list of faults.
    #[error("the script is not a list of faults: {0}")]
    Json(#[from] serde_json::Error),
    /// It names an operation that is not served.
    #[error("fault {index}: no operation is called `{name}`")]
    Operation {
        /// The position of the fault, from 0.
        index: usize,
        /// The name.
        name: String,
    },
    /// It asks for a status that is none of an error.
    #[error("fault {index}: status {status} is not between 300 and 599")]
    Status {
        /// The position of the fault, from 0.
        index: usize,
        /// The status.
        status: u16,
    },
}

/// Reads a script, a JSON list of faults.
pub(crate) fn read(json: &[u8], catalog: &Catalog) -> Result<Vec<Fault>, ScriptError> {
    let faults: Vec<Fault> = serde_json::from_slice(json)?;
    for (index, fault) in faults.iter().enumerate() {
        let unknown = |name: &&String| !catalog.has(name);
        if let Some(name) = fault.operation.as_ref().filter(unknown) {
            return Err(ScriptError::Operation { index, name: name.clone() });
        }
        match fault.effect {
            Effect::Error { status: Some(status), .. } | Effect::EmptyGzip(status)
                if !(300..600).contains(&status) =>
            {
                return Err(ScriptError::Status { index, status });
            }
            _ => {}
        }
    }
    Ok(faults)
}

/// Whether a connection has brought an answer before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reuse {
    First,
    Again,
}

/// Takes the effect on a request from the first fault that is meant for its operation and connection.
pub(crate) fn strike(faults: &mut Vec<Fault>, operation: Option<&str>, reuse: Reuse) -> Option<Effect> {
    faults.retain(|fault| fault.count > 0);
    let meant = |fault: &&mut Fault| {
        (fault.operation.is_none() || fault.operation.as_deref() == operation)
            && (reuse == Reuse::Again || fault.effect != Effect::Stale)
    };
    let fault = faults.iter_mut().find(meant)?;
    fault.count -= 1;
    let effect = fault.effect.clone();
    faults.retain(|fault| fault.count > 0);
    Some(effect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_in_order_where_they_are_meant_to() {
        let mut faults = vec![
            Fault::new(Effect::Reset).on("A"),
            Fault::new(Effect::Truncate).times(2),
            Fault::new(Effect::Delay(1)).times(0),
        ];
        let struck: Vec<_> = [Some("B"), None, Some("B"), Some("A"), Some("A")]
            .map(|name| strike(&mut faults, name, Reuse::First))
            .into();
        let twice = Some(Effect::Truncate);
        assert_eq!(struck, [twice.clone(), twice, None, Some(Effect::Reset), None]);
        assert!(faults.is_empty());
        let mut faults = vec![Fault::new(Effect::Stale)];
        assert_eq!(strike(&mut faults, None, Reuse::First), None);
        assert_eq!(strike(&mut faults, None, Reuse::Again), Some(Effect::Stale));
    }

    #[test]
    fn what_is_wrong_with_a_script_is_said() {
        let catalog = Catalog::built_in().unwrap();
        for (script, message) in [
            ("[", "EOF while parsing"),
            (r#"{"effect": "reset"}"#, "expected a sequence"),
            (r#"[{"effect": "explode"}]"#, "unknown variant `explode`"),
            (r#"[{"effect": {"error": {"code": "X", "state": 1}}}]"#, "unknown field `state`"),
            (r#"[{"effect": "reset"}, {"effect": "reset", "operation": "Fly"}]"#, "fault 1: no operation"),
            (r#"[{"effect": {"error": {"code": "X", "status": 200}}}]"#, "fault 0: status 200"),
        ] {
            let error = read(script.as_bytes(), &catalog).unwrap_err().to_string();
            assert!(error.contains(message), "{script}: {error}");
        }
        let script = br#"[{"effect": {"error": {"code": "X", "status": 503, "retry_after": 5}}, "count": 2},
            {"effect": {"delay": 20}, "operation": "AbortChange"}, {"effect": "break"}, {"effect": "stale"},
            {"effect": {"empty-gzip": 403}}, {"effect": {"bomb": 5000}}, {"effect": {"answer": {"A": []}}}]"#;
        let faults = read(script, &catalog).unwrap();
        let again = read(&serde_json::to_vec(&faults).unwrap(), &catalog).unwrap();
        assert_eq!((faults.len(), faults == again), (7, true));
    }
}
