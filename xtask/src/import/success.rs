//! The success rule of a product, as its responses show it.

use alicloud_spec::{Kind, Member, Scalar, Shape, Silence, SuccessRule};
use std::collections::BTreeSet;

/// What services say of success in the member for codes, beside numbers from 200 to 299.
const WORDS: &[&str] = &["ok", "success", "succeeded", "0"];

/// What services call a flag of success.
const FLAGS: &[&str] = &["Success", "IsSuccess"];

/// A rule if responses show one: a flag in any of them, that which most have, and `Code` where most of those without the flag have it
/// beside a `Message`, and what it shows there means success. A code that only failures have tells nothing of success.
/// Unless all responses have what tells, no answer must have it.
pub(super) fn rule<'s>(responses: impl Iterator<Item = &'s Shape>) -> Option<SuccessRule> {
    let responses: Vec<_> = responses.map(Shape::members).filter(|members| !members.is_empty()).collect();
    let flag = flag(&responses);
    let (flagged, others): (Vec<_>, Vec<_>) =
        responses.into_iter().partition(|members| flag.is_some_and(|flag| is_flag(members, flag)));
    let accept = accepted(&others);
    let silent = others.iter().any(|members| accept.is_none() || find(members, "Code").is_none());
    (!flagged.is_empty() || accept.is_some()).then(|| SuccessRule {
        flag: flag.map(str::to_owned),
        code: accept.is_some().then(|| "Code".to_owned()),
        accept: accept.unwrap_or_default(),
        silence: if silent { Silence::Success } else { Silence::Fault },
    })
}

/// The flag that most responses have, if any has one.
fn flag(responses: &[&[Member]]) -> Option<&'static str> {
    let users = |flag: &str| responses.iter().filter(|members| is_flag(members, flag)).count();
    let used = FLAGS.iter().rev().map(|flag| (users(flag), *flag)).filter(|(users, _)| *users > 0);
    used.max_by_key(|(users, _)| *users).map(|(_, flag)| flag)
}

/// Whether a response has the flag, as a boolean or as the text of one.
fn is_flag(members: &[Member], flag: &str) -> bool {
    let example = find(members, flag).and_then(|member| member.example.as_deref());
    let is_boolean = example.is_some_and(|text| matches!(text.to_lowercase().as_str(), "true" | "false"));
    is(members, flag, &[Kind::Boolean]) || is_boolean && is(members, flag, &[Kind::String])
}

/// The words of success that the codes of responses show; `None` if codes do not tell success.
fn accepted(responses: &[&[Member]]) -> Option<Vec<String>> {
    const NUMBERS_AND_TEXT: &[Kind] = &[Kind::String, Kind::Integer, Kind::Long];
    let has_code = |members: &&&[Member]| {
        is(members, "Code", NUMBERS_AND_TEXT) && is(members, "Message", &[Kind::String])
    };
    let coded: Vec<_> = responses.iter().filter(has_code).collect();
    let shown: Vec<_> =
        coded.iter().filter_map(|members| find(members, "Code")?.example.as_deref()).collect();
    let is_word = |code: &&str| WORDS.contains(&code.to_lowercase().as_str());
    let is_success = |code: &&&str| is_word(code) || code.parse::<u16>().is_ok_and(|code| code / 100 == 2);
    let successes = shown.iter().filter(is_success).count();
    // Examples of failures are rare, so that nine in ten are not.
    let tells = coded.len() * 2 > responses.len() && successes > 0 && successes * 10 >= shown.len() * 9;
    let words: BTreeSet<_> = shown.into_iter().filter(is_word).map(str::to_owned).collect();
    tells.then(|| words.into_iter().collect())
}

fn find<'m>(members: &'m [Member], name: &str) -> Option<&'m Member> {
    members.iter().find(|member| member.name == name)
}

fn is(members: &[Member], name: &str, kinds: &[Kind]) -> bool {
    let shape = find(members, name).map(|member| &member.shape);
    matches!(shape, Some(Shape::Scalar(Scalar { kind, .. })) if kinds.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(members: &[(&str, Kind, &str)]) -> Shape {
        let member = |(name, kind, example): &(&str, Kind, &str)| Member {
            example: Some((*example).to_owned()),
            ..Member::new(*name, Shape::scalar(*kind))
        };
        Shape::Structure(members.iter().map(member).collect())
    }

    fn found(responses: &[Shape]) -> Option<(bool, bool, String)> {
        let rule = rule(responses.iter())?;
        Some((rule.flag.is_some(), rule.code.is_some(), rule.accept.join(" ")))
    }

    #[test]
    fn the_flag_is_that_of_most_responses() {
        let flag = |name, kind| response(&[(name, kind, "true")]);
        let of = |responses: &[Shape]| rule(responses.iter()).and_then(|rule| rule.flag);
        let (success, is_success) = (flag("Success", Kind::String), flag("IsSuccess", Kind::Boolean));
        assert_eq!(of(std::slice::from_ref(&success)).as_deref(), Some("Success"));
        assert_eq!(of(&[success.clone(), is_success.clone()]).as_deref(), Some("Success"));
        assert_eq!(of(&[success, is_success.clone(), is_success]).as_deref(), Some("IsSuccess"));
    }

    #[test]
    fn only_what_all_responses_have_must_be_in_an_answer() {
        let flag = || response(&[("Success", Kind::Boolean, "true")]);
        let code = || response(&[("Code", Kind::String, "OK"), ("Message", Kind::String, "")]);
        let id = || response(&[("RequestId", Kind::String, "")]);
        let silence = |responses: &[Shape]| rule(responses.iter()).map(|rule| rule.silence);
        assert_eq!(silence(&[flag(), code()]), Some(Silence::Fault));
        assert_eq!(silence(&[flag(), id()]), Some(Silence::Success));
        assert_eq!(silence(&[code(), code(), id()]), Some(Silence::Success));
    }

    #[test]
    fn a_rule_is_what_responses_show() {
        let id = || response(&[("RequestId", Kind::String, "")]);
        let flag = || response(&[("Success", Kind::Boolean, "true")]);
        let code = |shown| response(&[("Code", Kind::String, shown), ("Message", Kind::String, "")]);
        assert_eq!(found(&[id(), flag()]), Some((true, false, String::new())));
        assert_eq!(found(&[code("OK"), code("OK"), id()]), Some((false, true, "OK".to_owned())));
        assert_eq!(found(&[code("OK"), flag(), flag()]), Some((true, true, "OK".to_owned())));
        assert_eq!(found(&[code("200"), id(), id()]), None);
        assert_eq!(found(&[code("Forbidden"), flag()]), Some((true, false, String::new())));
        assert_eq!(found(&[code("Forbidden"), code("OK")]), None);
        assert_eq!(found(&[response(&[("Success", Kind::String, "done")])]), None);
    }
}
