//! The members of a structure in two editions go in; those of both, in the order of the newer, come out.

use super::Merging;
use super::by_name::ByName;
use crate::Member;
use std::collections::HashMap;

impl Merging {
    /// Merges members. Those that the newer edition lacks come behind the one that they follow in the older.
    pub(super) fn members(&mut self, newer: &mut Vec<Member>, older: Vec<Member>) {
        let known = ByName::new(newer);
        let places: Vec<_> = older.iter().map(|member| known.position(member)).collect();
        let mut added: Vec<(usize, Member)> = Vec::new();
        let mut alike = HashMap::new();
        let mut after = 0;
        for (member, place) in older.into_iter().zip(places) {
            if let Some(index) = place {
                self.member(&mut newer[index], member);
                after = index + 1;
                continue;
            }
            let name = member.name.to_ascii_lowercase();
            let is_it = |at: &usize| added[*at].1.may_be(&member.name, member.location);
            if let Some(at) = alike.get(&name).copied().filter(is_it) {
                self.member(&mut added[at].1, member);
            } else {
                alike.insert(name, added.len());
                added.push((after, member));
            }
        }
        if !added.is_empty() {
            insert(newer, added);
        }
    }
}

/// Inserts members, each behind so many of those that are there; of several at one place, the first comes first.
fn insert(members: &mut Vec<Member>, mut added: Vec<(usize, Member)>) {
    added.sort_by_key(|(behind, _)| *behind);
    let mut added = added.into_iter().peekable();
    let mut merged = Vec::with_capacity(members.len() + added.len());
    for (index, member) in std::mem::take(members).into_iter().enumerate() {
        while let Some((_, before)) = added.next_if(|(behind, _)| *behind == index) {
            merged.push(before);
        }
        merged.push(member);
    }
    merged.extend(added.map(|(_, member)| member));
    *members = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Shape};

    fn merged(newer: &[&str], older: &[&str]) -> (String, usize) {
        let members = |names: &[&str]| -> Vec<_> {
            names.iter().map(|name| Member::new(*name, Shape::scalar(Kind::String))).collect()
        };
        let mut merging = Merging::default();
        let mut newer = members(newer);
        merging.members(&mut newer, members(older));
        let names: Vec<_> = newer.iter().map(|member| member.name.as_str()).collect();
        (names.join(" "), merging.diagnostics.len())
    }

    #[test]
    fn what_the_newer_edition_lacks_comes_behind_what_it_follows_in_the_older() {
        assert_eq!(merged(&["B", "C"], &["A", "B", "X", "Y", "C", "Z"]), ("A B X Y C Z".to_owned(), 0));
        assert_eq!(merged(&["C", "B"], &["B", "X", "C", "Y"]), ("C Y B X".to_owned(), 0));
    }

    #[test]
    fn members_of_one_name_are_one_in_whatever_case_it_is_written() {
        assert_eq!(merged(&["Id"], &["ID", "tags", "Tags"]), ("Id tags".to_owned(), 0));
    }

    #[test]
    fn what_one_page_shows_of_an_encoding_counts_unless_metadata_knows_better() {
        use super::super::Age;
        use crate::{Encoding, Source};
        let member = |encoding| Member {
            encoding,
            source: Some(Source { page: "a.md".into(), line: 1 }),
            ..Member::new("Names", Shape::list(Shape::scalar(Kind::String)))
        };
        for (age, expected, findings) in [
            (Age::Same, Some(Encoding::Json), 0),
            (Age::Older, Some(Encoding::Json), 0),
            (Age::Unofficial, None, 1),
        ] {
            let mut merging = Merging { age, ..Merging::default() };
            let mut newer = vec![member(None)];
            merging.members(&mut newer, vec![member(Some(Encoding::Json))]);
            assert_eq!((newer[0].encoding, merging.diagnostics.len()), (expected, findings));
        }
    }
}
