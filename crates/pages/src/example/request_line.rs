//! The request line in a block: method, and path with `{Name}` for its variables.

use crate::page::text::{Piece, Source};
use alicloud_spec::{Method, RequestLine};

/// A request line, and what is beside it.
pub(crate) struct Found<'a> {
    pub(crate) line: RequestLine,
    /// The pairs of its query string.
    pub(crate) query: Vec<Pair<'a>>,
    /// The block below it: headers, and a body.
    pub(crate) rest: Piece<'a>,
    pub(crate) shows: Shows,
}

/// A name in a query string, and what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair<'a> {
    pub(crate) name: &'a str,
    /// None for a name alone, as in `?acl`.
    pub(crate) value: Option<&'a str>,
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

/// The pairs in the query string of a request line.
fn query(line: &str) -> Vec<Pair<'_>> {
    let target = line.split_whitespace().nth(1).unwrap_or_default();
    let pairs = target.split_once('?').map(|(_, query)| query).unwrap_or_default().split('&');
    pairs
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => Pair { name, value: Some(value) },
            None => Pair { name: pair, value: None },
        })
        .filter(|pair| !pair.name.is_empty())
        .collect()
}

const TYPES: &[&str] =
    &["string", "integer", "long", "number", "boolean", "float", "double", "array", "object"];

impl Found<'_> {
    /// The part of the query string that all requests have, with its `?`: names alone, and values that are written out, of
    /// which no row says that they are parameters. Empty without.
    pub(crate) fn fixed_query(&self, is_parameter: impl Fn(&str) -> bool) -> String {
        let is_literal = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        // Some pages show types in place of values.
        let is_value =
            |text: &str| is_literal(text) && !TYPES.iter().any(|known| known.eq_ignore_ascii_case(text));
        let is_fixed = |pair: &&Pair<'_>| {
            is_literal(pair.name) && pair.value.is_none_or(is_value) && !is_parameter(pair.name)
        };
        // What names an RPC operation is none of its path.
        let is_rpc = self.line.path == "/" && self.query.iter().any(|pair| pair.name == "Action");
        let mut fixed = String::new();
        if is_rpc || self.shows == Shows::Example {
            return fixed;
        }
        for pair in self.query.iter().filter(is_fixed) {
            fixed.push(if fixed.is_empty() { '?' } else { '&' });
            fixed.push_str(pair.name);
            if let Some(value) = pair.value {
                fixed.push('=');
                fixed.push_str(value);
            }
        }
        fixed
    }
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
    fn what_all_requests_have_in_the_query_is_told_from_parameters() {
        for (line, shows, expected) in [
            ("GET /parcels/{id}?type=cursor&from={from}&to HTTP/1.1", Shows::Form, "?type=cursor"),
            ("GET /parcels?acl HTTP/1.1", Shows::Form, "?acl"),
            ("GET /parcels?token=String HTTP/1.1", Shows::Form, ""),
            ("GET /parcels?type=cursor HTTP/1.1", Shows::Example, ""),
            ("GET /?Action=ListParcels&Format=JSON", Shows::Form, ""),
            ("PUT /parcels/{id}?action=start&Note=<Note>", Shows::Form, "?action=start"),
        ] {
            let source = Source::new("p.md", line);
            let found = find(&source, Piece { text: line, at: 0 }).unwrap();
            let found = Found { shows, ..found };
            assert_eq!(found.fixed_query(|name| name == "to"), expected, "{line}");
        }
    }

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
