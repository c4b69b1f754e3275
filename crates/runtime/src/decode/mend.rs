//! JSON for a strict reader, out of bytes that are almost JSON.

use super::progress::{Mismatch, Progress, Step};
use crate::Json;

/// JSON in which single characters and numbers were mended.
pub(crate) struct Mended {
    pub(crate) json: Vec<u8>,
    /// The texts that had characters which JSON does not allow.
    pub(crate) mismatches: Vec<Mismatch>,
}

/// Mends what services with a printer of their own get wrong. Texts get an escape for a raw control character, the
/// replacement character for a lone surrogate and for bytes that are no UTF-8, and a backslash for one that escapes
/// nothing. What stands for a number or a word and is none that JSON has (`NaN`, `1e999999`, an integer of more
/// than 64 bits) becomes a text of the same characters. Everything else stays, and stays wrong where it was.
pub(crate) fn mend(bytes: &[u8]) -> Mended {
    let mut mender = Mender {
        rest: bytes,
        json: Vec::with_capacity(bytes.len() + bytes.len() / 16),
        progress: Progress::default(),
        awaits: Awaits::Value,
    };
    while let Some((first, rest)) = mender.rest.split_first() {
        match first {
            b'"' => {
                mender.rest = rest;
                mender.text();
            }
            byte if is_punctuation(*byte) => {
                mender.rest = rest;
                mender.json.push(*byte);
                mender.punctuation(*byte);
            }
            _ => mender.word(),
        }
    }
    Mended { json: mender.json, mismatches: mender.progress.mismatches }
}

struct Mender<'a> {
    rest: &'a [u8],
    json: Vec<u8>,
    progress: Progress,
    awaits: Awaits,
}

/// What the next text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaits {
    Name,
    Value,
}

fn is_punctuation(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',') || byte.is_ascii_whitespace()
}

impl Mender<'_> {
    fn punctuation(&mut self, byte: u8) {
        let path = &mut self.progress.path;
        match (byte, path.last_mut()) {
            (b'{', _) => path.push(Step::Key(String::new())),
            (b'[', _) => path.push(Step::Index(0)),
            (b'}' | b']', _) => drop(path.pop()),
            (b',', Some(Step::Index(index))) => *index += 1,
            _ => {}
        }
        match byte {
            b'{' => self.awaits = Awaits::Name,
            b',' if matches!(path.last(), Some(Step::Key(_))) => self.awaits = Awaits::Name,
            b':' | b'[' | b'}' | b']' => self.awaits = Awaits::Value,
            _ => {}
        }
    }

    /// A text, after its opening quote.
    fn text(&mut self) {
        let Some(end) = end_of_text(self.rest) else {
            self.json.push(b'"');
            self.json.extend_from_slice(std::mem::take(&mut self.rest));
            return;
        };
        let (content, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let from = self.json.len();
        self.json.push(b'"');
        let fault = mend_text(content, &mut self.json);
        self.json.push(b'"');
        if self.awaits == Awaits::Value && fault.is_none() {
            return;
        }
        let text =
            self.json.get(from..).and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default();
        self.read(text, fault);
    }

    /// Takes in what a text says.
    fn read(&mut self, text: String, fault: Option<&'static str>) {
        if self.awaits == Awaits::Name
            && let Some(Step::Key(name)) = self.progress.path.last_mut()
        {
            name.clone_from(&text);
        }
        if let Some(fault) = fault {
            self.progress.record("string", fault, Json::String(text));
        }
    }

    /// A number, or a word such as `true`.
    fn word(&mut self) {
        let end = self.rest.iter().position(|byte| is_punctuation(*byte) || *byte == b'"');
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        // Outside of everything, a word is no answer.
        if self.progress.path.is_empty() || is_exact(word) {
            self.json.extend_from_slice(word);
        } else {
            self.json.extend(Json::from(String::from_utf8_lossy(word)).to_string().into_bytes());
        }
    }
}

/// The index of the quote that ends a text.
fn end_of_text(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        match bytes.get(at) {
            Some(b'"') => return Some(at),
            _ => from = at + 2,
        }
    }
}

