//! The documentation of members and of their types.

use crate::doc::{Doc, Inline, code, own, short, text};
use crate::draft::{Side, TypeDraft};
use crate::words;
use alicloud_spec::{
    Bounds, Glossary, Limits, Member, Number, Operation, Presence, Scalar, Sensitivity, Shape,
};

/// Where a member stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside<'a> {
    /// Which way the structure is sent, if not both.
    pub(super) side: Option<Side>,
    /// The member that has the structure.
    pub(super) parent: Option<&'a str>,
}

/// What the type of a member is for.
pub(super) fn about(member: &Member, glossary: &Glossary) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&member.docs);
    if doc.is_empty() {
        let words = words::item(member, glossary).map(|docs| short(&docs));
        doc.paragraph(words.unwrap_or_else(|| own("What the member ") + code(&member.name) + " holds."));
    }
    doc
}

/// Which headers of the answer are documented.
pub(super) fn headers(doc: &mut Doc, operation: &Operation) {
    if operation.headers.is_empty() {
        return;
    }
    let names = operation.headers.iter().map(|header| code(&header.name));
    let names = Inline::joined(names, ", ");
    doc.paragraph(own("Headers of the answer, which `header` of the output gives: ") + names + ".");
}

/// The documentation of a member.
pub(super) fn member(member: &Member, ty: &TypeDraft, inside: Inside<'_>, glossary: &Glossary) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&member.docs);
    let mut facts = Vec::new();
    if doc.is_empty() {
        let words = words::member(member, inside.parent, glossary).map(|docs| short(&docs));
        facts.push(words.unwrap_or_else(|| code(&member.name) + "."));
    }
    if inside.side != Some(Side::Response) && member.presence == Presence::Required {
        facts.push(own("Required."));
    }
    facts.extend(values(member, ty));
    facts.extend(limits(member));
    if member.sensitivity() == Sensitivity::Secret {
        facts.push(own("Secret: `Debug` shows `…`."));
    }
    if let Some(example) = member.example.as_ref().filter(|example| !example.trim().is_empty()) {
        facts.push(own("Example: ") + code(example) + ".");
    }
    if !facts.is_empty() {
        doc.paragraph(Inline::joined(facts, " "));
    }
    doc
}

/// The values that are listed, where they make no enum.
fn values(member: &Member, ty: &TypeDraft) -> Option<Inline> {
    let Shape::Scalar(Scalar { values, .. }) = &member.shape else { return None };
    if values.is_empty() || matches!(ty, TypeDraft::Site(_)) {
        return None;
    }
    let values = values.iter().map(|valid| code(&valid.value.to_string()));
    Some(own("Values: ") + Inline::joined(values, ", ") + ".")
}

/// What the pages say the value is held to, in sentences.
fn limits(member: &Member) -> Vec<Inline> {
    let Limits { default, range, length, items, pattern } = &member.limits;
    let default = default.as_ref().map(|default| own("Default: ") + code(default) + ".");
    let range = range.and_then(|bounds| interval(bounds, "From ", "."));
    let length = length.and_then(|bounds| interval(bounds, "", " characters."));
    let items = items.and_then(|bounds| interval(bounds, "", " items."));
    let pattern = pattern.as_ref().map(|pattern| own("Matches ") + code(pattern) + ".");
    [default, range, length, items, pattern].into_iter().flatten().collect()
}

/// A sentence about an interval, one end of which may be open.
fn interval(bounds: Bounds, from: &'static str, end: &'static str) -> Option<Inline> {
    let number = |number: Number| text(&number.to_string());
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => Some(own(from) + number(min) + " to " + number(max) + end),
        (Some(min), None) => Some(own("At least ") + number(min) + end),
        (None, Some(max)) => Some(own("At most ") + number(max) + end),
        (None, None) => None,
    }
}
