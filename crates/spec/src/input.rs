//! Bytes of a file go in; its text, or a diagnostic that says why it is no text, comes out.

use crate::{Code, Diagnostic, Span};

/// The largest file that is read, in bytes. The largest of 8,200 real pages has 0.2 MiB.
pub const MAX_FILE_BYTES: usize = 8 << 20;

/// The text of a page or spec file, without a byte order mark.
///
/// # Errors
/// A file over [`MAX_FILE_BYTES`], one with a NUL byte, or one that is not UTF-8 gives a diagnostic with the place.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    text_within(MAX_FILE_BYTES, file, bytes)
}

/// The text of a file that may have `most` bytes, without a byte order mark.
///
/// # Errors
/// A larger file, one with a NUL byte, or one that is not UTF-8 gives a diagnostic with the place.
pub fn text_within<'a>(most: usize, file: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    if bytes.len() > most {
        return Err(Box::new(too_large(most, file, bytes.len() as u64)));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        let message = "a NUL byte: this is not a text file".to_owned();
        return Err(refuse(
            Code::BinaryFile,
            place(file, bytes, at),
            message,
            "remove the file, or save the page as text",
        ));
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("byte 0x{:02x} is not UTF-8", bytes.get(at).copied().unwrap_or_default());
            Err(refuse(Code::NotUtf8, place(file, bytes, at), message, "save the file as UTF-8"))
        }
    }
}

/// The diagnostic about a file of more than `most` bytes, for who knows its size without reading it.
pub fn too_large(most: usize, file: &str, bytes: u64) -> Diagnostic {
    let message = format!("the file has {bytes} bytes; at most {most} are read");
    Diagnostic::new(Code::FileTooLarge, Span::file(file), message).help("split the file, or remove it")
}

fn refuse(code: Code, span: Span, message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, span, message).help(help))
}

fn place(file: &str, bytes: &[u8], at: usize) -> Span {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    Span::new(file, line, String::from_utf8_lossy(&before[start..]).chars().count() + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> (Code, usize, usize) {
        let diagnostic = text("page.md", bytes).unwrap_err();
        (diagnostic.code, diagnostic.span.line, diagnostic.span.column)
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(refused("名称\n类\u{0}".as_bytes()), (Code::BinaryFile, 2, 2));
        assert_eq!(refused(b"one\ntwo \xff"), (Code::NotUtf8, 2, 5));
        assert_eq!(refused(&vec![b'|'; MAX_FILE_BYTES + 1]), (Code::FileTooLarge, 1, 1));
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(text("page.md", "\u{feff}# A".as_bytes()).unwrap(), "# A");
    }
}
