//! What stands between quotation marks on a page: the names and texts of its examples.

use std::collections::HashMap;

/// The texts between any quotation mark and the next, to be looked up by paragraphs of which each may be one.
pub(crate) struct Quoted<'a>(HashMap<&'a str, Role>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Text,
    /// A colon follows.
    Name,
}

impl<'a> Quoted<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut quoted = HashMap::new();
        let mut start = None;
        for end in memchr::memchr_iter(b'"', text.as_bytes()) {
            if let Some(start) = start {
                let behind = &text[end + 1..];
                let is_name = behind.starts_with(':') || behind.starts_with(" :");
                let role = quoted.entry(&text[start..end]).or_insert(Role::Text);
                *role = (*role).max(if is_name { Role::Name } else { Role::Text });
            }
            start = Some(end + 1);
        }
        Quoted(quoted)
    }

    /// Whether it is the name of a member.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.0.get(name) == Some(&Role::Name)
    }

    /// Whether it is a text or a name.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_colon_behind_them_anywhere() {
        let quoted = Quoted::of(r#"a "Id": "x y", "Name" : "Id", z "#);
        assert!(quoted.has_name("Id") && quoted.has_name("Name") && quoted.has("x y"));
        assert!(!quoted.has_name("x y") && !quoted.has("a") && !quoted.has(" z "));
    }
}
