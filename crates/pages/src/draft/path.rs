//! The variables of the path of a request line.

use crate::cell::name::letters;
use alicloud_spec::{Kind, Location, Member, Presence, Shape};
use std::collections::{HashMap, HashSet};

/// A path with its variables.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) path: String,
    /// Segments that show a value where a parameter belongs.
    pub(crate) values: Vec<String>,
}

/// Finds the variables of a path. Pages write them in brackets, as the bare name of a parameter, or show a value.
pub(crate) fn variables(path: &str, request: &[Member]) -> Told {
    let candidates = Candidates::of(request);
    let mut values = Vec::new();
    let segments = path.split('/').enumerate().map(|(at, segment)| {
        if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return format!("{{{}}}", candidates.by_letters.get(&letters(name)).unwrap_or(&name));
        }
        // A plural may as well be the name of a collection.
        let is_collection = segment.ends_with('s') && segment.bytes().all(|byte| byte.is_ascii_lowercase());
        // What all paths of a service begin with may be called like a parameter: `/api/…`.
        let is_prefix = at <= 1 && segment.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_collection && !is_prefix && candidates.names.contains(segment) {
            return format!("{{{segment}}}");
        }
        let shown = candidates.by_example.get(segment).copied();
        if shown.is_none() && !looks_like_value(segment) {
            return segment.to_owned();
        }
        match shown.or(candidates.in_path) {
            Some(name) => {
                values.push(segment.to_owned());
                format!("{{{name}}}")
            }
            None => segment.to_owned(),
        }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    Told { path, values }
}

/// The names of the parameters that can be in a path; of several that say the same, the first.
#[derive(Default)]
struct Candidates<'m> {
    names: HashSet<&'m str>,
    by_letters: HashMap<String, &'m str>,
    by_example: HashMap<&'m str, &'m str>,
    /// One of which the page says that it is sent in the path.
    in_path: Option<&'m str>,
}

impl<'m> Candidates<'m> {
    fn of(request: &'m [Member]) -> Self {
        let mut candidates = Candidates::default();
        for member in request.iter().filter(|member| may_be_segment(member)) {
            let name = member.name.as_str();
            candidates.names.insert(name);
            candidates.by_letters.entry(letters(name)).or_insert(name);
            if let Some(example) = member.example.as_deref().filter(|example| example.len() > 6) {
                candidates.by_example.entry(example).or_insert(name);
            }
            if member.location == Some(Location::Path) {
                candidates.in_path.get_or_insert(name);
            }
        }
        candidates
    }
}

/// Whether a parameter can be in a path: it is a single value, and nothing says that it is sent elsewhere.
fn may_be_segment(member: &Member) -> bool {
    let single = match &member.shape {
        Shape::Scalar(scalar) => matches!(scalar.kind, Kind::String | Kind::Integer | Kind::Long),
        _ => false,
    };
    single
        && match member.location {
            Some(location) => location == Location::Path,
            None => member.presence == Presence::Required,
        }
}

/// Masked identifiers, and those of the form `es-cn-…`.
fn looks_like_value(segment: &str) -> bool {
    let mut parts = segment.splitn(3, '-');
    let is_word = |part: Option<&str>, least: usize, most: usize| {
        part.is_some_and(|part| {
            (least..=most).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    };
    segment.contains("****")
        || is_word(parts.next(), 1, 3) && is_word(parts.next(), 2, 2) && is_word(parts.next(), 8, usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_in_all_their_forms() {
        let request = |name: &str, example: &str| Member {
            presence: Presence::Required,
            example: Some(example.to_owned()),
            ..Member::new(name, Shape::scalar(Kind::String))
        };
        let request = [request("ClusterId", "c823ab9f"), request("tags", "x")];
        for (path, expected) in [
            ("/a/{cluster_id}", "/a/{ClusterId}"),
            ("/a/ClusterId/tags", "/a/{ClusterId}/tags"),
            ("/a/c823ab9f", "/a/{ClusterId}"),
            ("/a/{Other}", "/a/{Other}"),
            ("/a/es-cn-0123456789", "/a/es-cn-0123456789"),
        ] {
            assert_eq!(variables(path, &request).path, expected);
        }
    }
}
