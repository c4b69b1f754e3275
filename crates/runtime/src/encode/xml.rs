//! XML bodies of requests.

use super::value::text;
use crate::model::present;
use crate::{Json, View};
use quick_xml::escape::escape;

/// A value as an XML element. The items of a list are elements of its name, one after the other.
pub(crate) fn to_xml(name: &str, view: View<'_>) -> String {
    let mut xml = String::new();
    push(name, view, &mut xml);
    xml
}

fn push(name: &str, view: View<'_>, xml: &mut String) {
    match view {
        View::Absent | View::Any(Json::Null) => {}
        View::List(list) => (0..list.len()).for_each(|index| push(name, list.item(index), xml)),
        View::Any(Json::Array(items)) => items.iter().for_each(|item| push(name, View::Any(item), xml)),
        View::Wrapped(item, list) => element(name, xml, |xml| push(item, View::List(list), xml)),
        View::Structure(structure) => element(name, xml, |xml| {
            present(structure).for_each(|(member, view)| push(member, view, xml));
        }),
        View::Map(map) => {
            element(name, xml, |xml| map.each(&mut |key, view| push(key, view, xml)));
        }
        View::Any(Json::Object(members)) => element(name, xml, |xml| {
            members.iter().for_each(|(key, value)| push(key, View::Any(value), xml));
        }),
        scalar => element(name, xml, |xml| xml.push_str(&escape(text(scalar)))),
    }
}

fn element(name: &str, xml: &mut String, content: impl FnOnce(&mut String)) {
    // Names are those of members, or keys that the caller chose: what could not be one ends no tag early.
    let name: String =
        name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')).collect();
    xml.push_str(&format!("<{name}>"));
    content(xml);
    xml.push_str(&format!("</{name}>"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    #[test]
    fn lists_repeat_their_element_and_text_is_escaped() {
        let json =
            serde_json::json!({"Rule": [{"Id": 1, "Note": "<a&b>"}, {"Id": 2}], "None": null, "On": true});
        assert_eq!(
            to_xml("Rules", json.view()),
            "<Rules><None></None><On>true</On><Rule><Id>1</Id><Note>&lt;a&amp;b&gt;</Note></Rule><Rule><Id>2</Id></Rule></Rules>"
                .replace("<None></None>", "")
        );
    }
}
