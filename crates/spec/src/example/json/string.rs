//! The reader at a quote goes in; the text of the string, with its escapes resolved and its faults repaired, comes out.

use super::Reader;
use std::borrow::Cow;

impl<'t> Reader<'t> {
    /// A string up to `quote`, the reader being on the opening one.
    pub(super) fn string(&mut self, quote: char) -> Cow<'t, str> {
        self.skip();
        let mut out = Cow::Borrowed("");
        loop {
            self.plain_run(quote, &mut out);
            let Some(c) = self.peek() else { break };
            match c {
                '\\' => self.escape(out.to_mut()),
                _ if c == quote && self.closes() => {
                    self.skip();
                    return out;
                }
                _ => {
                    if c == quote {
                        self.repair("a quote inside a string is not escaped");
                    } else if c == '\n' {
                        self.repair("a line break inside a string");
                        if self.line_begins_a_member() {
                            return out;
                        }
                    }
                    out.to_mut().push(c);
                    self.skip();
                }
            }
        }
        self.repair("the string is not closed");
        out
    }

    /// Takes over the text up to what may be more than text.
    fn plain_run(&mut self, quote: char, out: &mut Cow<'t, str>) {
        let first = quote.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let rest = self.rest();
        let end = memchr::memchr3(first, b'\\', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        *out += &rest[..end];
        self.at += end;
    }

    /// Whether the quote here ends its string: what follows must be able to follow a string.
    fn closes(&self) -> bool {
        let mut chars = self.rest().chars().skip(1).skip_while(|c| matches!(c, ' ' | '\t' | '\r'));
        matches!(
            chars.next(),
            None | Some(',' | ':' | ']' | '}' | '\n' | '，' | '：' | '=' | '/' | '.' | '"')
        )
    }

    /// Whether the line after this break looks like `"name": …`, so that the string before it was never closed.
    fn line_begins_a_member(&self) -> bool {
        let line = self.rest()[1..].lines().next().unwrap_or_default().trim_start();
        let Some(inner) = line.strip_prefix('"') else { return false };
        inner.split_once('"').is_some_and(|(_, after)| after.trim_start().starts_with(':'))
    }

    fn escape(&mut self, out: &mut String) {
        let mut chars = self.rest().chars().skip(1);
        let Some(escaped) = chars.next() else {
            self.repair_and_skip("a backslash at the end");
            return;
        };
        if escaped == 'u'
            && let Some((text, length)) = unicode_escape(self.rest())
        {
            out.push_str(&text);
            self.at += length;
            return;
        }
        match escaped {
            '"' | '\\' | '/' => out.push(escaped),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            _ => {
                self.repair(format!("`\\{escaped}` is no escape; the character was taken as it is"));
                out.push(escaped);
            }
        }
        self.at += 1 + escaped.len_utf8();
    }
}

/// The text of the `\uXXXX` escape, or pair of them, that `rest` begins with, and its length.
fn unicode_escape(rest: &str) -> Option<(String, usize)> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let first = unit(rest)?;
    if let Some(second) = rest.get(6..).and_then(unit)
        && let Ok(text) = String::from_utf16(&[first, second])
        && (0xd800..0xdc00).contains(&first)
    {
        return Some((text, 12));
    }
    Some((String::from_utf16_lossy(&[first]), 6))
}
