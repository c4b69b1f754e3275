//! What a page says about itself goes in; which operation of which product and version it describes comes out.

use crate::cell::markup::Markup;
use crate::page::Page;
use crate::page::rows::Row;
use crate::page::text::{Piece, Source};
use crate::tree::leaf;
use alicloud_spec::{Code, NameKind};
use std::iter::Peekable;

/// The operation that a page describes, as far as the page tells.
#[derive(Debug)]
pub(crate) struct Identity<'a> {
    pub(crate) operation: Piece<'a>,
    /// Lower-case product code.
    pub(crate) product: Option<String>,
    pub(crate) version: Option<String>,
    /// The first label of the host that the examples call, if no region follows it.
    pub(crate) host: Option<String>,
}

/// What a page about the API as a whole tells by the request that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The page.
    pub page: String,
    /// The first label of the host name.
    pub host: String,
    /// The version of the API.
    pub version: String,
}

/// Finds a request such as `https://sts.aliyuncs.com/?Version=2015-04-01` on a page.
pub(crate) fn hint(page: &str, text: &str) -> Option<Hint> {
    let places = |word: &'static str| text.match_indices(word).map(|(at, _)| at);
    let mut versions = places("Version").filter(|at| is_parameter(text, *at, "Version")).peekable();
    let (mut blank_lines, mut fences) = (places("\n\n").peekable(), places("```").peekable());
    places("://").find_map(|at| {
        // A request ends where its block does.
        let end = next_from(&mut blank_lines, at).or_else(|| next_from(&mut fences, at));
        let version = next_from(&mut versions, at).filter(|version| end.is_none_or(|end| *version < end))?;
        let version = value(Piece { text, at: 0 }.from(version + "Version=".len()))?;
        let host = host(&text[at..]).filter(|_| is_date(version.text))?;
        Some(Hint { page: page.to_owned(), host, version: version.text.to_owned() })
    })
}

/// The first of `places`, which are in order, that is not before `at`. Those before it are gone: `at` only grows.
fn next_from(places: &mut Peekable<impl Iterator<Item = usize>>, at: usize) -> Option<usize> {
    while places.next_if(|place| *place < at).is_some() {}
    places.peek().copied()
}

/// Tells what a page describes; `None`, and a diagnostic, if nothing names the operation.
pub(crate) fn identify<'a>(
    page: &Page<'a>,
    requests: &[Piece<'a>],
    source: &mut Source<'a>,
) -> Option<Identity<'a>> {
    let (product, version) = linked(page, source)?;
    let operation = operation(page, requests, source)?;
    let in_example =
        |key| requests.iter().find_map(|request| parameter(*request, key)).map(|piece| piece.text);
    let version = version.or_else(|| in_example("Version").filter(|text| is_date(text)));
    Some(Identity {
        operation,
        product,
        version: version.map(str::to_owned),
        host: requests.iter().find_map(|request| host(request.text)),
    })
}

/// Product, in lower case, and version of the link. Both become parts of paths: a page whose link has another text there
/// describes nothing.
fn linked<'a>(page: &Page<'a>, source: &mut Source<'a>) -> Option<(Option<String>, Option<&'a str>)> {
    let Some(link) = page.link else { return Some((None, None)) };
    let product = link.product.text.to_ascii_lowercase();
    let said = [
        (NameKind::Product, product.as_str(), Some(link.product)),
        (NameKind::Version, link.version.map_or("", |version| version.text), link.version),
    ];
    let mut sound = true;
    for (kind, name, piece) in said {
        if let (Some(piece), Err(message)) = (piece, kind.check(name)) {
            source.report_with_help(Code::InvalidName, piece, message, "correct the link on the page");
            sound = false;
        }
    }
    sound.then(|| (Some(product), link.version.map(|version| version.text)))
}

/// The name of the operation: what most of the title, the `Action` row, the link and the example say, the former first.
fn operation<'a>(page: &Page<'a>, requests: &[Piece<'a>], source: &mut Source<'a>) -> Option<Piece<'a>> {
    let in_link = page.link.map(|link| link.operation);
    let link = in_link.filter(is_name);
    if let (Some(other), None) = (in_link, link) {
        let message = NameKind::Operation.check(other.text).err().unwrap_or_default();
        source.report_with_help(Code::WrongLink, other, message, "correct the link on the page");
    }
    let example = requests.iter().find_map(|request| parameter(*request, "Action"));
    let said: Vec<_> =
        [page.title, action_row(page), link, example].into_iter().flatten().filter(is_name).collect();
    let votes = |piece: &Piece<'_>| said.iter().filter(|other| other.text == piece.text).count();
    // Of several that say most, the first counts. The link is made by a machine, so it knows upper from lower case.
    let found = said.iter().rev().max_by_key(|piece| votes(piece)).copied();
    let found = found.map(|name| {
        link.filter(|link| link.text != name.text && link.text.eq_ignore_ascii_case(name.text))
            .unwrap_or(name)
    });
    if let (Some(found), Some(link)) = (found, link)
        && found.text != link.text
    {
        let message = format!("the link names `{}`, but the page describes `{}`", link.text, found.text);
        source.report_with_help(Code::WrongLink, link, message, "correct the link on the page");
    }
    if found.is_none() {
        nameless(page, source);
    }
    found
}

