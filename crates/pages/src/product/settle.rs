//! The last repairs of merged operations, so that nothing is left that no generator could take.
//!
//! Rows of one name beside each other become one member. Each placeholder of the path gets its parameter, and a path
//! parameter without a placeholder is sent with the others.

use crate::cell::name::letters;
use alicloud_spec::{
    Code, Diagnostic, Kind, Location, METADATA_FILE, Member, Operation, Presence, Product, Shape, Source,
    Span,
};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Mends an operation; gives what was mended.
pub(crate) fn settle(operation: &mut Operation, product: &Product) -> Vec<Diagnostic> {
    let mut settling = Settling {
        page: Span::file(operation.pages.last().map_or(METADATA_FILE, String::as_str)),
        diagnostics: Vec::new(),
    };
    settling.strays(operation, product.location(operation.method, operation.style, None));
    settling.placeholders(operation);
    settling.members(&mut operation.request);
    settling.shape(&mut operation.response);
    settling.diagnostics
}

struct Settling {
    /// What to point at when a member has no line of its own.
    page: Span,
    diagnostics: Vec<Diagnostic>,
}

impl Settling {
    /// Path parameters without a place in the path: those that are merely spelt otherwise get the spelling of the
    /// path, the rest is sent where parameters of the operation usually do.
    fn strays(&mut self, operation: &mut Operation, usual: Location) {
        let placeholders: Vec<_> = operation.placeholders().map(str::to_owned).collect();
        let path = excerpt(&operation.path);
        let known: HashSet<_> = placeholders.iter().map(String::as_str).collect();
        let mut by_letters = HashMap::new();
        for name in &placeholders {
            by_letters.entry(letters(name)).or_insert(name);
        }
        let in_path = |member: &&mut Member| member.location == Some(Location::Path);
        for member in operation.request.iter_mut().filter(in_path) {
            if known.contains(member.name.as_str()) {
                continue;
            }
            let same = by_letters.get(&letters(&member.name));
            let message = match same {
                Some(name) => format!("`{}` is called `{name}` in `{path}`", member.name),
                None => format!(
                    "path parameter `{}` has no place in `{path}`; it was read as one of the {}",
                    member.name,
                    usual.word()
                ),
            };
            self.report(Code::NoPlaceholder, member.source.as_ref(), message);
            match same {
                Some(name) => member.name.clone_from(name),
                None => member.location = Some(usual),
            }
        }
    }

    /// Placeholders without a parameter: each gets one, in the order of the path.
    fn placeholders(&mut self, operation: &mut Operation) {
        let in_path = |(_, member): &(usize, &Member)| member.location == Some(Location::Path);
        let described = operation.request.iter().enumerate().filter(in_path);
        let mut behind = HashMap::new();
        described.for_each(|(index, member)| {
            behind.entry(member.name.clone()).or_insert(index + 1);
        });
        let (mut index, mut added) = (0, Vec::new());
        for name in operation.placeholders() {
            if let Some(next) = behind.get(name) {
                index = *next;
                continue;
            }
            let message = format!(
                "no row describes `{{{name}}}` in `{}`; it was read as a string",
                excerpt(&operation.path)
            );
            self.report(Code::UndescribedPlaceholder, None, message);
            let parameter = Member {
                location: Some(Location::Path),
                presence: Presence::Required,
                ..Member::new(name, Shape::scalar(Kind::String))
            };
            behind.insert(name.to_owned(), index);
            added.push((index, parameter));
        }
        if !added.is_empty() {
            insert(&mut operation.request, added);
        }
    }

    fn shape(&mut self, shape: &mut Shape) {
        match shape {
            Shape::Structure(members) => self.members(members),
            Shape::List(held) | Shape::Map(held) => self.shape(held),
            Shape::Scalar(scalar) => {
                if let Some(json) = &mut scalar.json {
                    self.shape(json);
                }
            }
            Shape::Shared(shared) => self.shape(&mut shared.shape),
            Shape::Reference(_) | Shape::Any => {}
        }
    }

