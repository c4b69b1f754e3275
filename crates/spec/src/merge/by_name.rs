//! Members go in; where one of some name stands among them comes out, however many there are.

use crate::Member;
use std::collections::BTreeMap;
use unicase::Ascii;

/// Members by name, in whatever case it is written; of those that say the same in it and in where they are sent, the first.
pub(super) struct ByName<'m> {
    members: &'m [Member],
    places: BTreeMap<Ascii<&'m str>, Vec<usize>>,
}

impl<'m> ByName<'m> {
    pub(super) fn new(members: &'m [Member]) -> Self {
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            let alike = places.entry(Ascii::new(member.name.as_str())).or_default();
            let is_same = |known: &usize| {
                let known: &Member = &members[*known];
                known.name == member.name && known.location == member.location
            };
            if !alike.iter().any(is_same) {
                alike.push(index);
            }
        }
        ByName { members, places }
    }

    /// The member that another edition means; one of exactly that name comes first.
    pub(super) fn position(&self, sought: &Member) -> Option<usize> {
        let alike = self.places.get(&Ascii::new(sought.name.as_str()))?;
        let is_exact = |index: &&usize| self.members[**index].name == sought.name;
        let may_be = |index: &&usize| self.members[**index].may_be(&sought.name, sought.location);
        alike.iter().find(is_exact).or_else(|| alike.iter().find(may_be)).copied()
    }

    /// The first member of a name.
    pub(super) fn first(&self, name: &str) -> Option<&'m Member> {
        self.places.get(&Ascii::new(name)).and_then(|places| self.members.get(*places.first()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Location, Shape};

    #[test]
    fn one_of_exactly_that_name_comes_first() {
        let member = |name: &str, location| Member {
            location: Some(location),
            ..Member::new(name, Shape::scalar(Kind::String))
        };
        let members = [
            member("tags", Location::Query),
            member("Tags", Location::Body),
            member("Tags", Location::Body),
            member("Id", Location::Path),
        ];
        let known = ByName::new(&members);
        assert_eq!(known.position(&member("Tags", Location::Query)), Some(1));
        assert_eq!(known.position(&member("TAGS", Location::Query)), Some(0));
        assert_eq!(known.position(&member("TAGS", Location::Header)), None);
        assert_eq!(known.position(&member("Region", Location::Query)), None);
        assert_eq!(known.first("ID").map(|member| member.name.as_str()), Some("Id"));
    }
}
