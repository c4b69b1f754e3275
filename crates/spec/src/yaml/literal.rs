//! YAML with placeholders and the texts they stand for go in; YAML with the texts as block or quoted scalars comes out.
//!
//! The YAML library writes a text with a tab as one long quoted line, which no reviewer can read. YAML itself allows
//! tabs in block scalars, so examples, most of which are indented with tabs, are put in here. It also leaves texts plain
//! that only YAML 1.2 takes as text: to an older reader, `on` is a boolean and `2020-01-01` a date.

use crate::{Literal, Member, Operation, Scalar, Shape};

/// Texts that are to stand as block or quoted scalars, in the order in which they are written.
#[derive(Default)]
pub(super) struct Literals {
    texts: Vec<String>,
}

impl Literals {
    /// Takes all such texts out of an operation.
    pub(super) fn take_all(&mut self, operation: &mut Operation) {
        operation.request.iter_mut().for_each(|member| self.member(member));
        self.shape(&mut operation.response);
        operation.headers.iter_mut().for_each(|member| self.member(member));
        operation.errors.iter_mut().for_each(|error| self.text(&mut error.code));
        for example in &mut operation.examples {
            for slot in [&mut example.request, &mut example.json, &mut example.xml] {
                self.take(slot, needs_block);
            }
        }
    }

    /// In the order in which a member is written: what nests comes last.
    fn member(&mut self, member: &mut Member) {
        self.text(&mut member.name);
        self.values(&mut member.shape);
        self.take(&mut member.limits.default, needs_quotes);
        self.take(&mut member.limits.pattern, needs_quotes);
        self.take(&mut member.example, needs_quotes);
        self.inner(&mut member.shape);
    }

    fn values(&mut self, shape: &mut Shape) {
        if let Shape::Scalar(Scalar { values, .. }) = shape {
            for value in values {
                if let Literal::String(text) = &mut value.value {
                    self.text(text);
                }
            }
        }
    }

    fn shape(&mut self, shape: &mut Shape) {
        self.values(shape);
        self.inner(shape);
    }

    fn inner(&mut self, shape: &mut Shape) {
        match shape {
            Shape::Structure(members) => members.iter_mut().for_each(|member| self.member(member)),
            Shape::List(inner) | Shape::Map(inner) => self.shape(inner),
            Shape::Scalar(Scalar { json: Some(json), .. }) => self.shape(json),
            Shape::Shared(shared) => self.inner(&mut shared.shape),
            Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => {}
        }
    }

    /// Takes a word out if it needs quotes.
    fn text(&mut self, text: &mut String) {
        if needs_quotes(text) {
            self.texts.push(std::mem::replace(text, placeholder(self.texts.len())));
        }
    }

    /// Takes a text out, leaving a placeholder, if it is one that the library would not write as is needed.
    fn take(&mut self, slot: &mut Option<String>, needed: fn(&str) -> bool) {
        if let Some(text) = slot.take_if(|text| needed(text)) {
            *slot = Some(placeholder(self.texts.len()));
            self.texts.push(text);
        }
    }

    /// Puts the texts back.
    pub(super) fn put(&self, yaml: &str) -> String {
        let mut out = String::with_capacity(yaml.len());
        let mut texts = self.texts.iter().enumerate().peekable();
        for line in yaml.split_inclusive('\n') {
            match texts.next_if(|(index, _)| line.trim_end().ends_with(&format!(": {}", placeholder(*index))))
            {
                Some((index, text)) => {
                    let key = line.trim_end().trim_end_matches(&placeholder(index));
                    if text.contains('\n') {
                        push_block(&mut out, key, text);
                    } else {
                        out.push_str(&format!("{key}'{text}'\n"));
                    }
                }
                None => out.push_str(line),
            }
        }
        out
    }
}

fn placeholder(index: usize) -> String {
    format!("block {index}")
}

/// Whether YAML 1.1 takes the text as a boolean, a date, a number to the base 60 or with `_` in it, or a sign of its own.
fn needs_quotes(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "=", "<<"];
    let begins_with_digit = text.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    let time = |c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '+' | ':' | '.' | '_' | ' ' | 'T' | 't' | 'Z' | 'z')
    };
    WORDS.contains(&text.to_ascii_lowercase().as_str())
        || begins_with_digit && text.contains([':', '-', '_']) && text.chars().all(time)
}

/// Whether the library would quote the text, and a block scalar gives it back unchanged.
fn needs_block(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let allowed = |c: char| {
        matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}'))
    };
    text.contains('\n') && text.contains('\t') && !last.trim().is_empty() && text.chars().all(allowed)
}

fn push_block(out: &mut String, key: &str, text: &str) {
    // The content is indented by two beyond the key, and keys of a list item by two beyond the dash.
    let indent = key.len() - key.trim_start_matches([' ', '-']).len() + 2;
    let explicit = if text.starts_with([' ', '\t', '\n']) { "2" } else { "" };
    out.push_str(&format!("{key}|{explicit}-\n"));
    for line in text.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}
