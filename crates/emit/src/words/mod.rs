//! Texts of our own, from names, for what no source describes.
//!
//! | of | from | module |
//! |---|---|---|
//! | a member | the glossary, by name | `alicloud_spec` |
//! | a member that the glossary lacks | the words of its name | `english`, `chinese` |
//! | an operation | its verb and what follows | `summary` |
//!
//! A rule that has nothing to say gives nothing.

mod chinese;
mod english;
mod noun;
mod summary;
mod term;
#[cfg(test)]
mod tests;
mod verb;

pub(crate) use summary::summary;

use crate::draft::singular;
use alicloud_spec::{Docs, Glossary, Kind, Member, Scalar, Shape};
use english::{Answer, is_adjective};
use term::terms;

/// What a member holds, one line a language: as the glossary says, by the name of what it is in if it can, or as the
/// words of its name do.
pub(crate) fn member(member: &Member, parent: Option<&str>, glossary: &Glossary) -> Option<Docs> {
    let answer = match member.shape {
        Shape::Scalar(Scalar { kind: Kind::Boolean, .. }) => Answer::YesOrNo,
        _ => Answer::Value,
    };
    described(&member.name, answer, parent, glossary)
}

/// What the type of a member is: one of those that it holds.
pub(crate) fn item(of: &Member, glossary: &Glossary) -> Option<Docs> {
    described(&singular(&of.name), Answer::Value, None, glossary)
}

fn described(wire: &str, answer: Answer, parent: Option<&str>, glossary: &Glossary) -> Option<Docs> {
    // Of a structure that is sent as parameters with dots, the member is the last part.
    let name = wire.rsplit('.').next()?;
    let in_one = parent.map(singular);
    let parents = [parent, in_one.as_deref()].into_iter().flatten();
    let inside = parents.into_iter().find_map(|parent| glossary.member_of(parent, name));
    if let Some(docs) = inside.or_else(|| glossary.member(name)) {
        return Some(docs.clone());
    }
    let terms = terms(name, glossary);
    // An adjective alone is of nothing.
    if let [only] = terms.as_slice()
        && is_adjective(only)
    {
        return None;
    }
    let docs = Docs { en: english::phrase(&terms, answer), zh: chinese::phrase(&terms) };
    (!docs.is_empty()).then_some(docs)
}
