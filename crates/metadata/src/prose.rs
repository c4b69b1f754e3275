//! Sentences of the metadata as documentation.

use alicloud_spec::{Docs, Language};

/// Text in the language that its letters show.
pub(crate) fn docs(text: &str) -> Docs {
    Docs::new(language(text), text)
}

fn language(text: &str) -> Language {
    let is_chinese = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    if text.chars().any(is_chinese) { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_show_the_language() {
        assert_eq!(docs(" The parcel. ").en.as_deref(), Some("The parcel."));
        assert_eq!(docs("包裹 ID。").zh.as_deref(), Some("包裹 ID。"));
        assert!(docs(" \n").is_empty());
    }
}
