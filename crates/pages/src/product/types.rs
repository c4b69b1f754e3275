//! Types that have pages of their own, in the drafts that name them.

use alicloud_spec::{Code, Diagnostic, Draft, Edition, Member, Shape, Shared, Source, cut_deep};
use std::collections::{HashMap, HashSet};

/// So many types may stand in one another.
const DEEPEST: usize = 8;

/// So many members of types are put into one draft; no real one needs as many.
const MOST_MEMBERS: usize = 4_000;

/// Puts what pages about types say into the drafts of operations, and takes those pages out. Findings that a type is not known
/// are taken back where it is.
pub(super) fn settle(drafts: Vec<Draft>, found: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let (about_types, mut drafts): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|draft| !draft.types.is_empty());
    let types = Types::new(about_types);
    let mut resolved = HashSet::new();
    // What the metadata shares is spelled out there.
    for draft in drafts.iter_mut().filter(|draft| draft.edition != Edition::Metadata) {
        let mut places =
            Places { types: &types, open: Vec::new(), left: MOST_MEMBERS, resolved: &mut resolved };
        places.shape(&mut draft.response, None);
        places.members(&mut draft.request);
        cut_deep(&mut draft.request);
        cut_deep(draft.response.own_members_mut().map_or(&mut [], Vec::as_mut_slice));
    }
    found.retain(|finding| finding.code != Code::UnknownType || !is_about(finding, &resolved));
    drafts
}

/// Whether a finding is about one of some names of types.
fn is_about(finding: &Diagnostic, names: &HashSet<(String, String)>) -> bool {
    let name = finding.message.split('`').nth(1).unwrap_or_default();
    names.contains(&(finding.span.file.clone(), name.to_owned()))
}

/// Types by their names, however these are written.
struct Types(HashMap<String, Shared>);

impl Types {
    /// The newest page that describes a type has the say; others add texts.
    fn new(mut drafts: Vec<Draft>) -> Self {
        drafts.sort_by(|a, b| b.edition.cmp(&a.edition).then_with(|| a.page.cmp(&b.page)));
        let mut types: HashMap<String, Shared> = HashMap::new();
        for described in drafts.into_iter().flat_map(|draft| draft.types) {
            match types.get_mut(&key(&described.name)) {
                Some(known) => unite(&mut known.shape, *described.shape),
                None => {
                    types.insert(key(&described.name), described);
                }
            }
        }
        Types(types)
    }
}

/// `User`, `user` and `UserType` are one type.
fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let letters: String = letters.collect();
    letters.strip_suffix("type").filter(|stem| !stem.is_empty()).map(str::to_owned).unwrap_or(letters)
}

fn unite(known: &mut Shape, other: Shape) {
    let (Shape::Structure(known), Shape::Structure(other)) = (known, other) else { return };
    for member in other {
        match known.iter_mut().find(|known| known.name == member.name) {
            Some(known) => known.docs.fill(&member.docs),
            None => known.push(member),
        }
    }
}

/// The places of one draft that name types.
struct Places<'t> {
    types: &'t Types,
    /// The types around, and which of them are referred to from inside.
    open: Vec<(String, Recursion)>,
    left: usize,
    /// Pages with the names of types on them that are known.
    resolved: &'t mut HashSet<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Recursion {
    Unmet,
    Met,
}

impl Places<'_> {
    fn members(&mut self, members: &mut [Member]) {
        for member in members {
            let source = member.source.clone();
            self.shape(&mut member.shape, source.as_ref());
        }
    }

    fn shape(&mut self, shape: &mut Shape, source: Option<&Source>) {
        match shape {
            Shape::Shared(named) => {
                let named =
                    std::mem::replace(named, Shared { name: String::new(), shape: Box::new(Shape::Any) });
                *shape = self.named(named, source);
            }
            Shape::List(inner) | Shape::Map(inner) => self.shape(inner, source),
            // A list that is sent in a structure has the row of that.
            Shape::Structure(members) => {
                for member in members {
                    let own = member.source.clone();
                    self.shape(&mut member.shape, own.as_ref().or(source));
                }
            }
            Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => {}
        }
    }

    /// The shape of a type, or what the page has in its place.
    fn named(&mut self, named: Shared, source: Option<&Source>) -> Shape {
        let key = key(&named.name);
        let Some(known) = self.types.0.get(&key) else { return *named.shape };
        self.resolved.extend(source.map(|source| (source.page.to_string(), named.name.clone())));
        if let Some((_, recursion)) = self.open.iter_mut().find(|(open, _)| *open == key) {
            *recursion = Recursion::Met;
            return Shape::Reference(known.name.clone());
        }
        let members = known.shape.members().len();
        if self.open.len() >= DEEPEST || members > self.left {
            return *named.shape;
        }
        self.left -= members;
        self.open.push((key, Recursion::Unmet));
        let mut shape = (*known.shape).clone();
        self.shape(&mut shape, None);
        match self.open.pop() {
            Some((_, Recursion::Met)) => {
                Shape::Shared(Shared { name: known.name.clone(), shape: Box::new(shape) })
            }
            _ => shape,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_are_written_in_several_ways() {
        assert_eq!(["User", "UserType", "User Type", "type"].map(key), ["user", "user", "user", "type"]);
    }
}
