//! A value that was read goes in; JSON that any parser takes comes out.

use super::{Content, Node};
use std::fmt::{self, Display, Formatter, Write};

/// Writes the value as strict JSON, a member or item a line. The text of XML elements becomes a string.
impl Display for Node<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        value(self, 0, f)
    }
}

fn value(node: &Node<'_>, depth: usize, f: &mut Formatter<'_>) -> fmt::Result {
    match &node.content {
        Content::Null => f.write_str("null"),
        Content::Boolean(value) => value.fmt(f),
        Content::Number(text) => f.write_str(text),
        Content::String(text) | Content::Text(text) => string(text, f),
        Content::List(items) => held(('[', ']'), items.iter().map(|item| (None, item)), depth, f),
        Content::Object(members) => {
            held(('{', '}'), members.iter().map(|(name, node)| (Some(&**name), node)), depth, f)
        }
    }
}

fn held<'a>(
    (open, close): (char, char),
    items: impl Iterator<Item = (Option<&'a str>, &'a Node<'a>)>,
    depth: usize,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    let indent = |f: &mut Formatter<'_>, depth: usize| write!(f, "\n{:1$}", "", 2 * depth);
    f.write_char(open)?;
    let mut is_first = true;
    for (name, node) in items {
        if !is_first {
            f.write_char(',')?;
        }
        is_first = false;
        indent(f, depth + 1)?;
        if let Some(name) = name {
            string(name, f)?;
            f.write_str(": ")?;
        }
        value(node, depth + 1, f)?;
    }
    if !is_first {
        indent(f, depth)?;
    }
    f.write_char(close)
}

fn string(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '\r' => f.write_str("\\r")?,
            c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use crate::example::read_json;

    #[test]
    fn what_was_repaired_is_written_as_json() {
        let reading = read_json(
            "{'a': [1, -2.5e3, 007,], b: {}, \"c\": [], \"d\": \"x\\\"\\\\\\n\\u0001\", \"e\": null",
        );
        let text = reading.roots[0].to_string();
        assert_eq!(
            text,
            "{\n  \"a\": [\n    1,\n    -2.5e3,\n    \"007\"\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": \"x\\\"\\\\\\n\\u0001\",\n  \"e\": null\n}"
        );
        let again = read_json(&text);
        assert_eq!((again.repairs.len(), again.roots[0].to_string()), (0, text));
    }
}
