//! What members that have to do with pages are called, in any case and with any separators.

/// Names for one thing, the surest first.
pub(super) type Words = &'static [&'static str];

/// A parameter that holds the number of a page, and a member that repeats it.
pub(super) const PAGE: Words = &[
    "pagenumber",
    "pagenum",
    "pageno",
    "currentpage",
    "currentpagenum",
    "currentpagenumber",
    "currpage",
    "curpage",
    "pageindex",
    "pagenumbers",
    "page",
];

/// A parameter that holds the number of items before a page.
pub(super) const OFFSET: Words = &["offset", "startoffset"];

/// A parameter that holds how many items a numbered page has.
pub(super) const SIZE: Words =
    &["pagesize", "limit", "size", "perpage", "numberperpage", "showsize", "pagelimit", "length", "line"];

/// A parameter that holds how many items a page has at most, with tokens mostly.
pub(super) const MOST: Words = &["maxresults", "maxresult", "maxitems", "maxkeys"];

/// Parameters that hold a token, each with the members that have the next one.
pub(super) const TOKENS: &[(&str, Words)] = &[
    ("nexttoken", &["nexttoken", "nextpagetoken"]),
    ("nextpagetoken", &["nextpagetoken", "nexttoken"]),
    ("pagetoken", &["nextpagetoken", "nexttoken"]),
    ("lasttoken", &["nexttoken", "lasttoken"]),
    ("continuationtoken", &["nextcontinuationtoken"]),
    ("nextmarker", &["nextmarker"]),
    ("marker", &["nextmarker", "marker"]),
    ("nextcursor", &["nextcursor"]),
    ("cursor", &["nextcursor", "cursor"]),
    ("nextstart", &["nextstart"]),
    ("scrolltoken", &["nextscrolltoken", "scrolltoken"]),
    ("continue", &["continue"]),
    ("token", &["nexttoken", "nextpagetoken", "token"]),
];

/// A member that says how many items all pages have.
pub(super) const TOTAL: Words = &[
    "totalcount",
    "totalrecordcount",
    "totalitems",
    "totalitemnum",
    "totalitemcount",
    "totalelements",
    "totalresults",
    "totalrecords",
    "totalnum",
    "totalnumber",
    "totalsize",
    "xtotalcount",
    "total",
];

/// A member that says how many pages there are.
pub(super) const PAGES: Words =
    &["totalpages", "totalpage", "totalpagenum", "totalpagecount", "totalpagenumber", "pagetotal"];

/// A member that says whether there is a page after this one.
pub(super) const MORE: Words = &["istruncated", "truncated", "hasmore", "hasnext", "hasnextpage"];

/// Where a name stands among words.
pub(super) fn rank(words: &[&str], name: &str) -> Option<usize> {
    let name = normal(name);
    words.iter().position(|word| *word == name)
}

/// Whether a name says that it is about what comes next.
pub(super) fn says_next(name: &str) -> bool {
    normal(name).starts_with("next")
}

/// A name in lower case, without what separates its words.
fn normal(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
