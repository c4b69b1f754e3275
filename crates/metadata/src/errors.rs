//! The documented error codes: once for each status that a code comes with.

use crate::json::{Node, Object};
use crate::source::Source;
use alicloud_spec::{Code, Docs, ErrorCode};
use std::collections::HashMap;

/// The error codes of an operation, in order.
pub(crate) fn errors<'a>(operation: &Object<'a>, source: &mut Source<'a>) -> Vec<ErrorCode> {
    let statuses = source.object_of(operation, "errorCodes").map(|object| object.0.as_slice());
    let mut known = HashMap::new();
    let mut errors: Vec<ErrorCode> = Vec::new();
    for entry in statuses.unwrap_or_default() {
        let status: Option<u32> = entry.key.parse().ok();
        let listed = source.expect(&entry.value, "a list", Node::list).unwrap_or_default();
        if status.is_none() && !listed.is_empty() {
            let message = format!("`{}` where an HTTP status belongs; its codes have none", entry.key);
            source.report(Code::UnreadableStatus, entry.at, message);
        }
        for node in listed {
            let Some((code, message)) = read(node, source) else { continue };
            let place = *known.entry((code, status)).or_insert(errors.len());
            if let Some(error) = errors.get_mut(place) {
                error.message = error.message.take().or(message);
                continue;
            }
            let line = source.line(node.at);
            errors.push(ErrorCode {
                code: code.to_owned(),
                status,
                message,
                docs: Docs::default(),
                source: Some(line),
            });
        }
    }
    errors
}

fn read<'n, 'a>(node: &'n Node<'a>, source: &mut Source<'a>) -> Option<(&'n str, Option<String>)> {
    let object = source.expect(node, "the object of an error code", Node::object)?;
    let Some(code) = source.text_of(object, "errorCode").filter(|code| !code.is_empty()) else {
        let at = object.at().unwrap_or(node.at);
        source.report(Code::MalformedValue, at, "an error without a code; it was left out");
        return None;
    };
    let message = source.text_of(object, "errorMessage").map(str::trim).filter(|text| !text.is_empty());
    Some((code, message.map(str::to_owned)))
}
