//! The success rule of a product, as its responses show it.

use alicloud_spec::{Kind, Member, Scalar, Shape, SuccessRule};
use std::collections::BTreeSet;

/// What services say of success in the member for codes, beside numbers from 200 to 299.
const WORDS: &[&str] = &["ok", "success", "succeeded", "0"];

/// A rule if responses show one: a flag `Success` in any of them, or, where none has it, `Code` and `Message` in most.
pub(super) fn rule<'s>(responses: impl Iterator<Item = &'s Shape>) -> Option<SuccessRule> {
    let responses: Vec<_> = responses.map(Shape::members).filter(|members| !members.is_empty()).collect();
    let flag = responses.iter().any(|members| is(members, "Success", &[Kind::Boolean]));
    let codes = responses.iter().filter(|members| {
        is(members, "Code", &[Kind::String, Kind::Integer, Kind::Long])
            && is(members, "Message", &[Kind::String])
    });
    let codes: Vec<_> = codes.collect();
    let code = !codes.is_empty() && (flag || codes.len() * 2 > responses.len());
    let shown: BTreeSet<_> =
        codes.iter().filter_map(|members| find(members, "Code")?.example.clone()).collect();
    let accept = shown.into_iter().filter(|word| WORDS.contains(&word.to_lowercase().as_str()));
    (flag || code).then(|| SuccessRule {
        flag: flag.then(|| "Success".to_owned()),
        code: code.then(|| "Code".to_owned()),
        accept: accept.collect(),
    })
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
    fn a_rule_is_what_responses_show() {
        let id = || response(&[("RequestId", Kind::String, "")]);
        let flag = || response(&[("Success", Kind::Boolean, "true")]);
        let code = |shown| response(&[("Code", Kind::String, shown), ("Message", Kind::String, "")]);
        assert_eq!(found(&[id(), flag()]), Some((true, false, String::new())));
        assert_eq!(found(&[code("OK"), code("OK"), id()]), Some((false, true, "OK".to_owned())));
        assert_eq!(found(&[code("200"), id(), id()]), None);
        assert_eq!(found(&[code("Forbidden"), flag()]), Some((true, true, String::new())));
        assert_eq!(found(&[response(&[("Success", Kind::String, "true")])]), None);
    }
}
