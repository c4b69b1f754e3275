//! Spec files: YAML text goes in and comes out, with the keys in the order of the design and nothing unknown accepted.

mod flow;
mod literal;

use crate::depth::{MAX_DEPTH, is_too_deep};
use crate::locate::locate_doubled_key;
use crate::{
    Bounds, Code, Diagnostic, Docs, Encoding, Kind, Limits, Location, Member, Operation, Presence, Product,
    Role, Scalar, Sensitivity, Shape, Shared, Source, Span, Standing, ValidValue,
};
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::{self, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// Everything a member, or a shape alone, may say in YAML. One flat type, so that unknown keys are found with their line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    #[serde(rename = "in")]
    location: Option<Location>,
    encoding: Option<Encoding>,
    #[serde(default, deserialize_with = "presence")]
    required: Presence,
    #[serde(default)]
    deprecated: bool,
    r#type: String,
    shared: Option<String>,
    to: Option<String>,
    element: Option<Box<Raw>>,
    value: Option<Box<Raw>>,
    members: Option<Vec<Member>>,
    #[serde(default)]
    values: Vec<ValidValue>,
    default: Option<String>,
    range: Option<Bounds>,
    length: Option<Bounds>,
    items: Option<Bounds>,
    pattern: Option<String>,
    role: Option<Role>,
    json: Option<Box<Raw>>,
    example: Option<String>,
    #[serde(default)]
    docs: Docs,
    source: Option<Source>,
    sensitive: Option<bool>,
}

impl Raw {
    fn shape(&mut self) -> Result<Shape, String> {
        let shape = self.unnamed()?;
        Ok(match self.shared.take() {
            Some(name) => Shape::Shared(Shared { name, shape: Box::new(shape) }),
            None => shape,
        })
    }

    fn unnamed(&mut self) -> Result<Shape, String> {
        let inner = |raw: Option<Box<Raw>>, key: &str| match raw {
            Some(mut raw) if raw.name.is_none() => raw.shape(),
            Some(_) => Err(format!("`{key}` is a type and has no name")),
            None => Err(format!("type {} needs `{key}`", self.r#type)),
        };
        Ok(match self.r#type.as_str() {
            "list" => Shape::List(Box::new(inner(self.element.take(), "element")?)),
            "map" => Shape::Map(Box::new(inner(self.value.take(), "value")?)),
            "structure" => Shape::Structure(self.members.take().unwrap_or_default()),
            "reference" => Shape::Reference(self.to.take().ok_or("type reference needs `to`")?),
            "any" => Shape::Any,
            word => Shape::Scalar(Scalar {
                kind: kind(word).ok_or_else(|| format!("unknown type `{word}`"))?,
                values: std::mem::take(&mut self.values),
                json: match self.json.take() {
                    Some(mut raw) => Some(Box::new(raw.shape()?)),
                    None => None,
                },
            }),
        })
    }

    /// What the type has no use for; leaving it unread would lose it without a word.
    fn unused(&self) -> Option<&'static str> {
        let left = [
            ("element", self.element.is_some()),
            ("value", self.value.is_some()),
            ("members", self.members.is_some()),
            ("values", !self.values.is_empty()),
            ("json", self.json.is_some()),
            ("to", self.to.is_some()),
        ];
        left.into_iter().find_map(|(key, present)| present.then_some(key))
    }
}

