//! Responses in YAML: the list of their members; one whose root is no structure, as a shape.

use crate::Shape;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) fn no_members() -> Shape {
    Shape::Structure(Vec::new())
}

pub(crate) fn is_empty(response: &Shape) -> bool {
    matches!(response, Shape::Structure(members) if members.is_empty())
}

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
