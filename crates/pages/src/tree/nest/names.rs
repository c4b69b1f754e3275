//! The names of all rows and what the examples show go in; what each name alone tells about the place of its row comes out.

use super::candidate::Candidate;
use crate::example::evidence::Seen;
use crate::page::rows::Layout;
use unicase::Ascii;

/// Names that most responses have at the root.
const USUAL_AT_ROOT: &[&str] = &[
    "RequestId",
    "Code",
    "Message",
    "Success",
    "PageNumber",
    "PageSize",
    "TotalCount",
    "ErrorCode",
    "TraceId",
    "HttpStatusCode",
    "Data",
    "DynamicCode",
    "DynamicMessage",
    "ErrorMessage",
];

/// Names of parameters that hardly any structure has.
const ALWAYS_AT_ROOT: &[&str] =
    &["RegionId", "ClientToken", "DryRun", "NextToken", "MaxResults", "ResourceGroupId", "AcceptLanguage"];

/// The share of neighbours in order from which a page counts as sorted.
const SORTED: f32 = 0.72;

/// What the names of a page tell. Upper and lower case do not count.
pub(super) struct RowNames<'r> {
    /// By row.
    pub(super) names: Vec<Name>,
    pub(super) order: Order,
    /// The row that is the whole body, where rows walk through a schema.
    pub(super) body: Option<usize>,
    /// The share of rows whose name stands anywhere in the examples.
    pub(super) shown: f32,
    /// All of them, in order.
    distinct: Vec<Ascii<&'r str>>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Name {
    /// Its place among all names in alphabetical order; the same for rows of the same name.
    pub(super) rank: usize,
    /// Its number among the names that several rows have.
    pub(super) repeated: Option<usize>,
    pub(super) usual: Usual,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Usual {
    AtRoot,
    /// Where rows walk through a schema.
    AlwaysAtRoot,
    #[default]
    Nowhere,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Sorted,
    Free,
}

impl<'r> RowNames<'r> {
    pub(super) fn new(rows: &[Candidate<'r>], seen: &Seen<'_>) -> Self {
        let mut sorted: Vec<_> = rows.iter().map(|row| Ascii::new(row.name)).zip(0..).collect();
        sorted.sort_unstable();
        let mut distinct = Vec::with_capacity(rows.len());
        let mut names = vec![Name::default(); rows.len()];
        let mut repeated = 0;
        for same in sorted.chunk_by(|(one, _), (other, _)| one == other) {
            let name = Name::new(same, distinct.len(), repeated);
            repeated += usize::from(name.repeated.is_some());
            distinct.extend(same.first().map(|(name, _)| *name));
            same.iter().for_each(|(_, row): &(_, usize)| names[*row] = name);
        }
        let pairs = names.len().saturating_sub(1).max(1) as f32;
        let in_order = names.windows(2).filter(|pair| pair[0].rank <= pair[1].rank).count() as f32;
        let order = if in_order / pairs >= SORTED { Order::Sorted } else { Order::Free };
        let mut met = vec![false; distinct.len()];
        seen.each_name(&mut |name| {
            if let Ok(rank) = distinct.binary_search(&Ascii::new(name)) {
                met[rank] = true;
            }
        });
        let shown = names.iter().filter(|name| met[name.rank]).count() as f32 / names.len().max(1) as f32;
        let is_body = |row: &Candidate<'_>| {
            row.layout == Layout::Walked && row.may_contain && row.name.eq_ignore_ascii_case("body")
        };
        let body = rows.iter().position(is_body);
        RowNames { names, order, body, shown, distinct }
    }

    /// Whether a row has the name of any member that the examples show somewhere.
    pub(super) fn list_any(&self, seen: &Seen<'_>) -> bool {
        seen.inner().iter().any(|(name, _)| self.distinct.binary_search(&Ascii::new(name)).is_ok())
    }
}

impl Name {
    /// That of the rows that have the same.
    fn new(same: &[(Ascii<&str>, usize)], rank: usize, repeated: usize) -> Self {
        let is_it = |usual: &&str| same.first().is_some_and(|(name, _)| usual.eq_ignore_ascii_case(name));
        let is_usual = USUAL_AT_ROOT.iter().any(is_it);
        Name {
            rank,
            repeated: (same.len() > 1).then_some(repeated),
            usual: match ALWAYS_AT_ROOT.iter().any(is_it) {
                true => Usual::AlwaysAtRoot,
                false if is_usual => Usual::AtRoot,
                false => Usual::Nowhere,
            },
        }
    }
}
