//! Paragraphs, and what a paragraph can be in a row.

use crate::cell::markup::Markup;
use crate::cell::name::without_badge;
use crate::page::text::{Piece, Source};

/// A paragraph, with the lists below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) lists: Lists,
}

/// Whether a paragraph has a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    None,
    Some,
}

/// Splits lines at blank lines. Lists belong to the paragraph before them.
pub(super) fn paragraphs<'a>(source: &Source<'a>, lines: &[Piece<'a>]) -> Vec<Paragraph<'a>> {
    let mut paragraphs: Vec<Paragraph<'a>> = Vec::new();
    let mut after_blank = true;
    let mut in_list = false;
    for line in lines {
        if line.is_blank() {
            after_blank = true;
            continue;
        }
        let is_indented = line.text.starts_with("  ") || line.text.starts_with('\t');
        let belongs = is_item(line.text) || is_indented;
        // An example may stand directly below a list.
        let goes_on = !after_blank && !in_list;
        in_list = belongs;
        // A description may begin with a list.
        let is_cell = |last: &Paragraph<'_>| after_blank && (last.is_type() || last.is_requirement());
        match paragraphs.last_mut() {
            Some(last) if goes_on || belongs && !is_cell(last) => {
                last.piece = source.between(last.piece.at, line.trim().end());
                if is_item(line.text) {
                    last.lists = Lists::Some;
                }
            }
            _ => {
                let lists = if is_item(line.text) { Lists::Some } else { Lists::None };
                paragraphs.push(Paragraph { piece: line.trim(), lists });
            }
        }
        after_blank = false;
    }
    paragraphs
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < line.len() && number.starts_with(". ");
    line.starts_with(['•', '·']) || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark)) || numbered
}

impl<'a> Paragraph<'a> {
    /// The text, if it has no more than one line.
    fn line(&self) -> Option<&'a str> {
        (self.lists == Lists::None && !self.piece.text.contains('\n')).then_some(self.piece.text)
    }

    /// Whether this can be the name of a parameter.
    pub(super) fn is_name(&self) -> bool {
        self.line().is_some_and(|line| {
            let name = without_badge(line).0.trim_end_matches("[]");
            let is_letter =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '\\' | '$' | '@');
            let escapes = name.contains('\\') && !name.contains("\\_") && !name.contains("\\-");
            (1..=128).contains(&name.len())
                && name.chars().all(is_letter)
                && !escapes
                && !name.starts_with('-')
        })
    }

    /// Whether this is surely a type: a word that only types have.
    pub(super) fn is_type(&self) -> bool {
        const WORDS: &[&str] = &[
            "string",
            "integer",
            "long",
            "float",
            "double",
            "number",
            "boolean",
            "object",
            "array",
            "any",
            "byte",
            "map",
            "bigdecimal",
            "binary",
        ];
        self.line().is_some_and(|line| {
            let line = line.replace('\\', "");
            let is_list = (line.starts_with("array<") || line.starts_with("map<")) && line.ends_with('>');
            WORDS.contains(&line.as_str()) || is_list
        })
    }

    /// Whether this can be the name of a structure, mostly with a link to it.
    pub(super) fn is_structure(&self) -> bool {
        self.line().is_some_and(|line| {
            let is_name = |name: &str| {
                name.starts_with(|c: char| c.is_ascii_uppercase())
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
            };
            is_name(line)
                || line
                    .strip_prefix('[')
                    .and_then(|rest| rest.split_once("]("))
                    .is_some_and(|(n, _)| is_name(n))
        })
    }

    pub(super) fn is_linked(&self) -> bool {
        self.piece.text.starts_with('[')
    }

    /// Whether rows may stand inside of one of this type.
    pub(super) fn is_container(&self) -> bool {
        let text = self.piece.text;
        ["object", "array", "map", "any"].iter().any(|word| text.starts_with(word)) || self.is_structure()
    }

    /// Whether this is the type of structures, or of lists of such.
    pub(super) fn is_object(&self) -> bool {
        self.piece.text == "object"
            || self.piece.text.starts_with("array") && self.piece.text.contains("object")
    }

    /// Whether this is a name of several words.
    pub(super) fn is_camel(&self) -> bool {
        self.piece.text.bytes().filter(u8::is_ascii_uppercase).count() > 1
    }

    pub(super) fn is_list(&self) -> bool {
        self.piece.text.starts_with("array")
    }

    /// Whether this says that a parameter is required, or not.
    pub(super) fn is_requirement(&self) -> bool {
        matches!(self.piece.text, "是" | "否" | "Yes" | "No" | "必須" | "任意" | "yes" | "no")
    }

    /// Whether this can be a status of HTTP.
    pub(super) fn is_status(&self) -> bool {
        self.piece.text.len() == 3 && self.is_number()
    }

    /// Whether this is a number, as some pages have in place of a status.
    pub(super) fn is_number(&self) -> bool {
        const MOST_DIGITS: usize = 6;
        (1..=MOST_DIGITS).contains(&self.piece.text.len())
            && self.piece.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether this can be the code of an error: a word, and no number.
    pub(super) fn is_code(&self) -> bool {
        self.line().is_some_and(|line| {
            line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '%')
                && line.bytes().all(|byte| byte.is_ascii_graphic())
        })
    }

    /// Whether this heads a note, whose text follows.
    pub(super) fn is_note_label(&self) -> bool {
        let text = self.piece.text.trim_matches('*').trim_end_matches([':', '：']).trim();
        const LABELS: &[&str] =
            &["说明", "重要", "警告", "注意", "Note", "Notes", "Important", "Warning", "Notice"];
        LABELS.iter().any(|label| label.eq_ignore_ascii_case(text))
    }

    /// Whether this looks like a value rather than a sentence.
    pub(super) fn is_value(&self) -> bool {
        if self.lists == Lists::Some || self.is_note_label() {
            return false;
        }
        let text = self.piece.text;
        let is_json = text.trim_start_matches('\\').starts_with(['{', '[', '"']) && !self.is_linked_prose();
        let is_sentence = text.ends_with(['。', '；', '：', ':'])
            || text.contains('\n')
            || text.ends_with('.') && text.contains(' ');
        let words = text.split_whitespace().count();
        is_json
            || !is_sentence && (words == 1 || words == 2 && text.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn is_linked_prose(&self) -> bool {
        self.piece.text.starts_with('[') && self.piece.text.contains("](")
    }

    /// Whether this points to the codes that every operation may have.
    pub(super) fn points_to_errors(&self) -> bool {
        let text = self.piece.text.to_ascii_lowercase();
        text.contains("错误中心") || text.contains("error codes") || text.contains("service error")
    }

    /// Whether the examples of the page have this as a value.
    pub(super) fn is_quoted(&self, source: &Source<'_>) -> bool {
        self.lists == Lists::None && source.quoted().has(&Markup::Markdown.inline(self.piece.text))
    }

    /// Whether the examples of the page have a member of this name.
    pub(super) fn is_shown(&self, source: &Source<'_>) -> bool {
        source.quoted().has_name(without_badge(&Markup::Markdown.inline(self.piece.text)).0)
    }
}
