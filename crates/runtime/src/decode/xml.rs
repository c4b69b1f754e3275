//! XML answers, read into slots as JSON is, with repeated elements as lists, since XML does not mark a list of one.

use super::answer::{DecodeError, Read, trimmed};
use super::document::{Element, document, json};
use super::fill::{fill_json, fill_scalar, only_list, reset};
use super::lookup::place;
use super::progress::{Mismatch, Outcome, Progress, Step};
use super::repair::holds;
use super::room::Room;
use super::scalar::Scalar;
use crate::{Field, Json, List, Map, Slot, Structure, Table};
use std::collections::BTreeMap;

/// Reads a document into a slot.
pub(crate) fn fill_from_xml(mut slot: Slot<'_>, bytes: &[u8]) -> Result<Vec<Mismatch>, DecodeError> {
    let text = String::from_utf8_lossy(trimmed(bytes));
    let failed = |source| DecodeError { path: String::new(), source };
    let mut progress = Progress { room: Room::of_answer(bytes.len()), ..Progress::default() };
    let root = document(&text, &mut progress.room).map_err(failed)?;
    let outcome = match &slot {
        // A root without anything in it is a structure without members.
        Slot::Structure(_) | Slot::Map(_) if root.is_blank() => Outcome::Filled,
        _ => fill(slot.again(), None, &root, &mut progress),
    };
    progress.room.check().map_err(|exhausted| failed(exhausted.into()))?;
    Read { outcome, progress }.accept(&slot)
}

/// Reads an element; `item` is the name of the elements in it that are the items, if those of a list have one.
fn fill(slot: Slot<'_>, item: Option<&str>, element: &Element, progress: &mut Progress) -> Outcome {
    match slot {
        Slot::Optional(optional) => {
            let outcome = fill(optional.insert(), item, element, progress);
            if outcome != Outcome::Filled {
                optional.clear();
            }
            outcome
        }
        Slot::List(list) => fill_list(list, item, element, progress),
        slot => {
            if let Some(fault) = element.fault {
                progress.record("string", fault, Json::from(element.text.as_str()));
            }
            fill_one(slot, element, progress)
        }
    }
}

fn fill_one(slot: Slot<'_>, element: &Element, progress: &mut Progress) -> Outcome {
    match slot {
        slot if element.children.is_empty() => fill_scalar(slot, Scalar::Text(&element.text), progress),
        Slot::Structure(structure) => fill_structure(structure, element, progress),
        Slot::Map(map) => fill_map(map, element, progress),
        slot => fill_json(slot, json(element), progress),
    }
}

/// Elements of one name are the items of one list.
fn fill_map(map: &mut dyn Map, element: &Element, progress: &mut Progress) -> Outcome {
    let mut groups = BTreeMap::<&str, Vec<&Element>>::new();
    for child in &element.children {
        groups.entry(&child.name).or_default().push(child);
    }
    for (name, group) in groups {
        if progress.room.take_entry(map.entry_size(), map.len()).is_err() {
            break;
        }
        progress.path.push(Step::Key(name.to_owned()));
        if fill_all(map.insert(name.to_owned()), &group, progress) != Outcome::Filled {
            map.remove(name);
        }
        progress.path.pop();
    }
    Outcome::Filled
}

/// Reads elements of one name: all of them where there is room, or else the last.
fn fill_all(mut slot: Slot<'_>, group: &[&Element], progress: &mut Progress) -> Outcome {
    if matches!(slot, Slot::Any(_)) && group.len() > 1 {
        return fill_json(slot, Json::Array(group.iter().map(|child| json(child)).collect()), progress);
    }
    let outcomes = group.iter().map(|child| fill(slot.again(), None, child, progress));
    outcomes.last().unwrap_or(Outcome::Absent)
}

fn fill_structure(structure: &mut dyn Structure, element: &Element, progress: &mut Progress) -> Outcome {
    // That there is no more room is found at the end.
    if progress.room.take(size_of_val(structure)).is_err() {
        return Outcome::Unfit;
    }
    let table = structure.table();
    structure.fields(&mut |fields| fill_members(table, fields, element, progress));
    Outcome::Filled
}

fn fill_members(table: Table, fields: &mut [&mut dyn Field], element: &Element, progress: &mut Progress) {
    let members = table.members;
    let mut seen = vec![false; members.len()];
    let mut from = 0;
    for child in &element.children {
        let Some(index) = place(members, from, &child.name) else { continue };
        let Some(field) = fields.get_mut(index) else { continue };
        from = index + 1;
        let mut slot = field.slot();
        if !std::mem::replace(&mut seen[index], true) {
            reset(&mut slot);
        }
        progress.path.push(Step::Name(members[index]));
        fill(slot, table.item(members[index]), child, progress);
        progress.path.pop();
    }
    if from == 0
        && let Some(list) = only_list(fields)
        && have_one_name(&element.children)
        && element.children.first().is_some_and(|first| holds(list, &[json(first)]))
    {
        for child in &element.children {
            fill_list(list, None, child, progress);
        }
    }
}

fn have_one_name(elements: &[Element]) -> bool {
    elements.windows(2).all(|pair| pair[0].name == pair[1].name)
}

