//! Hand-made corrections go in and are applied to operations; one that no longer fits its target comes out as an error.

use crate::depth::{MAX_DEPTH, is_too_deep};
use crate::locate::{Items, Step};
use crate::{Code, Diagnostic, Operation, Span};
use serde::Deserialize;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// A correction of what the pages say. It names what it expects to find, so that it cannot go stale unseen.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The target: operation, then keys of its spec and names of members, such as
    /// `DescribeChangeOrder.response.Data.Status.type`. Between a member and one nested in it nothing else is named.
    pub at: String,
    /// What stands there now; left out when nothing does.
    #[serde(default)]
    pub expect: Option<Value>,
    /// What is to stand there; left out to remove it.
    #[serde(default)]
    pub set: Option<Value>,
    /// Why the pages are wrong, and how that is known.
    pub reason: String,
}

/// Applies `overrides`, read from `text` of `file`, to the operations.
pub(crate) fn apply(
    overrides: &[Override],
    file: &str,
    text: &str,
    operations: &mut [Operation],
) -> Vec<Diagnostic> {
    let mut corrected = Corrected::new(operations);
    let places = Items::of(text, overrides.len());
    let mut diagnostics = Vec::new();
    for (index, correction) in overrides.iter().enumerate() {
        if let Err(wrong) = corrected.apply(correction) {
            let (line, column) = places.locate(index, &[Step::Key(wrong.key)]);
            let span = Span::new(file, line, column, 1);
            let help = "read the pages again: correct the override, or remove it if they are right now";
            diagnostics.push(Diagnostic::new(wrong.code, span, wrong.message).help(help));
        }
    }
    diagnostics
}

/// Operations under correction.
struct Corrected<'o> {
    operations: &'o mut [Operation],
    /// Where each operation stands; the first of those that have a name.
    by_name: BTreeMap<String, usize>,
    /// The operation looked at last, as a value; absent when it has changed since.
    last: Option<(usize, Value)>,
}

impl<'o> Corrected<'o> {
    fn new(operations: &'o mut [Operation]) -> Self {
        let mut by_name = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            by_name.entry(operation.name.clone()).or_insert(index);
        }
        Corrected { operations, by_name, last: None }
    }

    /// The operation that a target begins with, and the rest of the target. Names may contain dots: the longest that
    /// fits is meant.
    fn find<'p>(&self, at: &'p str) -> Option<(usize, &'p str)> {
        let dots = at.match_indices('.').map(|(dot, _)| dot).take_while(|dot| *dot <= LONGEST_NAME);
        let named = dots.filter_map(|dot| Some((*self.by_name.get(&at[..dot])?, &at[dot + 1..])));
        named.last()
    }

    fn value(&mut self, index: usize) -> Result<Value, serde_yaml::Error> {
        match self.last.take() {
            Some((last, value)) if last == index => Ok(value),
            _ => serde_yaml::to_value(&self.operations[index]),
        }
    }

    fn apply(&mut self, correction: &Override) -> Result<(), Wrong> {
        let at = &correction.at;
        let (first, _) =
            at.split_once('.').ok_or_else(|| stale("at", format!("`{at}` names no key of an operation")))?;
        let (index, rest) =
            self.find(at).ok_or_else(|| stale("at", format!("there is no operation `{first}`")))?;
        let mut value = self.value(index).map_err(|error| stale("at", error.to_string()))?;
        if let Err(wrong) = check(correction, &mut value, rest) {
            self.last = Some((index, value));
            return Err(wrong);
        }
        let operation = set(correction, value, rest)?;
        if operation.name != self.operations[index].name {
            self.by_name.remove(&self.operations[index].name);
            self.by_name.entry(operation.name.clone()).or_insert(index);
        }
        self.operations[index] = operation;
        Ok(())
    }
}

/// What is wrong with an override.
struct Wrong {
    /// The key of the override at fault.
    key: &'static str,
    code: Code,
    message: String,
}

fn stale(key: &'static str, message: String) -> Wrong {
    Wrong { key, code: Code::StaleOverride, message }
}

