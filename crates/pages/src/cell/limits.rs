//! Defaults, bounds and deprecations in descriptions.

use alicloud_spec::{Bounds, Kind, Limits, Standing};

/// The words that introduce them.
const DEFAULTS: &[&str] = &["默认值", "默认", "Default", "default"];
const RANGES: &[&str] = &[
    "范围",
    "取值",
    "Valid values",
    "valid values",
    "Value range",
    "value range",
    "Valid range",
    "valid range",
];

/// What a description says a value of `kind` is held to.
pub(crate) fn find(docs: &str, kind: Kind) -> Limits {
    let number = matches!(kind, Kind::Integer | Kind::Long);
    Limits {
        default: default(docs),
        range: if number { range(docs) } else { None },
        length: if kind == Kind::String { length(docs) } else { None },
        ..Limits::default()
    }
}

/// Whether a description says that the value is deprecated.
pub(crate) fn standing(docs: &str) -> Standing {
    let chinese =
        |word| behind(docs, word).any(|(before, _)| before.ends_with('已') || before.ends_with("即将"));
    let english =
        behind(docs, "deprecated").any(|(before, rest)| before.ends_with("is ") || rest.starts_with('.'));
    if english || ["废弃", "弃用"].into_iter().any(chinese) {
        Standing::Deprecated
    } else {
        Standing::Current
    }
}

/// `默认值：10`, `Default value: 10.`
fn default(docs: &str) -> Option<String> {
    let stated = DEFAULTS.iter().flat_map(|word| behind(docs, word));
    let rest = stated.map(|(_, rest)| rest.strip_prefix(" value").unwrap_or(rest)).find_map(told)?;
    let rest = rest.trim_start_matches(['"', '“', '`', '\'']);
    let end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.' | '/' | ':' | '+'));
    let value = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ':']);
    let is_value =
        value.contains(|c: char| c.is_ascii_alphanumeric()) && value.len() <= 64 && !is_prose(value);
    is_value.then(|| value.to_owned())
}

/// The texts before and behind each occurrence of a word.
fn behind<'d>(docs: &'d str, word: &'d str) -> impl Iterator<Item = (&'d str, &'d str)> {
    docs.match_indices(word).map(|(at, word)| (&docs[..at], &docs[at + word.len()..]))
}

/// The text behind a colon or a verb; without one, it is prose.
fn told(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let told = rest.trim_start_matches(['为', '是']).trim_start_matches([':', '：']);
    (told.len() < rest.len()).then(|| told.trim_start())
}

/// Words of prose are no values: `Default: the region of …`.
fn is_prose(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "this" | "if" | "by" | "is" | "null" | "none"
    )
}

/// `取值范围：1~100`, `Valid values: 1 to 100`, `[1, 100]`.
fn range(docs: &str) -> Option<Bounds> {
    let rest = RANGES.iter().find_map(|word| behind(docs, word).find_map(|(_, rest)| told(rest)))?;
    bounds(rest).map(|(bounds, _)| bounds)
}

/// `长度为2~128个字符`, `2 to 128 characters in length`.
fn length(docs: &str) -> Option<Bounds> {
    let bytes = docs.as_bytes();
    let begins = |at: &usize| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        bytes[*at].is_ascii_digit()
            && !before.is_some_and(|before| before.is_ascii_alphanumeric() || before == b'.')
    };
    (0..bytes.len()).filter(begins).find_map(|at| {
        let (bounds, rest) = bounds(&docs[at..])?;
        let rest = rest.trim_start_matches([']', ' ', '个', '位']);
        (rest.starts_with("字符") || rest.starts_with("英文") || rest.starts_with("characters"))
            .then_some(bounds)
    })
}

/// Two numbers with a sign or a word between them, and the text behind.
fn bounds(text: &str) -> Option<(Bounds, &str)> {
    const BETWEEN: &[&str] = &["~", "～", "-", "–", "—", "to", "至", "到", ",", "，", "、"];
    let (min, rest) = number(text.trim_start_matches(['[', '(', '（', ' ']))?;
    let rest = rest.trim_start();
    let rest = BETWEEN.iter().find_map(|word| rest.strip_prefix(word))?;
    let (max, rest) = number(rest.trim_start())?;
    // `1、2、3` and `1, 2` list values.
    let next = rest.trim_start();
    let goes_on =
        next.strip_prefix([',', '，', '、']).is_some_and(|next| number(next.trim_start()).is_some());
    let lists = goes_on || next.starts_with(['、', '：', ':']);
    (min < max && !lists).then_some((Bounds::closed(min, max), rest))
}

fn number(text: &str) -> Option<(i64, &str)> {
    let sign = usize::from(text.starts_with('-'));
    let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(sign + digits);
    let is_whole = !rest.starts_with('.') || !rest[1..].starts_with(|c: char| c.is_ascii_digit());
    number.parse().ok().filter(|_| is_whole).map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::Number;

    #[test]
    fn defaults_are_found() {
        for (docs, expected) in [
            ("页大小。默认值：10。", Some("10")),
            ("默认值为cn-hangzhou，可选。", Some("cn-hangzhou")),
            ("Default value: false.", Some("false")),
            ("The default region is used.", None),
            ("Default: the region of the caller", None),
            ("默认值：空。", None),
        ] {
            assert_eq!(find(docs, Kind::String).default.as_deref(), expected, "{docs}");
        }
    }

    #[test]
    fn bounds_are_found() {
        let whole = |end| match end {
            Some(Number::Integer(number)) => number,
            other => panic!("{other:?}"),
        };
        let ends = |bounds: Bounds| (whole(bounds.min), whole(bounds.max));
        let range = |docs: &str| find(docs, Kind::Integer).range.map(ends);
        assert_eq!(range("取值范围：1~100，默认10"), Some((1, 100)));
        assert_eq!(range("Valid values: 1 to 100."), Some((1, 100)));
        assert_eq!(range("取值范围：[60, 3600]"), Some((60, 3600)));
        assert_eq!(range("取值：1、2、3"), None);
        assert_eq!(range("取值：0：失败 1：成功"), None);
        let length = |docs: &str| find(docs, Kind::String).length.map(ends);
        assert_eq!(length("长度为2~128个字符，以字母开头。"), Some((2, 128)));
        assert_eq!(length("It must be 2 to 256 characters in length."), Some((2, 256)));
        assert_eq!(length("端口1~65535。"), None);
    }

    #[test]
    fn deprecations_are_found() {
        assert_eq!(standing("该参数已废弃，请使用Other。"), Standing::Deprecated);
        assert_eq!(standing("This parameter is deprecated."), Standing::Deprecated);
        assert_eq!(standing("The state of the order."), Standing::Current);
    }
}
