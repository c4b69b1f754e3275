//! Paging: how the pages of an operation are asked for, as constants of the generated code.

/// How the pages of an operation are asked for; [`paged!`](crate::paged) makes it. At least one of the two ways is there.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// By a number that is counted up.
    pub numbers: Option<PageNumbers>,
    /// By what the page before says.
    pub tokens: Option<PageTokens>,
    /// Where an answer has the items, if that is known.
    pub items: Option<Way>,
}

/// Pages that are asked for by a number.
#[derive(Clone, Copy, Debug)]
pub struct PageNumbers {
    /// The parameter that holds the number.
    pub parameter: &'static str,
    /// What it counts.
    pub unit: PageUnit,
    /// The number that stands for none, unless an answer says another.
    pub first: i64,
    /// The parameter that says how many items a page has.
    pub size: Option<&'static str>,
    /// Where an answer repeats the number.
    pub echo: Option<Way>,
    /// Where an answer says how many items all pages have.
    pub total: Option<Way>,
    /// Where an answer says how many pages there are.
    pub pages: Option<Way>,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageUnit {
    /// Pages.
    Page,
    /// The items before the page.
    Item,
}

/// Pages of which each says how the next is asked for.
#[derive(Clone, Copy, Debug)]
pub struct PageTokens {
    /// The parameter that holds the token.
    pub parameter: &'static str,
    /// The parameter that says how many items a page has at most.
    pub size: Option<&'static str>,
    /// Where an answer has the token of the next page.
    pub next: Way,
    /// Where an answer says whether there is a next page.
    pub more: Option<Way>,
}

/// The wire names that lead from the root of an answer to a member.
pub type Way = &'static [&'static str];
