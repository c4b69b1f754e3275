//! Change orders in memory: what operations do to them goes in, their status comes out.

use crate::catalog::Catalog;
use alicloud_spec::{Diagnostic, Operation, yaml};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many times an order under way is looked at before it is found at its end.
const STEPS: u32 = 3;

/// How an operation acts on orders; kept as data in `behaviour.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Behaviour {
    product: String,
    operation: String,
    /// The parameter that names the order.
    pub(crate) order: String,
    does: Act,
    /// The error code for an order that does not exist.
    unknown: String,
    /// The error codes for orders in states that the operation is not for.
    #[serde(default)]
    refuses: BTreeMap<State, String>,
    /// The members of the answer that show the state.
    #[serde(default)]
    pub(crate) shows: Vec<String>,
    /// The number that stands for a state there.
    #[serde(default, rename = "as")]
    numbers: BTreeMap<State, i64>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Act {
    Describe,
    Abort,
    RollBack,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    Running,
    RollingBack,
    Finished,
    Aborted,
}

#[derive(Clone, Copy, Debug)]
struct Order {
    state: State,
    /// How many looks it takes to its end.
    left: u32,
}

/// The orders by id, and what operations do to them.
#[derive(Debug)]
pub(crate) struct Orders {
    behaviours: Vec<Behaviour>,
    orders: BTreeMap<String, Order>,
}

impl Orders {
    /// At the start, an order is running for each id in the examples.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        // The file is part of this crate, and its tests read it.
        let mut all = Orders { behaviours: behaviours().unwrap_or_default(), orders: BTreeMap::new() };
        for behaviour in &all.behaviours {
            let Some(operation) = catalog.named(&behaviour.product, &behaviour.operation) else { continue };
            let named = operation.request.iter().filter(|member| member.name == behaviour.order);
            let running = Order { state: State::Running, left: STEPS };
            all.orders.extend(named.filter_map(|member| Some((member.example.clone()?, running))));
        }
        all
    }

    /// How an operation acts on orders, if it does.
    pub(crate) fn behaviour(&self, operation: &Operation) -> Option<Behaviour> {
        let own =
            |known: &&Behaviour| known.product == operation.product && known.operation == operation.name;
        self.behaviours.iter().find(own).cloned()
    }

    /// Does to an order what the operation does; gives its state then, or the error code.
    pub(crate) fn act(&mut self, behaviour: &Behaviour, id: &str) -> Result<State, String> {
        let order = self.orders.get_mut(id).ok_or_else(|| behaviour.unknown.clone())?;
        if let Some(code) = behaviour.refuses.get(&order.state) {
            return Err(code.clone());
        }
        match behaviour.does {
            Act::Describe => order.step(),
            Act::Abort => order.state = State::Aborted,
            Act::RollBack => *order = Order { state: State::RollingBack, left: STEPS },
        }
        Ok(order.state)
    }

    /// Lets an order come to its end.
    pub(crate) fn finish(&mut self, id: &str) {
        if let Some(order) = self.orders.get_mut(id) {
            order.left = 0;
            order.step();
        }
    }
}

impl Order {
    /// Goes on with what is under way.
    fn step(&mut self) {
        match (self.left.checked_sub(1), self.state) {
            (Some(left), _) => self.left = left,
            (None, State::Running) => self.state = State::Finished,
            (None, State::RollingBack) => self.state = State::Aborted,
            (None, State::Finished | State::Aborted) => {}
        }
    }
}

impl Behaviour {
    /// Writes a state where the answer shows it.
    pub(crate) fn show(&self, state: State, body: &mut Value) {
        if let Some(number) = self.numbers.get(&state) {
            self.shows.iter().for_each(|path| set(body, path, *number));
        }
    }
}

fn behaviours() -> Result<Vec<Behaviour>, Box<Diagnostic>> {
    yaml::read("behaviour.yaml", include_str!("../behaviour.yaml"))
}

/// Sets a member, in each item where the path leads through a list.
fn set(value: &mut Value, path: &str, number: i64) {
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
    fn behaviours_leave_no_state_out() {
        for behaviour in behaviours().unwrap() {
            let listed: Vec<State> = match behaviour.does {
                Act::Describe => behaviour.numbers.into_keys().collect(),
                Act::Abort | Act::RollBack => {
                    [State::Running].into_iter().chain(behaviour.refuses.into_keys()).collect()
                }
            };
            let all = [State::Running, State::RollingBack, State::Finished, State::Aborted];
            assert_eq!(listed, all, "{}", behaviour.operation);
        }
    }
}
