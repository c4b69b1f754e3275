//! The name of an operation goes in; a sentence that says what it does comes out.

use super::english::{is_adjective, many, row, sentence};
use super::noun::{article, is_uncountable};
use super::term::{Number, Standing, Term, terms};
use super::verb::{third_person, verb};
use alicloud_spec::Glossary;

/// What joins one thing with another.
const PREPOSITIONS: &[&str] =
    &["as", "at", "for", "from", "in", "into", "of", "on", "to", "under", "via", "with", "within"];

/// What a thing has, not what it is: `InstanceStatus` is the status of an instance.
const PROPERTIES: &[&str] = &[
    "alias",
    "attribute",
    "billing method",
    "capacity",
    "class",
    "configuration",
    "content",
    "count",
    "definition",
    "description",
    "detail",
    "history",
    "information",
    "level",
    "limit",
    "metadata",
    "name",
    "number",
    "option",
    "owner",
    "password",
    "price",
    "priority",
    "progress",
    "properties",
    "property",
    "remark",
    "result",
    "setting",
    "size",
    "specification",
    "state",
    "statistics",
    "status",
    "summary",
    "timeout",
    "topology",
    "total",
    "type",
    "URL",
    "usage",
    "utilization",
    "value",
    "weight",
];

/// The most terms that are one name: more can no longer be read.
const LONGEST: usize = 7;

/// What the operation does, as the glossary says, or as its name does if it begins with a verb: `DescribeInstances` gives
/// `Describes instances.`
pub(crate) fn summary(operation: &str, glossary: &Glossary) -> Option<String> {
    if let Some(text) = glossary.operation(operation) {
        return Some(text.to_owned());
    }
    let terms = terms(operation, glossary);
    let (several, terms) = match terms.split_first() {
        Some((first, rest)) if first.word == "batch" => (", several at once", rest),
        _ => ("", terms.as_slice()),
    };
    let (verb, things) = verb_of(terms)?;
    if let [joint, second, things @ ..] = things
        && matches!(joint.word.as_str(), "and" | "or")
        && let Some(second) = self::verb(&second.word)
    {
        let things = things_of(second, things)?;
        let verbs = format!("{} {} {}", third_person(verb), joint.word, third_person(second));
        return Some(sentence(&format!("{verbs} {things}{several}")));
    }
    let things = things_of(verb, things)?;
    Some(sentence(&format!("{} {things}{several}", third_person(verb))))
}

/// The verb that the terms begin with, and the others.
fn verb_of(terms: &[Term]) -> Option<(&'static str, &[Term])> {
    if let [prefix, second, rest @ ..] = terms
        && let "un" | "re" = prefix.word.as_str()
        && let Some(verb) = verb(&format!("{}{}", prefix.word, second.word))
    {
        return Some((verb, rest));
    }
    let (first, rest) = terms.split_first()?;
    Some((verb(&first.word)?, rest))
}

/// What the verb is about.
fn things_of(verb: &str, terms: &[Term]) -> Option<String> {
    let mut parts = Vec::new();
    let mut joint: Option<&Term> = None;
    for group in terms.split_inclusive(is_joint) {
        let (next, things) = match group.split_last() {
            Some((last, things)) if is_joint(last) => (Some(last), things),
            _ => (None, group),
        };
        let things = match joint {
            None => thing(verb, things)?,
            Some(joint) if joint.word == "by" => row(checked(things)?),
            Some(_) => thing("", things)?,
        };
        parts.extend(joint.map(|joint| joint.word.clone()));
        parts.push(things);
        joint = next;
    }
    (!parts.is_empty() && joint.is_none()).then(|| parts.join(" "))
}

fn is_joint(term: &Term) -> bool {
    let word = term.word.as_str();
    term.number == Number::One && (word == "and" || word == "by" || PREPOSITIONS.contains(&word))
}

/// A thing with its article.
fn thing(verb: &str, terms: &[Term]) -> Option<String> {
    let terms = checked(terms)?;
    let (last, before) = terms.split_last()?;
    let reads = matches!(verb, "describe" | "get" | "list" | "query" | "search for");
    if last.word == "list" && reads && before.last().is_some_and(|term| !is_adjective(term)) {
        return Some(many(before));
    }
    if verb == "list" {
        return Some(many(terms));
    }
    if PROPERTIES.contains(&last.one.as_str())
        && let Some(owner) = before.iter().rposition(|term| !is_adjective(term))
    {
        let (owner, adjectives) = before.split_at(owner + 1);
        let property = [adjectives, std::slice::from_ref(last)].concat();
        let (property, of) = match last.one.as_str() {
            "attribute" | "detail" => (many(&property), "of"),
            "information" => (row(&property), "about"),
            _ => (row(&property), "of"),
        };
        let owner = match last.number {
            Number::Many if !matches!(last.one.as_str(), "attribute" | "detail" | "setting") => many(owner),
            _ => with_article(owner),
        };
        return Some(format!("the {property} {of} {owner}"));
    }
    // What is opened, or changed for another, is not one of many.
    match verb {
        "change" | "open" | "switch" => Some(format!("the {}", row(terms))),
        _ => Some(with_article(terms)),
    }
}

fn with_article(terms: &[Term]) -> String {
    let words = row(terms);
    match terms.last() {
        Some(last) if last.number == Number::One && !is_uncountable(&last.one) => {
            match words.strip_prefix("other ") {
                Some(rest) => format!("another {rest}"),
                None => format!("{} {words}", article(&words)),
            }
        }
        _ => words,
    }
}

/// The terms, if they can be read as a name.
fn checked(terms: &[Term]) -> Option<&[Term]> {
    let can_be_read =
        |term: &Term| term.standing == Standing::Known || term.word.len() > 2 && term.word.is_ascii();
    let last = terms.last()?;
    // A second verb is of another sentence.
    let is_said = |term: &Term| {
        matches!(
            term.word.as_str(),
            "add" | "create" | "delete" | "describe" | "get" | "modify" | "query" | "remove"
        )
    };
    let is_participle = last.standing == Standing::Unknown && last.word.ends_with("ed");
    let is_thing =
        !is_participle && !last.word.starts_with(|c: char| c.is_ascii_digit()) && !terms.iter().any(is_said);
    (terms.len() <= LONGEST && is_thing && terms.iter().all(can_be_read)).then_some(terms)
}
