//! Change orders in memory: what operations do to them goes in, their status comes out.

use alicloud_spec::{Operation, yaml};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many times a running order is looked at before it is found finished.
const STEPS: u32 = 3;

/// How an operation acts on orders; kept as data in `behaviour.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Behaviour {
    operation: String,
    /// The parameter that names the order.
    pub(crate) order: String,
    does: Act,
    /// The error code for an order that does not exist.
    unknown: String,
    /// The error codes for orders that cannot be aborted any more.
    #[serde(default)]
    finished: String,
    #[serde(default)]
    aborted: String,
    /// The members of the answer that show the status.
    #[serde(default)]
    pub(crate) shows: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Act {
    Describe,
    Abort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Running { left: u32 },
    Finished,
    Aborted,
}

/// The orders by id, and what operations do to them.
#[derive(Debug)]
pub(crate) struct Orders {
    behaviours: Vec<Behaviour>,
    orders: BTreeMap<String, Status>,
}

impl Orders {
    /// At the start, an order is running for each id in the examples.
    pub(crate) fn new(operations: &[Operation]) -> Self {
        // The file is part of this crate, and its tests read it.
        let behaviours: Vec<Behaviour> =
            yaml::read("behaviour.yaml", include_str!("../behaviour.yaml")).unwrap_or_default();
        let mut orders = BTreeMap::new();
        for operation in operations {
            let Some(behaviour) = behaviours.iter().find(|known| known.operation == operation.name) else {
                continue;
            };
            let ids = operation
                .request
                .iter()
                .filter(|member| member.name == behaviour.order)
                .filter_map(|member| member.example.clone());
            orders.extend(ids.map(|id| (id, Status::Running { left: STEPS })));
        }
        Orders { behaviours, orders }
    }

    /// How an operation acts on orders, if it does.
    pub(crate) fn behaviour(&self, operation: &Operation) -> Option<Behaviour> {
        self.behaviours.iter().find(|known| known.operation == operation.name).cloned()
    }

    /// Does to an order what the operation does; gives its status then, or the error code.
    pub(crate) fn act(&mut self, behaviour: &Behaviour, id: &str) -> Result<i64, String> {
        let status = self.orders.get_mut(id).ok_or_else(|| behaviour.unknown.clone())?;
        match (behaviour.does, *status) {
            (Act::Describe, Status::Running { left: 0 }) => *status = Status::Finished,
            (Act::Describe, Status::Running { left }) => *status = Status::Running { left: left - 1 },
            (Act::Describe, _) => {}
            (Act::Abort, Status::Running { .. }) => *status = Status::Aborted,
            (Act::Abort, Status::Finished) => return Err(behaviour.finished.clone()),
            (Act::Abort, Status::Aborted) => return Err(behaviour.aborted.clone()),
        }
        Ok(match status {
            Status::Running { .. } => 1,
            Status::Finished => 2,
            Status::Aborted => 6,
        })
    }
}

/// Sets a member, in each item where the path leads through a list.
pub(crate) fn set(value: &mut Value, path: &str, number: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| set(item, path, number)),
        Value::Object(members) => {
            let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
            match (members.get_mut(name), rest) {
                (Some(member), Some(rest)) => set(member, rest, number),
                (Some(member), None) => *member = Value::from(number),
                (None, _) => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_behaviours_can_be_read() {
        let behaviours: Vec<Behaviour> =
            yaml::read("behaviour.yaml", include_str!("../behaviour.yaml")).unwrap();
        assert!(behaviours.iter().any(|behaviour| behaviour.does == Act::Describe));
    }
}
