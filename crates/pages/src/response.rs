//! The response tables of a page go in; the members of a response, each at its depth, come out.

use crate::evidence::Seen;
use crate::leaf::{self, Context, Mark, Named};
use crate::nest::{self, Candidate};
use crate::rows::Rows;
use crate::text::Source;
use crate::{dotted, inner, tree, unlisted, wrapper};
use alicloud_spec::{Shape, Style};

/// The shape of a response, and how many rows are marked as children.
pub(crate) fn lower<'a>(
    source: &mut Source<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    style: Option<Style>,
    seen: &Seen,
) -> (Shape, usize) {
    let named = dotted::unfold(inner::of_response(source, context, tables, seen), seen);
    let seen = &applying(&named, seen);
    let named = unlisted::add(source, named, seen);
    let named = wrapper::fold(context.markup, named, style, seen);
    let lists = wrapper::convention(&named, style, seen);
    let candidates: Vec<_> = named.iter().map(Candidate::new).collect();
    let parents = nest::parents(&candidates, seen);
    let leaves = named.iter().map(|named| leaf::leaf(source, context, named)).collect();
    let marked = named.iter().filter(|row| row.mark == Mark::Child).count();
    (Shape::Structure(tree::members(leaves, &parents, seen, lists)), marked)
}

/// What the examples show, as far as it is about these rows. Some pages show only what stands inside the
/// structure that holds everything.
fn applying(named: &[Named<'_>], seen: &Seen) -> Seen {
    match envelope(named, seen) {
        Some(name) => seen.clone().below(name),
        None => seen.clone(),
    }
}

/// The structure around everything that the example leaves out: neither it nor a row before it is shown, nor the
/// identifier that every answer has, but most of what is shown stands in the rows behind it.
fn envelope<'n>(named: &'n [Named<'_>], seen: &Seen) -> Option<&'n str> {
    let unseen = |row: &&Named<'_>| seen.member(&row.name).is_none();
    let at = named.iter().position(|row| row.declared.may_contain() && !row.name.contains('.'))?;
    let (before, from) = named.split_at(at);
    let (envelope, behind) = from.split_first()?;
    let shown = seen.inner();
    let listed =
        shown.iter().filter(|(name, _)| behind.iter().any(|row| row.name.eq_ignore_ascii_case(name)));
    let fits = shown.len() > 1 && listed.count() * 4 >= shown.len() * 3;
    let whole = seen.member("RequestId").is_some();
    (fits && !whole && before.iter().all(|row| unseen(&row)) && unseen(&envelope))
        .then_some(envelope.name.as_str())
}