    /// Rows of one name beside each other become one member.
    fn members(&mut self, members: &mut Vec<Member>) {
        let first = first_of_same(members);
        let mut united: Vec<Member> = Vec::with_capacity(members.len());
        let mut indexes = Vec::with_capacity(members.len());
        for (member, first) in std::mem::take(members).into_iter().zip(first) {
            let index = indexes.get(first).copied().unwrap_or(united.len());
            indexes.push(index);
            if let Some(known) = united.get_mut(index) {
                let message =
                    format!("a second row of `{}` at one place; they were read as one", member.name);
                self.report(Code::RepeatedMember, member.source.as_ref(), message);
                unite(known, member);
            } else {
                united.push(member);
            }
        }
        united.iter_mut().for_each(|member| self.shape(&mut member.shape));
        *members = united;
    }

    fn report(&mut self, code: Code, source: Option<&Source>, message: String) {
        let span = source.map_or_else(|| self.page.clone(), Source::span);
        self.diagnostics.push(Diagnostic::new(code, span, message));
    }
}

/// The beginning of a path, for messages: there may be one for each of its segments.
fn excerpt(path: &str) -> Cow<'_, str> {
    const LONGEST: usize = 200;
    match path.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &path[..end])),
        None => Cow::Borrowed(path),
    }
}

/// Inserts members, each behind so many of those that are there; of several behind the same, the first comes first.
fn insert(members: &mut Vec<Member>, mut added: Vec<(usize, Member)>) {
    added.sort_by_key(|(behind, _)| *behind);
    let mut added = added.into_iter().peekable();
    let mut all = Vec::with_capacity(members.len() + added.len());
    for (index, member) in std::mem::take(members).into_iter().enumerate() {
        while let Some((_, before)) = added.next_if(|(behind, _)| *behind == index) {
            all.push(before);
        }
        all.push(member);
    }
    all.extend(added.map(|(_, member)| member));
    *members = all;
}

/// For each member, the index of the first that has its name and is sent where it is.
fn first_of_same<'m>(members: &'m [Member]) -> Vec<usize> {
    let mut first = HashMap::with_capacity(members.len());
    let first_of = |(index, member): (usize, &'m Member)| {
        *first.entry((member.name.as_str(), member.location)).or_insert(index)
    };
    members.iter().enumerate().map(first_of).collect()
}

/// Adds to a member what a second row says about it. Where they contradict each other, the first is believed.
fn unite(first: &mut Member, mut second: Member) {
    first.docs.fill(&second.docs);
    first.example = first.example.take().or(second.example);
    first.limits.fill(second.limits);
    first.role = first.role.or(second.role);
    let is_bare = match &first.shape {
        Shape::Any => true,
        Shape::Structure(members) => members.is_empty(),
        _ => false,
    };
    if is_bare {
        first.shape = second.shape;
    } else if let (Some(members), Some(more)) =
        (first.shape.own_members_mut(), second.shape.own_members_mut())
    {
        members.append(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::Limits;

    #[test]
    fn a_second_row_adds_what_the_first_does_not_say() {
        let row = |default: Option<&str>, example: &str| Member {
            limits: Limits { default: default.map(str::to_owned), ..Limits::default() },
            example: Some(example.to_owned()),
            ..Member::new("PageSize", Shape::scalar(Kind::Integer))
        };
        let other = Member::new("PageNumber", Shape::scalar(Kind::Integer));
        let mut members = vec![row(None, "10"), other, row(Some("50"), "20")];
        let mut settling = Settling { page: Span::file("Get.zh.md"), diagnostics: Vec::new() };
        settling.members(&mut members);
        let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["PageSize", "PageNumber"]);
        assert_eq!(members[0].limits.default.as_deref(), Some("50"));
        assert_eq!(members[0].example.as_deref(), Some("10"));
        assert_eq!(settling.diagnostics.len(), 1);
    }
}
