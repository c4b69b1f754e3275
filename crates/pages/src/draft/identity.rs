//! The operation, product and version that a page says it describes.

use crate::cell::markup::Markup;
use crate::cell::name;
use crate::page::Page;
use crate::page::address::{self, Address};
use crate::page::rows::{Row, Rows};
use crate::page::sink::Sink;
use crate::page::text::{Piece, Source};
use crate::page::title;
use alicloud_spec::{Code, NameKind, Naming};
use std::iter::Peekable;

/// The operation that a page describes, as far as the page says.
#[derive(Debug)]
pub(crate) struct Identity<'a> {
    pub(crate) operation: Piece<'a>,
    pub(crate) naming: Naming,
    /// Lower-case product code.
    pub(crate) product: Option<String>,
    pub(crate) version: Option<String>,
    /// The first label of the host that the examples call, if no region follows it; else the product, as policies call it.
    pub(crate) host: Option<String>,
}

/// What a page about the API as a whole says by the request that it shows.
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
    let occurrences = |word: &'static str| text.match_indices(word).map(|(at, _)| at);
    let mut versions = occurrences("Version").filter(|at| is_parameter(text, *at, "Version")).peekable();
    let (mut blank_lines, mut fences) = (occurrences("\n\n").peekable(), occurrences("```").peekable());
    occurrences("://").find_map(|at| {
        // A request ends where its block does.
        let end = next_from(&mut blank_lines, at).or_else(|| next_from(&mut fences, at));
        let version = next_from(&mut versions, at).filter(|version| end.is_none_or(|end| *version < end))?;
        let version = value(Piece { text, at: 0 }.from(version + "Version=".len()))?;
        let host = host(&text[at..]).filter(|_| is_date(version.text))?;
        Some(Hint { page: page.to_owned(), host, version: version.text.to_owned() })
    })
}

/// The first of `offsets`, which are in order, that is not before `at`. Those before it are gone: `at` only grows.
fn next_from(offsets: &mut Peekable<impl Iterator<Item = usize>>, at: usize) -> Option<usize> {
    while offsets.next_if(|offset| *offset < at).is_some() {}
    offsets.peek().copied()
}

/// What a page describes; `None`, and a diagnostic, if nothing names the operation.
pub(crate) fn identify<'a>(
    page: &Page<'a>,
    requests: &[Piece<'a>],
    sink: &mut Sink<'a>,
) -> Option<Identity<'a>> {
    let (product, version) = linked(page, sink)?;
    let (operation, named_by) = operation(page, requests, sink)?;
    let told = told(page, sink, operation, named_by);
    let in_example =
        |key| requests.iter().find_map(|request| parameter(*request, key)).map(|piece| piece.text);
    let version = version
        .or(told.map(|address| address.version.text))
        .or_else(|| in_example("Version").filter(|text| is_date(text)))
        .or_else(|| page.syntax.iter().find_map(|block| block.text.split('/').find(|part| is_date(part))));
    let code = page.actions.iter().find_map(|cell| address::action(*cell)).map(|(code, _)| code.text);
    let is_named = |name: Piece<'_>| name.text == operation.text;
    let in_link = page.link.map(|link| link.operation).into_iter();
    let by_link = in_link.chain(page.addresses.iter().filter_map(|address| address.operation)).any(is_named);
    Some(Identity {
        operation,
        naming: if by_link { Naming::Link } else { Naming::Text },
        product: product.or(told.map(|address| address.product.text.to_ascii_lowercase())),
        version: version.map(str::to_owned),
        host: requests.iter().find_map(|request| host(request.text)).or(code.map(str::to_owned)),
    })
}

/// Product, in lower case, and version of the link. Both become parts of paths: a page whose link has another text there
/// describes nothing.
fn linked<'a>(page: &Page<'a>, sink: &mut Sink<'a>) -> Option<(Option<String>, Option<&'a str>)> {
    let Some(link) = page.link else { return Some((None, None)) };
    let product = link.product.text.to_ascii_lowercase();
    let said = [
        (NameKind::Product, product.as_str(), Some(link.product)),
        (NameKind::Version, link.version.map_or("", |version| version.text), link.version),
    ];
    let mut sound = true;
    for (kind, name, piece) in said {
        if let (Some(piece), Err(message)) = (piece, kind.check(name)) {
            sink.report_with_help(Code::InvalidName, piece, message, "correct the link on the page");
            sound = false;
        }
    }
    sound.then(|| (Some(product), link.version.map(|version| version.text)))
}

