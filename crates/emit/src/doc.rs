//! Plain text of the specs goes in; lines of rustdoc come out, with everything escaped that Markdown could misread.

use alicloud_spec::Docs;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// The lines of a doc comment under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    lines: Vec<String>,
}

impl Doc {
    /// Adds a paragraph that is Markdown already; parts that come from specs must have been through [`text`] or [`code`].
    pub(crate) fn markdown(&mut self, paragraph: impl AsRef<str>) -> &mut Self {
        self.separate();
        self.lines.extend(paragraph.as_ref().lines().map(str::to_owned));
        self
    }

    /// Adds plain text in all its languages, English first.
    pub(crate) fn docs(&mut self, docs: &Docs) -> &mut Self {
        for text in [&docs.en, &docs.zh].into_iter().flatten() {
            self.plain(text);
        }
        self
    }

    /// Adds plain text: paragraphs, and items that begin with `- `.
    pub(crate) fn plain(&mut self, text: &str) {
        self.separate();
        let mut list = List::None;
        for line in text.lines() {
            let trimmed = line.trim();
            let indent = (line.len() - line.trim_start().len()) / 2;
            if let Some(item) = trimmed.strip_prefix("- ").map(str::trim).filter(|item| !item.is_empty()) {
                // An item may be one level deeper than the one before; deeper still would be a block of code.
                let depth = match list {
                    List::None => 0,
                    List::Item(before) => indent.min(before + 1),
                };
                self.lines.push(format!("{}- {}", "  ".repeat(depth), escaped_line(item)));
                list = List::Item(depth);
            } else if !trimmed.is_empty() {
                if let List::Item(_) = list {
                    self.separate();
                }
                self.lines.push(escaped_line(trimmed));
                list = List::None;
            } else if list == List::None {
                self.separate();
            }
        }
    }

    /// Adds an item of a list that says all that another comment says.
    pub(crate) fn item(&mut self, label: &str, about: &Doc) -> &mut Self {
        if !self.lines.last().is_some_and(|line| line.starts_with("- ") || line.starts_with("  ")) {
            self.separate();
        }
        let mut lines = about.lines.iter();
        let first = lines.next().map(String::as_str).unwrap_or_default();
        self.lines.push(format!("- {}: {first}", code(label)));
        self.lines
            .extend(lines.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
        self
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

/// The attributes, one a line.
impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let end = self.lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        for line in &self.lines[..end] {
            let line = literal(line);
            tokens.extend(quote!(#[doc = #line]));
        }
    }
}

/// A line as a raw string: to find out what needs an escape is slow in Chinese text.
fn literal(line: &str) -> Literal {
    if line.is_empty() {
        return Literal::string("");
    }
    let longest = line.split(|c| c != '#').map(str::len).max().unwrap_or_default();
    let fence = "#".repeat(longest + 1);
    format!("r{fence}\" {line}\"{fence}").parse().unwrap_or_else(|_| Literal::string(&format!(" {line}")))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    /// The last line was an item at this depth.
    Item(usize),
}

/// Any text as one line of a comment that is no Markdown.
pub(crate) fn line(plain: &str) -> String {
    plain.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_harmless(*c)).collect()
}

/// Text within a line.
pub(crate) fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(at) = rest.find("http://").into_iter().chain(rest.find("https://")).min() {
        escape(&rest[..at], &mut out);
        let url = url(&rest[at..]);
        match url.split_once("://") {
            Some((_, host)) if host.len() > 1 => out.push_str(&format!("<{url}>")),
            _ => escape(url, &mut out),
        }
        rest = &rest[at + url.len()..];
    }
    escape(rest, &mut out);
    out
}

/// A code span, whatever its text.
pub(crate) fn code(plain: &str) -> String {
    let text = line(plain);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad =
        if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn url(rest: &str) -> &str {
    let allowed = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '|' | '^' | '{' | '}' | '*')
    };
    let end = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\''])
}

/// A whole line: also what means something at its beginning is escaped.
fn escaped_line(line: &str) -> String {
    let line = text(line);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after_digits = line[digits..].chars().next();
    if digits > 0 && matches!(after_digits, Some('.' | ')')) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    // Rows of dashes or equals signs make headings, rules and tables of the line before.
    let rules = line.chars().all(|c| matches!(c, '-' | '=' | ':' | '|' | ' '));
    if rules || line.starts_with(['#', '>', '+', '-', '=', '~']) { format!("\\{line}") } else { line }
}

fn escape(plain: &str, out: &mut String) {
    let chars: Vec<char> = plain.chars().filter(|c| is_harmless(*c) || c.is_whitespace()).collect();
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    for (index, &c) in chars.iter().enumerate() {
        let needed = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // An underscore inside a word means nothing.
            '_' => !(index > 0 && is_word(chars.get(index - 1)) && is_word(chars.get(index + 1))),
            '&' => chars.get(index + 1).is_some_and(|next| next.is_alphanumeric() || *next == '#'),
            _ => false,
        };
        if needed {
            out.push('\\');
        }
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
}

/// Control characters and those that turn the direction of text have no place in source code.
fn is_harmless(c: char) -> bool {
    !(c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut doc = Doc::default();
        doc.plain(text);
        doc.lines.join("\n")
    }

    #[test]
    fn what_markdown_would_misread_is_escaped() {
        for (text, expected) in [
            ("变更单ID。", "变更单ID。"),
            ("a_b __init__ 2*3 [x](y) <b> `c`", r"a_b \_\_init\_\_ 2\*3 \[x\](y) \<b> \`c\`"),
            ("see https://a.b/c_d?x=1. Then", "see <https://a.b/c_d?x=1>. Then"),
            ("http://", "http://"),
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("text\n----", "text\n\\----"),
            ("> no quote", r"\> no quote"),
            ("&lt; AT&T & co", r"\&lt; AT\&T & co"),
            ("*/ #[doc] \u{202e}\u{7}", r"\*/ #\[doc\] "),
            ("    indented", "indented"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_stay_lists() {
        assert_eq!(plain("Values:\n- a\n    - b\n  - c\nEnd."), "Values:\n- a\n  - b\n  - c\n\nEnd.");
        assert_eq!(plain("- -\n-"), "- \\-\n\n\\-");
    }

    #[test]
    fn comments_stay_on_their_line() {
        assert_eq!(line("a\r\nfn b() {}\u{2028}\u{202e}c"), "a  fn b() {} c");
    }

    #[test]
    fn code_spans_hold_any_text() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(code(""), "`  `");
    }
}
