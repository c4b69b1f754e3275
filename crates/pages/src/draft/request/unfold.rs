//! The tree in dotted names of parameters.

use alicloud_spec::{Location, Member, Shape};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use unicase::Ascii;

/// Parameters on their way into a tree.
#[derive(Default)]
pub(super) struct Unfolding {
    pub(super) members: Vec<Member>,
    indexes: Indexes,
}

impl Unfolding {
    /// Adds a parameter where its dotted name says.
    pub(super) fn add(&mut self, mut leaf: Member) {
        let (name, location) = (std::mem::take(&mut leaf.name), leaf.location.take());
        insert(&mut self.members, &mut self.indexes, Dotted::default(), &path(&name), leaf, location);
    }
}

/// How many values lead to the one that a dotted name means, itself among them.
pub(super) fn depth(name: &str) -> usize {
    path(name).iter().map(|part| if part.repeats == Repeats::List { 2 } else { 1 }).sum()
}

/// A part of a dotted name, and whether a number follows it.
struct Part<'n> {
    name: &'n str,
    repeats: Repeats,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Once,
    /// `Tag.N`: the part is a list.
    List,
}

fn path(name: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for name in name.split('.').filter(|part| !part.is_empty()) {
        let is_index = matches!(name, "N" | "n" | "M" | "m" | "X" | "x" | "#")
            || name.bytes().all(|b| b.is_ascii_digit());
        match parts.last_mut() {
            Some(last) if is_index => last.repeats = Repeats::List,
            _ => parts.push(Part { name, repeats: Repeats::Once }),
        }
    }
    parts
}

/// The indexes of members among their siblings, by their dotted names.
type Indexes = HashMap<Dotted, usize>;

/// A dotted name, in whatever case it is written, by its hash. Where two names have one, the name of the member that is
/// found decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Dotted(u64);

impl Dotted {
    fn with(self, part: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (self, Ascii::new(part)).hash(&mut hasher);
        Dotted(hasher.finish())
    }
}

/// Adds a member at a path below `above`.
fn insert(
    members: &mut Vec<Member>,
    indexes: &mut Indexes,
    above: Dotted,
    path: &[Part<'_>],
    leaf: Member,
    location: Option<Location>,
) {
    let Some((part, rest)) = path.split_first() else { return };
    let dotted = above.with(part.name);
    let is_it = |index: &usize| members.get(*index).is_some_and(|known| known.may_be(part.name, location));
    let index = indexes.get(&dotted).copied().filter(is_it).unwrap_or_else(|| {
        let mut member = Member::new(part.name, Shape::Any);
        member.source = leaf.source.clone();
        member.location = location;
        members.push(member);
        indexes.insert(dotted, members.len() - 1);
        members.len() - 1
    });
    let member = &mut members[index];
    if !rest.is_empty() {
        if let Some(inner) = inner_members(&mut member.shape, part.repeats) {
            insert(inner, indexes, dotted, rest, leaf, None);
        }
        return;
    }
    let unfolded = std::mem::replace(&mut member.shape, Shape::Any);
    let shape = match (part.repeats, leaf.shape) {
        _ if !unfolded.members().is_empty() => unfolded,
        (Repeats::List, shape @ Shape::List(_)) | (Repeats::Once, shape) => shape,
        (Repeats::List, shape) => Shape::list(shape),
    };
    *member = Member { name: std::mem::take(&mut member.name), shape, location, ..leaf };
}

/// The members of the structure, or of the list of structures, that a part of a dotted name means.
fn inner_members(shape: &mut Shape, repeats: Repeats) -> Option<&mut Vec<Member>> {
    if repeats == Repeats::List && !matches!(shape, Shape::List(_)) {
        *shape = Shape::list(Shape::Any);
    }
    let structure = match (shape, repeats) {
        (Shape::List(element), Repeats::List) => &mut **element,
        (other, _) => other,
    };
    if !matches!(structure, Shape::Structure(_)) {
        *structure = Shape::Structure(Vec::new());
    }
    match structure {
        Shape::Structure(members) => Some(members),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::Kind;

    fn unfold(names: &[&str]) -> Vec<Member> {
        let mut unfolding = Unfolding::default();
        for name in names {
            let member = Member::new(*name, Shape::scalar(Kind::String));
            unfolding.add(Member { location: Some(Location::Query), ..member });
        }
        unfolding.members
    }

    fn show(members: &[Member]) -> String {
        let show_one = |member: &Member| match &member.shape {
            Shape::List(element) if element.members().is_empty() => format!("{}[]", member.name),
            Shape::List(element) => format!("{}[{}]", member.name, show(element.members())),
            Shape::Structure(inner) => format!("{}({})", member.name, show(inner)),
            _ => member.name.clone(),
        };
        members.iter().map(show_one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dotted_names_unfold() {
        let members =
            unfold(&["Tag.N.Key", "Tag.N.Value", "Id.N", "Disk.Size", "Disk.Snapshot.N.Id", "Id.1"]);
        assert_eq!(show(&members), "Tag[Key Value] Id[] Disk(Size Snapshot[Id])");
    }

    #[test]
    fn a_row_for_the_list_itself_keeps_its_members() {
        assert_eq!(show(&unfold(&["Tag.N.Key", "Tag.N"])), "Tag[Key]");
        assert_eq!(show(&unfold(&["Tag.N", "Tag.N.Key"])), "Tag[Key]");
    }
}
