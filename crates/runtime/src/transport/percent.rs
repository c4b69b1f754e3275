//! Percent-encoding of paths, queries and forms as services expect it.

/// Percent-encodes every byte but letters, digits and `-_.~`.
pub(crate) fn percent_encoded(text: &str) -> String {
    encoded(text, "%20")
}

/// A canonical query: sorted by name, `name=value` joined with `&`.
pub(crate) fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = pairs.iter().collect();
    pairs.sort();
    joined(pairs.into_iter(), percent_encoded)
}

/// The body of a form, in the order given; a blank is `+`.
pub(crate) fn form(pairs: &[(String, String)]) -> String {
    joined(pairs.iter(), |text| encoded(text, "+"))
}

fn joined<'a>(pairs: impl Iterator<Item = &'a (String, String)>, encode: impl Fn(&str) -> String) -> String {
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str, blank: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => out.push(char::from(byte)),
            b' ' => out.push_str(blank),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
