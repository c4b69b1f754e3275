//! Drafts of pages that describe types and no operation.

use crate::page::rows::Rows;
use crate::page::sink::Sink;
use crate::page::text::Piece;
use crate::tree::context::Context;
use crate::tree::leaf;
use crate::tree::members;
use crate::tree::row;
use alicloud_spec::{Shape, Shared};

/// The types that a page describes, each by tables or lists below its name. Their rows are all of one level: what holds others
/// names a type of its own.
pub(crate) fn lower<'a>(
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    tables: &[(Piece<'a>, Rows<'a>)],
) -> Vec<Shared> {
    let mut types: Vec<Shared> = Vec::new();
    for (name, table) in tables {
        let named = row::named(sink, context, &table.rows);
        let leaves: Vec<_> = named.into_iter().map(|row| leaf::leaf(sink.source, context, row)).collect();
        let mut members = members::of_type(leaves);
        match types.iter_mut().find(|known| known.name == name.text) {
            Some(known) => known.shape.own_members_mut().into_iter().for_each(|all| all.append(&mut members)),
            None => {
                types.push(Shared { name: name.text.to_owned(), shape: Box::new(Shape::Structure(members)) })
            }
        }
    }
    types.retain(|known| !known.shape.members().is_empty());
    types
}
