//! A wire name goes in; the terms that it is made of come out.

use crate::draft::singular;
use crate::name;
use crate::words::noun::plural;
use alicloud_spec::Glossary;

/// The most words that a term of the glossary has.
const LONGEST: usize = 4;

/// One or more words of a name that mean one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As in the name, but for the plural: lower case, blanks between words.
    pub(super) word: String,
    /// As it is written in English, in the singular.
    pub(super) one: String,
    /// As it is written in Chinese, if the glossary has it.
    pub(super) zh: Option<String>,
    pub(super) number: Number,
    pub(super) standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
}

/// Whether the glossary has a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Known,
    Unknown,
}

impl Term {
    /// The term in the number that it has in the name.
    pub(super) fn en(&self) -> String {
        match self.number {
            Number::One => self.one.clone(),
            Number::Many => plural(&self.one),
        }
    }

    /// Whether a term that looks like a verb is a noun: the glossary has no verbs.
    pub(super) fn is_noun(&self) -> bool {
        self.standing == Standing::Known
    }
}

/// The terms of a wire name, the longest that the glossary has; none without any words to write them with.
pub(super) fn terms(wire: &str, glossary: &Glossary) -> Vec<Term> {
    if !glossary.has_words() {
        return Vec::new();
    }
    let snake = name::snake(wire);
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let mut rest = words.as_slice();
    let mut terms = Vec::new();
    while let Some(first) = rest.first() {
        let lengths = (1..=rest.len().min(LONGEST)).rev();
        let known = lengths.into_iter().find_map(|length| Some((known(&rest[..length], glossary)?, length)));
        let (term, length) = known.unwrap_or_else(|| (unknown(first), 1));
        terms.push(term);
        rest = &rest[length..];
    }
    terms
}

/// The term of the glossary that these words are, in the singular or the plural.
fn known(words: &[&str], glossary: &Glossary) -> Option<Term> {
    let written = words.join(" ");
    let in_one = singular(&written);
    let numbers = [(written.clone(), Number::One), (in_one, Number::Many)];
    let (docs, word, number) =
        numbers.into_iter().find_map(|(word, number)| Some((glossary.word(&word)?, word, number)))?;
    let one = docs.en.clone().unwrap_or_else(|| word.clone());
    let is_proper = |en: &&String| en.chars().any(char::is_uppercase);
    let zh = docs.zh.as_ref().or(docs.en.as_ref().filter(is_proper)).cloned();
    Some(Term { word, one, zh, number, standing: Standing::Known })
}

fn unknown(written: &str) -> Term {
    let one = singular(written);
    let number = if one == written { Number::One } else { Number::Many };
    Term { word: one.clone(), one, zh: None, number, standing: Standing::Unknown }
}
