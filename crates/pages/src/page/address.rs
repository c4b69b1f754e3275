//! Links to the API portal and names of pages, which name product, version and operation.

use crate::page::text::Piece;
use alicloud_spec::NameKind;

/// What a link such as `https://api.aliyun.com/api/{Product}/{Version}/{Operation}` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// As it is written; codes are in lower case elsewhere.
    pub(crate) product: Piece<'a>,
    pub(crate) version: Piece<'a>,
    /// None for a link to the errors of the product.
    pub(crate) operation: Option<Piece<'a>>,
}

/// The portal, with and without a word before it.
const HOSTS: &[&str] = &["api.aliyun.com/", "api.alibabacloud.com/"];

/// The links to the API portal in a text, in order.
pub(crate) fn addresses<'a>(text: Piece<'a>) -> impl Iterator<Item = Address<'a>> {
    let starts = HOSTS.iter().flat_map(move |host| {
        text.text.match_indices(host).map(move |(at, _)| (at, text.from(at + host.len())))
    });
    let mut starts: Vec<_> = starts.collect();
    starts.sort_unstable_by_key(|(at, _)| *at);
    starts.into_iter().filter_map(|(_, path)| address(path))
}

/// `api/{Product}/{Version}/{Operation}`, or `document/…`.
fn address(path: Piece<'_>) -> Option<Address<'_>> {
    let folder = ["api/", "document/"].into_iter().find(|folder| path.text.starts_with(folder))?;
    let mut rest = path.from(folder.len());
    let mut parts = [Piece::default(); 3];
    for part in &mut parts {
        let end = rest.text.find(|c: char| !is_part(c)).unwrap_or(rest.text.len());
        *part = rest.to(end);
        rest = rest.from(end);
        rest = if rest.text.starts_with('/') { rest.from(1) } else { Piece::default() };
    }
    let [product, version, operation] = parts;
    let is_operation = operation.text != "errorCode" && NameKind::Operation.accepts(operation.text);
    let operation = Some(operation).filter(|_| is_operation);
    is_product(product).then_some(Address { product, version, operation }).filter(|_| is_version(version))
}

/// Product, version and operation of the name of a page: `api-{product}-{version}-{operation}`, in lower case.
pub(crate) fn named(text: Piece<'_>) -> Option<Address<'_>> {
    let start = text.text.rfind("api-")? + "api-".len();
    let end = text.text[start..].find(|c: char| !is_part(c)).unwrap_or(text.text.len() - start);
    let name = text.from(start).to(end);
    let version = name.text.match_indices("-20").map(|(at, _)| name.from(at + 1)).find_map(|rest| {
        let version = rest.to("2000-01-01".len());
        (is_version(version) && rest.text[version.text.len()..].starts_with('-')).then_some(version)
    })?;
    let product = name.to(version.at - name.at - 1);
    let operation = name.from(version.end() - name.at + 1);
    let operation = operation.to(operation.text.find('.').unwrap_or(operation.text.len()));
    let is_operation = NameKind::Operation.accepts(operation.text) && operation.text != "dir";
    (is_product(product) && is_operation).then_some(Address { product, version, operation: Some(operation) })
}

/// The actions that a text names in cells or paragraphs of their own: `ecs:StartInstance`.
pub(crate) fn actions<'a>(text: Piece<'a>) -> impl Iterator<Item = Piece<'a>> {
    let mut at = text.at;
    text.text.split('\n').filter_map(move |line| {
        let piece = Piece { text: line, at };
        at += line.len() + 1;
        first_cell(piece).filter(|cell| action(*cell).is_some())
    })
}

/// The code of a product, as policies have it, and the operation.
pub(crate) fn action(cell: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    let colon = cell.text.find(':')?;
    let (code, operation) = (cell.to(colon), cell.from(colon + 1));
    let is_code = NameKind::Product.accepts(code.text);
    let is_name = operation.text.starts_with(|c: char| c.is_ascii_uppercase())
        && NameKind::Operation.accepts(operation.text);
    (is_code && is_name).then_some((code, operation))
}

/// The text of a line up to the first mark that ends a cell.
fn first_cell(line: Piece<'_>) -> Option<Piece<'_>> {
    let line = line.trim();
    let line = if line.text.starts_with('|') { line.from(1).trim() } else { line };
    let cell = line.to(line.text.find(['|', '\t']).unwrap_or(line.text.len())).trim();
    let quoted = cell.text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    Some(quoted.map_or(cell, |inner| cell.from(1).to(inner.len()))).filter(|cell| !cell.is_blank())
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn is_product(piece: Piece<'_>) -> bool {
    NameKind::Product.accepts(&piece.text.to_ascii_lowercase())
}

/// Versions of links are dates nearly always; other words are parts of other addresses.
fn is_version(piece: Piece<'_>) -> bool {
    NameKind::Version.accepts(piece.text) && piece.text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece<'_> {
        Piece { text, at: 0 }
    }

    fn show(address: Address<'_>) -> [&str; 3] {
        let operation = address.operation.map_or("", |piece| piece.text);
        [address.product.text, address.version.text, operation]
    }

    #[test]
    fn links_to_the_portal_are_read_in_all_their_forms() {
        let of = |text| addresses(piece(text)).map(show).collect::<Vec<_>>();
        assert_eq!(
            of("[x](https://api.aliyun.com/api/Depot/2024-01-01/ListParcels?a#b) \
                [y](< https://next.api.alibabacloud.com/document/Depot/2024-01-01/errorCode>)"),
            [["Depot", "2024-01-01", "ListParcels"], ["Depot", "2024-01-01", ""]]
        );
        assert!(of("https://api.aliyun.com/#product=x https://api.aliyun.com/api/Depot").is_empty());
        assert!(of("https://api.aliyun.com/api/tools/sdk/X").is_empty());
    }

    #[test]
    fn names_of_pages_name_operations() {
        let of = |text| named(piece(text)).map(show);
        let expected = Some(["depot-x", "2024-01-01", "listparcels"]);
        assert_eq!(of("https://a/zh/depot/api-reference/api-depot-x-2024-01-01-listparcels?spm=1"), expected);
        assert_eq!(of("a/api-depot-x-2024-01-01-listparcels.zh.md"), expected);
        assert_eq!(of("api-depot-2024-01-01-dir"), None);
        assert_eq!(of("ListParcels.md"), None);
    }

    #[test]
    fn actions_stand_in_cells_of_their_own() {
        let of = |text| actions(piece(text)).map(|piece| piece.text).collect::<Vec<_>>();
        assert_eq!(of("depot:ListParcels\n\n- depot:Condition"), ["depot:ListParcels"]);
        assert_eq!(of("| `depot:ListParcels` | get |"), ["depot:ListParcels"]);
        assert!(of("the action depot:ListParcels\n`acs:depot:*:*:x`\n12:30").is_empty());
    }
}
