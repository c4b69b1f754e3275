//! Whether a request must have a parameter, as a cell says.

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