/// What names an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Title,
    /// The row of the parameter `Action`, or a request.
    Call,
    Link,
    /// The name of the file, or the address that it was saved from.
    File,
    /// The action that a policy can allow. It is mostly called like the operation.
    Action,
}

/// All that names an operation, what is to be believed most first.
fn said<'a>(page: &Page<'a>, requests: &[Piece<'a>], source: &Source<'a>) -> Vec<(Piece<'a>, By)> {
    let example = requests.iter().find_map(|request| parameter(*request, "Action"));
    let mut linked: Vec<_> = page.addresses.iter().filter_map(|address| address.operation).collect();
    linked.dedup_by_key(|piece| piece.text);
    let file = file_names(page, source).filter_map(|address| address.operation);
    let actions = page.actions.iter().filter_map(|cell| Some(address::action(*cell)?.1));
    // Pages of today's layout leave out the parameter `Action` of RPC; one that they have is another.
    let (call, other) = if page.request.iter().any(Rows::is_walk) {
        (None, action_row(page))
    } else {
        (action_row(page), None)
    };
    let mut said: Vec<_> = [
        (page.title.map(title::name), By::Title),
        (call, By::Call),
        (page.link.map(|link| link.operation), By::Link),
        (example, By::Call),
    ]
    .into_iter()
    .filter_map(|(piece, by)| Some((piece?, by)))
    .chain(linked.into_iter().map(|piece| (piece, By::Link)))
    .chain(actions.map(|piece| (piece, By::Action)))
    .chain(file.map(|piece| (piece, By::File)))
    .chain(other.map(|piece| (piece, By::Call)))
    .collect();
    said.retain(|(piece, _)| is_name(piece));
    said
}

/// What the names that the page was saved under and from say.
fn file_names<'a>(page: &Page<'a>, source: &Source<'a>) -> impl Iterator<Item = Address<'a>> {
    let file = Piece { text: source.name, at: 0 };
    page.saved_from.into_iter().chain([file]).filter_map(address::named)
}

/// The name of the operation: what most of title, `Action` row, links, example, action and file say, the former first.
fn operation<'a>(page: &Page<'a>, requests: &[Piece<'a>], sink: &mut Sink<'a>) -> Option<(Piece<'a>, By)> {
    let in_link = page.link.map(|link| link.operation);
    if let Some(other) = in_link.filter(|name| !is_name(name)) {
        let message = NameKind::Operation.check(other.text).err().unwrap_or_default();
        sink.report_with_help(Code::WrongLink, other, message, "correct the link on the page");
    }
    let said = said(page, requests, sink.source);
    let summed_up = summed_up(page, &said);
    let votes = |piece: &Piece<'_>| {
        let same = said.iter().filter(|(other, _)| other.text.eq_ignore_ascii_case(piece.text)).count();
        same + usize::from(summed_up == Some(piece.text))
    };
    // Of several that say most, the first counts. The link is made by a machine, so it knows upper from lower case.
    let Some((found, by)) = said.iter().rev().max_by_key(|(piece, _)| votes(piece)).copied() else {
        let stem = stem(sink.source).filter(|_| page.title.is_none());
        if stem.is_none() {
            nameless(page, sink);
        }
        return stem.map(|stem| (stem, By::File));
    };
    let links = || said.iter().filter(|(_, by)| *by == By::Link).map(|(piece, _)| *piece);
    let found = links()
        .find(|link| link.text != found.text && link.text.eq_ignore_ascii_case(found.text))
        .unwrap_or(found);
    if let Some(link) = links().find(|link| link.text != found.text) {
        let message = format!("the link names `{}`, but the page describes `{}`", link.text, found.text);
        sink.report_with_help(Code::WrongLink, link, message, "correct the link on the page");
    }
    Some((found, by))
}

/// The name of the file, if it is one of an operation: `DeleteParcel.zh.txt`, or `3-depot-DeleteParcel.txt`.
fn stem<'a>(source: &Source<'a>) -> Option<Piece<'a>> {
    let file = Piece { text: source.name, at: 0 };
    let file = file.from(source.name.rfind('/').map_or(0, |at| at + 1));
    let stem = file.to(file.text.find('.').unwrap_or(file.text.len()));
    let name = stem.from(stem.text.rfind('-').map_or(0, |at| at + 1));
    // A single word may be the name of any file.
    let is_camel = words(name.text).count() > 1 && name.text.bytes().any(|byte| byte.is_ascii_lowercase());
    (is_camel && name.text.starts_with(|c: char| c.is_ascii_uppercase()) && is_name(&name)).then_some(name)
}

