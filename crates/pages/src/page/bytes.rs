//! The text of a page, from its bytes.

use alicloud_spec::Diagnostic;
use std::borrow::Cow;

/// A text may have one NUL among so many bytes: editors leave some, and the site keeps them.
const BYTES_TO_A_NUL: usize = 256;

/// The text of a page, in which a blank stands for each NUL, or why it is none.
pub(crate) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Box<Diagnostic>> {
    let nuls = memchr::memchr_iter(0, bytes).count();
    if nuls == 0 || nuls * BYTES_TO_A_NUL > bytes.len() {
        return alicloud_spec::text(name, bytes).map(Cow::Borrowed);
    }
    let bytes: Vec<u8> = bytes.iter().map(|byte| if *byte == 0 { b' ' } else { *byte }).collect();
    alicloud_spec::text(name, &bytes).map(|text| Cow::Owned(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_nul_does_not_make_a_page_binary() {
        let page = format!("# ListParcels\n\n{}\u{0}.", "All parcels. ".repeat(30));
        assert!(text("p.md", page.as_bytes()).unwrap().ends_with("parcels.  ."));
        assert!(text("p.md", b"# ListParcels\n\0").is_err());
    }
}
