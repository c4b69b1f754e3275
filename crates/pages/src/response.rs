//! The response tables of a page go in; the members of a response, each at its depth, come out.

use crate::evidence::Seen;
use crate::leaf::{self, Context};
use crate::nest::{self, Candidate};
use crate::rows::Rows;
use crate::text::Source;
use crate::{tree, wrapper};
use alicloud_spec::{Shape, Style};

/// The shape of a response.
pub(crate) fn lower<'a>(
    source: &mut Source<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    style: Option<Style>,
    seen: &Seen,
) -> Shape {
    let rows: Vec<_> = tables.iter().flat_map(|table| table.rows.iter().cloned()).collect();
    let named = leaf::named(source, context, &rows);
    let named = wrapper::fold(context.markup, named, style, seen);
    let lists = wrapper::convention(&named, style, seen);
    let candidates: Vec<_> = named.iter().map(Candidate::new).collect();
    let parents = nest::parents(&candidates, seen);
    let leaves = named.iter().map(|named| leaf::leaf(source, context, named)).collect();
    Shape::Structure(tree::members(leaves, &parents, seen, lists))
}
