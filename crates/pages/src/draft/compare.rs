//! Disagreements between the tables of a page and its examples.

use crate::draft::response::Lowered;
use crate::example::{Examples, Response};
use crate::page::sink::Sink;
use alicloud_spec::example::{Content, Node};
use alicloud_spec::{Code, Kind, Member, Scalar, Shape};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// So many examples of a page are compared with its tables. No real page has as many; each says something of every row.
const MOST_EXAMPLES: usize = 32;

/// Reports where the examples disagree with the response as read from the tables, and with each other.
pub(crate) fn compare(sink: &mut Sink<'_>, response: &Lowered, examples: &Examples<'_>) {
    let Some(members) = shown_members(sink, response, examples) else { return };
    let known = |name: &str| members.iter().any(|member| member.name == name);
    for example in examples.json.iter().take(MOST_EXAMPLES) {
        let mut comparison = Comparison { sink, example, path: Vec::new(), reported: BTreeSet::new() };
        comparison.members(members, &[("", example.content(known))]);
    }
    for (json, xml) in examples.json.iter().zip(&examples.xml).take(MOST_EXAMPLES) {
        twins(sink, json, json.content(known), xml, xml.content(|_| false));
    }
}

/// The members that the examples show: all, or those inside the member that they leave out.
fn shown_members<'r>(
    sink: &mut Sink<'_>,
    response: &'r Lowered,
    examples: &Examples<'_>,
) -> Option<&'r [Member]> {
    let Shape::Structure(members) = &response.shape else { return None };
    let Some(envelope) = &response.envelope else { return Some(members) };
    if let Some(example) = examples.json.iter().chain(&examples.xml).next() {
        let message = format!("the example shows only what stands inside `{envelope}`");
        sink.report(Code::ShapeDisagrees, example.piece(&example.root), message);
    }
    members.iter().find(|member| member.name == *envelope).map(|member| member.shape.members())
}

struct Comparison<'c, 's, 'e> {
    sink: &'c mut Sink<'s>,
    example: &'c Response<'e>,
    /// The names from the root to what is compared.
    path: Vec<&'c str>,
    /// Each path is reported once, however many items a list has.
    reported: BTreeSet<(Code, String)>,
}

impl<'c> Comparison<'c, '_, '_> {
    /// Compares the members of a structure with all values that the example shows for it.
    fn members(&mut self, members: &'c [Member], values: &Values<'c>) {
        let shown = ByName::new(values.iter().map(|(_, node)| *node));
        if shown.structures == 0 {
            return;
        }
        let mut known = vec![false; shown.members.len()];
        for member in members {
            let range = shown.range(&member.name);
            known[range.clone()].fill(true);
            self.path.push(&member.name);
            if range.is_empty() {
                self.not_shown(member);
            }
            let is_wrapper = members.len() == 1 && matches!(member.shape, Shape::List(_));
            if let Some((_, value)) = shown.members.get(range.start).filter(|_| !range.is_empty())
                && member.source.is_none()
                && !is_wrapper
            {
                self.taken(value);
            }
            self.shape(&member.shape, &shown.members[range], member);
            self.path.pop();
        }
        for ((name, value), _) in shown.members.iter().zip(known).filter(|(_, known)| !known) {
            self.path.push(name);
            self.only_shown(value);
            self.path.pop();
        }
    }

    fn shape(&mut self, shape: &'c Shape, values: &Values<'c>, member: &Member) {
        match shape {
            Shape::Structure(members) => {
                self.expect(values, member, |content| matches!(content, Content::Object(_)));
                self.members(members, values);
            }
            Shape::List(element) => {
                self.expect(values, member, |content| matches!(content, Content::List(_)));
                let items: Vec<_> = values
                    .iter()
                    .flat_map(|(name, node)| items(node).iter().map(|item| (*name, item)))
                    .collect();
                // A list without items says nothing about its members.
                if !items.is_empty() {
                    self.shape(element, &items, member);
                }
            }
            Shape::Scalar(scalar) => {
                self.scalar(scalar.kind, values, member);
                self.value(scalar, values, member);
            }
            Shape::Shared(shared) => self.shape(&shared.shape, values, member),
            Shape::Map(_) | Shape::Reference(_) | Shape::Any => {}
        }
    }