fn kind(word: &str) -> Option<Kind> {
    use Kind::*;
    [String, Boolean, Integer, Long, Float, Double, Binary].into_iter().find(|kind| kind.word() == word)
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut raw = Raw::deserialize(deserializer)?;
        let shape = raw.shape().map_err(D::Error::custom)?;
        if let Some(key) = raw.unused() {
            return Err(D::Error::custom(format!("type {} has no `{key}`", raw.r#type)));
        }
        Ok(Member {
            name: raw.name.ok_or_else(|| D::Error::missing_field("name"))?,
            location: raw.location,
            encoding: raw.encoding,
            presence: raw.required,
            shape,
            standing: if raw.deprecated { Standing::Deprecated } else { Standing::Current },
            limits: Limits {
                default: raw.default,
                range: raw.range,
                length: raw.length,
                items: raw.items,
                pattern: raw.pattern,
            },
            role: raw.role,
            example: raw.example,
            docs: raw.docs,
            source: raw.source,
            sensitive: raw
                .sensitive
                .map(|secret| if secret { Sensitivity::Secret } else { Sensitivity::Open }),
        })
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer)?.shape().map_err(D::Error::custom)
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        if let Some(location) = &self.location {
            map.serialize_entry("in", location)?;
        }
        if let Some(encoding) = &self.encoding {
            map.serialize_entry("encoding", encoding)?;
        }
        match self.presence {
            Presence::Required => map.serialize_entry("required", &true)?,
            Presence::Documented => map.serialize_entry("required", DOCUMENTED)?,
            Presence::Optional => {}
        }
        if self.standing == Standing::Deprecated {
            map.serialize_entry("deprecated", &true)?;
        }
        scalar_entries(&self.shape, &mut map)?;
        limit_entries(self, &mut map)?;
        if let Some(example) = &self.example {
            map.serialize_entry("example", example)?;
        }
        if !self.docs.is_empty() {
            map.serialize_entry("docs", &self.docs)?;
        }
        if let Some(source) = &self.source {
            map.serialize_entry("source", source)?;
        }
        if let Some(sensitivity) = self.sensitive {
            map.serialize_entry("sensitive", &(sensitivity == Sensitivity::Secret))?;
        }
        // What nests comes last, so that the facts about a structure stand together.
        inner_entries(&self.shape, &mut map)?;
        map.end()
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        scalar_entries(self, &mut map)?;
        inner_entries(self, &mut map)?;
        map.end()
    }
}

fn scalar_entries<M: SerializeMap>(shape: &Shape, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("type", shape.word())?;
    match shape {
        Shape::Shared(shared) => map.serialize_entry("shared", &shared.name)?,
        Shape::Reference(name) => map.serialize_entry("to", name)?,
        _ => {}
    }
    if let Shape::Scalar(Scalar { values, .. }) = shape
        && !values.is_empty()
    {
        map.serialize_entry("values", values)?;
    }
    Ok(())
}

fn limit_entries<M: SerializeMap>(member: &Member, map: &mut M) -> Result<(), M::Error> {
    let Limits { default, range, length, items, pattern } = &member.limits;
    if let Some(default) = default {
        map.serialize_entry("default", default)?;
    }
    for (key, bounds) in [("range", range), ("length", length), ("items", items)] {
        if let Some(bounds) = bounds {
            map.serialize_entry(key, bounds)?;
        }
    }
    if let Some(pattern) = pattern {
        map.serialize_entry("pattern", pattern)?;
    }
    match &member.role {
        Some(role) => map.serialize_entry("role", role),
        None => Ok(()),
    }
}

fn inner_entries<M: SerializeMap>(shape: &Shape, map: &mut M) -> Result<(), M::Error> {
    match shape {
        Shape::Scalar(Scalar { json: Some(json), .. }) => map.serialize_entry("json", json),
        Shape::List(element) => map.serialize_entry("element", element),
        Shape::Map(value) => map.serialize_entry("value", value),
        Shape::Structure(members) if !members.is_empty() => map.serialize_entry("members", members),
        Shape::Shared(shared) => inner_entries(&shared.shape, map),
        Shape::Scalar(_) | Shape::Structure(_) | Shape::Reference(_) | Shape::Any => Ok(()),
    }
}

/// What `required` says where only the documentation requires a parameter.
const DOCUMENTED: &str = "documented";

fn presence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Presence, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected true, false or `documented`")]
    enum Word {
        Flag(bool),
        Text(String),
    }
    match Word::deserialize(deserializer)? {
        Word::Flag(true) => Ok(Presence::Required),
        Word::Flag(false) => Ok(Presence::Optional),
        Word::Text(word) if word == DOCUMENTED => Ok(Presence::Documented),
        Word::Text(word) => Err(D::Error::unknown_variant(&word, &["true", "false", DOCUMENTED])),
    }
}

/// `deprecated: true`, or nothing.
pub(crate) mod deprecated {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*standing == Standing::Deprecated)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Standing, D::Error> {
        let deprecated = bool::deserialize(deserializer)?;
        Ok(if deprecated { Standing::Deprecated } else { Standing::Current })
    }
}

pub(crate) fn no_members() -> Shape {
    Shape::Structure(Vec::new())
}

pub(crate) fn is_empty(response: &Shape) -> bool {
    matches!(response, Shape::Structure(members) if members.is_empty())
}

/// A response is written as the list of its members; one whose root is no structure, as a shape.
pub(crate) mod response {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(response: &Shape, serializer: S) -> Result<S::Ok, S::Error> {
        match response {
            Shape::Structure(members) => members.serialize(serializer),
            root => root.serialize(serializer),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(Root)
    }

    struct Root;

    impl<'de> serde::de::Visitor<'de> for Root {
        type Value = Shape;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a list of members, or a type")
        }

        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = seq.next_element()? {
                members.push(member);
            }
            Ok(Shape::Structure(members))
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Shape, A::Error> {
            Shape::deserialize(serde::de::value::MapAccessDeserializer::new(map))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
