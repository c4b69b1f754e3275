//! Values, apart from the words about them that some sources write into the same text.

use std::borrow::Cow;

/// The value that a text is or holds: of one in which Chinese words stand beside it (`RICH_TEXT：富文本`,
/// `2核4G elasticsearch.sn1ne.large`), what is no word. None of a text that is nothing but a sentence.
pub(crate) fn of(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    if !text.contains(is_chinese) || !text.trim().contains(divides) {
        return Some(text);
    }
    let parts: Vec<_> = text.split(divides).filter(|part| !part.is_empty()).collect();
    let plain = |part: &&&str| !part.contains(is_chinese);
    let mut rest = parts.iter().filter(plain);
    let found = match (parts.first(), rest.next(), rest.next()) {
        (Some(first), ..) if plain(&first) => first,
        (_, Some(only), None) => only,
        _ => return None,
    };
    Some(Cow::Owned((*found).to_owned()))
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// What stands between a value and words, or ends a sentence.
fn divides(c: char) -> bool {
    c.is_whitespace() || matches!(c, '：' | ':' | '，' | '。' | '；' | '、' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_a_value_are_left_out() {
        for (text, value) in [
            ("Big data", Some("Big data")),
            (" false", Some(" false")),
            ("a:b", Some("a:b")),
            ("默认", Some("默认")),
            ("文本Text", Some("文本Text")),
            ("RICH_TEXT：富文本", Some("RICH_TEXT")),
            ("RICH_TEXT: 富文本", Some("RICH_TEXT")),
            ("WAITING：请调用 Continue", Some("WAITING")),
            ("2核4G sn1.large", Some("sn1.large")),
            ("cloud_ssd ssd云盘", Some("cloud_ssd")),
            ("实例的核数。", None),
            ("请看 A 或 B", None),
        ] {
            assert_eq!(of(text.into()).as_deref(), value, "{text}");
        }
    }
}
