//! What an answer has outside of its lists.

use super::Way;
use super::words::{Words, rank};
use crate::{Kind, Member, Scalar, Shape};

/// The scalars and the lists of an answer that are not inside of a list.
#[derive(Default)]
pub(super) struct Outline<'a> {
    scalars: Vec<Found<'a>>,
    lists: Vec<Found<'a>>,
}

struct Found<'a> {
    /// The way to the structure that it belongs to; for a list in a wrapper, to that of the wrapper.
    level: Vec<&'a str>,
    /// The way on from there.
    rest: Vec<&'a str>,
    shape: &'a Shape,
}

/// How many structures deep members are looked for.
const DEPTH: usize = 4;

impl<'a> Outline<'a> {
    pub(super) fn of(root: &'a Shape) -> Self {
        let mut outline = Outline::default();
        match root {
            Shape::List(_) => outline.lists.push(Found::new(&[], &[], root)),
            root => outline.look(root, &mut Vec::new()),
        }
        outline
    }

    fn look(&mut self, structure: &'a Shape, level: &mut Vec<&'a str>) {
        let Shape::Structure(members) = bare(structure) else { return };
        for Member { name, shape, .. } in members {
            match bare(shape) {
                shape @ Shape::Scalar(_) => self.scalars.push(Found::new(level, &[name], shape)),
                shape @ Shape::List(_) => self.lists.push(Found::new(level, &[name], shape)),
                Shape::Structure(inner) => match inner.as_slice() {
                    [Member { name: item, shape: shape @ Shape::List(_), .. }] => {
                        self.lists.push(Found::new(level, &[name, item], shape));
                    }
                    _ if level.len() < DEPTH => {
                        level.push(name);
                        self.look(shape, level);
                        level.pop();
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// The scalar with one of these names that is nearest to the root; absent where several structures as near have one.
    pub(super) fn scalar(&self, words: Words, fits: fn(Kind) -> bool) -> Option<Way> {
        let ranked = self.scalars.iter().filter_map(|found| {
            let fits = matches!(found.shape, Shape::Scalar(Scalar { kind, .. }) if fits(*kind));
            Some(((found.level.len(), rank(words, found.rest.last()?)?), found)).filter(|_| fits)
        });
        let ranked: Vec<_> = ranked.collect();
        let ((depth, _), best) = ranked.iter().min_by_key(|(rank, _)| *rank)?;
        let is_only = ranked.iter().all(|((other, _), found)| other != depth || found.level == best.level);
        is_only.then(|| best.way())
    }

    /// The list that the members at `level` are about: in the same structure, else below it, else around it.
    pub(super) fn items(&self, level: &[String]) -> Option<Way> {
        let mut around = (0..=level.len()).rev().map(|depth| &level[..depth]);
        let nearest = around.find_map(|level| {
            let inside: Vec<_> = self.lists.iter().filter(|list| list.is_inside(level)).collect();
            let depth = inside.iter().map(|list| list.level.len()).min()?;
            Some(inside.into_iter().filter(|list| list.level.len() == depth).collect::<Vec<_>>())
        })?;
        // Lists of names and numbers beside one of structures tell what else there is.
        let (structures, others): (Vec<_>, Vec<_>) =
            nearest.into_iter().partition(|list| matches!(list.element(), Shape::Structure(_)));
        let beside = others.iter().all(|list| matches!(list.element(), Shape::Scalar(_)));
        match (structures.as_slice(), others.as_slice()) {
            ([], [one]) => Some(one.way()),
            ([one], _) if beside => Some(one.way()),
            _ => None,
        }
    }
}

impl<'a> Found<'a> {
    fn new(level: &[&'a str], rest: &[&'a str], shape: &'a Shape) -> Self {
        Found { level: level.to_vec(), rest: rest.to_vec(), shape }
    }

    fn is_inside(&self, level: &[String]) -> bool {
        self.level.len() >= level.len() && self.level.iter().zip(level).all(|(own, name)| own == name)
    }

    fn element(&self) -> &'a Shape {
        match self.shape {
            Shape::List(element) => bare(element),
            other => other,
        }
    }

    fn way(&self) -> Way {
        self.level.iter().chain(&self.rest).map(|name| (*name).to_owned()).collect()
    }
}

/// A shape without the name that others refer to it by.
fn bare(shape: &Shape) -> &Shape {
    match shape {
        Shape::Shared(shared) => &shared.shape,
        shape => shape,
    }
}
