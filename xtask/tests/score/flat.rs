//! Fields within fields go in; the path of each, `Instances.Instance.Id`, comes out with its type. Lists add nothing to a path.

use super::definitions::{Field, Type};
use std::collections::BTreeMap;

/// Paths, each with the word of its type.
pub(super) type Paths = BTreeMap<String, String>;

/// The parameters of an operation.
#[derive(Default)]
pub(super) struct Request<'f> {
    pub(super) types: Paths,
    pub(super) locations: BTreeMap<&'f str, Option<&'f str>>,
    /// Whether one of them is the whole body, and nothing is said of what is in it.
    pub(super) opaque_body: bool,
}

impl<'f> Request<'f> {
    /// Of a parameter that is the whole body, both its own name and the members are taken: pages do either.
    pub(super) fn new(fields: &'f [Field]) -> Self {
        let mut request = Request::default();
        for field in fields {
            flatten(std::slice::from_ref(field), "", &mut request.types);
            request.locations.insert(&field.wire, field.location.as_deref());
            if field.root {
                let members = &field.r#type.innermost().fields;
                flatten(members, "", &mut request.types);
                for member in members {
                    request.locations.entry(&member.wire).or_insert(Some("body"));
                }
                request.opaque_body |= ["string", "any", "map", "stream"].contains(&&*field.r#type.word);
            }
        }
        request
    }
}

/// The members of a response, which may itself be a list.
pub(super) fn response(response: Option<&Type>) -> Paths {
    let mut paths = Paths::new();
    flatten(response.map_or(&[], |response| &response.innermost().fields), "", &mut paths);
    paths
}

/// What lies around a path, outermost first.
pub(super) fn around(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').map(|(at, _)| &path[..at])
}

fn flatten(fields: &[Field], above: &str, paths: &mut Paths) {
    for field in fields {
        let path = if above.is_empty() { field.wire.clone() } else { format!("{above}.{}", field.wire) };
        flatten(&field.r#type.innermost().fields, &path, paths);
        paths.entry(path).or_insert_with(|| field.r#type.name());
    }
}

impl Type {
    /// What lists of lists, or maps, hold in the end.
    fn innermost(&self) -> &Type {
        self.items.as_deref().map_or(self, Type::innermost)
    }

    fn name(&self) -> String {
        match (self.word.as_str(), &self.items) {
            ("array", Some(items)) => format!("array<{}>", items.name()),
            // Definitions use these three for one another.
            ("number" | "float" | "double", _) => "double".to_owned(),
            (word, _) => word.to_owned(),
        }
    }
}
