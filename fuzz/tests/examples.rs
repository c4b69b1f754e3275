//! Fuzz targets: examples, strict and not, go in; that they are read as strict parsers do, or repaired, is checked.

use alicloud_spec::example::{Content, Node, Reading, read_json, read_xml};
use bolero::{TypeGenerator, check, produce};
use serde_json::Value;
use std::slice::Iter;

/// Pieces of examples. Strung together at random they are rarely, but sometimes, well-formed.
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"a\"",
    "\"b\":",
    "\"\\u4e2d\\ud83d\"",
    "\\n",
    "0",
    "-1.5e3",
    "007",
    "1****",
    "true",
    "null",
    " ",
    "\n",
    "\r\n",
    "// c\n",
    "/*",
    "*/",
    "...",
    "…",
    "“",
    "”",
    "：",
    "，",
    "'",
    "中",
    "\u{feff}",
    "x",
];
const XML: &[&str] = &[
    "<A>",
    "</A>",
    "<B>",
    "</B>",
    "<C/>",
    "<",
    ">",
    "</",
    "&",
    "&lt;",
    "&#x4e2d;",
    "&#xd800;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml",
    "?>",
    "<!DOCTYPE",
    "x",
    " ",
    "\n",
    "中",
    "<a b=\"c\">",
    "=",
    "\"",
    "</a>",
];

/// Texts that could be taken for syntax.
const WORDS: &[&str] = &[
    "", "a", "B", "\"", "\\", "\n", "\r", "\t", "\u{1}", "/", "//", "...", ",", ":", "{", "]", "'", "“", "”",
    "，", "<", "</a>", "&", "&amp;", "]]>", "-->", "中", "😀", "\u{a0}", "\u{feff}", " ", "0",
];

#[test]
fn any_json_is_read_or_repaired() {
    let pieces = produce::<Vec<u8>>().with().len(0usize..60);
    check!().with_iterations(4000).with_generator(pieces).for_each(|pieces| {
        let text = string(JSON, pieces);
        let reading = read_json(&text);
        check_places(&text, &reading);
        assert!(reading == read_json(&text), "a second reading differs");
        if let Ok(strict) = serde_json::from_str::<Value>(&text) {
            assert_strict(&text, &reading, &strict);
        }
    });
}

#[test]
fn any_xml_is_read_or_repaired() {
    let pieces = produce::<Vec<u8>>().with().len(0usize..60);
    check!().with_iterations(4000).with_generator(pieces).for_each(|pieces| {
        let text = string(XML, pieces);
        let reading = read_xml(&text);
        check_places(&text, &reading);
        assert!(reading == read_xml(&text), "a second reading differs");
    });
}

#[test]
fn strict_json_is_read_as_it_is() {
    check!().with_iterations(1500).with_type::<Vec<Step>>().for_each(|steps| {
        let value = json(&mut steps.iter(), 0).unwrap_or_default();
        for text in [value.to_string(), format!("{value:#}")] {
            // Not `value` itself: serde_json does not read every float as it wrote it.
            if let Ok(strict) = serde_json::from_str(&text) {
                assert_strict(&text, &read_json(&text), &strict);
            }
        }
    });
}

#[test]
fn well_formed_xml_is_read_as_it_is() {
    check!().with_iterations(1500).with_type::<Vec<Step>>().for_each(|steps| {
        let root = element(&mut steps.iter(), 0).unwrap_or(Element::Text(String::new()));
        let text = format!("<?xml version=\"1.0\"?>\n<!-- & < -->{}", write("Response", &root));
        let reading = read_xml(&text);
        assert_eq!(reading.repairs, [], "{text}");
        let roots: Vec<_> = reading.roots.iter().map(as_element).collect();
        assert_eq!(roots, [Element::Children(vec![("Response".to_owned(), root)])], "{text}");
    });
}

fn string(pieces: &[&str], indices: &[u8]) -> String {
    indices.iter().map(|index| pieces[usize::from(*index) % pieces.len()]).collect()
}