/// Whether a word is JSON that is read without the loss of a digit.
fn is_exact(word: &[u8]) -> bool {
    let long = || word.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
    match serde_json::from_slice(word) {
        Ok(Json::Number(number)) => !(number.is_f64() && long()),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// Writes what stands between the quotes of a text, and says what was wrong in it.
fn mend_text(content: &[u8], json: &mut Vec<u8>) -> Option<&'static str> {
    let mut fault = None;
    for chunk in content.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(at) = rest.find(|c: char| c == '\\' || c < ' ') {
            let (plain, from) = rest.split_at(at);
            json.extend_from_slice(plain.as_bytes());
            let (taken, found) = mend_character(from, json);
            fault = fault.or(found);
            rest = from.get(taken..).unwrap_or_default();
        }
        json.extend_from_slice(rest.as_bytes());
        if !chunk.invalid().is_empty() {
            json.extend_from_slice("\u{FFFD}".as_bytes());
            fault = fault.or(Some("text with bytes that are no UTF-8"));
        }
    }
    fault
}

/// Writes the escape or control character that `text` begins with; gives its length and what was wrong with it.
fn mend_character(text: &str, json: &mut Vec<u8>) -> (usize, Option<&'static str>) {
    let bytes = text.as_bytes();
    let (first, second) = (bytes.first().copied().unwrap_or_default(), bytes.get(1));
    if first != b'\\' {
        json.extend_from_slice(format!("\\u{first:04x}").as_bytes());
        return (1, Some("text with a raw control character"));
    }
    let length = match (escaped_unit(text), text.get(6..).and_then(escaped_unit)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
        (Some(0xD800..=0xDFFF), _) => {
            json.extend_from_slice(b"\\ufffd");
            return (6, Some("text with a lone surrogate"));
        }
        (Some(_), _) => 6,
        _ if matches!(second, Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't')) => 2,
        _ => {
            json.extend_from_slice(b"\\\\");
            return (1, Some("text with a backslash that escapes nothing"));
        }
    };
    json.extend(bytes.iter().take(length));
    (length, None)
}

/// The UTF-16 unit of the escape that `text` begins with.
fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::mend;

    fn mended(bytes: &[u8]) -> (String, Vec<String>) {
        let mended = mend(bytes);
        let paths = mended.mismatches.into_iter().map(|found| format!("{} is {}", found.path, found.found));
        (String::from_utf8(mended.json).unwrap(), paths.collect())
    }

    #[test]
    fn what_is_json_stays_as_it_is() {
        let json = "{ \"a\\u0041\\ud83d\\ude00\\n\\\"\": [1, -2.5e3, true,\r\n null, \"\u{e4}\", {}], \"b\": {\"c\": []}}";
        assert_eq!(mended(json.as_bytes()), (json.to_owned(), vec![]));
    }

    #[test]
    fn characters_in_texts_are_mended_and_recorded() {
        for (bytes, json, fault) in [
            (
                &br#"{"a": ["x", "\ud83d!"]}"#[..],
                r#"{"a": ["x", "\ufffd!"]}"#,
                "a[1] is text with a lone surrogate",
            ),
            (br#"{"a": "\uDE00\uD83D"}"#, r#"{"a": "\ufffd\ufffd"}"#, "a is text with a lone surrogate"),
            (
                b"{\"a\": {\"b\": \"\xff\xfe!\"}}",
                "{\"a\": {\"b\": \"\u{fffd}\u{fffd}!\"}}",
                "a.b is text with bytes that are no UTF-8",
            ),
            (
                b"{\"x\": {}, \"a\": \"1\t2\n\x01\"}",
                r#"{"x": {}, "a": "1\u00092\u000a\u0001"}"#,
                "a is text with a raw control character",
            ),
            (
                br#"[0, "C:\x\u12"]"#,
                r#"[0, "C:\\x\\u12"]"#,
                "[1] is text with a backslash that escapes nothing",
            ),
            (b"{\"a\tb\": 1}", r#"{"a\u0009b": 1}"#, "a\tb is text with a raw control character"),
        ] {
            assert_eq!(mended(bytes), (json.to_owned(), vec![fault.to_owned()]));
        }
    }

    #[test]
    fn words_that_json_has_not_become_texts() {
        for word in ["NaN", "-Infinity", "1e999999", "123456789012345678901", "0x1F", "01", "True"] {
            let json = format!(r#"{{"a": {word}, "b": [{word}]}}"#);
            let quoted = json.replace(word, &format!("\"{word}\""));
            assert_eq!(mended(json.as_bytes()), (quoted, vec![]));
        }
    }

    #[test]
    fn what_cannot_be_mended_stays() {
        for bytes in ["", "NaN", "<html>", r#"{"a"#, r#"{"a": "\"#, "{]},:", r#"{"a":,}"#] {
            assert_eq!(mended(bytes.as_bytes()).0, bytes);
        }
    }
}
