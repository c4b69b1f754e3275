//! The terms of a member's name go in; an English phrase that says what it holds comes out.

use super::noun::{is_uncountable, plural};
use super::term::{Number, Standing, Term};
use super::verb::verb;

/// Words that tell which of several a thing is. What follows one of them is no property of it.
const ADJECTIVES: &[&str] = &[
    "active",
    "actual",
    "additional",
    "advanced",
    "async",
    "asynchronous",
    "automatic",
    "available",
    "average",
    "back",
    "basic",
    "best",
    "big",
    "child",
    "common",
    "current",
    "custom",
    "daily",
    "default",
    "desired",
    "direct",
    "dynamic",
    "effective",
    "elastic",
    "end",
    "external",
    "extra",
    "first",
    "free",
    "full",
    "global",
    "half",
    "high",
    "hot",
    "initial",
    "inner",
    "internal",
    "is",
    "last",
    "latest",
    "left",
    "local",
    "logical",
    "long",
    "low",
    "main",
    "major",
    "manual",
    "maximum",
    "minimum",
    "minor",
    "monthly",
    "multi",
    "native",
    "new",
    "next",
    "no",
    "non",
    "not",
    "off",
    "old",
    "only",
    "original",
    "other",
    "out",
    "physical",
    "pre",
    "preferred",
    "previous",
    "primary",
    "private",
    "public",
    "random",
    "raw",
    "read-only",
    "real",
    "real-time",
    "recent",
    "remote",
    "right",
    "root",
    "secondary",
    "short",
    "similar",
    "simple",
    "single",
    "special",
    "specific",
    "standard",
    "start",
    "static",
    "sub",
    "successful",
    "temporary",
    "third-party",
    "top",
    "total",
    "unique",
    "up",
    "valid",
    "virtual",
    "with",
    "without",
];

/// Words that join others, so that a phrase cannot end in them.
const JOINING: &[&str] = &[
    "across", "after", "and", "as", "at", "before", "between", "by", "for", "from", "has", "if", "in",
    "into", "is", "of", "on", "or", "per", "than", "the", "to", "under", "when", "with", "without",
];

/// What a member is an answer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    YesOrNo,
    Value,
}

/// The phrase, with a capital and a period. Names that are no phrase in English give none.
pub(super) fn phrase(terms: &[Term], answer: Answer) -> Option<String> {
    let text = match terms {
        [] => return None,
        [only] => (only.standing == Standing::Known).then(|| only.en())?,
        [first, rest @ ..] => switch(first, rest, answer)
            .or_else(|| limit(first, rest))
            .or_else(|| property(terms))
            .or_else(|| named(terms))?,
    };
    Some(sentence(&text))
}

/// The text with a capital, unless its first word has its own, and a period.
pub(super) fn sentence(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if !first.chars().any(char::is_uppercase) => {
            format!("{}{}.", c.to_uppercase(), chars.as_str())
        }
        _ => format!("{text}."),
    }
}

/// The words in a row.
pub(super) fn row(terms: &[Term]) -> String {
    terms.iter().map(Term::en).collect::<Vec<_>>().join(" ")
}

/// The words in a row, the last in the plural.
pub(super) fn many(terms: &[Term]) -> String {
    match terms {
        [before @ .., last] if last.number == Number::One => {
            let mut words: Vec<_> = before.iter().map(Term::en).collect();
            words.push(plural(&last.one));
            words.join(" ")
        }
        _ => row(terms),
    }
}

/// Whether a term tells which thing is meant, or what is done, rather than what the thing is.
pub(super) fn is_adjective(term: &Term) -> bool {
    let is_participle = term.standing == Standing::Unknown && term.word.ends_with("ed");
    is_participle
        || ADJECTIVES.contains(&term.one.as_str())
        || JOINING.contains(&term.one.as_str())
        || verb(&term.word).is_some() && !term.is_noun()
}