    fn expect(&mut self, values: &Values<'_>, member: &Member, fits: fn(&Content) -> bool) {
        let misfit = |(_, node): &&(&str, &Node<'_>)| !fits(&node.content) && !is_empty(node);
        if let Some((_, node)) = values.iter().find(misfit) {
            let message = format!(
                "`{}` is a {} here, but {} in the example",
                self.path.join("."),
                member.shape.word(),
                node.word()
            );
            self.report_at(Code::ShapeDisagrees, node, message, member);
        }
    }

    fn scalar(&mut self, kind: Kind, values: &Values<'_>, member: &Member) {
        for (_, node) in values {
            let code = match (&node.content, kind) {
                (Content::List(_) | Content::Object(_), _) => Code::ShapeDisagrees,
                (Content::Null | Content::Text(_), _)
                | (Content::String(_), Kind::String)
                | (Content::Boolean(_), Kind::Boolean) => continue,
                (Content::String(text), _) if text.is_empty() => continue,
                (Content::Number(text), Kind::Integer) if text.parse::<i32>().is_ok() => continue,
                (Content::Number(text), Kind::Long) if text.parse::<i64>().is_ok() => continue,
                (Content::Number(_), Kind::Float | Kind::Double) => continue,
                _ => Code::TypeDisagrees,
            };
            let path = self.path.join(".");
            let message =
                format!("`{path}` is {} in the example, but {} in the table", node.word(), kind.word());
            self.report_at(code, node, message, member);
        }
    }

    fn value(&mut self, scalar: &Scalar, values: &Values<'_>, member: &Member) {
        if scalar.values.is_empty() {
            return;
        }
        let valid: HashSet<_> = scalar.values.iter().map(|valid| valid.value.to_string()).collect();
        let listed = |node: &Node<'_>| node.scalar_text().is_none_or(|text| valid.contains(text.trim()));
        if let Some((_, node)) = values.iter().find(|(_, node)| !listed(node)) {
            let (path, text) = (self.path.join("."), node.scalar_text().unwrap_or_default());
            let message = format!("`{path}` is {text} in the example, which the table does not list");
            self.report_at(Code::ValueNotListed, node, message, member);
        }
    }

    fn not_shown(&mut self, member: &Member) {
        let Some(source) = &member.source else { return };
        let Some(path) = self.unreported(Code::NotInExample) else { return };
        let line = self.sink.source.line_text(source.line);
        let name = line.text.find(&member.name).map_or(line, |at| line.from(at).to(member.name.len()));
        self.sink.report(Code::NotInExample, name, format!("`{path}` is not in the example"));
    }

    /// Reports a member that was taken from the example, since no row tells what its structure holds.
    fn taken(&mut self, value: &Node<'_>) {
        if let Some(path) = self.unreported(Code::OnlyInExample) {
            let message = format!("`{path}` stands only in the example, and was taken from there");
            self.sink.report(Code::OnlyInExample, self.example.piece(value), message);
        }
    }

    fn only_shown(&mut self, value: &Node<'_>) {
        if let Some(path) = self.unreported(Code::OnlyInExample) {
            let message = format!("`{path}` stands only in the example, so it was left out");
            let help = "add a row for it to the table of the page";
            let piece = self.example.piece(value);
            self.sink.report_with_help(Code::OnlyInExample, piece, message, help);
        }
    }

    fn report_at(&mut self, code: Code, node: &Node<'_>, message: String, member: &Member) {
        if self.unreported(code).is_some() {
            let row =
                member.source.as_ref().map(|source| format!("the row in line {} is believed", source.line));
            let piece = self.example.piece(node);
            self.sink.report_with_help(code, piece, message, &row.unwrap_or_default());
        }
    }

    /// The path that is compared, unless the same was reported for it before.
    fn unreported(&mut self, code: Code) -> Option<String> {
        let path = self.path.join(".");
        self.reported.insert((code, path.clone())).then_some(path)
    }
}

/// Values at one path with their names.
type Values<'n> = [(&'n str, &'n Node<'n>)];

