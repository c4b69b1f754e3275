//! The examples of a page, read.

pub(crate) mod body;
pub(crate) mod evidence;
pub(crate) mod request_line;
pub(crate) mod skeleton;
pub(crate) mod texts;

use crate::page::shown::{Shown, What, answer};
use crate::page::sink::Sink;
use crate::page::text::{Piece, Source};
use alicloud_spec::example::{Fault, Node, Reading, Repair, read_json, read_xml};
use alicloud_spec::{Code, Example};

/// An example response, read.
#[derive(Debug)]
pub(crate) struct Response<'a> {
    pub(crate) body: Piece<'a>,
    pub(crate) root: Node<'a>,
}

/// The examples of a page.
#[derive(Debug, Default)]
pub(crate) struct Examples<'a> {
    /// As the page has them.
    pub(crate) kept: Vec<Example>,
    pub(crate) requests: Vec<Piece<'a>>,
    pub(crate) json: Vec<Response<'a>>,
    pub(crate) xml: Vec<Response<'a>>,
}

/// The blocks that show requests.
pub(crate) fn requests<'a>(shown: &[Shown<'a>]) -> Vec<Piece<'a>> {
    shown.iter().filter(|shown| shown.what == What::Request).map(|shown| shown.body).collect()
}

/// Reads the examples: the first request, then JSON and XML paired in the order of the page.
pub(crate) fn read<'a>(sink: &mut Sink<'a>, shown: &[Shown<'a>]) -> Examples<'a> {
    let of = |what: What| shown.iter().filter(move |shown| shown.what == what).map(|shown| shown.body);
    let mut examples = Examples { requests: of(What::Request).collect(), ..Examples::default() };
    examples.kept =
        kept(sink.source, of(What::Request).collect(), of(What::Json).collect(), of(What::Xml).collect());
    for body in of(What::Json) {
        examples.json.extend(response(sink, body, Code::RepairedJson, read_json));
    }
    for body in of(What::Xml) {
        examples.xml.extend(response(sink, body, Code::RepairedXml, read_xml));
    }
    examples
}

fn kept(
    source: &Source<'_>,
    requests: Vec<Piece<'_>>,
    json: Vec<Piece<'_>>,
    xml: Vec<Piece<'_>>,
) -> Vec<Example> {
    let count = requests.len().max(json.len()).max(xml.len());
    let text = |pieces: &[Piece<'_>], index: usize| pieces.get(index).map(|piece| piece.text.to_owned());
    (0..count)
        .map(|index| {
            let first = [requests.get(index), json.get(index), xml.get(index)]
                .into_iter()
                .flatten()
                .map(|p| p.at)
                .min();
            Example {
                request: text(&requests, index),
                json: text(&json, index),
                xml: text(&xml, index),
                source: first.map(|at| source.line(at)),
            }
        })
        .collect()
}

fn response<'a>(
    sink: &mut Sink<'a>,
    body: Piece<'a>,
    code: Code,
    read: fn(&'a str) -> Reading<'a>,
) -> Option<Response<'a>> {
    // Some examples begin with the status line and headers of the response.
    let start = match body.text.trim_start().starts_with("HTTP/") {
        true => answer(body.text).unwrap_or(0),
        false => 0,
    };
    let body = body.from(start);
    let reading = read(body.text);
    repaired(sink, body, code, Fault::Syntax, &reading.repairs);
    repaired(sink, body, Code::DeepNesting, Fault::Depth, &reading.repairs);
    Some(Response { body, root: reading.roots.into_iter().next()? })
}

/// Reports the first fault of a kind in an example, and how many more there are.
fn repaired(sink: &mut Sink<'_>, body: Piece<'_>, code: Code, fault: Fault, repairs: &[Repair]) {
    let mut repairs = repairs.iter().filter(|repair| repair.fault == fault);
    let Some(first) = repairs.next() else { return };
    let more = match repairs.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let help = "the example is read as repaired, and kept as it is";
    let piece = body.from(first.at.min(body.text.len()));
    let piece = piece.to(1.min(piece.text.len()));
    sink.report_with_help(code, piece, format!("{}{more}", first.message), help);
}

impl Response<'_> {
    /// The piece of the page with a value of the example.
    pub(crate) fn piece(&self, node: &Node<'_>) -> Piece<'_> {
        let rest = self.body.from(node.at);
        let end = rest.text.char_indices().nth(1).map_or(rest.text.len(), |(at, _)| at);
        rest.to(end)
    }

    /// The members of the response: XML wraps them in an element whose name does not matter, and some JSON examples
    /// have the same wrapper.
    pub(crate) fn content(&self, known: impl Fn(&str) -> bool) -> &Node<'_> {
        use alicloud_spec::example::Content::Object;
        match &self.root.content {
            Object(members) if members.len() == 1 => match &members[0] {
                (name, inner) if !known(name) && matches!(inner.content, Object(_)) => inner,
                _ => &self.root,
            },
            _ => &self.root,
        }
    }
}