/// What is turned on and off: `EnableLogs`, `LogsEnabled`, and switches that say what is done.
fn switch(first: &Term, rest: &[Term], answer: Answer) -> Option<String> {
    let is_switch = first.word == "enable" || first.word == "enabled" && answer == Answer::YesOrNo;
    if is_switch && rest.last().is_some_and(|last| !is_head(last)) {
        return Some(enabled(rest));
    }
    if let [before @ .., last] = rest
        && last.word == "enabled"
    {
        let thing: Vec<_> = std::iter::once(first).chain(before).cloned().collect();
        return Some(enabled(&thing));
    }
    (answer == Answer::YesOrNo).then(|| choice(first, rest))?
}

/// What is done or not: `KeepSnapshots`, `AutoDeleteDisks`.
fn choice(first: &Term, rest: &[Term]) -> Option<String> {
    let (automatically, verb, things) = match rest {
        [second, things @ ..] if first.word == "auto" => ("automatically ", verb(&second.word)?, things),
        _ if first.is_noun() => return None,
        _ => ("", verb(&first.word)?, rest),
    };
    let Some(last) = things.last() else { return Some(format!("whether to {automatically}{verb}")) };
    let is_joined = things.first().is_some_and(|first| JOINING.contains(&first.one.as_str()));
    let has_article = last.number == Number::One && !is_uncountable(&last.one) && !is_joined;
    let article = if has_article { "the " } else { "" };
    (!is_adjective(last)).then(|| format!("whether to {automatically}{verb} {article}{}", row(things)))
}

fn enabled(terms: &[Term]) -> String {
    let are = if terms.last().is_some_and(|last| last.number == Number::Many) { "are" } else { "is" };
    format!("whether {} {are} enabled", row(terms))
}

/// `MaxConnections`, `TotalNodes`.
fn limit(first: &Term, rest: &[Term]) -> Option<String> {
    let is_many = rest.last().is_some_and(|last| last.number == Number::Many && !is_head(last));
    match first.one.as_str() {
        limit @ ("maximum" | "minimum" | "total") if is_many => {
            Some(format!("{limit} number of {}", row(rest)))
        }
        _ => None,
    }
}

/// Whether a term is called after what it is a property of.
fn is_head(term: &Term) -> bool {
    matches!(
        term.one.as_str(),
        "ID" | "ARN"
            | "name"
            | "description"
            | "type"
            | "status"
            | "state"
            | "version"
            | "size"
            | "URL"
            | "count"
            | "number"
            | "list"
            | "information"
            | "configuration"
            | "detail"
            | "time"
    )
}

/// `VSwitchId`: the property of a thing.
fn property(terms: &[Term]) -> Option<String> {
    let (head, thing) = terms.split_last()?;
    if thing.last().is_none_or(is_adjective) {
        return None;
    }
    Some(match (head.one.as_str(), head.number) {
        ("ID" | "ARN" | "name" | "URL", Number::Many) => format!("{} of the {}", head.en(), many(thing)),
        (
            "ID" | "ARN" | "name" | "description" | "type" | "status" | "state" | "version" | "size" | "URL",
            Number::One,
        ) => {
            format!("{} of the {}", head.one, row(thing))
        }
        ("configuration" | "detail", _) => format!("{} of the {}", head.en(), row(thing)),
        ("information", _) => format!("information about the {}", row(thing)),
        ("list", Number::One) => format!("list of {}", many(thing)),
        ("count", Number::One) => number_of(thing),
        ("number", Number::One) if head.word == "num" => number_of(thing),
        _ => return None,
    })
}

/// How many there are.
fn number_of(things: &[Term]) -> String {
    match things {
        [first, rest @ ..] if first.one == "total" && !rest.is_empty() => {
            format!("total number of {}", many(rest))
        }
        _ => format!("number of {}", many(things)),
    }
}

/// What is left: the words themselves, where they are a name that can be read.
fn named(terms: &[Term]) -> Option<String> {
    let can_be_read = |term: &Term| {
        term.standing == Standing::Known || term.word.len() > 2 || JOINING.contains(&term.word.as_str())
    };
    let begins = terms.first().is_some_and(|first| {
        !JOINING.contains(&first.one.as_str()) && (verb(&first.word).is_none() || first.is_noun())
    });
    let ends = terms.last().is_some_and(|last| !JOINING.contains(&last.one.as_str()));
    (begins && ends && terms.iter().all(can_be_read)).then(|| row(terms))
}
