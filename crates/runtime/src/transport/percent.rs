//! Percent-encoding of paths, queries and forms as services expect it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes every byte but letters, digits and `-_.~`.
pub(crate) fn percent_encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A canonical query: sorted by name, `name=value` joined with `&`.
pub(crate) fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = pairs.iter().collect();
    pairs.sort();
    joined(pairs.into_iter(), percent_encoded)
}

/// The body of a form, in the order given; a blank is `+`.
pub(crate) fn form(pairs: &[(String, String)]) -> String {
    joined(pairs.iter(), |text| percent_encoded(text).replace("%20", "+"))
}

fn joined<'a>(pairs: impl Iterator<Item = &'a (String, String)>, encode: impl Fn(&str) -> String) -> String {
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}
