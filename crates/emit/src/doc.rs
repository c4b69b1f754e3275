//! Lines of rustdoc from plain text of the specs, of which Markdown reads none as anything but text.
//!
//! Within a line, [`Inline`] sees to that. What a line begins is decided in one place, `line::markdown`, through which the
//! docs of every generated file pass: only what this crate writes itself is a heading, a list, a table or a block of code.

mod characters;
mod inline;
mod line;
#[cfg(test)]
mod tests;

pub(crate) use characters::one_line;
pub(crate) use inline::{Inline, code, link, method, method_of, own, reference, short, text};

use alicloud_spec::Docs;
use characters::{indent, single_spaced};
use line::Line;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

/// The lines of a doc comment under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    lines: Vec<Line>,
}

/// A comment of one line.
impl<T: Into<Inline>> From<T> for Doc {
    fn from(line: T) -> Self {
        let mut doc = Doc::default();
        doc.paragraph(line);
        doc
    }
}

impl Doc {
    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds a paragraph of one line.
    pub(crate) fn paragraph(&mut self, line: impl Into<Inline>) -> &mut Self {
        self.separate();
        self.line(line)
    }

    /// Adds a line to the paragraph before it.
    pub(crate) fn line(&mut self, line: impl Into<Inline>) -> &mut Self {
        self.lines.push(Line::Text(0, line.into()));
        self
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, words: &'static str) -> &mut Self {
        self.separate();
        self.lines.push(Line::Heading(words));
        self
    }

    /// Adds Rust that is compiled and run with the tests.
    pub(crate) fn code(&mut self, source: String) -> &mut Self {
        self.separate();
        self.lines.push(Line::Code(source));
        self
    }

    /// Adds a table.
    pub(crate) fn table<const N: usize>(
        &mut self,
        head: [&'static str; N],
        rows: impl IntoIterator<Item = [Inline; N]>,
    ) -> &mut Self {
        self.separate();
        self.lines.push(Line::Row(head.map(own).to_vec()));
        self.lines.push(Line::Rule(N));
        self.lines.extend(rows.into_iter().map(|row| Line::Row(row.to_vec())));
        self
    }

    /// Adds a list.
    pub(crate) fn items(&mut self, items: impl IntoIterator<Item = Inline>) -> &mut Self {
        self.separate();
        self.lines.extend(items.into_iter().map(|item| Line::Item(0, item)));
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
    pub(crate) fn plain(&mut self, plain: &str) -> &mut Self {
        self.separate();
        for line in plain.lines() {
            let depth = indent(line) / 2;
            let line = single_spaced(line);
            let in_list = matches!(self.lines.last(), Some(Line::Item(..)));
            if let Some(item) = line.strip_prefix("- ") {
                self.lines.push(Line::Item(depth, text(item)));
            } else if !line.is_empty() {
                if in_list {
                    self.separate();
                }
                self.lines.push(Line::Text(0, text(&line)));
            } else if !in_list {
                self.separate();
            }
        }
        self
    }

    /// Adds an item of a list that says all that another comment says.
    pub(crate) fn item(&mut self, label: &Ident, about: &Doc) -> &mut Self {
        if !matches!(self.lines.last(), Some(Line::Item(..) | Line::Text(1.., _))) {
            self.separate();
        }
        let label = code(&label.to_string());
        let rest = match about.lines.split_first() {
            Some((Line::Text(0, first), rest)) => {
                self.lines.push(Line::Item(0, label + ": " + first.clone()));
                rest
            }
            _ => {
                self.lines.push(Line::Item(0, label + ":"));
                &about.lines[..]
            }
        };
        self.lines.extend(rest.iter().map(|line| match line {
            Line::Text(depth, text) => Line::Text(depth + 1, text.clone()),
            Line::Item(depth, text) => Line::Item(depth + 1, text.clone()),
            other => other.clone(),
        }));
        self
    }

    /// The lines as an inner doc comment.
    pub(crate) fn inner(&self) -> String {
        let lines = line::markdown(&self.lines).into_iter();
        lines.map(|line| if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") }).collect()
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !matches!(line, Line::Blank)) {
            self.lines.push(Line::Blank);
        }
    }
}

/// The attributes, one a line.
impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in line::markdown(&self.lines) {
            let line = literal(&line);
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