fn too_deep(at: &str) -> Wrong {
    let message = format!("`{at}` cannot be set so: at most {MAX_DEPTH} values may hold one another");
    Wrong { key: "set", code: Code::TooDeep, message }
}

/// The deepest that an operation which is not too deep nests as YAML: two levels for each member, and those around and inside.
const MAX_NESTING: usize = 2 * MAX_DEPTH + 4;

/// No operation has a longer name, in bytes, so that no longer one is looked for.
const LONGEST_NAME: usize = 1000;

/// Whether the target is what the override expects.
fn check(correction: &Override, value: &mut Value, path: &str) -> Result<(), Wrong> {
    let at = &correction.at;
    let (parent, key) = target(value, path).ok_or_else(|| stale("at", format!("`{at}` does not exist")))?;
    let found = parent.get(key);
    if found == correction.expect.as_ref() {
        return Ok(());
    }
    let message = format!("`{at}` is {}, not {}", show(found), show(correction.expect.as_ref()));
    Err(stale("expect", message))
}

/// The operation with what the override sets.
fn set(correction: &Override, mut value: Value, path: &str) -> Result<Operation, Wrong> {
    let at = &correction.at;
    if let Some((parent, key)) = target(&mut value, path) {
        match &correction.set {
            Some(set) => parent.insert(Value::from(key), set.clone()),
            None => parent.remove(key),
        };
    }
    if nests_too_deep(&value, 0) {
        return Err(too_deep(at));
    }
    let corrected = serde_yaml::from_value(value)
        .map_err(|error| stale("set", format!("`{at}` cannot be set so: {error}")))?;
    if is_too_deep(&corrected) { Err(too_deep(at)) } else { Ok(corrected) }
}

/// Whether a value nests deeper than any operation does. Several overrides together may make it so.
fn nests_too_deep(value: &Value, depth: usize) -> bool {
    match value {
        _ if depth > MAX_NESTING => true,
        Value::Sequence(items) => items.iter().any(|item| nests_too_deep(item, depth + 1)),
        Value::Mapping(mapping) => mapping.values().any(|value| nests_too_deep(value, depth + 1)),
        _ => false,
    }
}

/// The mapping that holds the target, and the key of the target in it.
fn target<'v, 'p>(value: &'v mut Value, path: &'p str) -> Option<(&'v mut serde_yaml::Mapping, &'p str)> {
    match value {
        Value::Sequence(items) => {
            // Names may contain dots (`InvalidParameter.NotEmpty`): the longest name that fits is meant.
            let (rest, item) = items
                .iter_mut()
                .filter_map(|item| Some((rest_after(path, &name_of(item)?)?, item)))
                .min_by_key(|(rest, _)| rest.len())?;
            target(item, rest)
        }
        Value::Mapping(mapping) => {
            let inner = ["members", "element", "value"].into_iter().find(|key| mapping.contains_key(key));
            match path.split_once('.') {
                None => Some((mapping, path)),
                Some((key, rest)) if mapping.contains_key(key) => target(mapping.get_mut(key)?, rest),
                Some(_) => target(mapping.get_mut(inner?)?, path),
            }
        }
        _ => None,
    }
}

fn name_of(item: &Value) -> Option<String> {
    let name = ["name", "code", "value"].into_iter().find_map(|key| item.get(key))?;
    name.as_str().map(str::to_owned).or_else(|| name.as_i64().map(|number| number.to_string()))
}

fn rest_after<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    path.strip_prefix(name)?.strip_prefix('.')
}

