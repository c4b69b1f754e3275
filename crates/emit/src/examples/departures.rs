//! A shape and a JSON example go in; where the example departs from the shape comes out.
//!
//! What the runtime makes of a value of another form than its shape is for the runtime to say: `testing::round_trip` asks
//! its reader. Here such a value is found, and not looked into.

use super::agreement::{fits, holds_nothing, join};
use crate::doc::{Inline, code};
use alicloud_spec::example::{Content, Node};
use alicloud_spec::{Member, Shape, Shared};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Where an example departs from its shape, as paths without the indices of lists.
#[derive(Default)]
pub(super) struct Departures<'a> {
    /// The shared shapes around what is compared.
    shared: Vec<&'a Shared>,
    /// Members that only the example has.
    unknown: BTreeSet<String>,
    /// Values of another form than the shape has, with what is to be said of them.
    reshaped: BTreeMap<String, Inline>,
}

impl<'a> Departures<'a> {
    /// Compares an example with a shape.
    pub(super) fn of(shape: &'a Shape, root: &Node<'_>) -> Self {
        let mut departures = Departures::default();
        departures.value(shape, root, "");
        departures
    }

    /// Whether the example has the shapes that it should, apart from members that only it has.
    pub(super) fn keeps_shapes(&self) -> bool {
        self.reshaped.is_empty()
    }

    /// How the example departs from its shape.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &Inline> {
        self.reshaped.values()
    }

    /// Where it does.
    pub(super) fn paths(&self) -> BTreeSet<&String> {
        self.unknown.iter().chain(self.reshaped.keys()).collect()
    }

    fn value(&mut self, shape: &'a Shape, node: &Node<'_>, path: &str) {
        match (shape, &node.content) {
            (_, Content::Null) | (Shape::Any, _) => {}
            (Shape::Shared(shared), _) => {
                self.shared.push(shared);
                self.value(&shared.shape, node, path);
                self.shared.pop();
            }
            (Shape::Reference(name), _) => {
                if let Some(shared) = self.shared.iter().rev().find(|shared| shared.name == *name).copied() {
                    self.value(&shared.shape, node, path);
                }
            }
            (Shape::Structure(members), Content::Object(shown)) => self.members(members, shown, path),
            (Shape::Map(value), Content::Object(shown)) => {
                shown.iter().for_each(|(name, node)| self.value(value, node, &join(path, name)));
            }
            (Shape::List(element), Content::List(items)) => self.items(element, items, path),
            (Shape::Scalar(scalar), _) if node.scalar_text().is_some_and(|text| fits(scalar.kind, text)) => {}
            _ if holds_nothing(node) => {}
            _ => self.reshaped(shape, node, path),
        }
    }

    fn members(&mut self, members: &'a [Member], shown: &[(Cow<'_, str>, Node<'_>)], path: &str) {
        for (name, value) in shown {
            let path = join(path, name);
            match members.iter().find(|member| member.name == *name) {
                Some(member) => self.value(&member.shape, value, &path),
                // What holds nothing is nothing to the test either.
                None if holds_nothing(value) => {}
                None => {
                    self.unknown.insert(path);
                }
            }
        }
    }

    fn items(&mut self, element: &'a Shape, items: &[Node], path: &str) {
        items.iter().for_each(|item| self.value(element, item, &format!("{path}[]")));
    }

    fn reshaped(&mut self, shape: &Shape, node: &Node<'_>, path: &str) {
        let (word, shown) = (shape.word(), node.word());
        let why = code(path) + " is of type " + word + " by the table, but " + shown + " in the example";
        self.reshaped.insert(path.to_owned(), why);
    }
}
