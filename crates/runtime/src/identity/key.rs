//! Parts of keys, as files and variables hold them.

use super::CredentialsError;

/// The byte order mark that some editors put in front of a file.
pub(crate) const MARK: char = '\u{feff}';

/// A part of a key without what files and shells leave around it: blanks, line breaks, a byte order mark.
pub(crate) fn inside(value: &str) -> &str {
    value.trim_matches(|c: char| c.is_whitespace() || c == MARK)
}

/// The same, of the variable or field `name`.
pub(crate) fn key<'a>(value: &'a str, name: &str) -> Result<&'a str, CredentialsError> {
    let key = inside(value);
    if key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key);
    }
    Err(CredentialsError::new(format!(
        "{name} has a blank, a line break or another character in it that keys do not have"
    )))
}
