//! What a value looks like on the wire: scalars, lists, maps and structures of named members.

use crate::{Docs, Limits, Role, Sensitivity, Source, Standing};
use serde::{Deserialize, Serialize};

/// The shape of a value on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A single value.
    Scalar(Scalar),
    /// Any number of values of one shape.
    List(Box<Shape>),
    /// Values of one shape under names that the caller or the service chooses.
    Map(Box<Shape>),
    /// Named members, in the order of the page.
    Structure(Vec<Member>),
    /// A shape that holds itself: each [`Shape::Reference`] to its name inside it means the whole of it.
    Shared(Shared),
    /// The [`Shape::Shared`] of that name that this stands in.
    Reference(String),
    /// Nothing is known; any JSON value.
    Any,
}

/// A shape with a name, which shapes inside it refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The name that the source gives it; unique among the shapes that this one stands in.
    pub name: String,
    /// The shape.
    pub shape: Box<Shape>,
}

/// A single value, possibly restricted.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// What kind of value.
    pub kind: Kind,
    /// The values that the page lists; empty when it lists none. Services add values without notice, so this is never
    /// a closed set.
    pub values: Vec<ValidValue>,
    /// For a string that holds JSON whose shape the page shows: that shape.
    pub json: Option<Box<Shape>>,
}

/// The kinds of scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A signed 32-bit number.
    Integer,
    /// A signed 64-bit number.
    Long,
    /// A 32-bit floating point number.
    Float,
    /// A 64-bit floating point number.
    Double,
    /// Bytes, sent as they are where they are the whole body.
    Binary,
}

/// One of the values that a page lists for a scalar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidValue {
    /// The value itself.
    pub value: Literal,
    /// Its English name, from the glossary; absent when the glossary has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the page says it means.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// A number.
    Integer(i64),
    /// Text.
    String(String),
}

/// A request parameter, or a member of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The wire name.
    pub name: String,
    /// The part of the request that the parameter is sent in; only top-level request parameters have one.
    pub location: Option<Location>,
    /// How its value becomes text there, where anything but [`Encoding::Flat`] is known.
    pub encoding: Option<Encoding>,
    /// Whether a request must have it.
    pub presence: Presence,
    /// Its shape.
    pub shape: Shape,
    /// Whether it should still be used.
    pub standing: Standing,
    /// What its value is held to.
    pub limits: Limits,
    /// What it is for, where its name tells; only request parameters have one.
    pub role: Option<Role>,
    /// The example value of its table row, as text.
    pub example: Option<String>,
    /// What the pages say about it.
    pub docs: Docs,
    /// The line of the page that it was read from.
    pub source: Option<Source>,
    /// Whether its value may be shown, where its name does not tell; see [`Member::sensitivity`].
    pub sensitive: Option<Sensitivity>,
}

/// Whether a request must have a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// May be left out.
    #[default]
    Optional,
    /// Must be there, as the documentation says; the service itself does not check.
    Documented,
    /// Must be there, or the service refuses the request.
    Required,
}

/// How the value of a parameter becomes text. Scalars are the same in all but the last two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// A pair for each scalar, whose name is the way to it: `Tag.1.Key=…`. What queries and forms do if nothing else is
    /// known.
    Flat,
    /// One JSON text. In the body: the whole body, not a member of it.
    Json,
    /// The items of a list, joined by commas.
    Simple,
    /// The whole body, as XML whose root has the name of the parameter.
    Xml,
    /// The whole body, byte for byte; in the path, text that may hold slashes.
    Raw,
}

/// The part of an HTTP request that a parameter is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// The query string.
    Query,
    /// A member of the JSON body; with an [`Encoding`], the whole body.
    Body,
    /// A field of the `application/x-www-form-urlencoded` body.
    Form,
    /// A segment of the path.
    Path,
    /// A header.
    Header,
    /// A label of the host name.
    Host,
}

impl Shape {
    /// A scalar without restrictions.
    pub fn scalar(kind: Kind) -> Self {
        Shape::Scalar(Scalar { kind, values: Vec::new(), json: None })
    }

    /// A list of `element`.
    pub fn list(element: Shape) -> Self {
        Shape::List(Box::new(element))
    }

    /// The word that specs and messages use.
    pub fn word(&self) -> &'static str {
        match self {
            Shape::Scalar(scalar) => scalar.kind.word(),
            Shape::List(_) => "list",
            Shape::Map(_) => "map",
            Shape::Structure(_) => "structure",
            Shape::Shared(shared) => shared.shape.word(),
            Shape::Reference(_) => "reference",
            Shape::Any => "any",
        }
    }

    /// The members of this structure, or of the structures that this list or map holds.
    pub fn members(&self) -> &[Member] {
        match self {
            Shape::Structure(members) => members,
            Shape::List(element) => element.members(),
            Shape::Map(value) => value.members(),
            Shape::Shared(shared) => shared.shape.members(),
            Shape::Scalar(Scalar { json: Some(json), .. }) => json.members(),
            Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => &[],
        }
    }

    /// The members of this structure, or of the structures that this list or map holds, to change. Those that a string
    /// holds as JSON are not among them; absent where there can be no members.
    pub fn own_members_mut(&mut self) -> Option<&mut Vec<Member>> {
        match self {
            Shape::Structure(members) => Some(members),
            Shape::List(element) => element.own_members_mut(),
            Shape::Map(value) => value.own_members_mut(),
            Shape::Shared(shared) => shared.shape.own_members_mut(),
            Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => None,
        }
    }
}

impl Encoding {
    /// The word that specs and messages use.
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Flat => "flat",
            Encoding::Json => "json",
            Encoding::Simple => "simple",
            Encoding::Xml => "xml",
            Encoding::Raw => "raw",
        }
    }
}

impl Presence {
    /// Whether a request should have the parameter, whoever says so.
    pub fn is_expected(self) -> bool {
        self != Presence::Optional
    }
}

impl Kind {
    /// Whether sources that name these two kinds can both be right: pages call whole numbers of any size integers, and
    /// numbers of any precision floats.
    pub fn agrees(self, other: Self) -> bool {
        let class = |kind| match kind {
            Kind::Integer | Kind::Long => Kind::Long,
            Kind::Float | Kind::Double => Kind::Double,
            other => other,
        };
        class(self) == class(other)
    }

    /// The word that specs and messages use.
    pub fn word(self) -> &'static str {
        match self {
            Kind::String => "string",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Binary => "binary",
        }
    }
}

impl Location {
    /// The word that specs and messages use.
    pub fn word(self) -> &'static str {
        match self {
            Location::Query => "query",
            Location::Body => "body",
            Location::Form => "form",
            Location::Path => "path",
            Location::Header => "header",
            Location::Host => "host",
        }
    }
}

impl Member {
    /// An optional member about which nothing more is known.
    pub fn new(name: impl Into<String>, shape: Shape) -> Self {
        Member {
            name: name.into(),
            location: None,
            encoding: None,
            presence: Presence::Optional,
            shape,
            standing: Standing::Current,
            limits: Limits::default(),
            role: None,
            example: None,
            docs: Docs::default(),
            source: None,
            sensitive: None,
        }
    }

    /// Whether a row of that name and location can be about this member. Pages vary in how they write a name, but a path
    /// and a body can each have one of two names that differ in case only.
    pub fn may_be(&self, name: &str, location: Option<Location>) -> bool {
        let travels_alike = self.location.is_none() || location.is_none() || self.location == location;
        self.name == name || self.name.eq_ignore_ascii_case(name) && travels_alike
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Literal::Integer(value) => value.fmt(f),
            Literal::String(value) => value.fmt(f),
        }
    }
}