/// Reports that nothing names the operation.
fn nameless<'a>(page: &Page<'a>, source: &mut Source<'a>) {
    let help = "begin the page with `# NameOfTheOperation`";
    let is_word = |title: &Piece<'_>| title.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let word = page.title.filter(is_word);
    if let Some((title, Err(message))) = word.map(|title| (title, NameKind::Operation.check(title.text))) {
        return source.report_with_help(Code::InvalidName, title, message, help);
    }
    let message = "neither the title nor a link to the API explorer names the operation";
    let place = page.title.unwrap_or(source.first_line());
    source.report_with_help(Code::NoOperationName, place, message, help);
}

fn is_name(piece: &Piece<'_>) -> bool {
    NameKind::Operation.accepts(piece.text)
}

/// The value that the row of the parameter `Action` gives: its example, or the last word of its description.
fn action_row<'a>(page: &Page<'a>) -> Option<Piece<'a>> {
    let rows = page.request.iter().flat_map(|table| &table.rows);
    let row: &Row<'a> = rows.into_iter().find(|row| Markup::Markdown.inline(row.name.text) == "Action")?;
    let example = row.example.trim();
    if leaf::is_name(example.text) && is_name(&example) {
        return Some(example);
    }
    let start = row
        .docs
        .text
        .rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '。' | '.' | ' ' | '*'))
        .map_or(0, |at| at + row.docs.text[at..].chars().next().map_or(0, char::len_utf8));
    let word = row.docs.from(start);
    let word = word.to(word.text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.text.len()));
    (word.text.len() > 3 && word.text.starts_with(|c: char| c.is_ascii_uppercase())).then_some(word)
}

/// The value of a parameter in the query string of a request.
fn parameter<'a>(request: Piece<'a>, key: &str) -> Option<Piece<'a>> {
    let mut places = request.text.match_indices(key).map(|(at, _)| at);
    let at = places.find(|at| is_parameter(request.text, *at, key))?;
    value(request.from(at + key.len() + 1))
}

/// Whether the `key` that stands at `at` is the name of a parameter.
fn is_parameter(text: &str, at: usize, key: &str) -> bool {
    text[at + key.len()..].starts_with('=') && text[..at].trim_end().ends_with(['?', '&'])
}

/// The value that a text begins with.
fn value(text: Piece<'_>) -> Option<Piece<'_>> {
    let end = text.text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    let end = text.text[..end.unwrap_or(text.text.len())].trim_end_matches(['-', '_', '.']).len();
    (end > 0).then(|| text.to(end))
}

fn is_date(text: &str) -> bool {
    let digits = |part: Option<&str>, count| {
        part.is_some_and(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut parts = text.split('-');
    digits(parts.next(), 4) && digits(parts.next(), 2) && digits(parts.next(), 2) && parts.next().is_none()
}

/// `sts` of `https://sts.aliyuncs.com/`, in lower case, if it may be the code of a product.
fn host(request: &str) -> Option<String> {
    let (_, rest) = request.split_once("://")?;
    let end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(rest.len());
    let label = rest[..end].strip_suffix(".aliyuncs.com")?.to_ascii_lowercase();
    (NameKind::Product.accepts(&label) && !label.contains('.')).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_tell_host_and_version() {
        let request = "https://sts.aliyuncs.com/?Action=AssumeRole\n&Version=2015-04-01&x=y";
        assert_eq!(host(request).as_deref(), Some("sts"));
        assert_eq!(host("https://STS.aliyuncs.com/").as_deref(), Some("sts"));
        assert_eq!(host("https://-.aliyuncs.com/"), None);
        let piece = Piece { text: request, at: 0 };
        assert_eq!(parameter(piece, "Version").map(|piece| piece.text), Some("2015-04-01"));
        assert_eq!(parameter(piece, "Action").map(|piece| piece.text), Some("AssumeRole"));
        assert_eq!(host("http://metrics.cn-hangzhou.aliyuncs.com/"), None);
        let text = format!("://a.aliyuncs.com\n\n{request}");
        let found = hint("p.md", &text).map(|hint| (hint.host, hint.version));
        assert_eq!(found, Some(("sts".to_owned(), "2015-04-01".to_owned())));
        assert_eq!(hint("p.md", "https://sts.aliyuncs.com/\n\n?Version=2015-04-01"), None);
        let dotted = Piece { text: "/?Action=user.get_all...", at: 0 };
        assert_eq!(parameter(dotted, "Action").map(|piece| piece.text), Some("user.get_all"));
        assert!(is_date("2015-04-01") && !is_date("2015-4-1"));
    }
}
