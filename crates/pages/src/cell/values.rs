//! The values that the description of a scalar lists, with what each means.

use alicloud_spec::{Docs, Glossary, Kind, Language, Literal, ValidValue};
use std::collections::HashSet;

/// A list of values needs at least so many entries: a single `1：…` is prose.
const FEWEST: usize = 2;

/// The values that `text` lists for a scalar of `kind`. `example` is that of its row.
pub(crate) fn find(
    text: &str,
    kind: Kind,
    example: &str,
    language: Language,
    glossary: &Glossary,
) -> Vec<ValidValue> {
    let found = match kind {
        Kind::Integer | Kind::Long => {
            let entries = entries(text).into_iter();
            distinct(entries.map(|(value, meaning)| (Literal::Integer(value), meaning)))
        }
        Kind::String => {
            // Items of a description may be about parts of the value; where they are values, the example is one.
            let is_one = words(text).any(|(word, _)| word == example);
            let words = words(text).filter(|_| is_one);
            distinct(words.map(|(word, meaning)| (Literal::String(word.to_owned()), self::meaning(meaning))))
        }
        _ => Vec::new(),
    };
    if found.len() < FEWEST {
        return Vec::new();
    }
    let valid = |(value, meaning): (Literal, String)| ValidValue {
        name: glossary.name(&meaning).filter(|_| matches!(value, Literal::Integer(_))).map(str::to_owned),
        docs: Docs::new(language, meaning),
        value,
    };
    found.into_iter().map(valid).collect()
}

fn distinct(entries: impl Iterator<Item = (Literal, String)>) -> Vec<(Literal, String)> {
    let mut known = HashSet::new();
    entries.filter(|(value, _)| known.insert(value.clone())).collect()
}

/// Items of the form `- word：text`, or of a word alone; and lines of the form `word：text` below one that ends with a colon.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut listed = false;
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).filter_map(move |line| {
        let item = line.strip_prefix("- ");
        let below = listed && item.is_none();
        listed = line.ends_with(['：', ':']) || below && line.contains(['：', ':']);
        let item = item.or(Some(line).filter(|line| below && line.contains(['：', ':'])))?.trim();
        let (word, meaning) = item.split_once(['：', ':']).unwrap_or((item, ""));
        let word = without_remark(word.trim()).trim_end_matches(['。', ';', '；', '.']);
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '/');
        (!word.is_empty() && word.len() <= 64 && word.chars().all(is_word)).then_some((word, meaning))
    })
}

/// A word without what stands in brackets behind it: `ecs (default)`.
fn without_remark(word: &str) -> &str {
    let end = word.find(['(', '（']).filter(|_| word.ends_with([')', '）']));
    word[..end.unwrap_or(word.len())].trim_end()
}

/// Entries of the forms `0：text 1：text` on one line and `- 0：text` on lines of their own.
fn entries(text: &str) -> Vec<(i64, String)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    for (at, colon) in text.match_indices(['：', ':']) {
        let digits = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let before = text[..digits].strip_suffix('-').map_or(&text[..digits], |rest| rest);
        let value = text[before.len()..at].parse::<i64>().ok().or_else(|| text[digits..at].parse().ok());
        // The number must begin a word: the `30` of `12:30` and of `IPv4:` are none.
        let begins = before.is_empty()
            || before.ends_with([' ', '\n', '，', ',', '。', '；', ';', '：', '、', '(', '（']);
        if let Some(value) = value.filter(|_| begins) {
            starts.push((before.len(), at + colon.len(), value));
        }
    }
    let ends: Vec<_> = starts.iter().skip(1).map(|(start, _, _)| *start).chain([text.len()]).collect();
    starts.iter().zip(ends).map(|((_, from, value), to)| (*value, meaning(&text[*from..to]))).collect()
}

fn meaning(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | '.'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str, example: &str) -> Vec<(String, Option<String>)> {
        let glossary: Glossary = alicloud_spec::yaml::read("glossary.yaml", "{执行中: Running}").unwrap();
        let values = find(text, kind, example, Language::Chinese, &glossary);
        values
            .into_iter()
            .map(|value| (format!("{}={}", value.value, value.docs.zh.unwrap_or_default()), value.name))
            .collect()
    }

    fn values(text: &str) -> Vec<(String, Option<String>)> {
        of(Kind::Integer, text, "")
    }

    #[test]
    fn words_are_values_where_the_example_is_one() {
        let text = "状态：\n- Active：启用。\n- Inactive：停用。";
        let expected = [("Active=启用".to_owned(), None), ("Inactive=停用".to_owned(), None)];
        assert_eq!(of(Kind::String, text, "Active"), expected);
        assert_eq!(of(Kind::String, "- 2xx：成功。\n- 3xx：重定向。", "200"), []);
        assert_eq!(of(Kind::String, "状态：\nActive：启用。\nInactive：停用。", "Active"), expected);
        assert_eq!(of(Kind::String, "- Active (default): 启用\n- Inactive : 停用", "Active"), expected);
    }

    #[test]
    fn values_stand_on_one_line_or_in_a_list() {
        let expected = vec![("0=准备".to_owned(), None), ("1=执行中".to_owned(), Some("Running".to_owned()))];
        assert_eq!(values("状态，0：准备 1：执行中"), expected);
        assert_eq!(values("取值：\n- 0：准备。\n- 1：执行中。"), expected);
    }

    #[test]
    fn times_and_single_numbers_are_no_lists() {
        assert_eq!(values("从12:30到13:45"), Vec::new());
        assert_eq!(values("默认值 1：开启"), Vec::new());
    }
}
