//! What a page says of members that it has in another place than the official metadata: it is said of those of that name there.
//!
//! Pages rarely tell how deep a row lies, but the metadata does.

use crate::{Docs, Member, Shape};
use std::collections::{BTreeMap, VecDeque};

/// Describes members of `newer` that nothing describes by those of the same name that were taken out of an older source, if there
/// are as many of them: then they come in the same order.
pub(super) fn describe(newer: &mut Shape, removed: Vec<Member>) {
    let mut said: BTreeMap<String, VecDeque<Member>> = BTreeMap::new();
    removed.into_iter().for_each(|member| collect(member, &mut said));
    if said.is_empty() {
        return;
    }
    let mut silent: BTreeMap<String, usize> = BTreeMap::new();
    each_silent(newer, &mut |member| *silent.entry(key(&member.name)).or_default() += 1);
    said.retain(|name, members| silent.get(name) == Some(&members.len()));
    each_silent(newer, &mut |member| {
        if let Some(said) = said.get_mut(&key(&member.name)).and_then(VecDeque::pop_front) {
            member.docs.fill(&said.docs);
            member.limits.fill(said.limits);
            member.example = member.example.take().or(said.example);
            member.source = said.source.or(member.source.take());
        }
    });
}

fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Takes a member and what it holds apart.
fn collect(mut member: Member, said: &mut BTreeMap<String, VecDeque<Member>>) {
    let inner = member.shape.own_members_mut().map(std::mem::take).unwrap_or_default();
    if member.docs != Docs::default() {
        said.entry(key(&member.name)).or_default().push_back(member);
    }
    inner.into_iter().for_each(|member| collect(member, said));
}

/// Visits all members without a description, containers before what they hold.
fn each_silent(shape: &mut Shape, visit: &mut impl FnMut(&mut Member)) {
    for member in shape.own_members_mut().into_iter().flatten() {
        if member.docs == Docs::default() {
            visit(member);
        }
        each_silent(&mut member.shape, visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Language};

    fn member(name: &str, docs: &str, shape: Shape) -> Member {
        Member { docs: Docs::new(Language::English, docs.to_owned()), ..Member::new(name, shape) }
    }

    #[test]
    fn members_in_another_place_are_described_where_there_are_as_many() {
        let scalar = || Shape::scalar(Kind::String);
        let structure =
            |names: &[&str]| Shape::Structure(names.iter().map(|name| member(name, "", scalar())).collect());
        let mut newer = Shape::Structure(vec![
            member("Depot", "", structure(&["Id", "Kind"])),
            member("Parcels", "", Shape::list(structure(&["Id", "Weight"]))),
        ]);
        let removed = ["Id", "id", "Kind", "Weight", "Weight"];
        let removed = removed.iter().map(|name| member(name, &format!("The {name}."), scalar())).collect();
        describe(&mut newer, removed);
        let mut told = Vec::new();
        fn tell(shape: &Shape, told: &mut Vec<String>) {
            for member in shape.members() {
                told.push(format!("{}={}", member.name, member.docs.en.clone().unwrap_or_default()));
                tell(&member.shape, told);
            }
        }
        tell(&newer, &mut told);
        let expected = ["Depot=", "Id=The Id.", "Kind=The Kind.", "Parcels=", "Id=The id.", "Weight="];
        assert_eq!(told, expected);
    }
}
