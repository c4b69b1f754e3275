//! Whether a request must have a parameter, as its cells say.

use crate::cell::name::is_name_part;
use alicloud_spec::Presence;

/// What a cell says; `None` for prose.
pub(crate) fn read(cell: &str) -> Option<Presence> {
    const YES: &[&str] = &["是", "yes", "y", "true", "必选", "必须", "必填", "必需", "required", "mandatory"];
    const NO: &[&str] = &["", "否", "no", "n", "false", "fasle", "可选", "optional", "-", "--", "无"];
    let cell = cell.trim_end_matches(['.', '。']);
    let says = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if says(YES) {
        return Some(Presence::Required);
    }
    says(NO).then_some(Presence::Optional)
}

/// Whether a description may say that a parameter is required in some cases only: what that costs is little beside
/// [`is_conditional`].
pub(crate) fn may_be_conditional(docs: &str) -> bool {
    const WORDS: &[&str] = &["选一", "其一", "至少", "时", "one of", "ither", "must", "required"];
    WORDS.iter().any(|word| docs.contains(word))
}

/// Whether the description of a parameter says that it is required in some cases only: where others are not given, or have some
/// value. `is_parameter` knows the names of all.
pub(crate) fn is_conditional(name: &str, docs: &str, is_parameter: impl Fn(&str) -> bool) -> bool {
    let sentences = docs.split(['。', '\n', '；', ';']).flat_map(|text| text.split(". "));
    sentences.map(str::to_ascii_lowercase).any(|sentence| {
        depends(&sentence) || {
            let named = words(&sentence).filter(|word| is_parameter(word));
            let (own, others): (Vec<_>, Vec<_>) = named.partition(|word| word.eq_ignore_ascii_case(name));
            chooses(&sentence, !own.is_empty() || sentence.contains("this parameter"), others.len())
        }
    })
}

/// `当Kind为cold时，必填`, `This parameter is required if …`.
fn depends(sentence: &str) -> bool {
    const CHINESE: &[&str] = &["必填", "必选"];
    const ENGLISH: &[&str] = &["is required if ", "is required when ", "is required only "];
    let chinese = |word: &&str| {
        sentence.match_indices(*word).any(|(at, _)| {
            let before = sentence[..at].trim_end_matches("为").trim_end_matches("参数");
            before.trim_end_matches(['该', '此', '，', ',', ' ']).ends_with('时')
        })
    };
    CHINESE.iter().any(chinese) || ENGLISH.iter().any(|word| sentence.contains(word))
}

/// `Id和Name二选一`, `Specify at least one of Id and Name`. A sentence may be about something else that there is one of, so it must
/// name the others.
fn chooses(sentence: &str, names_itself: bool, others: usize) -> bool {
    let chinese = ["选一", "其一"].iter().any(|word| sentence.contains(word))
        || sentence.split_once("至少").is_some_and(|(_, rest)| rest.contains('一'));
    let english = ["one of ", "either "].iter().any(|word| sentence.contains(word))
        || ["must set ", "must specify "].iter().any(|word| sentence.contains(word))
            && sentence.contains(" or ");
    others > 0 && chinese || english && others + usize::from(names_itself) > 1
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let words = sentence.split(|c| !is_name_part(c)).map(|word| word.trim_end_matches('.'));
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_say_in_which_cases_a_parameter_is_required() {
        let is_parameter = |word: &str| ["id", "name", "depot_kind"].contains(&word);
        for (docs, expected) in [
            ("标识，和Name二选一。长度为8个字符。", true),
            ("Id和Name必须至少填写一个。", true),
            ("当depot_kind为cold时，必填。", true),
            ("depot_kind为cold时该参数必选。", true),
            ("The ID. You must specify only one of the following parameters: `Id` and `Name`.", true),
            ("You must set Id or Name.", true),
            ("Set this parameter or Name, at least one of them.", true),
            ("This parameter is required if depot_kind is cold.", true),
            ("至少包含一个数字。", false),
            ("密码至少同时包含三项。Name的密码。", false),
            ("设置时必须保证该仓库已经存在。", false),
            ("You can specify one or more names.", false),
            ("One of the following: a, b. The Name is another.", false),
            ("You must specify at least one kind, as in Name.", false),
        ] {
            assert_eq!(is_conditional("Id", docs, is_parameter), expected, "{docs}");
            assert!(!expected || may_be_conditional(docs), "{docs}");
        }
    }
}
