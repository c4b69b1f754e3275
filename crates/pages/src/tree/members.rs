//! Rows and their parents go in; members with shapes come out, scalars typed by the table and the rest shaped by the examples.

use crate::cell::name::{is_name, singular};
use crate::cell::types::Declared;
use crate::example::evidence::Seen;
use crate::page::rows::Layout;
use crate::tree::leaf::Leaf;
use crate::tree::wrapper::Lists;
use alicloud_spec::{Kind, Member, Shape, Shared, Source};

/// Members as rows and examples give them.
pub(crate) struct Built {
    /// Those at top level.
    pub(crate) members: Vec<Member>,
    /// The lists that are sent in a structure as others do, though nothing shows it of them.
    pub(crate) guessed: Vec<Guess>,
}

/// A list of which nothing shows how it is sent.
pub(crate) struct Guess {
    pub(crate) list: String,
    /// What the items are taken to be called.
    pub(crate) item: String,
    pub(crate) source: Option<Source>,
}

/// Builds the members at top level from rows in the order of the page and the index of each row's parent.
pub(crate) fn of_rows(
    leaves: Vec<Leaf>,
    parents: &[Option<usize>],
    seen: &Seen<'_>,
    lists: Lists,
    type_names: TypeNames,
) -> Built {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); leaves.len()];
    let mut roots = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(index),
            None => roots.push(index),
        }
    }
    let leaves = leaves.into_iter().map(Some).collect();
    let mut builder = Builder { leaves, children, lists, type_names, guessed: Vec::new() };
    let members = builder.level(&roots, Some(seen));
    Built { members, guessed: builder.guessed }
}

/// Builds the members of a type that has a page of its own: its rows are all of one level.
pub(crate) fn of_type(leaves: Vec<Leaf>) -> Vec<Member> {
    let member = |mut leaf: Leaf| {
        let shape = childless(&mut leaf, None);
        Member { shape: naming(&leaf.declared, shape), ..leaf.member }
    };
    leaves.into_iter().map(member).collect()
}

/// Whether shapes have the names of the types that rows declare, for pages about these to tell what they hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypeNames {
    Kept,
    Dropped,
}

/// Builds the member of a row that stands alone, and of which no example shows anything.
pub(crate) fn of_row(mut leaf: Leaf) -> Member {
    leaf.member.shape = childless(&mut leaf, None);
    leaf.member
}

struct Builder {
    leaves: Vec<Option<Leaf>>,
    children: Vec<Vec<usize>>,
    lists: Lists,
    type_names: TypeNames,
    guessed: Vec<Guess>,
}

impl Builder {
    fn level(&mut self, level: &[usize], seen: Option<&Seen<'_>>) -> Vec<Member> {
        let mut members = Vec::with_capacity(level.len());
        for &index in level {
            let Some(mut leaf) = self.leaves.get_mut(index).and_then(Option::take) else { continue };
            let seen = seen.and_then(|seen| seen.member(&leaf.member.name));
            let children = std::mem::take(&mut self.children[index]);
            let shape = if children.is_empty() {
                let shape = childless(&mut leaf, seen);
                match self.type_names {
                    TypeNames::Kept => naming(&leaf.declared, shape),
                    TypeNames::Dropped => shape,
                }
            } else {
                self.container(&leaf, seen, &children)
            };
            leaf.member.shape = self.as_written(&leaf, seen, shape);
            members.push(leaf.member);
        }
        members
    }