/// Of the names of links and actions, the one whose words the first sentence has, if no other name has as many.
fn summed_up<'a>(page: &Page<'a>, said: &[(Piece<'a>, By)]) -> Option<&'a str> {
    let sentence = page.description.first().filter(|_| !page.actions.is_empty())?.text.to_ascii_lowercase();
    let mut shares: Vec<(usize, &str)> = Vec::new();
    for (piece, _) in said.iter().filter(|(_, by)| matches!(by, By::Link | By::Action)) {
        // The first word is a verb, which many operations have.
        let words: Vec<_> = words(piece.text).skip(1).collect();
        let found = words.iter().filter(|word| sentence.contains(word.trim_end_matches('s'))).count();
        if !shares.iter().any(|(_, known)| known.eq_ignore_ascii_case(piece.text)) && !words.is_empty() {
            shares.push((found * 100 / words.len(), piece.text));
        }
    }
    let (most, name) = shares.iter().max()?;
    let others = shares.iter().filter(|(share, _)| share == most).count();
    (shares.len() > 1 && *most >= 50 && others == 1).then_some(*name)
}

/// The words of a name in camel case, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    let starts: Vec<_> = name.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at).collect();
    let ends: Vec<_> = starts.iter().skip(1).copied().chain([name.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| name[start..end].to_ascii_lowercase())
}

/// The link, or the name of the file, that gives product and version. What links to another operation may be of another
/// product; it counts where nothing but it is known of the product.
fn told<'a>(page: &Page<'a>, sink: &mut Sink<'a>, operation: Piece<'a>, by: By) -> Option<Address<'a>> {
    let names = |address: &&Address<'_>| {
        address.operation.is_some_and(|name| name.text.eq_ignore_ascii_case(operation.text))
    };
    let files: Vec<_> = file_names(page, sink.source).collect();
    let linked = page.addresses.iter().find(names);
    let file = files.iter().find(names).or(files.first());
    if let (Some(linked), Some(file)) = (linked, file)
        && (!linked.product.text.eq_ignore_ascii_case(file.product.text)
            || linked.version.text != file.version.text)
    {
        let message = format!(
            "the link is to {} {}, but the page was saved as one of {} {}",
            linked.product.text, linked.version.text, file.product.text, file.version.text
        );
        let help = "correct the link on the page, or the name of the file";
        sink.report_with_help(Code::WrongLink, linked.product, message, help);
    }
    linked.or(file).or(page.addresses.first().filter(|_| by != By::Action)).copied()
}

/// Reports that nothing names the operation.
fn nameless<'a>(page: &Page<'a>, sink: &mut Sink<'a>) {
    let help = "begin the page with `# NameOfTheOperation`";
    let is_word = |title: &Piece<'_>| title.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let word = page.title.filter(is_word);
    if let Some((title, Err(message))) = word.map(|title| (title, NameKind::Operation.check(title.text))) {
        return sink.report_with_help(Code::InvalidName, title, message, help);
    }
    let message = "neither the title nor a link to the API explorer names the operation";
    let piece = page.title.unwrap_or(sink.source.first_line());
    sink.report_with_help(Code::NoOperationName, piece, message, help);
}

fn is_name(piece: &Piece<'_>) -> bool {
    NameKind::Operation.accepts(piece.text)
}

/// The value that the row of the parameter `Action` gives: its example, or the last word of its description.
fn action_row<'a>(page: &Page<'a>) -> Option<Piece<'a>> {
    let rows = page.request.iter().flat_map(|table| &table.rows);
    let row: &Row<'a> = rows.into_iter().find(|row| Markup::Markdown.inline(row.name.text) == "Action")?;
    let example = row.example.trim();
    if name::is_name(example.text) && is_name(&example) {
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
    let mut offsets = request.text.match_indices(key).map(|(at, _)| at);
    let at = offsets.find(|at| is_parameter(request.text, *at, key))?;
    value(request.from(at + key.len() + 1))
}

/// Whether the `key` at `at` is the name of a parameter.
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
