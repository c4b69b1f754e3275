//! Two readings of one response go in; what the older one merely puts in another place is taken out of it.
//!
//! Pages rarely say how deep a row lies, so one edition may be read with a member at a place where it is not. If the newer
//! edition has as many members of that name, it has this one too, and its place is believed.

use super::by_name::ByName;
use crate::{Member, Shape};
use std::collections::BTreeMap;

/// Takes out of `older` all members that `newer` has in another place; gives those that were taken out.
pub(super) fn remove(older: &mut Shape, newer: &Shape) -> Vec<Member> {
    let (mut in_older, mut in_newer) = (BTreeMap::new(), BTreeMap::new());
    count(older, &mut in_older);
    count(newer, &mut in_newer);
    let known = |name: &str| {
        let name = name.to_lowercase();
        let newer = in_newer.get(&name).copied().unwrap_or_default();
        newer > 0 && newer >= in_older.get(&name).copied().unwrap_or_default()
    };
    let mut removed = Vec::new();
    prune(older, Some(newer), &known, &mut removed);
    removed
}

/// Takes out of `older` all members that `newer` does not have; gives those that were taken out.
pub(super) fn remove_unknown(older: &mut Shape, newer: &Shape) -> Vec<Member> {
    let mut removed = Vec::new();
    let Some(members) = older.own_members_mut() else { return removed };
    let known = ByName::new(newer.members());
    for mut member in std::mem::take(members) {
        match known.first(&member.name) {
            Some(there) => {
                removed.extend(remove_unknown(&mut member.shape, &there.shape));
                members.push(member);
            }
            None => removed.push(member),
        }
    }
    removed
}

fn count(shape: &Shape, names: &mut BTreeMap<String, usize>) {
    for member in shape.members() {
        *names.entry(member.name.to_lowercase()).or_default() += 1;
        count(&member.shape, names);
    }
}

fn prune(older: &mut Shape, newer: Option<&Shape>, known: &impl Fn(&str) -> bool, removed: &mut Vec<Member>) {
    let Some(members) = older.own_members_mut() else { return };
    let beside = ByName::new(newer.map(Shape::members).unwrap_or_default());
    for mut member in std::mem::take(members) {
        let there = beside.first(&member.name);
        if there.is_none() && known(&member.name) {
            removed.push(member);
            continue;
        }
        let held = !member.shape.members().is_empty();
        prune(&mut member.shape, there.map(|there| &there.shape), known, removed);
        // A container that has lost all it held would say nothing.
        if there.is_some() || !held || !member.shape.members().is_empty() {
            members.push(member);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn structure(names: &[&str]) -> Shape {
        Shape::Structure(names.iter().map(|name| Member::new(*name, Shape::scalar(Kind::String))).collect())
    }

    #[test]
    fn only_what_lies_elsewhere_is_taken_out() {
        let newer = Shape::Structure(vec![Member::new("Data", structure(&["Id", "State"]))]);
        let mut older = structure(&["Id", "Data", "Region"]);
        let removed = remove(&mut older, &newer);
        assert_eq!(removed.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Id"]);
        assert_eq!(older, structure(&["Data", "Region"]));
    }
}
