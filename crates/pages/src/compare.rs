//! The members that the tables give and the examples go in; a diagnostic for each place where they disagree comes out.

use crate::examples::{Examples, Response};
use crate::response::Lowered;
use crate::text::{Piece, Source};
use alicloud_spec::example::{Content, Node};
use alicloud_spec::{Code, Kind, Member, Scalar, Shape};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Reports where the examples disagree with the response as read from the tables, and with each other.
pub(crate) fn compare(source: &mut Source<'_>, response: &Lowered, examples: &Examples<'_>) {
    let Some(members) = shown_members(source, response, examples) else { return };
    let known = |name: &str| members.iter().any(|member| member.name == name);
    for example in &examples.json {
        let mut comparison = Comparison { source, example, reported: BTreeSet::new() };
        comparison.members(members, &[example.content(known)], "");
    }
    for (json, xml) in examples.json.iter().zip(&examples.xml) {
        twins(source, json, json.content(known), xml, xml.content(|_| false));
    }
}

/// The members that the examples show: all, or those inside the member that they leave out.
fn shown_members<'r>(
    source: &mut Source<'_>,
    response: &'r Lowered,
    examples: &Examples<'_>,
) -> Option<&'r [Member]> {
    let Shape::Structure(members) = &response.shape else { return None };
    let Some(envelope) = &response.envelope else { return Some(members) };
    if let Some(example) = examples.json.iter().chain(&examples.xml).next() {
        let message = format!("the example shows only what stands inside `{envelope}`");
        source.report(Code::ShapeDisagrees, example.place(&example.root), message);
    }
    members.iter().find(|member| member.name == *envelope).map(|member| member.shape.members())
}

struct Comparison<'c, 's, 'e> {
    source: &'c mut Source<'s>,
    example: &'c Response<'e>,
    /// Each path is reported once, however many items a list has.
    reported: BTreeSet<(Code, String)>,
}

