//! Names of parameters and members, as cells and texts write them.

use alicloud_spec::Standing;

/// Whether a text is the name of a parameter or member.
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let first = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '@');
    chars.next().is_some_and(first) && chars.all(|c| is_name_part(c) || matches!(c, '$' | '[' | ']'))
}

/// Whether names in texts have the character.
pub(crate) fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// `<公共请求参数>` and the like mean parameters that every operation has.
pub(crate) fn is_placeholder(name: &str) -> bool {
    let name = name.trim_matches(|c: char| matches!(c, '<' | '>' | '\\' | ' ' | '[' | ']'));
    name.contains("公共") || name.to_lowercase().contains("common") || matches!(name, "无" | "-" | "None")
}

/// Whether a cell marks its row as a child.
pub(crate) fn is_marked(cell: &str) -> bool {
    cell.contains(['└', '├']) || cell.trim_start().starts_with(['─', '—', '-', '>'])
}

/// The name behind the marks that say that a row is a child. Machine translation may have put words before them.
pub(crate) fn unmarked(cell: &str) -> &str {
    let name = cell.rsplit(['└', '├']).next().unwrap_or(cell);
    name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '│' | '─' | '—' | '>' | '-')).trim()
}

/// The first of several names, and a name without what is in brackets behind it: `Id（必选）`, `Id/Name`.
pub(crate) fn without_remark(name: &str) -> &str {
    let name = name.strip_suffix("[]").unwrap_or(name).trim_end_matches([':', '：']);
    let end = name.find(['/', '(', '（', ' ']).unwrap_or(name.len());
    let first = &name[..end];
    let rest = name[end..].trim_start();
    if is_name(first) && (rest.is_empty() || rest.starts_with(['/', '(', '（'])) { first } else { name }
}

/// A name without the badge behind it that says that it should not be used any more, as in `` Zone`**deprecated**` ``. Saved
/// text may have lost what was between the two.
pub(crate) fn without_badge(cell: &str) -> (&str, Standing) {
    const BADGES: &[&str] = &["deprecated", "Deprecated", "已废弃", "已弃用", "废弃", "弃用", "非推奨"];
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '`' | '*' | '(' | ')' | '（' | '）');
    let found = BADGES.iter().find_map(|badge| {
        let rest = cell.trim_end_matches(is_mark).strip_suffix(badge)?;
        let name = rest.trim_end_matches(is_mark);
        // Names have this word, too: `IsDeprecated`, `is_deprecated`.
        let has_run_together = badge.starts_with('d')
            && name.contains(|c: char| c.is_ascii_uppercase())
            && name.ends_with(|c: char| c.is_ascii_alphanumeric());
        let is_apart = name.len() < rest.len() || !badge.is_ascii() || has_run_together;
        (is_apart && !name.is_empty()).then_some(name)
    });
    found.map_or((cell, Standing::Current), |name| (name, Standing::Deprecated))
}

/// The name of one item of a list.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if ["ss", "us", "is"].iter().any(|end| name.ends_with(end)) {
        return name.to_owned();
    }
    if ["sses", "xes", "ches"].iter().any(|end| name.ends_with(end)) {
        return name[..name.len() - 2].to_owned();
    }
    name.strip_suffix('s').unwrap_or(name).to_owned()
}

/// What is left of a name when case and punctuation do not count.
pub(crate) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_are_told_from_names() {
        for (cell, name, standing) in [
            ("Zone`**deprecated**`", "Zone", Standing::Deprecated),
            ("Zone**deprecated**", "Zone", Standing::Deprecated),
            ("Zonedeprecated", "Zone", Standing::Deprecated),
            ("zone deprecated", "zone", Standing::Deprecated),
            ("Zone已废弃", "Zone", Standing::Deprecated),
            ("IsDeprecated", "IsDeprecated", Standing::Current),
            ("is_deprecated", "is_deprecated", Standing::Current),
            ("deprecated", "deprecated", Standing::Current),
        ] {
            assert_eq!(without_badge(cell), (name, standing), "{cell}");
        }
    }

    #[test]
    fn names_of_lists_have_singulars() {
        let names = ["Instances", "Policies", "Addresses", "Boxes", "Status", "Data"];
        assert_eq!(names.map(singular), ["Instance", "Policy", "Address", "Box", "Status", "Data"]);
    }
}
