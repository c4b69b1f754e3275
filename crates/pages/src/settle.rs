//! A merged operation goes in; the same with everything mended that no generator could take, and what was mended, comes out.
//!
//! Rows of one name beside each other become one member. Each placeholder of the path gets its parameter, and a path
//! parameter without a placeholder travels with the others.

use crate::path::letters;
use alicloud_spec::{
    Code, Diagnostic, Kind, Location, Member, Operation, Presence, Product, Shape, Source, Span,
};
use std::collections::HashMap;

/// Mends an operation; tells what was mended.
pub(crate) fn settle(operation: &mut Operation, product: &Product) -> Vec<Diagnostic> {
    let mut settling = Settling {
        page: Span::file(operation.pages.last().map(String::as_str).unwrap_or_default()),
        diagnostics: Vec::new(),
    };
    settling.strays(operation, product.location(operation.method, operation.style));
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
    /// path, the rest travels where parameters of the operation usually do.
    fn strays(&mut self, operation: &mut Operation, usual: Location) {
        let placeholders: Vec<_> = operation.placeholders().map(str::to_owned).collect();
        let in_path = |member: &&mut Member| member.location == Some(Location::Path);
        for member in operation.request.iter_mut().filter(in_path) {
            if placeholders.contains(&member.name) {
                continue;
            }
            let same = placeholders.iter().find(|name| letters(name) == letters(&member.name));
            let message = match same {
                Some(name) => format!("`{}` is called `{name}` in `{}`", member.name, operation.path),
                None => format!(
                    "path parameter `{}` has no place in `{}`; it was read as one of the {}",
                    member.name,
                    operation.path,
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
        let placeholders: Vec<_> = operation.placeholders().map(str::to_owned).collect();
        let mut place = 0;
        for name in placeholders {
            let is_it = |member: &Member| member.location == Some(Location::Path) && member.name == name;
            if let Some(index) = operation.request.iter().position(is_it) {
                place = index + 1;
                continue;
            }
            let message =
                format!("no row describes `{{{name}}}` in `{}`; it was read as a string", operation.path);
            self.report(Code::UndescribedPlaceholder, None, message);
            let parameter = Member {
                location: Some(Location::Path),
                presence: Presence::Required,
                ..Member::new(name, Shape::scalar(Kind::String))
            };
            operation.request.insert(place, parameter);
            place += 1;
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
        let mut places = Vec::with_capacity(members.len());
        for (member, first) in std::mem::take(members).into_iter().zip(first) {
            let place = places.get(first).copied().unwrap_or(united.len());
            places.push(place);
            if let Some(known) = united.get_mut(place) {
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

/// For each member, the index of the first that has its name and travels where it does.
fn first_of_same<'m>(members: &'m [Member]) -> Vec<usize> {
    let mut first = HashMap::with_capacity(members.len());
    let place = |(index, member): (usize, &'m Member)| {
        *first.entry((member.name.as_str(), member.location)).or_insert(index)
    };
    members.iter().enumerate().map(place).collect()
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
