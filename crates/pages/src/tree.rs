//! Rows and their parents go in; members with shapes come out, scalars typed by the table and the rest shaped by the examples.

use crate::declared::Declared;
use crate::evidence::Seen;
use alicloud_spec::{Kind, Member, Shape};

/// A row on its way to becoming a member.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) declared: Declared,
    /// Everything but the shape, which is still to be found.
    pub(crate) member: Member,
}

/// Builds the members at top level from rows in the order of the page and the index of each row's parent.
pub(crate) fn members(leaves: Vec<Leaf>, parents: &[Option<usize>], seen: &Seen) -> Vec<Member> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); leaves.len()];
    let mut roots = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(index),
            None => roots.push(index),
        }
    }
    let mut leaves: Vec<_> = leaves.into_iter().map(Some).collect();
    build(&roots, &children, &mut leaves, Some(seen))
}

fn build(
    level: &[usize],
    children: &[Vec<usize>],
    leaves: &mut [Option<Leaf>],
    seen: Option<&Seen>,
) -> Vec<Member> {
    let mut members = Vec::new();
    for &index in level {
        let Some(Leaf { declared, mut member }) = leaves.get_mut(index).and_then(Option::take) else {
            continue;
        };
        let seen = seen.and_then(|seen| seen.member(&member.name));
        member.shape = if children[index].is_empty() {
            childless(&declared, seen, member.shape)
        } else {
            let inner = build(&children[index], children, leaves, seen);
            container(&declared, seen, inner)
        };
        members.push(member);
    }
    members
}

/// The shape of a row that others stand below. The example decides between structure and list; where there is none,
/// the table does.
fn container(declared: &Declared, seen: Option<&Seen>, members: Vec<Member>) -> Shape {
    let structure = Shape::Structure(members);
    match declared {
        Declared::Map => Shape::Map(Box::new(structure)),
        Declared::List(Some(element)) => match &**element {
            Declared::List(_) => Shape::list(Shape::list(structure)),
            _ => Shape::list(structure),
        },
        Declared::List(None) => Shape::list(structure),
        _ if seen.is_some_and(Seen::is_list) => Shape::list(structure),
        _ => structure,
    }
}

/// The shape of a row that nothing stands below. `scalar` is the shape that its cells gave a scalar.
fn childless(declared: &Declared, seen: Option<&Seen>, scalar: Shape) -> Shape {
    match declared {
        Declared::Scalar(_) => scalar,
        Declared::Any => Shape::Any,
        Declared::Map => Shape::Map(Box::new(Shape::Any)),
        Declared::List(element) => Shape::list(match element.as_deref() {
            Some(element @ (Declared::Scalar(_) | Declared::List(_) | Declared::Map)) => {
                childless(element, None, plain(element))
            }
            Some(_) => Shape::Structure(Vec::new()),
            None => seen
                .and_then(|seen| seen.items.as_deref())
                .and_then(shown)
                .unwrap_or(Shape::scalar(Kind::String)),
        }),
        Declared::Structure(_) => match seen {
            Some(seen) if seen.is_list() => Shape::list(Shape::Structure(Vec::new())),
            _ => Shape::Structure(Vec::new()),
        },
        Declared::Blank | Declared::Unknown(_) => {
            seen.and_then(shown).unwrap_or(Shape::Structure(Vec::new()))
        }
    }
}

fn plain(declared: &Declared) -> Shape {
    match declared {
        Declared::Scalar(kind) => Shape::scalar(*kind),
        _ => Shape::Any,
    }
}

/// The shape that the example alone shows. The members of a structure that no row names are not taken over: what
/// stands only in examples is wrong more often than not.
fn shown(seen: &Seen) -> Option<Shape> {
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