    /// The shape of a row that others stand below. The example decides between structure and list; where there is
    /// none, the table does.
    fn container(&mut self, leaf: &Leaf, seen: Option<&Seen<'_>>, children: &[usize]) -> Shape {
        if let Some(wrapper) = &leaf.wrapper {
            let items = seen.and_then(|seen| seen.member(wrapper)).or(seen);
            let items = items.map(|items| held(&leaf.declared, items));
            let structure = Shape::Structure(self.level(children, items));
            return wrapped_list(wrapper, &leaf.declared, structure);
        }
        if let Some((wrapper, items)) = self.wrapper_in_example(leaf, seen, children) {
            return wrapped(wrapper, Shape::Structure(self.level(children, Some(items))));
        }
        let is_item_row = self.is_item_row(leaf, seen, children);
        // Names that the caller or service chooses stand between such a row and its members, unless the example shows
        // the members themselves.
        let chosen = leaf.declared == Declared::Map(None)
            && seen.is_some_and(|seen| {
                !children.iter().filter_map(|child| self.name(*child)).any(|name| seen.member(name).is_some())
            });
        let mut inner = self.level(children, seen.map(|seen| held(&leaf.declared, seen)));
        if is_item_row {
            for item in &mut inner {
                let shape = std::mem::replace(&mut item.shape, Shape::Any);
                item.shape = if matches!(shape, Shape::List(_)) { shape } else { Shape::list(shape) };
            }
            return Shape::Structure(inner);
        }
        let structure = Shape::Structure(inner);
        match &leaf.declared {
            Declared::Map(None) if chosen => Shape::Map(Box::new(structure)),
            declared @ (Declared::List(_) | Declared::Map(Some(_))) => around(declared, structure),
            _ if seen.is_some_and(Seen::is_list) => Shape::list(structure),
            _ => structure,
        }
    }

    /// The name that only the example shows around the items of a list, and what it shows of them.
    fn wrapper_in_example<'s>(
        &self,
        leaf: &Leaf,
        seen: Option<&'s Seen<'s>>,
        children: &[usize],
    ) -> Option<(&'s str, &'s Seen<'s>)> {
        let seen = seen.filter(|seen| seen.forms.structure && !seen.is_list())?;
        let may_be_list = matches!(leaf.declared, Declared::List(_) | Declared::Blank);
        let (name, items) = seen.only_member().filter(|_| may_be_list)?;
        let is_row = |index: &usize| self.name(*index).is_some_and(|row| row.eq_ignore_ascii_case(name));
        (!children.iter().any(is_row)).then_some((name, items))
    }

    /// Whether the only row below a list names its items and holds their members.
    fn is_item_row(&self, leaf: &Leaf, seen: Option<&Seen<'_>>, children: &[usize]) -> bool {
        let [only] = children else { return false };
        if leaf.layout == Layout::Walked {
            return false;
        }
        let is_list = matches!(leaf.declared, Declared::List(_));
        let named_like_element = self.name(*only).is_some_and(|row| {
            let names = |name: &str| name.eq_ignore_ascii_case(row);
            leaf.declared.element_name().is_some_and(names) || is_list && names(&singular(&leaf.member.name))
        });
        let against = |seen: &Seen<'_>| {
            seen.is_list() && self.name(*only).is_none_or(|name| seen.member(name).is_none())
        };
        named_like_element && !self.children[*only].is_empty() && !seen.is_some_and(against)
    }

    fn name(&self, index: usize) -> Option<&str> {
        self.leaves[index].as_ref().map(|leaf| leaf.member.name.as_str())
    }

    /// A list about whose wrapping nothing is shown is sent as the others of its operation do.
    fn as_written(&mut self, leaf: &Leaf, seen: Option<&Seen<'_>>, shape: Shape) -> Shape {
        let shown = seen.is_some_and(Seen::is_list);
        match shape {
            Shape::List(element)
                if self.lists != Lists::Plain && !shown && matches!(leaf.declared, Declared::List(_)) =>
            {
                self.guess(leaf, *element)
            }
            structure @ Shape::Structure(_)
                if self.lists == Lists::WrappedWithoutType
                    && seen.is_none()
                    && leaf.declared == Declared::Blank
                    && leaf.wrapper.is_none()
                    && !structure.members().is_empty() =>
            {
                self.guess(leaf, structure)
            }
            shape => shape,
        }
    }

    /// A list that is sent as the others of its operation do.
    fn guess(&mut self, leaf: &Leaf, element: Shape) -> Shape {
        let name = leaf.declared.element_name().map_or_else(|| singular(&leaf.member.name), str::to_owned);
        let wrapped = wrapped(&name, element);
        let (list, source) = (leaf.member.name.clone(), leaf.member.source.clone());
        self.guessed.push(Guess { list, item: name, source });
        wrapped
    }
}

/// A list that is sent wrapped, whose innermost elements are a structure.
fn wrapped_list(name: &str, declared: &Declared, structure: Shape) -> Shape {
    match declared {
        Declared::List(Some(element)) => wrapped(name, around(element, structure)),
        _ => wrapped(name, structure),
    }
}

