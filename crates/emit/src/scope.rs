//! Names that differ from one another within a namespace of the generated code.

use crate::name;
use proc_macro2::Ident;
use std::collections::BTreeSet;

/// A namespace of the generated code: the types of a module, the fields of a struct, the variants of an enum.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names have a meaning of their own.
    pub(crate) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Scope { taken: names.into_iter().map(str::to_owned).collect() }
    }

    /// The name of a field or method; a name that is taken gets a number.
    pub(crate) fn snake(&mut self, wire: &str) -> Ident {
        self.claim(name::snake(wire), "_")
    }

    /// The name of a type or variant; a name that is taken gets a number.
    pub(crate) fn camel(&mut self, wire: &str) -> Ident {
        self.claim(name::camel(wire), "")
    }

    /// The first of these names of types that is not taken.
    pub(crate) fn free(&mut self, candidates: Vec<String>) -> Option<Ident> {
        let free = candidates.into_iter().find(|candidate| !self.taken.contains(candidate))?;
        Some(self.claim(free, ""))
    }

    /// The first of these names of types that is not taken; if all are, `wanted` with a number.
    pub(crate) fn first_free(&mut self, candidates: Vec<String>, wanted: &str) -> Ident {
        self.free(candidates).unwrap_or_else(|| self.camel(wanted))
    }

    /// Takes a name that was given elsewhere.
    pub(crate) fn reserve(&mut self, name: &Ident) {
        self.taken.insert(name.to_string().trim_start_matches("r#").to_owned());
    }

    /// Whether a name is taken.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    fn claim(&mut self, wanted: String, joint: &str) -> Ident {
        let numbered = (2..).map(|number| format!("{wanted}{joint}{number}"));
        let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
        let free = candidates.find(|candidate| !self.taken.contains(candidate)).unwrap_or(wanted);
        let ident = name::ident(&free);
        self.taken.insert(free);
        ident
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_collide_get_numbers() {
        let mut scope = Scope::reserving(["new"]);
        let names = ["AppId", "appId", "new", "app_id_2", "APPId", "type", "Type"]
            .map(|wire| scope.snake(wire).to_string());
        assert_eq!(names, ["app_id", "app_id_2", "new_2", "app_id_2_2", "app_id_3", "r#type", "type_2"]);
        let mut scope = Scope::default();
        let names = ["Not.Found", "NotFound", "Not-Found"].map(|wire| scope.camel(wire).to_string());
        assert_eq!(names, ["NotFound", "NotFound2", "NotFound3"]);
    }
}
