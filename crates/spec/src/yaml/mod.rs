//! Spec files: YAML text goes in and comes out, with the keys in the order of the design and nothing unknown accepted.

pub(crate) mod deprecated;
mod flow;
mod literal;
mod member;
pub(crate) mod response;

use crate::depth::{MAX_DEPTH, is_too_deep};
use crate::locate::locate_doubled_key;
use crate::{Code, Diagnostic, Operation, Product, Span};
use serde::de::DeserializeOwned;
use serde::ser;

/// Reads a YAML file: a spec, `product.yaml`, `overrides.yaml` or a glossary.
///
/// # Errors
/// Text that is not YAML, or not of the shape of `T` (an unknown or doubled key, a missing one, a wrong type), gives a
/// diagnostic with the line and column. So does text that nests deeper than any file that [`write()`] makes.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    if let Some(at) = flow::too_deep(text) {
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.matches('\n').count() + 1;
        return Err(too_deep(file, line, before[start..].chars().count() + 1));
    }
    serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        if message.contains("recursion limit") {
            let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            return too_deep(file, line.max(1), column.max(1));
        }
        // The reader notices a doubled key only at the end and names the beginning of its mapping.
        let doubled = message.contains("duplicate").then(|| locate_doubled_key(text)).flatten();
        let place = doubled.or_else(|| error.location().map(|at| (at.line(), at.column())));
        let (line, column) = place.unwrap_or((1, 1));
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Box::new(
            Diagnostic::new(Code::InvalidYaml, Span::new(file, line.max(1), column.max(1), 1), message)
                .help("correct the key or value; `cargo xtask codegen` writes the operation specs anew from their pages"),
        )
    })
}

fn too_deep(file: &str, line: usize, column: usize) -> Box<Diagnostic> {
    let message = format!("what stands here nests too deep; at most {MAX_DEPTH} values may hold one another");
    let help = "let the value be of type `any` where it nests deeper, or correct its page";
    Box::new(Diagnostic::new(Code::TooDeep, Span::new(file, line, column, 1), message).help(help))
}

/// Writes what pages tell of a product, for people to add to.
///
/// # Errors
/// Never for a product that is made of strings.
pub fn write_product(product: &Product) -> Result<String, serde_yaml::Error> {
    let mut product = product.clone();
    let version = std::mem::replace(&mut product.version, "true".to_owned());
    let yaml = serde_yaml::to_string(&product)?;
    Ok(yaml.replacen("\nversion: 'true'\n", &format!("\nversion: '{version}'\n"), 1))
}

/// Writes an operation as a spec file.
///
/// # Errors
/// Only if a shape nests deeper than [`MAX_DEPTH`], so that it could not be read again.
pub fn write(operation: &Operation) -> Result<String, serde_yaml::Error> {
    if is_too_deep(operation) {
        let message = format!("`{}` has values that nest deeper than {MAX_DEPTH} levels", operation.name);
        return Err(ser::Error::custom(message));
    }
    let mut literals = literal::Literals::default();
    let mut operation = operation.clone();
    literals.take_all(&mut operation);
    // The version is a date, which older YAML readers would not take as text; the library does not quote it.
    let version = std::mem::replace(&mut operation.version, "true".to_owned());
    let yaml = serde_yaml::to_string(&operation)?.replacen(
        "\nversion: 'true'\n",
        &format!("\nversion: '{version}'\n"),
        1,
    );
    Ok(literals.put(&yaml))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Presence, Shape};

    const SPEC: &str = "\
name: Abort
product: sae
version: '2019-05-06'
style: roa
method: PUT
path: /abort
request:
- name: PageSize
  in: query
  deprecated: true
  type: integer
  default: 'off'
  range:
    min: 1
    max: 100
  role: page-size
  example: '2017-11-31T06:32:31Z'
