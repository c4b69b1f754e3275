//! Parameters whose names have dots, as the structures that they are parts of: `SystemDisk.Size` is sent as the member `Size`
//! of `SystemDisk` would be.

use crate::{Encoding, Location, Member, Presence, Shape};
use std::collections::BTreeMap;

/// The parameters of a request with those parts folded that belong to a structure beside them, or of which there are
/// several.
pub(crate) fn folded(request: Vec<Member>) -> Vec<Member> {
    let mut parts: BTreeMap<(String, Option<Location>), usize> = BTreeMap::new();
    for member in &request {
        if let Some((head, _)) = part(member) {
            *parts.entry((head.to_owned(), member.location)).or_default() += 1;
        }
        if is_whole(member) {
            *parts.entry((member.name.clone(), member.location)).or_default() += 1;
        }
    }
    // What is whole but no structure has the name for itself.
    let taken: Vec<_> =
        request.iter().filter(|member| !is_whole(member)).map(|member| member.name.clone()).collect();
    let folds = |head: &str, location| {
        let count = parts.get(&(head.to_owned(), location)).copied().unwrap_or(0);
        count > 1 && !taken.iter().any(|name| name == head)
    };
    let mut out: Vec<Member> = Vec::new();
    for member in request {
        let head = part(&member).map(|(head, rest)| (head.to_owned(), rest.to_owned()));
        match head {
            Some((head, rest)) if folds(&head, member.location) => add(&mut out, head, rest, member),
            _ if is_whole(&member) => join(&mut out, member),
            _ => out.push(member),
        }
    }
    out
}

/// The structure that a parameter is a part of, and its name there.
fn part(member: &Member) -> Option<(&str, &str)> {
    let flat = matches!(member.encoding, None | Some(Encoding::Flat));
    let pairs = matches!(member.location, Some(Location::Query | Location::Form));
    let (head, rest) = member.name.split_once('.').filter(|_| flat && pairs)?;
    let named = |word: &str| word.starts_with(|c: char| c.is_alphabetic());
    (named(head) && rest.split('.').all(named) && !rest.split('.').any(|word| word == "N"))
        .then_some((head, rest))
}

/// Whether a parameter is a structure that is sent member by member.
fn is_whole(member: &Member) -> bool {
    let flat = matches!(member.encoding, None | Some(Encoding::Flat));
    let pairs = matches!(member.location, Some(Location::Query | Location::Form));
    flat && pairs && matches!(member.shape, Shape::Structure(_))
}

/// Adds a part to its structure.
fn add(out: &mut Vec<Member>, head: String, rest: String, mut part: Member) {
    let (location, presence) = (part.location.take(), part.presence);
    part.name = rest;
    let known = out.iter_mut().find(|member| member.name == head && member.location == location);
    let structure = match known {
        Some(structure) => structure,
        None => {
            out.push(Member { location, ..Member::new(head, Shape::Structure(Vec::new())) });
            let last = out.len() - 1;
            &mut out[last]
        }
    };
    if presence == Presence::Required {
        structure.presence = Presence::Required;
    }
    if let Shape::Structure(members) = &mut structure.shape
        && !members.iter().any(|known| known.name == part.name)
    {
        members.push(part);
    }
}

/// Adds a structure, or its members to those of its parts that came before.
fn join(out: &mut Vec<Member>, mut whole: Member) {
    let known = out.iter().position(|member| member.name == whole.name && member.location == whole.location);
    match known {
        None => out.push(whole),
        Some(index) => {
            let parts = std::mem::replace(&mut out[index].shape, Shape::Any);
            if let (Shape::Structure(members), Shape::Structure(parts)) = (&mut whole.shape, parts) {
                let missing =
                    parts.into_iter().filter(|part| !members.iter().any(|known| known.name == part.name));
                let missing: Vec<_> = missing.collect();
                members.extend(missing);
            }
            out[index] = whole;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn shown(names: &[(&str, bool)]) -> Vec<String> {
        let member = |(name, structure): &(&str, bool)| {
            let inner = Member::new("Own", Shape::scalar(Kind::String));
            let shape = if *structure { Shape::Structure(vec![inner]) } else { Shape::scalar(Kind::String) };
            Member { location: Some(Location::Query), ..Member::new(*name, shape) }
        };
        let folded = folded(names.iter().map(member).collect());
        let inner = |member: &Member| {
            let names: Vec<_> = member.shape.members().iter().map(|inner| inner.name.clone()).collect();
            format!(
                "{}{}",
                member.name,
                if names.is_empty() { String::new() } else { format!("({})", names.join(" ")) }
            )
        };
        folded.iter().map(inner).collect()
    }

    #[test]
    fn parts_are_members_of_their_structure() {
        for (names, expected) in [
            (&[("Disk.Size", false), ("Id", false), ("Disk", true)][..], &["Disk(Own Size)", "Id"][..]),
            (&[("Disk", true), ("Disk.Size", false)], &["Disk(Own Size)"]),
            (&[("Disk.Size", false), ("Disk.Kind", false)], &["Disk(Size Kind)"]),
            (&[("Disk.Size", false)], &["Disk.Size"]),
            (
                &[("Disk", false), ("Disk.Size", false), ("Disk.Kind", false)],
                &["Disk", "Disk.Size", "Disk.Kind"],
            ),
            (&[("Tag.1.Key", false), ("Tag.1.Value", false)], &["Tag.1.Key", "Tag.1.Value"]),
        ] {
            assert_eq!(shown(names), expected, "{names:?}");
        }
    }
}
