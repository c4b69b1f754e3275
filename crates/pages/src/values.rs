//! The description of a scalar goes in; the values that it lists, with what each means, come out.

use alicloud_spec::{Docs, Glossary, Kind, Language, Literal, ValidValue};

/// A list of values needs at least so many entries: a single `1：…` is prose.
const FEWEST: usize = 2;

/// The values that `text` lists for a scalar of `kind`.
pub(crate) fn find(text: &str, kind: Kind, language: Language, glossary: &Glossary) -> Vec<ValidValue> {
    if !matches!(kind, Kind::Integer | Kind::Long) {
        return Vec::new();
    }
    let mut found: Vec<(i64, String)> = Vec::new();
    for (value, meaning) in entries(text) {
        if found.iter().all(|(known, _)| *known != value) {
            found.push((value, meaning));
        }
    }
    if found.len() < FEWEST {
        return Vec::new();
    }
    found
        .into_iter()
        .map(|(value, meaning)| ValidValue {
            value: Literal::Integer(value),
            name: glossary.name(&meaning).map(str::to_owned),
            docs: Docs::new(language, &meaning),
        })
        .collect()
}

/// Entries of the forms `0：text 1：text` on one line and `- 0：text` on lines of their own.
fn entries(text: &str) -> Vec<(i64, String)> {
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

    fn values(text: &str) -> Vec<(String, Option<String>)> {
        let glossary: Glossary = alicloud_spec::yaml::read("glossary.yaml", "{执行中: Running}").unwrap();
        let values = find(text, Kind::Integer, Language::Chinese, &glossary);
        values
            .into_iter()
            .map(|value| (format!("{}={}", value.value, value.docs.zh.unwrap_or_default()), value.name))
            .collect()
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
