//! The fenced blocks of a page go in; which of them show a request, a JSON or an XML response comes out.

pub(crate) mod body;
pub(crate) mod evidence;
pub(crate) mod request_line;
pub(crate) mod texts;

use crate::page::text::{Piece, Source};
use crate::page::vocabulary::Section;
use alicloud_spec::example::{Fault, Node, Reading, Repair, read_json, read_xml};
use alicloud_spec::{Code, Example};

/// A block that shows an example.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) what: What,
    pub(crate) body: Piece<'a>,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Request,
    Json,
    Xml,
}

/// An example response, read.
#[derive(Debug)]
pub(crate) struct Response<'a> {
    pub(crate) body: Piece<'a>,
    pub(crate) root: Node<'a>,
}

/// The examples of a page.
#[derive(Debug, Default)]
pub(crate) struct Examples<'a> {
    /// As they stand on the page.
    pub(crate) kept: Vec<Example>,
    pub(crate) requests: Vec<Piece<'a>>,
    pub(crate) json: Vec<Response<'a>>,
    pub(crate) xml: Vec<Response<'a>>,
}

/// What a block shows, by its section, the attributes of its fence and the text before it; `None` for a failed call
/// or none at all.
pub(crate) fn classify<'a>(section: Section, info: &str, label: &str, body: Piece<'a>) -> Option<Shown<'a>> {
    let within = matches!(
        section,
        Section::Examples | Section::RequestExample | Section::ResponseExample | Section::Response
    );
    let label = label.lines().last().unwrap_or_default().to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word) || info.contains(word));
    if !within || says(&["异常", "错误", "error", "fail"]) {
        return None;
    }
    let request = section == Section::RequestExample
        || (section != Section::ResponseExample
            && says(&["request_demo", "请求示例", "request example", "sample request"]));
    let text = without_comments(body.text);
    let what = match text.chars().next()? {
        _ if request => What::Request,
        '<' => What::Xml,
        '{' | '[' => What::Json,
        _ if text.starts_with("HTTP/") && text[answer(text)?..].starts_with('<') => What::Xml,
        _ if text.starts_with("HTTP/") => What::Json,
        _ => return None,
    };
    Some(Shown { what, body })
}

/// The text behind comment lines, as in `// json response`.
fn without_comments(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix("//") {
        text = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// The blocks that show requests.
pub(crate) fn requests<'a>(shown: &[Shown<'a>]) -> Vec<Piece<'a>> {
    shown.iter().filter(|shown| shown.what == What::Request).map(|shown| shown.body).collect()
}

/// Reads the examples: the first request, then JSON and XML paired in the order of the page.
pub(crate) fn read<'a>(source: &mut Source<'a>, shown: &[Shown<'a>]) -> Examples<'a> {
    let of = |what: What| shown.iter().filter(move |shown| shown.what == what).map(|shown| shown.body);
    let mut examples = Examples { requests: of(What::Request).collect(), ..Examples::default() };
    examples.kept =
        kept(source, of(What::Request).collect(), of(What::Json).collect(), of(What::Xml).collect());
    for body in of(What::Json) {
        examples.json.extend(response(source, body, Code::RepairedJson, read_json));
    }
    for body in of(What::Xml) {
        examples.xml.extend(response(source, body, Code::RepairedXml, read_xml));
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
    source: &mut Source<'a>,
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
    repaired(source, body, code, Fault::Syntax, &reading.repairs);
    repaired(source, body, Code::DeepNesting, Fault::Depth, &reading.repairs);
    Some(Response { body, root: reading.roots.into_iter().next()? })
}

/// Reports the first fault of a kind in an example, and how many more there are.
fn repaired(source: &mut Source<'_>, body: Piece<'_>, code: Code, fault: Fault, repairs: &[Repair]) {
    let mut repairs = repairs.iter().filter(|repair| repair.fault == fault);
    let Some(first) = repairs.next() else { return };
    let more = match repairs.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let help = "the example is read as repaired, and kept as it is";
    let place = body.from(first.at.min(body.text.len()));
    let place = place.to(1.min(place.text.len()));
    source.report_with_help(code, place, format!("{}{more}", first.message), help);
}

/// Where the body of an answer begins that is shown with its status line and headers.
fn answer(text: &str) -> Option<usize> {
    text.find(['{', '[', '<'])
}

impl Response<'_> {
    /// Where a value of the example stands on the page.
    pub(crate) fn place(&self, node: &Node<'_>) -> Piece<'_> {
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
