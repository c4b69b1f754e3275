//! How parameters are sent, as the requests that a page shows say.

use crate::cell::name::is_name;
use crate::example::evidence::Seen;
use crate::page::text::Piece;
use crate::tree::members;
use alicloud_spec::example::{Content, Node, read_json};
use alicloud_spec::{Encoding, Kind, Location, Member, Shape};
use std::collections::HashMap;

/// Settles which parameters are sent as JSON text: those whose type cell says so, and those that a request shows so. Of
/// parameters of the corpus that metadata knows, 18 of 18 of the former are, and 15 of 15 of the latter. A row whose own
/// example is JSON text says nothing that one of these does not.
pub(crate) fn settle(request: &mut [Member], shown: &Shown) {
    for member in request {
        if !may_be_json(member) {
            member.encoding = None;
            continue;
        }
        let text = shown.texts.get(&member.name);
        if text.is_some() {
            member.encoding = Some(Encoding::Json);
        }
        let text = text.or(member.example.as_ref()).filter(|_| member.encoding == Some(Encoding::Json));
        if let Some(shape) = text.and_then(|text| list(text)).filter(|list| is_vaguer(&member.shape, list)) {
            member.shape = shape;
        }
    }
}

/// Whether a parameter has parts, and is not known to be sent where those need no text.
fn may_be_json(member: &Member) -> bool {
    let in_pairs = matches!(member.location, None | Some(Location::Query | Location::Form));
    in_pairs && !matches!(member.shape, Shape::Scalar(_))
}

/// Whether the table says of a list that is shown only that it is one, not what the items are.
fn is_vaguer(shape: &Shape, list: &Shape) -> bool {
    match (shape, list) {
        (Shape::List(item), Shape::List(shown)) => {
            **item == Shape::scalar(Kind::String) && matches!(**shown, Shape::Structure(_) | Shape::List(_))
        }
        _ => false,
    }
}

/// The shape of the list that a text is.
fn list(text: &str) -> Option<Shape> {
    let root = json(text).filter(|root| matches!(root.content, Content::List(_)))?;
    let mut seen = Seen::default();
    seen.add(&root);
    members::shown(&seen)
}

/// The parameters that requests show as JSON text, decoded.
pub(crate) struct Shown {
    texts: HashMap<String, String>,
}

impl Shown {
    /// What the query strings and forms of some requests show.
    pub(crate) fn new(requests: &[Piece<'_>]) -> Self {
        let pairs = requests.iter().flat_map(|request| request.text.split('&')).filter_map(pair);
        Shown { texts: pairs.filter(|(_, text)| json(text).is_some()).collect() }
    }
}

/// The name and the decoded value of a pair, if that begins like JSON text with parts.
fn pair(text: &str) -> Option<(String, String)> {
    let (before, value) = text.split_once('=')?;
    // Before the first pair is the rest of the request.
    let name = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '?' | ';')).next()?;
    let value = value.split(" HTTP/").next()?.split("\n\n").next()?.trim();
    let opens = ["[", "{", "%5B", "%5b", "%7B", "%7b"];
    if !is_name(name) || !opens.iter().any(|open| value.starts_with(open)) {
        return None;
    }
    let pair = format!("={value}");
    let (_, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
    Some((name.to_owned(), value.into_owned()))
}

/// The list or object that a text is. A word in brackets is a placeholder.
fn json(text: &str) -> Option<Node<'_>> {
    let reading = read_json(text.trim());
    let [_] = reading.roots[..] else { return None };
    let root = reading.roots.into_iter().next().filter(|_| reading.repairs.is_empty())?;
    matches!(root.content, Content::List(_) | Content::Object(_)).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(request: &str) -> Vec<(String, String)> {
        let mut texts: Vec<_> = Shown::new(&[Piece { text: request, at: 0 }]).texts.into_iter().collect();
        texts.sort();
        texts
    }

    #[test]
    fn requests_show_json_text_encoded_or_not() {
        let text = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        for (request, expected) in [
            ("https://x.aliyuncs.com/?A=[\"1\",\"2\"]\n&B=x", vec![text("A", "[\"1\",\"2\"]")]),
            ("GET /x?A=%5B%22a+b%22%5D HTTP/1.1\nHost: x", vec![text("A", "[\"a b\"]")]),
            (
                "POST / HTTP/1.1\n\nB=1&amp;A={\"x\":\n {\"y=\": 1}}",
                vec![text("A", "{\"x\":\n {\"y=\": 1}}")],
            ),
            ("/?A=[Id]&B={\"x\"&C=<y>&D=[1", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(shown(request), expected, "{request}");
        }
    }
}
