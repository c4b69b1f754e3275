//! Values that show their types by words: `"size": "Long"`.

use crate::cell::types::Declared;
use alicloud_spec::Kind;
use alicloud_spec::example::{Content, Node};
use std::borrow::Cow;

/// Puts a value of the type in the place of each word for one.
pub(crate) fn fill(node: &mut Node<'_>) {
    match &mut node.content {
        Content::List(items) => items.iter_mut().for_each(fill),
        Content::Object(members) => members.iter_mut().for_each(|(_, member)| fill(member)),
        Content::String(word) => {
            if let Some(content) = value(word) {
                node.content = content;
            }
        }
        _ => {}
    }
}

fn value(word: &str) -> Option<Content<'static>> {
    let Declared::Scalar(kind) = Declared::read(word.trim()) else { return None };
    match kind {
        Kind::Boolean => Some(Content::Boolean(true)),
        Kind::Integer | Kind::Long => Some(Content::Number(Cow::Borrowed("1"))),
        Kind::Float | Kind::Double => Some(Content::Number(Cow::Borrowed("1.5"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::example::read_json;

    #[test]
    fn words_for_types_are_values() {
        let mut reading =
            read_json(r#"{"a": "Boolean", "b": [{"c": "Long"}], "d": "String", "e": Float, "f": "x"}"#);
        let mut expected = read_json(r#"{"a": true, "b": [{"c": 1}], "d": "String", "e": 1.5, "f": "x"}"#);
        fill(&mut reading.roots[0]);
        fn forget_places(node: &mut Node<'_>) {
            node.at = 0;
            match &mut node.content {
                Content::List(items) => items.iter_mut().for_each(forget_places),
                Content::Object(members) => members.iter_mut().for_each(|(_, member)| forget_places(member)),
                _ => {}
            }
        }
        [&mut reading, &mut expected]
            .into_iter()
            .flat_map(|reading| &mut reading.roots)
            .for_each(forget_places);
        assert_eq!(reading.roots, expected.roots);
    }
}