fn wrapped(name: &str, element: Shape) -> Shape {
    Shape::Structure(vec![Member::new(name, Shape::list(element))])
}

/// What is declared around a structure, with the structure in it.
pub(crate) fn around(declared: &Declared, structure: Shape) -> Shape {
    match declared {
        Declared::List(Some(held)) => Shape::list(around(held, structure)),
        Declared::List(None) => Shape::list(structure),
        Declared::Map(Some(held)) => Shape::Map(Box::new(around(held, structure))),
        _ => structure,
    }
}

/// What the examples show inside the lists and maps that are declared.
pub(crate) fn held<'s, 'n>(declared: &Declared, seen: &'s Seen<'n>) -> &'s Seen<'n> {
    match declared {
        Declared::List(Some(held)) => self::held(held, seen.items.as_deref().unwrap_or(seen)),
        Declared::Map(Some(held)) => seen.any_value().map_or(seen, |value| self::held(held, value)),
        _ => seen,
    }
}

/// The shape that a walk through a schema gives for a row that nothing stands below. A structure without members can hold
/// anything; what it refers to is as the examples show it.
pub(crate) fn walked(declared: &Declared, seen: Option<&Seen<'_>>) -> Shape {
    match declared {
        Declared::Scalar(kind) => Shape::scalar(*kind),
        Declared::List(held) => {
            let items = seen.and_then(|seen| seen.items.as_deref());
            Shape::list(held.as_deref().map_or(Shape::Any, |held| walked(held, items)))
        }
        Declared::Map(held) => {
            let value = seen.and_then(Seen::any_value);
            Shape::Map(Box::new(held.as_deref().map_or(Shape::Any, |held| walked(held, value))))
        }
        Declared::Reference(_) => seen.and_then(whole).unwrap_or(Shape::Any),
        Declared::Blank | Declared::Structure(_) | Declared::Any | Declared::Unknown(_) => Shape::Any,
    }
}

/// The shape of a row that nothing stands below.
fn childless(leaf: &mut Leaf, seen: Option<&Seen<'_>>) -> Shape {
    if let Some(wrapper) = &leaf.wrapper {
        let items = seen.and_then(|seen| seen.member(wrapper)).and_then(|seen| seen.items.as_deref());
        return match &leaf.declared {
            Declared::List(Some(element)) if leaf.layout == Layout::Walked => {
                wrapped(wrapper, walked(element, items))
            }
            declared => wrapped(wrapper, element(declared, items)),
        };
    }
    if leaf.layout == Layout::Walked && !matches!(leaf.declared, Declared::Scalar(_)) {
        return walked(&leaf.declared, seen);
    }
    let wrapper = || {
        let seen = seen.filter(|seen| seen.forms.structure && !seen.is_list())?;
        seen.only_member().filter(|(_, items)| items.is_list())
    };
    match &leaf.declared {
        Declared::Scalar(_) => std::mem::replace(&mut leaf.member.shape, Shape::Any),
        Declared::Any => Shape::Any,
        Declared::Map(_) => Shape::Map(Box::new(Shape::Any)),
        Declared::Reference(_) => Shape::Any,
        Declared::List(_) => match wrapper() {
            Some((name, items)) => wrapped(name, element(&leaf.declared, items.items.as_deref())),
            None => Shape::list(element(&leaf.declared, seen.and_then(|seen| seen.items.as_deref()))),
        },
        Declared::Structure(_) if seen.is_some_and(Seen::is_list) => {
            let items = seen.and_then(|seen| seen.items.as_deref());
            Shape::list(items.and_then(content).unwrap_or(Shape::Structure(Vec::new())))
        }
        Declared::Structure(_) => match seen.and_then(whole) {
            Some(structure @ Shape::Structure(_)) => structure,
            _ => Shape::Structure(Vec::new()),
        },
        Declared::Blank | Declared::Unknown(_) => match wrapper() {
            Some((name, items)) => wrapped(name, element(&leaf.declared, items.items.as_deref())),
            None => seen.and_then(content).unwrap_or(Shape::Structure(Vec::new())),
        },
    }
}

