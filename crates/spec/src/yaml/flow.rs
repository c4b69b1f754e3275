//! Brackets of YAML text that nest deeper than those of any file that is meant well.
//!
//! The YAML library takes time that grows with the square of the depth of brackets, before it notices that they are too
//! deep. This scan is linear, and knows just enough of YAML to tell brackets from text.

/// The depth from which on the YAML library refuses a file.
const MAX_BRACKETS: usize = 128;

/// The byte offset of the first bracket that nests too deep.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, depth: 0, margin: -1 };
    while scan.at < scan.bytes.len() {
        if scan.depth == 0 {
            scan.block_line();
        } else {
            scan.in_brackets();
        }
        if scan.depth > MAX_BRACKETS {
            return Some(scan.at - 1);
        }
    }
    None
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// How many brackets are open.
    depth: usize,
    /// The column of the innermost key or dash: a block of text below it stands further to the right.
    margin: isize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next_is_blank(&self) -> bool {
        self.bytes.get(self.at + 1).is_none_or(u8::is_ascii_whitespace)
    }

    /// Reads a line outside of brackets, up to its end or its first bracket.
    fn block_line(&mut self) {
        let start = self.at;
        self.margin = -1;
        loop {
            while self.peek() == Some(b' ') {
                self.at += 1;
            }
            let column = (self.at - start) as isize;
            match self.peek() {
                Some(b'-' | b'?' | b':') if self.next_is_blank() => {
                    self.margin = column;
                    self.at += 1;
                }
                Some(b'[' | b'{') => return self.open(),
                Some(b'|' | b'>') => return self.skip_block_of_text(),
                Some(b'!' | b'&') => self.skip_to(|byte| byte.is_ascii_whitespace()),
                Some(quote @ (b'"' | b'\'')) => {
                    self.skip_quoted(quote);
                    self.margin = column;
                    if self.peek() != Some(b':') {
                        return self.skip_line();
                    }
                }
                Some(b'#' | b'\n') | None => return self.skip_line(),
                Some(_) if self.key() => self.margin = column,
                Some(_) => return self.skip_line(),
            }
        }
    }

    /// Goes on to the colon behind a key, if the line has one.
    fn key(&mut self) -> bool {
        let line = &self.bytes[self.at..];
        let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
        let is_colon = |at: &usize| line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        let colon = memchr::memchr_iter(b':', &line[..end]).find(is_colon);
        self.at += colon.unwrap_or_default();
        colon.is_some()
    }

    fn open(&mut self) {
        self.depth += 1;
        self.at += 1;
    }

    /// Reads up to the next bracket, or the end of the text.
    fn in_brackets(&mut self) {
        let mut begins = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' | b'{' => return self.open(),
                b']' | b'}' => {
                    self.depth -= 1;
                    self.at += 1;
                    if self.depth == 0 {
                        self.skip_line();
                    }
                    return;
                }
                b'"' | b'\'' if begins => {
                    self.skip_quoted(byte);
                    begins = false;
                    continue;
                }
                b'#' if self.bytes[self.at - 1].is_ascii_whitespace() => self.skip_line(),
                _ => self.at += 1,
            }
            begins = byte.is_ascii_whitespace() && begins || matches!(byte, b',' | b':' | b'?' | b'\n');
        }
    }

    fn skip_quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' if quote == b'"' => self.at += 1,
                _ if byte != quote => {}
                _ if quote == b'\'' && self.peek() == Some(quote) => self.at += 1,
                _ => return,
            }
        }
    }

    /// Skips the lines of a block of text: those that are blank or stand to the right of the margin.
    fn skip_block_of_text(&mut self) {
        self.skip_line();
        while self.at < self.bytes.len() {
            let indent = self.bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
            let is_blank = matches!(self.bytes.get(self.at + indent), Some(b'\n' | b'\r') | None);
            if !is_blank && indent as isize <= self.margin {
                return;
            }
            self.skip_line();
        }
    }

    fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
    }

    fn skip_to(&mut self, found: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(|byte| !found(byte)) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_told_from_text() {
        let open = "[".repeat(MAX_BRACKETS + 1);
        for text in [
            format!("a: {open}"),
            format!("- - {open}"),
            format!("? {open}"),
            format!("a: !t &b {open}"),
            format!("'a': {open}"),
            format!("a:\n  {open}"),
            format!("a: |\n  text\nb: {open}"),
            format!("- a: |\n    text\n  b: {open}"),
            format!("a: [']', \"\\\"]\", {open}"),
            "{a: [".repeat(MAX_BRACKETS / 2 + 1),
            "[\n# ]\n".repeat(MAX_BRACKETS + 1),
        ] {
            assert!(too_deep(&text).is_some(), "{text}");
        }
        for text in [
            format!("a: x{open}"),
            format!("a: '{open}'"),
            format!("a: \"\\\"{open}\""),
            format!("a: [\"{open}\"]"),
            format!("# {open}"),
            format!("a: 1 # {open}"),
            format!("a: |\n  x\n\n  {open}\n"),
            format!("- a: >2-\n    {open}\n  b: 1"),
            "[]".repeat(MAX_BRACKETS + 1),
            "- [it's, {a: b}]\n".repeat(MAX_BRACKETS + 1),
        ] {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }
}