fn show(value: Option<&Value>) -> String {
    match value.map(serde_yaml::to_string) {
        Some(Ok(text)) => format!("`{}`", text.trim_end()),
        Some(Err(error)) => error.to_string(),
        None => "absent".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read;

    const SPEC: &str = "\
name: Get
product: test
version: '2020-01-01'
style: roa
method: GET
path: /get
response:
- name: Data
  type: list
  element:
    type: structure
    members:
    - name: Status
      type: integer
errors:
- code: Bad
  status: 400
- code: Bad.Id
  status: 400
";

    fn applied(corrections: &str) -> (Operation, Vec<Diagnostic>) {
        let overrides: Vec<Override> = read("overrides.yaml", corrections).unwrap();
        let mut operations = vec![read("Get.yaml", SPEC).unwrap()];
        let diagnostics = apply(&overrides, "overrides.yaml", corrections, &mut operations);
        (operations.remove(0), diagnostics)
    }

    #[test]
    fn facts_of_any_depth_are_corrected() {
        let (operation, diagnostics) = applied(
            "- {at: Get.path, expect: /get, set: /v2/get, reason: moved}\n\
             - {at: Get.response.Data.Status.type, expect: integer, set: long, reason: large}\n\
             - {at: Get.errors.Bad.Id.status, expect: 400, set: 404, reason: observed}\n\
             - {at: Get.docs, set: {en: Gets.}, reason: missing}\n\
             - {at: Get.response.Data.Status.sensitive, set: true, reason: a code of access}\n",
        );
        assert_eq!(diagnostics, Vec::new());
        assert_eq!(operation.path, "/v2/get");
        assert_eq!(operation.response.members()[0].shape.members()[0].shape.word(), "long");
        assert_eq!(
            operation.errors.iter().map(|error| error.status).collect::<Vec<_>>(),
            [Some(400), Some(404)]
        );
        assert_eq!(operation.docs.en.as_deref(), Some("Gets."));
        let status = &operation.response.members()[0].shape.members()[0];
        assert_eq!(status.sensitivity(), crate::Sensitivity::Secret);
    }

    #[test]
    fn names_of_operations_may_have_dots() {
        let corrections = "- {at: user.get.path, expect: /get, set: /user, reason: moved}\n";
        let overrides: Vec<Override> = read("overrides.yaml", corrections).unwrap();
        let named =
            |name: &str| read(name, &SPEC.replace("name: Get\n", &format!("name: {name}\n"))).unwrap();
        let mut operations: Vec<Operation> = vec![named("user"), named("user.get")];
        assert_eq!(apply(&overrides, "overrides.yaml", corrections, &mut operations), Vec::new());
        assert_eq!((operations[0].path.as_str(), operations[1].path.as_str()), ("/get", "/user"));
    }

    #[test]
    fn one_that_would_nest_too_deep_is_refused() {
        let list = |levels: usize| {
            format!("{}{{type: any}}{}", "{type: list, element: ".repeat(levels), "}".repeat(levels))
        };
        let set = |levels: usize| {
            let list = list(levels);
            applied(&format!("- {{at: Get.response, expect: {EXPECTED}, set: {list}, reason: r}}\n")).1
        };
        assert_eq!(set(MAX_DEPTH), []);
        for levels in [MAX_DEPTH + 1, 110] {
            let found: Vec<_> = set(levels).iter().map(|found| (found.code, found.span.line)).collect();
            assert_eq!(found, [(Code::TooDeep, 1)], "{levels}");
        }
    }

    const EXPECTED: &str =
        "[{name: Data, type: list, element: {type: structure, members: [{name: Status, type: integer}]}}]";

    #[test]
    fn one_that_no_longer_fits_is_an_error_at_its_place() {
        for (correction, message, line, column) in [
            (
                "- at: Get.path\n  expect: /old\n  set: /x\n  reason: r\n",
                "`Get.path` is `/get`, not `/old`",
                2,
                11,
            ),
            ("- {at: Put.path, expect: /get, set: /x, reason: r}\n", "there is no operation `Put`", 1, 8),
            (
                "- {at: Get.response.Item.type, expect: x, set: y, reason: r}\n",
                "`Get.response.Item.type` does not exist",
                1,
                8,
            ),
            ("- {at: Get.method, expect: GET, set: TAKE, reason: r}\n", "cannot be set so", 1, 38),
        ] {
            let (operation, diagnostics) = applied(correction);
            assert!(diagnostics[0].message.contains(message), "{:?}", diagnostics);
            assert_eq!((diagnostics[0].span.line, diagnostics[0].span.column), (line, column), "{message}");
            assert_eq!(operation, read::<Operation>("Get.yaml", SPEC).unwrap());
        }
    }
}
