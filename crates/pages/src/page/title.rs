//! The name of the operation in a title.

use crate::page::text::Piece;
use alicloud_spec::NameKind;

/// The name in a title: `Name`, `Name - what it does` or `Name（Alias）`; any other title as it is.
pub(crate) fn name(title: Piece<'_>) -> Piece<'_> {
    let end = [" - ", " – ", "（", " (", "("].into_iter().filter_map(|mark| title.text.find(mark)).min();
    let first = end.map(|end| title.to(end).trim());
    first.filter(|piece| NameKind::Operation.accepts(piece.text)).unwrap_or(title)
}

/// The type that a heading names: `User`, `User：what it is`, `User Type`.
pub(crate) fn of_type(title: Piece<'_>) -> Option<Piece<'_>> {
    let is_mark = |c: char| matches!(c, '*' | '`');
    let marks = title.text.len() - title.text.trim_start_matches(is_mark).len();
    let name = title.from(marks);
    let end = name.text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.text.len());
    let rest = name.text[end..].trim_start_matches(is_mark).trim();
    let is_alone = rest.is_empty() || rest.eq_ignore_ascii_case("type") || rest == "类型";
    let names = name.text.starts_with(|c: char| c.is_ascii_uppercase())
        && (is_alone || rest.starts_with([':', '：', '(', '（', '-', '–']));
    names.then(|| name.to(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_types() {
        for (title, expected) in [
            ("Parcel", Some("Parcel")),
            ("Parcel：包裹", Some("Parcel")),
            ("**Parcel** (a parcel)", Some("Parcel")),
            ("Parcel Type", Some("Parcel")),
            ("Common parameters", None),
            ("子节点", None),
        ] {
            assert_eq!(of_type(Piece { text: title, at: 0 }).map(|name| name.text), expected, "{title}");
        }
    }

    #[test]
    fn titles_name_operations_in_all_their_forms() {
        for (title, expected) in [
            ("ListParcels", "ListParcels"),
            ("ListParcels - 查询包裹列表", "ListParcels"),
            ("ListParcels（GetDepot）", "ListParcels"),
            ("ListParcels (old)", "ListParcels"),
            ("A guide - how to", "A guide - how to"),
        ] {
            assert_eq!(name(Piece { text: title, at: 0 }).text, expected, "{title}");
        }
    }
}
