//! A shape and a JSON example go in; where the example departs from the shape comes out.
//!
//! The paths are those that `alicloud_runtime::testing::Departures` has: without indices of lists, and without the steps
//! that only one side has.

use super::agreement::{fits, holds_nothing, is_member, join};
use crate::doc::{Inline, code};
use alicloud_spec::example::{Content, Node, read_json};
use alicloud_spec::{Kind, Member, Scalar, Shape, Shared};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Where an example departs from its shape.
#[derive(Default)]
pub(super) struct Departures<'a> {
    /// The shared shapes around what is compared.
    shared: Vec<&'a Shared>,
    /// Stands only in the example.
    unknown: BTreeSet<String>,
    /// Stands as JSON on one side and as text that holds it on the other.
    texts: BTreeSet<String>,
    /// Stands as an item on one side and as a list of it on the other.
    singles: BTreeSet<String>,
    /// Stands as a list on one side and as a structure around it on the other.
    wrappers: BTreeSet<String>,
    /// Fits in no way; with the reason.
    unfit: BTreeMap<String, Inline>,
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
        [&self.texts, &self.singles, &self.wrappers].iter().all(|paths| paths.is_empty())
            && self.unfit.is_empty()
    }

    /// Why parts of the example are not tested.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &Inline> {
        self.unfit.values()
    }

    /// The value that the test is given.
    pub(super) fn tokens(&self) -> TokenStream {
        let call = |method: TokenStream, paths: Vec<&String>| {
            (!paths.is_empty()).then(|| quote!(.#method(&[#(#paths),*])))
        };
        let calls = [
            call(quote!(unknown), self.unknown.iter().collect()),
            call(quote!(texts), self.texts.iter().collect()),
            call(quote!(singles), self.singles.iter().collect()),
            call(quote!(wrappers), self.wrappers.iter().collect()),
            call(quote!(unfit), self.unfit.keys().collect()),
        ];
        quote!(testing::Departures::NONE #(#calls)*)
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

    /// A value of another shape than expected: what the runtime reads it as is compared further.
    fn reshaped(&mut self, shape: &'a Shape, node: &Node<'_>, path: &str) {
        let place = path.to_owned();
        match (shape, &node.content) {
            (Shape::Scalar(Scalar { kind: Kind::String, .. }), _) => drop(self.texts.insert(place)),
            (_, Content::String(text)) if let Some(held) = held(text) => {
                self.texts.insert(place);
                self.value(shape, &held, path);
            }
            (Shape::List(element), Content::Object(shown)) if let Some(items) = wrapped(element, shown) => {
                self.wrappers.insert(place);
                self.items(element, items, path);
            }
            (Shape::List(element), _) => {
                self.singles.insert(place);
                self.value(element, node, path);
            }
            (Shape::Structure(members), Content::List(items))
                if let Some(element) = only_list(members, items) =>
            {
                self.wrappers.insert(place);
                self.items(element, items, path);
            }
            (_, Content::List(items)) if items.len() == 1 => {
                self.singles.insert(place);
                items.iter().for_each(|item| self.value(shape, item, path));
            }
            _ => self.unfit(shape, node, path),
        }
    }

    fn unfit(&mut self, shape: &Shape, node: &Node<'_>, path: &str) {
        let (word, shown) = (shape.word(), node.word());
        let why = code(path) + " is of type " + word + " by the table, but " + shown + " in the example";
        self.unfit.insert(path.to_owned(), why);
        for paths in [&mut self.texts, &mut self.singles, &mut self.wrappers] {
            paths.remove(path);
        }
    }
}

/// The JSON that a text holds.
fn held(text: &str) -> Option<Node<'_>> {
    let mut reading = text.trim_start().starts_with(['{', '[']).then(|| read_json(text))?;
    if reading.repairs.is_empty() { reading.roots.pop() } else { None }
}

/// The items of a list in an object that stands in the place of the list.
fn wrapped<'a>(element: &Shape, shown: &'a [(Cow<'a, str>, Node<'a>)]) -> Option<&'a [Node<'a>]> {
    match shown {
        [(name, Node { content: Content::List(items), .. })] if !is_member(element, name) => Some(items),
        _ => None,
    }
}

/// The elements of the list that a structure consists of, if items in the place of the structure are those of the list.
fn only_list<'a>(members: &'a [Member], items: &[Node]) -> Option<&'a Shape> {
    match (members, items) {
        ([member], [item]) if item.named(&member.name).next().is_some() => None,
        ([Member { shape: Shape::List(element), .. }], _) => Some(element),
        _ => None,
    }
}
