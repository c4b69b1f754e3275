//! Where a parameter is sent, as a cell says.

use alicloud_spec::Location;

/// What a cell says; `None` for any other word.
pub(crate) fn read(cell: &str) -> Option<Location> {
    let letters = cell.chars().filter(char::is_ascii_alphabetic);
    let word: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    Some(match word.as_str() {
        "query" => Location::Query,
        "body" => Location::Body,
        "formdata" | "form" => Location::Form,
        "path" | "uri" | "url" => Location::Path,
        "header" => Location::Header,
        "host" => Location::Host,
        _ => return None,
    })
}
