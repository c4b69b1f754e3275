//! The reader at a value without quotes goes in; a number, `true`, `false`, `null`, or the text that stands there, comes out.

use super::{Content, Reader};
use std::borrow::Cow;

impl<'t> Reader<'t> {
    /// A number, `true`, `false`, `null`, or anything else without quotes.
    pub(super) fn word(&mut self) -> Content<'t> {
        let rest = self.rest();
        let end = rest.find([',', ']', '}', '"', '\n', '，']).unwrap_or(rest.len());
        let line = &rest[..end];
        let word = line.split(" //").next().unwrap_or(line).trim_end();
        let content = match word {
            "true" => Content::Boolean(true),
            "false" => Content::Boolean(false),
            "null" => Content::Null,
            _ if is_number(word) => Content::Number(Cow::Borrowed(word)),
            _ => Content::String(Cow::Borrowed(word)),
        };
        let length = word.len();
        if matches!(content, Content::String(_)) {
            self.repair(format!("`{}` stands without quotes", word.chars().take(40).collect::<String>()));
        }
        self.at += length;
        if length == 0 {
            self.skip();
        }
        content
    }
}

/// Whether `word` is a number by the grammar of JSON.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
