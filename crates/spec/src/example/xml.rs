//! Text that is meant as XML goes in; its elements come out as values, with each departure from XML repaired.

use super::{Content, Fault, Node, Reading, Repair};
use crate::MAX_DEPTH;
use std::borrow::Cow;

/// Reads XML as people write it: unclosed and wrongly closed elements, several roots, bare ampersands, `<` in text.
///
/// A root is an object with the name of the element as its only member. Attributes are not read: the services use none.
pub fn read_xml(text: &str) -> Reading<'_> {
    let mut reader = Reader { text, at: 0, open: vec![Open::new("", 0)], beyond: 0, repairs: Vec::new() };
    while reader.at < text.len() {
        reader.step();
    }
    while reader.open.len() > 1 {
        let message = format!("`<{}>` is not closed", reader.innermost().name);
        reader.repair(message);
        reader.close();
    }
    let roots = reader.open.pop().map(|document| document.children).unwrap_or_default();
    if roots.len() > 1 {
        reader.at = roots[1].1.at;
        reader.repair("a second root element");
    }
    let roots = roots.into_iter().map(|(name, node)| {
        let at = node.at;
        Node { at, content: Content::Object(vec![(name, node)]) }
    });
    Reading { roots: roots.collect(), repairs: reader.repairs }
}

struct Open<'a> {
    name: &'a str,
    at: usize,
    text: Cow<'a, str>,
    children: Vec<(Cow<'a, str>, Node<'a>)>,
}

impl<'a> Open<'a> {
    fn new(name: &'a str, at: usize) -> Self {
        Open { name, at, text: Cow::Borrowed(""), children: Vec::new() }
    }

    fn node(self) -> (Cow<'a, str>, Node<'a>) {
        let content =
            if self.children.is_empty() { Content::Text(self.text) } else { Content::Object(self.children) };
        (Cow::Borrowed(self.name), Node { at: self.at, content })
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The document, then the elements that are open.
    open: Vec<Open<'a>>,
    /// How many elements are open inside of these that lie too deep to be read.
    beyond: usize,
    repairs: Vec<Repair>,
}

impl<'a> Reader<'a> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        if let Some(length) = skipped(rest) {
            self.at += length;
        } else if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let end = inner.find("]]>").unwrap_or(inner.len());
            self.push_text(Cow::Borrowed(&inner[..end]));
            self.at += ("<![CDATA[".len() + end + "]]>".len()).min(rest.len());
        } else if let Some(tag) = tag(rest) {
            self.tag(&tag);
            self.at += tag.length;
        } else {
            let end = memchr::memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |at| at + 1);
            if rest.starts_with('<') {
                self.repair("`<` does not begin an element; it was read as text");
            }
            self.text(&rest[..end]);
            self.at += end;
        }
    }

    fn tag(&mut self, tag: &Tag<'a>) {
        let inside = self.text[self.at + 1..self.at + tag.length - 1].trim_matches('/');
        let mut words = inside.split_whitespace().skip(1);
        if inside.starts_with(char::is_whitespace) {
            self.repair(format!("a blank before the name `{}`", tag.name));
        } else if let Some(word) = words.find(|word| !word.contains('=')) {
            self.repair(format!("`{word}` is no attribute"));
        }
        match tag.kind {
            TagKind::Open if self.beyond > 0 => self.beyond += 1,
            TagKind::Close if self.beyond > 0 => self.beyond -= 1,
            TagKind::Empty if self.beyond > 0 => {}
            // Below the document and the root.
            TagKind::Open if self.open.len() > MAX_DEPTH + 1 => {
                let message =
                    format!("elements nest deeper than {MAX_DEPTH} levels; what is deeper was left out");
                self.repairs.push(Repair { at: self.at, message, fault: Fault::Depth });
                self.beyond = 1;
            }
            TagKind::Open => self.open.push(Open::new(tag.name, self.at)),
            TagKind::Empty => {
                let node = Open::new(tag.name, self.at).node();
                self.innermost().children.push(node);
            }
            TagKind::Close => self.close_named(tag.name),
        }
    }

    fn close_named(&mut self, name: &str) {
        let Some(target) = self.open.iter().skip(1).rposition(|open| open.name == name).map(|at| at + 1)
        else {
            self.repair(format!("`</{name}>` closes nothing"));
            return;
        };
        while self.open.len() > target {
            if self.open.len() > target + 1 {
                let message = format!("`<{}>` is not closed before `</{name}>`", self.innermost().name);
                self.repair(message);
            }
            self.close();
        }
    }

    /// Closes the innermost element; the document itself stays open.
    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(element) = self.open.pop()
        {
            self.innermost().children.push(element.node());
        }
    }

    fn innermost(&mut self) -> &mut Open<'a> {
        if self.open.is_empty() {
            self.open.push(Open::new("", 0));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn text(&mut self, text: &'a str) {
        if self.open.len() == 1 && !text.trim().is_empty() {
            self.repair("text outside of any element was skipped");
            return;
        }
        let (unescaped, bare) = unescape(text);
        if bare > 0 {
            self.repair("`&` does not begin an entity; it was read as text");
        }
        self.push_text(unescaped);
    }

    /// Text beside elements is not kept.
    fn push_text(&mut self, text: Cow<'a, str>) {
        let is_read = self.beyond == 0;
        let element = self.innermost();
        if is_read && element.children.is_empty() {
            element.text += text;
        }
    }

    fn repair(&mut self, message: impl Into<String>) {
        self.repairs.push(Repair { at: self.at, message: message.into(), fault: Fault::Syntax });
    }
}