/// What the example shows in the structures at one path, ordered by name.
struct ByName<'n> {
    structures: usize,
    members: Vec<(&'n str, &'n Node<'n>)>,
}

impl<'n> ByName<'n> {
    fn new(values: impl Iterator<Item = &'n Node<'n>> + Clone) -> Self {
        let structures = values.filter_map(|node| match &node.content {
            Content::Object(members) => Some(members),
            _ => None,
        });
        let mut members: Vec<_> = structures.clone().flatten().map(|(name, node)| (&**name, node)).collect();
        members.sort_unstable_by_key(|(name, node)| (*name, node.at));
        ByName { structures: structures.count(), members }
    }

    /// The range of the values of a member.
    fn range(&self, name: &str) -> Range<usize> {
        let start = self.members.partition_point(|(shown, _)| *shown < name);
        start..start + self.members[start..].iter().take_while(|(shown, _)| *shown == name).count()
    }
}

fn items<'n>(node: &'n Node<'n>) -> &'n [Node<'n>] {
    match &node.content {
        Content::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

fn is_empty(node: &Node<'_>) -> bool {
    match &node.content {
        Content::Null => true,
        Content::String(text) | Content::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Reports the values that the two examples of a page both show, but differently: the first at each path.
fn twins(
    sink: &mut Sink<'_>,
    json_example: &Response<'_>,
    json: &Node<'_>,
    xml_example: &Response<'_>,
    xml: &Node<'_>,
) {
    let mut pairs = Vec::new();
    pair(&[("", json)], &[("", xml)], &mut Vec::new(), &mut pairs);
    for (path, json, xml) in pairs {
        let line = sink.source.line_number(json_example.piece(json).at);
        let message = format!("`{path}` has another value in the JSON example, line {line}");
        sink.report(Code::ExamplesDisagree, xml_example.piece(xml), message);
    }
}

/// Finds the first scalars at each path of both examples, where they differ. The nodes of one side are all at `path`.
fn pair<'n>(
    json: &Values<'n>,
    xml: &Values<'n>,
    path: &mut Vec<&'n str>,
    pairs: &mut Vec<(String, &'n Node<'n>, &'n Node<'n>)>,
) {
    let scalar =
        |values| first_items(values).find(|node: &&Node<'_>| !matches!(node.content, Content::Object(_)));
    if let (Some(json), Some(xml)) = (scalar(json), scalar(xml))
        && json.scalar_text() != xml.scalar_text()
    {
        pairs.push((path.join("."), json, xml));
    }
    let [json, xml] = [json, xml].map(|values| ByName::new(first_items(values)));
    let mut at = 0;
    while let Some((name, _)) = xml.members.get(at) {
        let [json_range, xml_range] = [&json, &xml].map(|shown| shown.range(name));
        at = xml_range.end;
        if !json_range.is_empty() {
            path.push(name);
            pair(&json.members[json_range], &xml.members[xml_range], path, pairs);
            path.pop();
        }
    }
}

/// The values, and the first item of each that is a list.
fn first_items<'v, 'n>(values: &'v Values<'n>) -> impl Iterator<Item = &'n Node<'n>> + Clone + use<'v, 'n> {
    fn first<'n>(node: &'n Node<'n>) -> Option<&'n Node<'n>> {
        match &node.content {
            Content::List(items) => items.first().and_then(first),
            _ => Some(node),
        }
    }
    values.iter().filter_map(|(_, node)| first(node))
}