/// Values and repairs must point into the text.
fn check_places(text: &str, reading: &Reading) {
    fn visit(text: &str, node: &Node<'_>) {
        assert!(text.is_char_boundary(node.at), "{node:?} lies outside of {text:?}");
        match &node.content {
            Content::List(items) => items.iter().for_each(|item| visit(text, item)),
            Content::Object(members) => members.iter().for_each(|(_, member)| visit(text, member)),
            _ => {}
        }
    }
    reading.roots.iter().for_each(|root| visit(text, root));
    for repair in &reading.repairs {
        assert!(text.is_char_boundary(repair.at), "{repair:?} lies outside of {text:?}");
    }
}

fn assert_strict(text: &str, reading: &Reading, expected: &Value) {
    assert_eq!(reading.repairs, [], "{text}");
    let roots: Vec<_> = reading.roots.iter().map(strict).collect();
    assert_eq!(roots, [Some(expected.clone())], "{text}");
}

/// A node as a strict value; of a name that repeats, the last counts.
fn strict(node: &Node<'_>) -> Option<Value> {
    Some(match &node.content {
        Content::Null => Value::Null,
        Content::Boolean(value) => Value::Bool(*value),
        Content::Number(text) => serde_json::from_str(text).ok()?,
        Content::String(text) | Content::Text(text) => Value::String(text.to_string()),
        Content::List(items) => Value::Array(items.iter().map(strict).collect::<Option<_>>()?),
        Content::Object(members) => {
            let members = members.iter().map(|(name, node)| Some((name.to_string(), strict(node)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
    })
}

/// A step in building a tree.
#[derive(Clone, Debug, TypeGenerator)]
enum Step {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    /// A string of these [`WORDS`].
    Text(Vec<u8>),
    List,
    /// An object with at most these [`WORDS`] as members.
    Object(Vec<u8>),
    Close,
}

/// How deep the trees may get.
const DEPTH: usize = 60;

/// The next value; `None` when what it would be part of is closed.
fn json(steps: &mut Iter<'_, Step>, depth: usize) -> Option<Value> {
    Some(match steps.next()? {
        Step::Close => return None,
        Step::Boolean(value) => Value::from(*value),
        Step::Integer(value) => Value::from(*value),
        Step::Float(value) => Value::from(*value),
        Step::Text(words) => Value::from(string(WORDS, words)),
        Step::List if depth < DEPTH => std::iter::from_fn(|| json(steps, depth + 1)).collect(),
        Step::Object(names) if depth < DEPTH => {
            names.iter().map_while(|name| Some((string(WORDS, &[*name]), json(steps, depth + 1)?))).collect()
        }
        Step::Null | Step::List | Step::Object(_) => Value::Null,
    })
}

/// What an XML element holds.
#[derive(Debug, PartialEq)]
enum Element {
    Text(String),
    Children(Vec<(String, Element)>),
}

/// The next element; `None` when what it would be part of is closed.
fn element(steps: &mut Iter<'_, Step>, depth: usize) -> Option<Element> {
    Some(match steps.next()? {
        Step::Close => return None,
        Step::Text(words) => Element::Text(string(WORDS, words)),
        Step::List if depth < DEPTH => {
            let children = std::iter::from_fn(|| element(steps, depth + 1)).enumerate();
            let children: Vec<_> =
                children.map(|(index, child)| (format!("E{}", index % 3), child)).collect();
            if children.is_empty() { Element::Text(String::new()) } else { Element::Children(children) }
        }
        other => Element::Text(format!("{other:?}")),
    })
}

fn write(name: &str, element: &Element) -> String {
    let inner = match element {
        Element::Text(text) => quick_xml::escape::escape(text).into_owned(),
        Element::Children(children) => {
            children.iter().map(|(name, child)| format!("\n  {}", write(name, child))).collect()
        }
    };
    format!("<{name}>{inner}</{name}>")
}

fn as_element(node: &Node<'_>) -> Element {
    match &node.content {
        Content::Object(members) => Element::Children(
            members.iter().map(|(name, node)| (name.to_string(), as_element(node))).collect(),
        ),
        _ => Element::Text(node.scalar_text().unwrap_or_default().to_owned()),
    }
}
