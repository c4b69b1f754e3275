//! Text of a page by language goes in; a summary line or the whole text comes out.

use crate::is_invisible;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language that reference pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// What the pages say about an item, as plain text: paragraphs are separated by blank lines, a line that begins with
/// `- ` is a list item, and no character has a special meaning beyond that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Docs {
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// The Chinese text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
}

impl Docs {
    /// Text in one language; blank text gives empty docs. Characters that show nothing, or turn the direction of text,
    /// are left out, and lines end in `\n` only: who reviews a spec sees all that it says.
    pub fn new<'t>(language: Language, text: impl Into<Cow<'t, str>>) -> Self {
        let text = visible(text.into());
        let mut docs = Self::default();
        *docs.slot(language) = match text.trim() {
            "" => None,
            trimmed if trimmed.len() < text.len() => Some(trimmed.to_owned()),
            _ => Some(text.into_owned()),
        };
        docs
    }

    /// Whether no page says anything.
    pub fn is_empty(&self) -> bool {
        self.en.is_none() && self.zh.is_none()
    }

    /// Takes over the languages that are still missing here.
    pub fn fill(&mut self, other: &Docs) {
        for language in [Language::English, Language::Chinese] {
            if let (slot @ None, Some(text)) = (self.slot(language), other.get(language)) {
                *slot = Some(text.to_owned());
            }
        }
    }

    /// The text in one language.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::English => self.en.as_deref(),
            Language::Chinese => self.zh.as_deref(),
        }
    }

    fn slot(&mut self, language: Language) -> &mut Option<String> {
        match language {
            Language::English => &mut self.en,
            Language::Chinese => &mut self.zh,
        }
    }
}

fn visible(text: Cow<'_, str>) -> Cow<'_, str> {
    let shows = |c: char| !is_invisible(c) && (!c.is_whitespace() || matches!(c, ' ' | '\n' | '\u{3000}'));
    if text.chars().all(shows) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let seen = text.chars().filter(|c| !is_invisible(*c));
    seen.map(|c| if shows(c) { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_left_out() {
        for (text, expected) in [
            ("a\u{200b}b\u{202e}c\u{2066}\u{7}", Some("abc")),
            ("a\r\nb\u{2028}c\rd", Some("a\nb\nc\nd")),
            ("a\u{a0}b\tc", Some("a b c")),
            ("\u{feff} \u{200d}\n", None),
            ("变更单　❤\u{fe0f}", Some("变更单　❤\u{fe0f}")),
        ] {
            assert_eq!(Docs::new(Language::Chinese, text).zh.as_deref(), expected, "{text:?}");
        }
    }
}
