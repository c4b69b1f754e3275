//! Members and shapes in YAML.

use crate::{
    Bounds, Docs, Encoding, Kind, Limits, Location, Member, Presence, Role, Scalar, Sensitivity, Shape,
    Shared, Source, Standing, ValidValue,
};
use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