impl Comparison<'_, '_, '_> {
    /// Compares the members of a structure with all values that the example shows for it.
    fn members(&mut self, members: &[Member], values: &[&Node], path: &str) {
        let structures: Vec<_> = values
            .iter()
            .filter_map(|node| match &node.content {
                Content::Object(shown) => Some(shown),
                _ => None,
            })
            .collect();
        if structures.is_empty() {
            return;
        }
        let mut shown: HashMap<&str, Vec<&Node>> = HashMap::new();
        for (name, value) in structures.iter().copied().flatten() {
            shown.entry(name).or_default().push(value);
        }
        for member in members {
            let path = join(path, &member.name);
            let shown = shown.get(member.name.as_str()).map(Vec::as_slice).unwrap_or_default();
            if shown.is_empty() {
                self.not_shown(member, &path);
            }
            self.shape(&member.shape, shown, &path, member);
        }
        let known: HashSet<_> = members.iter().map(|member| member.name.as_str()).collect();
        for (name, value) in
            structures.into_iter().flatten().filter(|(name, _)| !known.contains(name.as_str()))
        {
            self.only_shown(name, value, path);
        }
    }

    fn shape(&mut self, shape: &Shape, values: &[&Node], path: &str, member: &Member) {
        match shape {
            Shape::Structure(members) => {
                self.expect(values, path, member, |content| matches!(content, Content::Object(_)));
                self.members(members, values, path);
            }
            Shape::List(element) => {
                self.expect(values, path, member, |content| matches!(content, Content::List(_)));
                let items: Vec<_> = values.iter().flat_map(|node| items(node)).collect();
                self.shape_of_items(element, &items, path, member);
            }
            Shape::Scalar(scalar) => {
                self.scalar(scalar.kind, values, path, member);
                self.value(scalar, values, path, member);
            }
            Shape::Map(_) | Shape::Any => {}
        }
    }

    fn shape_of_items(&mut self, element: &Shape, items: &[&Node], path: &str, member: &Member) {
        // A list without items says nothing about its members.
        if !items.is_empty() {
            self.shape(element, items, path, member);
        }
    }

    fn expect(&mut self, values: &[&Node], path: &str, member: &Member, fits: fn(&Content) -> bool) {
        let misfit = |node: &&&Node| !fits(&node.content) && !is_empty(node);
        if let Some(node) = values.iter().find(misfit) {
            let message =
                format!("`{path}` is a {} here, but {} in the example", member.shape.word(), node.word());
            self.report_at(Code::ShapeDisagrees, path, node, message, member);
        }
    }

    fn scalar(&mut self, kind: Kind, values: &[&Node], path: &str, member: &Member) {
        for node in values {
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
            let message =
                format!("`{path}` is {} in the example, but {} in the table", node.word(), kind.word());
            self.report_at(code, path, node, message, member);
        }
    }

    fn value(&mut self, scalar: &Scalar, values: &[&Node], path: &str, member: &Member) {
        let listed = |node: &&&Node| {
            let Some(text) = node.scalar_text() else { return true };
            scalar.values.iter().any(|valid| valid.value.to_string() == text.trim())
        };
        if !scalar.values.is_empty()
            && let Some(node) = values.iter().find(|node| !listed(node))
        {
            let text = node.scalar_text().unwrap_or_default();
            let message = format!("`{path}` is {text} in the example, which the table does not list");
            self.report_at(Code::ValueNotListed, path, node, message, member);
        }
    }

    fn not_shown(&mut self, member: &Member, path: &str) {
        let Some(place) =
            member.source.as_ref().filter(|_| self.reported.insert((Code::NotInExample, path.to_owned())))
        else {
            return;
        };
        let line = self.source.line_text(place.line);
        let name = line.text.find(&member.name).map_or(line, |at| line.from(at).to(member.name.len()));
        self.source.report(Code::NotInExample, name, format!("`{path}` is not in the example"));
    }

    fn only_shown(&mut self, name: &str, value: &Node, path: &str) {
        let path = join(path, name);
        if self.reported.insert((Code::OnlyInExample, path.clone())) {
            let message = format!("`{path}` stands only in the example, so it was left out");
            let help = "add a row for it to the table of the page";
            let place = self.example.place(value);
            self.source.report_with_help(Code::OnlyInExample, place, message, help);
        }
    }

    fn report_at(&mut self, code: Code, path: &str, node: &Node, message: String, member: &Member) {
        if self.reported.insert((code, path.to_owned())) {
            let row =
                member.source.as_ref().map(|place| format!("the row in line {} is believed", place.line));
            let place = self.example.place(node);
            self.source.report_with_help(code, place, message, &row.unwrap_or_default());
        }
    }
}

fn items(node: &Node) -> Vec<&Node> {
    match &node.content {
        Content::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.content {
        Content::Null => true,
        Content::String(text) | Content::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Reports the values that the two examples of a page both show, but differently.
fn twins(
    source: &mut Source<'_>,
    json_example: &Response<'_>,
    json: &Node,
    xml_example: &Response<'_>,
    xml: &Node,
) {
    let (mut in_json, mut in_xml) = (BTreeMap::new(), BTreeMap::new());
    leaves(json, String::new(), &mut in_json);
    leaves(xml, String::new(), &mut in_xml);
    for (path, node) in in_xml {
        let Some(other) = in_json.get(&path) else { continue };
        if node.scalar_text() != other.scalar_text() {
            let line = source.line_number(json_example.place(other).at);
            let message = format!("`{path}` has another value in the JSON example, line {line}");
            let place: Piece<'_> = xml_example.place(node);
            source.report(Code::ExamplesDisagree, place, message);
        }
    }
}

/// The first value at each path that is a scalar.
fn leaves<'n>(node: &'n Node, path: String, into: &mut BTreeMap<String, &'n Node>) {
    match &node.content {
        Content::Object(members) => {
            members.iter().for_each(|(name, member)| leaves(member, join(&path, name), into))
        }
        Content::List(items) => items.iter().take(1).for_each(|item| leaves(item, path.clone(), into)),
        _ => {
            into.entry(path).or_insert(node);
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