- name: Tag
  in: query
  required: true
  type: list
  docs:
    en: 'Tags: some'
  source: Abort.zh.md:3
  sensitive: false
  element:
    type: structure
    members:
    - name: Key
      type: integer
      values:
      - value: 2
        name: Two
response:
- name: Data
  type: map
  value:
    type: any
examples:
- request: |2-
    \tGET /
    x
  json: |-
    {

    \t\"a\": 1
    }
";

    const OFFICIAL: &str = "\
name: Put
product: sae
version: 'iap_1.0'
style: roa
method: POST
path: /put
security: anonymous
access: read-write
deprecated: true
request:
- name: Tree
  in: body
  encoding: json
  required: documented
  type: structure
  shared: Node
  members:
  - name: Weight
    type: double
    range:
      min: 0.5
    pattern: 'on'
  - name: Children
    type: list
    items:
      max: 5
    element:
      type: reference
      to: Node
response:
  type: binary
headers:
- name: 'No'
  type: string
  values:
  - value: '='
  - value: '1_000'
statuses:
- 200
- 202
";

    #[test]
    fn what_only_official_metadata_says_survives_too() {
        let operation: Operation = read("a.yaml", OFFICIAL).unwrap();
        assert_eq!(operation.request[0].presence, Presence::Documented);
        assert!(matches!(&operation.request[0].shape, Shape::Shared(shared) if shared.name == "Node"));
        assert_eq!(write(&operation).unwrap(), OFFICIAL);
    }

    fn refused(spec: &str) -> (String, usize, usize) {
        let diagnostic = read::<Operation>("a.yaml", spec).unwrap_err();
        (diagnostic.message, diagnostic.span.line, diagnostic.span.column)
    }

    #[test]
    fn a_spec_survives_reading_and_writing() {
        let operation: Operation = read("a.yaml", SPEC).unwrap();
        assert_eq!(operation.examples[0].json.as_deref(), Some("{\n\n\t\"a\": 1\n}"));
        assert_eq!(operation.examples[0].request.as_deref(), Some("\tGET /\nx"));
        assert_eq!(write(&operation).unwrap(), SPEC);
    }

    #[test]
    fn what_nests_too_deep_is_refused_where_it_does() {
        for (text, place) in [("x: ".to_owned() + &"[".repeat(100_000), (1, 132)), ("- ".repeat(200), (1, 0))]
        {
            let found = read::<serde_yaml::Value>("a.yaml", &text).unwrap_err();
            let column = if place.1 == 0 { 0 } else { found.span.column };
            assert_eq!((found.code, found.span.line, column), (Code::TooDeep, place.0, place.1));
        }
    }

    #[test]
    fn a_root_that_is_no_structure_survives_too() {
        let spec = SPEC.replace(
            "response:\n- name: Data\n  type: map\n  value:\n    type: any\n",
            "response:\n  type: list\n  element:\n    type: any\n",
        );
        let operation: Operation = read("a.yaml", &spec).unwrap();
        assert_eq!(operation.response, Shape::list(Shape::Any));
        assert_eq!(write(&operation).unwrap(), spec);
    }

    #[test]
    fn what_is_unknown_or_out_of_place_is_refused_with_its_place() {
        let (message, line, _) = refused(&SPEC.replace("path: /abort", "path: /abort\nverb: PUT"));
        assert!(message.contains("unknown field `verb`") && line == 7, "{message} {line}");
        let (message, ..) = refused(&SPEC.replace("type: list", "type: lists"));
        assert!(message.contains("unknown type `lists`"), "{message}");
        let (message, ..) = refused(&SPEC.replace("  type: map\n", "  type: string\n"));
        assert!(message.contains("type string has no `value`"), "{message}");
        let (message, line, column) = refused(&SPEC.replace("method: PUT", "method: PUSH"));
        assert!(
            message.contains("unknown variant `PUSH`") && (line, column) == (5, 9),
            "{message} {line}:{column}"
        );
    }
}
