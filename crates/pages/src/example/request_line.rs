//! The request line in a block: method, and path with `{Name}` for its variables.

use crate::page::text::{Piece, Source};
use alicloud_spec::{Method, RequestLine};

/// A request line, and what is beside it.
pub(crate) struct Found<'a> {
    pub(crate) line: RequestLine,
    /// The names in its query string.
    pub(crate) query: Vec<String>,
    /// The block below it: headers, and a body.
    pub(crate) rest: Piece<'a>,
    pub(crate) shows: Shows,
}

/// What a block with a request line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// The form that requests have.
    Form,
    /// One request.
    Example,
}

/// The first request line in a block, such as `PUT /path HTTP/1.1`.
pub(crate) fn find<'a>(source: &Source<'_>, block: Piece<'a>) -> Option<Found<'a>> {
    let mut at = block.at;
    for line in block.text.split_inclusive('\n') {
        let piece = Piece { text: line.trim_end(), at };
        at += line.len();
        if let Some((method, path)) = parse(piece.text) {
            let line = RequestLine { method, path, span: source.span(piece.trim()) };
            return Some(Found {
                line,
                query: query(piece.text),
                rest: block.from(at - block.at),
                shows: Shows::Example,
            });
        }
    }
    None
}

/// The names in the query string of a request line.
fn query(line: &str) -> Vec<String> {
    let target = line.split_whitespace().nth(1).unwrap_or_default();
    let pairs = target.split_once('?').map(|(_, query)| query).unwrap_or_default().split('&');
    pairs
        .filter_map(|pair| pair.split('=').next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn parse(line: &str) -> Option<(Method, String)> {
    let mut words = line.split_whitespace();
    let method = method(words.next()?)?;
    let target = words.next()?;
    let target = match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    };
    let path = target.split('?').next().filter(|path| path.starts_with('/'))?;
    Some((method, path.split('/').map(segment).collect::<Vec<_>>().join("/")))
}

/// A method, or alternatives such as `PATCH|POST`, of which POST is the one that every gateway takes.
fn method(word: &str) -> Option<Method> {
    let methods: Vec<_> = word
        .split('|')
        .map(|word| Method::from_word(word).filter(|_| word == word.to_uppercase()))
        .collect::<Option<_>>()?;
    let preferred = [Method::Post, Method::Get].into_iter().find(|method| methods.contains(method));
    preferred.or(methods.first().copied())
}

/// A segment of a path: variables are written `{X}`, `[X]`, `<X>` or `:x`.
fn segment(segment: &str) -> String {
    let inner = [('{', '}'), ('[', ']'), ('<', '>')]
        .into_iter()
        .find_map(|(open, close)| segment.strip_prefix(open)?.strip_suffix(close))
        .or_else(|| segment.strip_prefix(':'));
    match inner {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => segment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_lines_are_read_in_all_their_forms() {
        for (line, expected) in [
            ("PUT /a/b HTTP/1.1", Some((Method::Put, "/a/b"))),
            ("GET /a/[Id]/b?x=1", Some((Method::Get, "/a/{Id}/b"))),
            ("PATCH|POST /a/<Id>", Some((Method::Post, "/a/{Id}"))),
            ("GET http://host/a/:id HTTP/1.1", Some((Method::Get, "/a/{id}"))),
            ("GET HTTP/1.1", None),
            ("Get /a", None),
            ("Host: x", None),
        ] {
            assert_eq!(parse(line), expected.map(|(method, path)| (method, path.to_owned())), "{line}");
        }
    }
}