/// The length of a declaration or comment that `rest` begins with.
fn skipped(rest: &str) -> Option<usize> {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("<?") {
        Some(until("?>"))
    } else if rest.starts_with("<!--") {
        Some(until("-->"))
    } else if rest.starts_with("<!DOCTYPE") {
        Some(until(">"))
    } else {
        None
    }
}

struct Tag<'a> {
    kind: TagKind,
    name: &'a str,
    length: usize,
}

enum TagKind {
    Open,
    Close,
    Empty,
}

/// The tag that `rest` begins with.
fn tag(rest: &str) -> Option<Tag<'_>> {
    let inner = rest.strip_prefix('<')?;
    let end = memchr::memchr2(b'>', b'<', inner.as_bytes())?;
    if !inner[end..].starts_with('>') {
        return None;
    }
    let (kind, body) = match (inner[..end].trim(), ()) {
        (body, ()) if body.starts_with('/') => (TagKind::Close, body[1..].trim()),
        (body, ()) if body.ends_with('/') => (TagKind::Empty, body[..body.len() - 1].trim()),
        (body, ()) => (TagKind::Open, body),
    };
    let name = body.split_whitespace().next()?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.chars().all(is_name).then_some(Tag { kind, name, length: end + 2 })
}

/// Text with its entities replaced, and the number of ampersands that begin none.
fn unescape(text: &str) -> (Cow<'_, str>, usize) {
    let mut parts = text.split('&');
    let mut out = Cow::Borrowed(parts.next().unwrap_or_default());
    let mut bare = 0;
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((c, rest)) => {
                out.to_mut().push(c);
                out += rest;
            }
            None => {
                bare += 1;
                out.to_mut().push('&');
                out += part;
            }
        }
    }
    (out, bare)
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node<'_>) -> String {
        match &node.content {
            Content::Object(members) => members
                .iter()
                .map(|(name, node)| format!("{name}({})", show(node)))
                .collect::<Vec<_>>()
                .join(" "),
            _ => node.scalar_text().unwrap_or_default().trim().to_owned(),
        }
    }

    fn read(text: &str) -> (String, usize) {
        let reading = read_xml(text);
        (reading.roots.iter().map(show).collect::<Vec<_>>().join(" "), reading.repairs.len())
    }

    #[test]
    fn well_formed_xml_needs_no_repair() {
        let text = "<?xml version=\"1.0\"?>\n<A><!-- c --><B>1 &lt; 2</B><B><![CDATA[<x>]]></B><C/></A>\n";
        assert_eq!(read(text), ("A(B(1 < 2) B(<x>) C())".to_owned(), 0));
    }

    #[test]
    fn each_departure_is_repaired_and_counted() {
        for (text, expected, repairs) in [
            ("<A>1</A><B>2</B>", "A(1) B(2)", 1),
            ("<A><B>1</A>", "A(B(1))", 1),
            ("<A>1</B></A>", "A(1)", 1),
            ("<A>1</ A>", "A(1)", 1),
            ("<A B>1</A>", "A(1)", 1),
            ("<A b='1'>1</A>", "A(1)", 0),
            ("<A>x & y</A>", "A(x & y)", 1),
            ("<A>1 < 2</A>", "A(1 < 2)", 1),
            ("<A><B>", "A(B())", 2),
            ("HTTP <A>1</A>", "A(1)", 1),
        ] {
            assert_eq!(read(text), (expected.to_owned(), repairs), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_cut_and_what_follows_is_read() {
        let nested = |depth: usize, inner: &str| {
            format!("<R>{}{inner}{}<B>1</B></R>", "<A>".repeat(depth), "</A>".repeat(depth))
        };
        assert_eq!(read(&nested(MAX_DEPTH, "2")).1, 0);
        let deep = nested(MAX_DEPTH + 1, "<A>x</A><C/>");
        let reading = read_xml(&deep);
        assert_eq!(reading.repairs.iter().map(|repair| repair.fault).collect::<Vec<_>>(), [Fault::Depth]);
        let text = format!("R({}{} B(1))", "A(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
        assert_eq!(show(&reading.roots[0]), text);
    }
}
