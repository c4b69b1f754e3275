//! Members that know all but their place in the tree, each made from a row.

use crate::cell::types::Declared;
use crate::cell::{limits, values};
use crate::page::rows::Layout;
use crate::page::text::Source;
use crate::tree::context::Context;
use crate::tree::row::Named;
use alicloud_spec::{Docs, Kind, Limits, Member, Scalar, Shape, Standing};
use std::borrow::Cow;

/// A row on its way to becoming a member.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) declared: Declared,
    /// Everything but the shape, which is still to be found.
    pub(crate) member: Member,
    /// For a list that is sent as `{"Xs": {"X": […]}}`: the name inside.
    pub(crate) wrapper: Option<String>,
    pub(crate) layout: Layout,
}

/// The member of a row. Its shape is that of a scalar until the tree is known.
pub(crate) fn leaf(source: &Source<'_>, context: &Context<'_>, named: Named<'_>) -> Leaf {
    let docs = context.markup.text(named.row.docs.text);
    let docs = if docs == "-" { Cow::Borrowed("") } else { docs };
    let example = context.markup.inline(named.row.example.text);
    let (shape, limits) = match named.declared {
        Declared::Scalar(kind) => {
            let values = values::find(&docs, kind, &example, context.language, context.glossary);
            (Shape::Scalar(Scalar { kind, values, json: None }), limits::find(&docs, kind))
        }
        _ => (Shape::scalar(Kind::String), Limits::default()),
    };
    let pattern = named.row.pattern.trim().text.trim_matches('`');
    let pattern = (!pattern.is_empty()).then(|| pattern.to_owned()).or(limits.pattern);
    let member = Member {
        limits: Limits { pattern, ..limits },
        standing: match named.row.standing {
            Standing::Current => limits::standing(&docs),
            told => told,
        },
        example: (!matches!(&*example, "" | "-" | "无")).then(|| example.into_owned()),
        docs: Docs::new(context.language, docs),
        source: Some(source.line(named.row.span.at)),
        ..Member::new(named.name, shape)
    };
    Leaf { declared: named.declared, member, wrapper: named.wrapper, layout: named.row.layout }
}
