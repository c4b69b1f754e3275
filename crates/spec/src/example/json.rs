//! Text that is meant as JSON goes in; its values come out, with each departure from JSON repaired and reported.

mod string;
mod word;

use super::{Content, Fault, Node, Reading, Repair};
use crate::MAX_DEPTH;
use std::borrow::Cow;

/// Reads JSON as people write it: comments, trailing and missing commas, unquoted words, full-width punctuation,
/// unescaped quotes and line breaks inside strings, an ellipsis for "and so on", several values in a row.
pub fn read_json(text: &str) -> Reading<'_> {
    let mut reader = Reader { text, at: 0, repairs: Vec::new() };
    let mut roots = Vec::new();
    loop {
        reader.skip_blanks();
        match reader.peek() {
            None => break,
            Some(',' | '，') if !roots.is_empty() => {
                reader.repair_and_skip("a comma after the value was skipped")
            }
            Some(_) => {
                if roots.len() == 1 {
                    reader.repair("a second value follows the first");
                }
                roots.push(reader.value(0));
            }
        }
    }
    Reading { roots, repairs: reader.repairs }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    repairs: Vec<Repair>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn repair(&mut self, message: impl Into<String>) {
        self.repairs.push(Repair { at: self.at, message: message.into(), fault: Fault::Syntax });
    }

    fn repair_and_skip(&mut self, message: impl Into<String>) {
        self.repair(message);
        self.skip();
    }

    /// Skips blanks, comments and ellipses.
    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            self.at += rest.bytes().take_while(is_blank).count();
            let rest = self.rest();
            if rest.starts_with(|c: char| c.is_ascii() && !matches!(c, '/' | '.')) {
                return;
            }
            let (length, what) = if rest.starts_with("//") {
                (rest.find('\n').unwrap_or(rest.len()), "a comment was skipped")
            } else if rest.starts_with("/*") {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), "a comment was skipped")
            } else if rest.starts_with("...") {
                (rest.len() - rest.trim_start_matches('.').len(), "an ellipsis was skipped")
            } else if rest.starts_with('…') {
                (rest.len() - rest.trim_start_matches('…').len(), "an ellipsis was skipped")
            } else if rest.starts_with(['\u{a0}', '\u{3000}', '\u{200b}', '\u{feff}']) {
                (rest.chars().next().map_or(0, char::len_utf8), "a blank that JSON does not know was skipped")
            } else {
                return;
            };
            self.repair(what);
            self.at += length;
        }
    }

    fn value(&mut self, depth: usize) -> Node<'t> {
        self.skip_blanks();
        let at = self.at;
        let content = match self.peek() {
            Some('{' | '[') if depth > MAX_DEPTH => {
                self.skip_held();
                Content::Null
            }
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"') => Content::String(self.string('"')),
            Some('\'') => {
                self.repair("a string in single quotes");
                Content::String(self.string('\''))
            }
            Some('“') => {
                self.repair("a string in typographic quotes");
                Content::String(self.string('”'))
            }
            _ => self.word(),
        };
        Node { at, content }
    }

    /// Skips an object or list that lies too deep, with all that it holds.
    fn skip_held(&mut self) {
        let message = format!("values nest deeper than {MAX_DEPTH} levels; what is deeper was left out");
        self.repairs.push(Repair { at: self.at, message, fault: Fault::Depth });
        let mut open = 0;
        while let Some(c) = self.peek() {
            if c == '"' {
                self.skip_string();
            } else {
                self.skip();
            }
            match c {
                '{' | '[' => open += 1,
                '}' | ']' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    /// Skips a string, of which nothing is kept.
    fn skip_string(&mut self) {
        self.skip();
        while let Some(c) = self.peek() {
            self.skip();
            match c {
                '\\' => self.skip(),
                '"' | '\n' => return,
                _ => {}
            }
        }
    }

    fn object(&mut self, depth: usize) -> Content<'t> {
        self.skip();
        let mut members = Vec::new();
        let mut separated = Separated::Yes;
        while self.next_item('}', &mut separated) == Next::Item {
            self.member(depth, &mut members);
        }
        Content::Object(members)
    }

    /// Goes on to the next member or item, or past the `closing` one.
    fn next_item(&mut self, closing: char, separated: &mut Separated) -> Next {
        loop {
            self.skip_blanks();
            match self.peek() {
                None => {
                    self.repair(format!("`{closing}` is missing at the end"));
                    return Next::End;
                }
                Some(c) if c == closing => {
                    if *separated == Separated::ByComma {
                        self.repair(format!("a comma before `{closing}`"));
                    }
                    self.skip();
                    return Next::End;
                }
                Some('}' | ']') => {
                    self.repair(format!("`{closing}` is missing here"));
                    return Next::End;
                }
                Some(',') if *separated == Separated::No => {
                    self.skip();
                    *separated = Separated::ByComma;
                }
                Some(',' | '，' | ';' | '；') => {
                    self.repair_and_skip("a stray separator was skipped");
                    *separated = Separated::Yes;
                }
                // What was taken for an item is the name of the next one.
                Some(':' | '：') if closing == ']' => return Next::Item,
                Some(_) => {
                    if *separated == Separated::No {
                        self.repair("a comma is missing");
                    }
                    *separated = Separated::No;
                    return Next::Item;
                }
            }
        }
    }

    fn member(&mut self, depth: usize, members: &mut Vec<(Cow<'t, str>, Node<'t>)>) {
        if matches!(self.peek(), Some('{' | '[')) {
            self.repair("a value without a name");
            if let Content::Object(inner) = self.value(depth + 1).content {
                members.extend(inner);
            }
            return;
        }
        let name = self.name();
        self.skip_blanks();
        match self.peek() {
            Some(':') => self.skip(),
            Some('：' | '=') => self.repair_and_skip("another character where the colon belongs"),
            _ => self.repair("the colon is missing"),
        }
        self.skip_blanks();
        let value = match self.peek() {
            Some(',' | '}' | ']') | None => {
                self.repair(format!("`{name}` has no value"));
                Node { at: self.at, content: Content::Null }
            }
            Some(_) => self.value(depth + 1),
        };
        members.push((name, value));
    }

    fn name(&mut self) -> Cow<'t, str> {
        match self.peek() {
            Some('"') => self.string('"'),
            Some('\'') => {
                self.repair("a name in single quotes");
                self.string('\'')
            }
            Some('“') => {
                self.repair("a name in typographic quotes");
                self.string('”')
            }
            _ => {
                self.repair("a name without quotes");
                let end = self
                    .rest()
                    .find([':', '：', '=', ',', '}', ']', '\n', '{', '['])
                    .unwrap_or(self.rest().len());
                let name = Cow::Borrowed(self.rest()[..end].trim_end());
                self.at += end;
                if end == 0 {
                    self.skip();
                }
                name
            }
        }
    }

    fn list(&mut self, depth: usize) -> Content<'t> {
        self.skip();
        let mut items = Vec::new();
        let mut separated = Separated::Yes;
        while self.next_item(']', &mut separated) == Next::Item {
            if matches!(self.peek(), Some(':' | '：')) {
                self.named_item(depth, &mut items);
            } else {
                items.push(self.value(depth + 1));
            }
        }
        Content::List(items)
    }

    /// `["name": value]`: what was taken for an item is the name of the next one.
    fn named_item(&mut self, depth: usize, items: &mut Vec<Node<'t>>) {
        self.repair_and_skip("a named value inside a list was read as an object");
        let value = self.value(depth + 1);
        let (at, name) = match items.pop() {
            Some(node) => (node.at, Cow::Owned(node.scalar_text().unwrap_or_default().to_owned())),
            None => (value.at, Cow::Borrowed("")),
        };
        items.push(Node { at, content: Content::Object(vec![(name, value)]) });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Item,
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separated {
    /// A comma was read: another value must follow.
    ByComma,
    /// At the beginning, or after a separator that was repaired.
    Yes,
    /// A value was read: a comma must follow.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node<'_>) -> String {
        match &node.content {
            Content::Null => "null".to_owned(),
            Content::Number(text) => text.clone().into_owned(),
            Content::Boolean(value) => value.to_string(),
            Content::String(text) | Content::Text(text) => format!("{text:?}"),
            Content::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
            Content::Object(members) => {
                let members: Vec<_> =
                    members.iter().map(|(name, node)| format!("{name}:{}", show(node))).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    fn read(text: &str) -> (String, usize) {
        let reading = read_json(text);
        (reading.roots.iter().map(show).collect::<Vec<_>>().join(" "), reading.repairs.len())
    }

    #[test]
    fn strict_json_needs_no_repair() {
        let text = r#" {"a": [1, -2.5e+3, true, null, "x\"\u4e2d\ud83d\ude00\n"], "b": {}} "#;
        assert_eq!(read(text), (r#"{a:[1,-2.5e+3,true,null,"x\"中😀\n"],b:{}}"#.to_owned(), 0));
    }

    #[test]
    fn each_departure_is_repaired_and_counted() {
        for (text, expected, repairs) in [
            (r#"{"a":1,}"#, "{a:1}", 1),
            (r#"{"a":1 "b":2}"#, "{a:1,b:2}", 1),
            ("{a:1}", "{a:1}", 1),
            ("{'a':'x'}", r#"{a:"x"}"#, 2),
            ("{\"a\":1 // one\n}", "{a:1}", 1),
            (r#"[{"a":1}, ...]"#, "[{a:1}]", 2),
            (r#"{"a": 1****}"#, r#"{a:"1****"}"#, 1),
            (r#"{"a":1}{"b":2}"#, "{a:1} {b:2}", 1),
            (r#"{“a”："x"}"#, r#"{a:"x"}"#, 2),
            (r#"{"a": "x "y" z"}"#, r#"{a:"x \"y\" z"}"#, 2),
            ("{\"a\": \"x\n\"b\": 1}", r#"{a:"x",b:1}"#, 2),
            (r#"["a": 1]"#, "[{a:1}]", 1),
            (r#"{"a": [1}"#, "{a:[1]}", 1),
            (r#"{"a":"#, "{a:null}", 2),
            (r#"{"a": 007}"#, r#"{a:"007"}"#, 1),
        ] {
            assert_eq!(read(text), (expected.to_owned(), repairs), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_cut_and_what_follows_is_read() {
        let nested =
            |depth: usize, inner: &str| format!("[{}{inner}{}, 1]", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read(&nested(MAX_DEPTH, "2")).1, 0);
        let deep = nested(MAX_DEPTH + 1, "\"]\\\"\", {\"a\": [3]}");
        let reading = read_json(&deep);
        assert_eq!(reading.repairs.iter().map(|repair| repair.fault).collect::<Vec<_>>(), [Fault::Depth]);
        assert_eq!(show(&reading.roots[0]), nested(MAX_DEPTH, "null").replace(' ', ""));
        assert!(read_json(&"[".repeat(100_000)).repairs.iter().any(|repair| repair.fault == Fault::Depth));
    }
}