/// A shape with the name of the type that a row declares, around what is not a scalar, a list or the wrapper of one.
fn naming(declared: &Declared, shape: Shape) -> Shape {
    match (declared, shape) {
        (Declared::List(Some(held)), Shape::List(item)) => Shape::list(naming(held, *item)),
        (Declared::Map(Some(held)), Shape::Map(value)) => Shape::Map(Box::new(naming(held, *value))),
        (declared, Shape::List(item)) => Shape::list(naming(declared, *item)),
        (declared, Shape::Structure(mut members)) if is_wrapper(&members) => {
            for list in &mut members {
                let shape = std::mem::replace(&mut list.shape, Shape::Any);
                list.shape = naming(declared, shape);
            }
            Shape::Structure(members)
        }
        (
            Declared::Structure(Some(name)) | Declared::Unknown(name) | Declared::Reference(name),
            shape @ (Shape::Structure(_) | Shape::Any),
        ) => Shape::Shared(Shared { name: name.clone(), shape: Box::new(shape) }),
        (_, shape) => shape,
    }
}

fn is_wrapper(members: &[Member]) -> bool {
    matches!(members, [only] if only.source.is_none() && matches!(only.shape, Shape::List(_)))
}

/// The shape of the elements of a list that nothing stands below: what the table declares, else what the example shows.
fn element(declared: &Declared, items: Option<&Seen<'_>>) -> Shape {
    match declared {
        Declared::List(Some(element)) => match &**element {
            Declared::Scalar(kind) => Shape::scalar(*kind),
            Declared::Map(_) => Shape::Map(Box::new(Shape::Any)),
            inner @ Declared::List(_) => {
                Shape::list(self::element(inner, items.and_then(|seen| seen.items.as_deref())))
            }
            Declared::Any => items.and_then(content).unwrap_or(Shape::scalar(Kind::String)),
            _ => items.and_then(content).unwrap_or(Shape::Structure(Vec::new())),
        },
        _ => items.and_then(content).unwrap_or(Shape::scalar(Kind::String)),
    }
}

/// The shape that the examples alone show, with all members. Generators call the keys of maps `key`, and fill what can hold
/// anything with `test`.
fn whole(seen: &Seen<'_>) -> Option<Shape> {
    if seen.forms.list {
        let element = seen.items.as_deref().and_then(whole);
        return Some(Shape::list(element.unwrap_or(Shape::Any)));
    }
    let members = match seen.inner() {
        [] if seen.forms.structure => return Some(Shape::Any),
        [] => return shown(seen),
        [("key", value)] => return Some(Shape::Map(Box::new(whole(value).unwrap_or(Shape::Any)))),
        members if seen.is_filled() || !members.iter().all(|(name, _)| is_name(name)) => {
            return Some(Shape::Any);
        }
        members => members,
    };
    let member = |(name, seen): &(&str, Seen<'_>)| Member::new(*name, whole(seen).unwrap_or(Shape::Any));
    Some(Shape::Structure(members.iter().map(member).collect()))
}

/// The shape that the example alone shows of what the table has no members for, with all members.
fn content(seen: &Seen<'_>) -> Option<Shape> {
    if seen.forms.list {
        let element = seen.items.as_deref().and_then(content);
        return Some(Shape::list(element.unwrap_or(Shape::scalar(Kind::String))));
    }
    if !seen.forms.structure || seen.inner().is_empty() {
        return shown(seen);
    }
    whole(seen).filter(|whole| !matches!(whole, Shape::Any)).or_else(|| shown(seen))
}

/// The shape that the example alone shows. The members of a structure that no row names are not taken over: what
/// stands only in examples is wrong more often than not.
pub(crate) fn shown(seen: &Seen<'_>) -> Option<Shape> {
    let forms = seen.forms;
    Some(if forms.list {
        Shape::list(seen.items.as_deref().and_then(shown).unwrap_or(Shape::scalar(Kind::String)))
    } else if forms.structure {
        Shape::Structure(Vec::new())
    } else if forms.string || forms.text {
        Shape::scalar(Kind::String)
    } else if forms.fraction {
        Shape::scalar(Kind::Double)
    } else if forms.whole {
        Shape::scalar(Kind::Long)
    } else if forms.boolean {
        Shape::scalar(Kind::Boolean)
    } else {
        return None;
    })
}
