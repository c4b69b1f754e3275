//! What makes two types the same type: the same members with the same types, or the same values.

use super::{Content, Draft, FieldDraft, Side, Site, TypeDraft, Values};
use alicloud_spec::Sensitivity;
use std::collections::BTreeMap;

/// What is the same for equal types, and different for others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// Structures with lists differ by side: a list may be given or left out in requests only.
    Structure(Option<Side>, Vec<Member<'a>>),
    Strings(Vec<(&'a str, &'a str)>),
    Integers(Vec<(i64, &'a str)>),
    /// A structure inside one that it refers to is like no other.
    Alone(usize),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Member<'a> {
    name: &'a str,
    ty: Type,
    item: Option<&'a str>,
    secret: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Type {
    Text,
    Boolean,
    Integer,
    Double,
    Any,
    Blob,
    /// By its signature.
    Named(usize),
    Itself,
    List(Box<Type>),
    Map(Box<Type>),
}

/// A number for each site, which equal types share.
pub(crate) fn signatures(draft: &Draft<'_>) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let mut signatures = vec![0; draft.sites.len()];
    // Those inside come behind those around them.
    for (index, site) in draft.sites.iter().enumerate().rev() {
        let key = key(index, site, &signatures).unwrap_or(Key::Alone(index));
        let next = known.len();
        signatures[index] = *known.entry(key).or_insert(next);
    }
    signatures
}

fn key<'a>(index: usize, site: &'a Site<'_>, signatures: &[usize]) -> Option<Key<'a>> {
    match &site.content {
        Content::Structure(fields) => {
            let members =
                fields.iter().map(|field| member(index, field, signatures)).collect::<Option<Vec<_>>>()?;
            let holds_many = |member: &Member<'_>| matches!(member.ty, Type::List(_) | Type::Map(_));
            let side = members.iter().any(holds_many).then_some(site.side);
            Some(Key::Structure(side, members))
        }
        Content::Enumeration(Values::Strings(variants)) => {
            let mut values: Vec<_> =
                variants.iter().map(|(_, value, name)| (value.as_str(), name.as_str())).collect();
            values.sort_unstable();
            Some(Key::Strings(values))
        }
        Content::Enumeration(Values::Integers(variants)) => {
            let mut values: Vec<_> =
                variants.iter().map(|(_, value, name)| (*value, name.as_str())).collect();
            values.sort_unstable();
            Some(Key::Integers(values))
        }
    }
}

fn member<'a>(index: usize, field: &'a FieldDraft<'_>, signatures: &[usize]) -> Option<Member<'a>> {
    let ty = ty(index, &field.ty, signatures)?;
    let secret = field.sensitivity == Sensitivity::Secret;
    Some(Member { name: &field.member.name, ty, item: field.item, secret })
}

/// The type of a member of the structure at `index`; none if it refers to another one around that.
fn ty(index: usize, draft: &TypeDraft, signatures: &[usize]) -> Option<Type> {
    Some(match draft {
        // What a text holds widens what its setter takes, and is no other type.
        TypeDraft::Text(_) => Type::Text,
        TypeDraft::Boolean => Type::Boolean,
        TypeDraft::Integer => Type::Integer,
        TypeDraft::Double => Type::Double,
        TypeDraft::Any => Type::Any,
        TypeDraft::Blob => Type::Blob,
        TypeDraft::Site(inner) => Type::Named(signatures[*inner]),
        TypeDraft::Within(around) => (*around == index).then_some(Type::Itself)?,
        TypeDraft::List(inner) => Type::List(Box::new(ty(index, inner, signatures)?)),
        TypeDraft::Map(inner) => Type::Map(Box::new(ty(index, inner, signatures)?)),
    })
}
