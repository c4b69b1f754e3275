//! The name of the operation in a title.

use crate::page::text::Piece;
use alicloud_spec::NameKind;

/// The name in a title: `Name`, `Name - what it does` or `Name（Alias）`; any other title as it is.
pub(crate) fn name(title: Piece<'_>) -> Piece<'_> {
    let end = [" - ", " – ", "（", " (", "("].into_iter().filter_map(|mark| title.text.find(mark)).min();
    let first = end.map(|end| title.to(end).trim());
    first.filter(|piece| NameKind::Operation.accepts(piece.text)).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

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
