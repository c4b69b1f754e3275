//! How deep values may nest: one limit, which every reader and writer keeps.

use crate::{Member, Operation, Scalar, Shape, Source};

/// How many steps lead from the root of a response, or from a request, to the deepest value that a spec may describe: a
/// member, the element of a list, the value of a map and the JSON in a string are one step each.
///
/// The deepest of some 3,000 documented operations takes 15. What is allowed can be written as YAML and read again.
pub const MAX_DEPTH: usize = 48;

/// A member whose shape was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its name.
    pub name: String,
    /// The line of the page that it was read from.
    pub source: Option<Source>,
}

/// Makes any value of what would hold something deeper than [`MAX_DEPTH`] below `members`, which are those of a request or
/// response. Gives the members that hold less than before.
pub fn cut_deep(members: &mut [Member]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    members.iter_mut().for_each(|member| cut_member(member, 1, &mut cuts));
    cuts
}

fn cut_member(member: &mut Member, depth: usize, cuts: &mut Vec<Cut>) {
    if cut_shape(&mut member.shape, depth, cuts) == Fit::Deep {
        cuts.push(Cut { name: member.name.clone(), source: member.source.clone() });
    }
}

/// Whether all that a shape holds was kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Kept,
    Deep,
}

fn cut_shape(shape: &mut Shape, depth: usize, cuts: &mut Vec<Cut>) -> Fit {
    if depth >= MAX_DEPTH && holds_something(shape) {
        *shape = Shape::Any;
        return Fit::Deep;
    }
    match shape {
        Shape::List(inner) | Shape::Map(inner) => cut_shape(inner, depth + 1, cuts),
        Shape::Scalar(Scalar { json: Some(json), .. }) => cut_shape(json, depth + 1, cuts),
        Shape::Structure(members) => {
            members.iter_mut().for_each(|member| cut_member(member, depth + 1, cuts));
            Fit::Kept
        }
        Shape::Shared(shared) => cut_shape(&mut shared.shape, depth, cuts),
        Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => Fit::Kept,
    }
}

/// Whether anything in an operation nests too deep to be written.
pub(crate) fn is_too_deep(operation: &Operation) -> bool {
    operation.request.iter().any(|member| reaches_too_deep(&member.shape, 1))
        || reaches_too_deep(&operation.response, 0)
}

fn reaches_too_deep(shape: &Shape, depth: usize) -> bool {
    if depth >= MAX_DEPTH {
        return holds_something(shape);
    }
    match shape {
        Shape::List(inner) | Shape::Map(inner) => reaches_too_deep(inner, depth + 1),
        Shape::Scalar(Scalar { json: Some(json), .. }) => reaches_too_deep(json, depth + 1),
        Shape::Structure(members) => members.iter().any(|member| reaches_too_deep(&member.shape, depth + 1)),
        Shape::Shared(shared) => reaches_too_deep(&shared.shape, depth),
        Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => false,
    }
}

fn holds_something(shape: &Shape) -> bool {
    match shape {
        Shape::List(_) | Shape::Map(_) => true,
        Shape::Structure(members) => !members.is_empty(),
        Shape::Scalar(scalar) => scalar.json.is_some(),
        Shape::Shared(shared) => holds_something(&shared.shape),
        Shape::Reference(_) | Shape::Any => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Shared, yaml};

    /// Wraps a string in `steps` shapes.
    fn nested(steps: usize, wrap: impl Fn(usize, Shape) -> Shape) -> Shape {
        (0..steps).rev().fold(Shape::scalar(Kind::String), |inner, step| wrap(step, inner))
    }

    fn structure(inner: Shape) -> Shape {
        let mut member = Member::new("Inner", inner);
        member.docs.en = Some("What nests: more of it.".to_owned());
        Shape::Structure(vec![member])
    }

    /// Operations whose response nests so deep, in every way that it can.
    fn operations(depth: usize) -> Vec<Operation> {
        let head = "{name: Get, product: test, version: 2020-01-01, style: rpc, method: POST, path: /}";
        let wraps: [fn(usize, Shape) -> Shape; 6] = [
            |_, inner| structure(inner),
            |step, inner| {
                Shape::Shared(Shared { name: format!("S{step}"), shape: Box::new(structure(inner)) })
            },
            |_, inner| Shape::list(inner),
            |_, inner| Shape::Map(Box::new(inner)),
            |step, inner| if step % 2 == 0 { structure(inner) } else { Shape::list(inner) },
            |step, inner| match step {
                0 => structure(inner),
                _ => Shape::Scalar(Scalar {
                    kind: Kind::String,
                    values: Vec::new(),
                    json: Some(Box::new(inner)),
                }),
            },
        ];
        let operation = |wrap| {
            let mut operation: Operation = yaml::read("Get.yaml", head).unwrap();
            operation.response = nested(depth, wrap);
            operation.request = vec![Member::new("Inner", nested(depth - 1, wrap))];
            operation
        };
        wraps.into_iter().map(operation).collect()
    }

    #[test]
    fn the_deepest_that_is_allowed_is_read_as_it_was_written() {
        for operation in operations(MAX_DEPTH) {
            let text = yaml::write(&operation).unwrap();
            assert_eq!(yaml::read::<Operation>("Get.yaml", &text).unwrap(), operation, "{text}");
            let mut members = operation.request;
            assert_eq!(cut_deep(&mut members), []);
        }
    }

    #[test]
    fn what_is_deeper_is_not_written_and_is_cut() {
        for operation in operations(MAX_DEPTH + 1) {
            assert!(yaml::write(&operation).is_err());
            let mut operation = operation;
            let cuts = cut_deep(&mut operation.request);
            assert_eq!(cuts.iter().map(|cut| cut.name.as_str()).collect::<Vec<_>>(), ["Inner"]);
            operation.response = Shape::Any;
            let text = yaml::write(&operation).unwrap();
            assert_eq!(yaml::read::<Operation>("Get.yaml", &text).unwrap(), operation, "{text}");
        }
    }
}
