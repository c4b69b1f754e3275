//! `names.yaml`, generated: the names that a product has in Rust once and for all, so that no later source renames any.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names of a product. Whatever is not here has the name that follows from its wire name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicNames {
    /// Which structures around lists are not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrappers: Option<Wrappers>,
    /// By type that several operations have: the names of its fields or variants that are not those that follow from the
    /// wire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shared: BTreeMap<String, BTreeMap<String, String>>,
    /// The names of each operation that ever was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub operations: BTreeMap<String, OperationNames>,
}

/// Which of the structures that hold a list and nothing else are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrappers {
    /// All: the service has hardly any list without one.
    All,
    /// Those whose list is called like an item of them.
    Named,
}

/// The names of an operation. Types are found by the wire names on the way to them: `response.Zones.Zone[]` is what the
/// items of that list are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationNames {
    /// The module and method, where its name gives another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The wire names of the parameters that the method takes, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// The types; those that several operations have begin with `types::`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, String>,
    /// By type: the names of its fields or variants that are not those that follow from the wire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, BTreeMap<String, String>>,
}

impl PublicNames {
    /// The first of these names that Rust could not have, with the operation that it is of.
    pub fn wrong(&self) -> Option<(&str, &str)> {
        let shared =
            self.shared.iter().flat_map(|(name, members)| members.values().map(move |member| (name, member)));
        let shared = shared.map(|(name, member)| (name.as_str(), member.as_str()));
        let all = self.operations.iter().flat_map(|(operation, names)| {
            let inner = names.members.values().flat_map(BTreeMap::values);
            let types = names.types.values().map(|name| name.strip_prefix("types::").unwrap_or(name));
            let own = names.method.as_deref().into_iter();
            own.chain(types).chain(inner.map(String::as_str)).map(move |name| (operation.as_str(), name))
        });
        shared.chain(all).find(|(_, name)| !is_identifier(name))
    }
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    begins && name != "_" && characters.all(|c| c == '_' || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_rust_can_have() {
        let names = |name: &str| {
            let types = BTreeMap::from([("response.A".to_owned(), name.to_owned())]);
            let operation = OperationNames { types, ..OperationNames::default() };
            PublicNames {
                operations: BTreeMap::from([("Get".to_owned(), operation)]),
                ..PublicNames::default()
            }
        };
        for sound in ["Tag", "types::Tag", "_2xxCount", "名称"] {
            assert_eq!(names(sound).wrong(), None, "{sound}");
        }
        for wrong in ["", "a b", "types::", "A::B", "1A", "_"] {
            assert!(names(wrong).wrong().is_some(), "{wrong}");
        }
    }
}