/// One of the elements of a list, or an element around all of them.
fn fill_list(list: &mut dyn List, item: Option<&str>, element: &Element, progress: &mut Progress) -> Outcome {
    let is_item = |child: &Element| item == Some(child.name.as_str());
    let wraps = match list.push() {
        _ if element.children.iter().all(is_item) => true,
        Slot::Structure(structure) => {
            let names = structure.members();
            !element.children.iter().any(|child| names.contains(&child.name.as_str()))
        }
        Slot::List(_) | Slot::Map(_) | Slot::Any(_) => false,
        _ => true,
    };
    list.pop();
    let items = if wraps && have_one_name(&element.children) && !element.children.is_empty() {
        element.children.as_slice()
    } else {
        std::slice::from_ref(element)
    };
    for item in items {
        progress.path.push(Step::Index(list.len()));
        if fill(list.push(), None, item, progress) != Outcome::Filled {
            list.pop();
        }
        progress.path.pop();
    }
    Outcome::Filled
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::{decode_json, decode_xml};

    /// Asserts that the XML is read as the JSON is.
    fn same(xml: &str, json: &str) {
        let from_xml = decode_xml::<Sample>(xml.as_bytes()).unwrap();
        let from_json = decode_json::<Sample>(json.as_bytes()).unwrap();
        assert_eq!(from_xml, from_json, "{xml}");
    }

    #[test]
    fn elements_are_read_as_members() {
        same(
            "<?xml version=\"1.0\"?><R><Code>200</Code><!-- c --><Done>true</Done><Inner><Name> a &lt; &#65;<![CDATA[<b>]]></Name></Inner><X/></R>",
            r#"{"Code": "200", "Done": true, "Inner": {"Name": " a < A<b>"}}"#,
        );
    }

    #[test]
    fn one_or_many_or_wrapped_are_lists() {
        same("<R><Items><Name>a</Name></Items></R>", r#"{"Items": [{"Name": "a"}]}"#);
        same(
            "<R><Items><Name>a</Name></Items><Items/><Items><Name>b</Name></Items></R>",
            r#"{"Items": [{"Name": "a"}, {"Name": "b"}]}"#,
        );
        same(
            "<R><Items><Item><Name>a</Name></Item><Item><Name>b</Name></Item></Items></R>",
            r#"{"Items": [{"Name": "a"}, {"Name": "b"}]}"#,
        );
        same("<R><Names>a</Names><Names>b</Names></R>", r#"{"Names": ["a", "b"]}"#);
        same("<R><Names><Name>a</Name><Name>b</Name></Names></R>", r#"{"Names": ["a", "b"]}"#);
    }

    #[test]
    fn one_bad_character_fails_nothing_else() {
        for (text, kept, fault) in [
            (&b"a&nbsp;b"[..], "a&nbsp;b", "text with an unknown entity"),
            (b"&lt;&#xD800;", "<&#xD800;", "text with an unknown entity"),
            (b"a\xffb", "a\u{fffd}b", "text with bytes that are no UTF-8"),
        ] {
            let xml = [&b"<R><Items><Name>"[..], text, b"</Name></Items><Code>A</Code></R>"].concat();
            let decoded = decode_xml::<Sample>(&xml).unwrap();
            assert_eq!(decoded.value.code.as_deref(), Some("A"));
            assert_eq!(decoded.value.items[0].name.as_deref(), Some(kept));
            let [found] = decoded.mismatches.as_slice() else { panic!("{:?}", decoded.mismatches) };
            assert_eq!((found.path.as_str(), found.found), ("Items[0].Name", fault));
            assert_eq!(found.value, kept);
        }
        same("\u{feff}<R><Code>a&b & c&amp;</Code></R>\0\n", r#"{"Code": "a&b & c&"}"#);
    }

    #[test]
    fn a_type_declaration_declares_nothing() {
        let xml = r#"<!DOCTYPE R [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hosts">]><R><Code>&a;&c;</Code></R>"#;
        assert_eq!(decode_xml::<Sample>(xml.as_bytes()).unwrap().value.code.as_deref(), Some("&a;&c;"));
    }

    #[test]
    fn an_error_tells_the_place_and_quotes_nothing() {
        let error = decode_xml::<Sample>(b"<R>\n<Code>x</thesecret></R>").unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("line 2 column") && !shown.contains("thesecret"), "{shown}");
    }

    #[test]
    fn what_is_no_xml_is_an_error() {
        for text in ["", "<R>", "<R></S>", "plain"] {
            assert!(decode_xml::<Sample>(text.as_bytes()).is_err(), "{text}");
        }
        assert!(decode_xml::<Sample>("<a>".repeat(1000).as_bytes()).is_err());
    }

    #[test]
    fn a_page_or_a_text_is_no_structure() {
        for text in [
            "<html><body>Sign in.</body></html>",
            " <!DOCTYPE HTML><html><br></html>",
            "<?xml version=\"1.0\"?><!-- c --><HTML/>",
            "<R>plain</R>",
        ] {
            assert!(decode_xml::<Sample>(text.as_bytes()).is_err(), "{text}");
        }
        same("<R/>", "{}");
        same("<R> <New>1</New></R>", "{}");
    }
}
