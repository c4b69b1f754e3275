//! `product.yaml`, kept by hand: what no page says about a product, and what every operation of it shares.

use crate::{Literal, Location, Method, Style};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One version of one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Lower-case code, such as `sae`.
    pub code: String,
    /// The name people use, such as `Serverless App Engine`.
    pub name: String,
    /// Version of the API, a date.
    pub version: String,
    /// How requests are laid out, unless a page says otherwise.
    pub style: Style,
    /// Name of the module and of the feature in the generated crate: a lower-case word that is no keyword.
    #[serde(deserialize_with = "module")]
    pub module: String,
    /// Where parameters travel when no page says so, by method: the service does not read a body that it does not
    /// expect, and old pages do not tell. GET, HEAD and DELETE have no body, so theirs is the query.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub locations: BTreeMap<Method, Location>,
    /// Where the service is.
    #[serde(default, skip_serializing_if = "Endpoints::is_empty")]
    pub endpoints: Endpoints,
    /// How a successful answer is told from a failed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<SuccessRule>,
    /// States of things that callers wait for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiters: Vec<Waiter>,
}

/// A state that callers wait for: an operation is called again and again until a member of its answer says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiter {
    /// What is waited for, such as `ChangeOrderFinished`.
    pub name: String,
    /// The operation that shows it.
    pub operation: String,
    /// The member of its response, such as `Data.Status`.
    pub member: String,
    /// The values that end the waiting well.
    pub success: Vec<Literal>,
    /// The values that end it badly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failure: Vec<Literal>,
}

/// The host names of a product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoints {
    /// The host name where no region is listed; `{region}` stands for the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Host names by region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, String>,
    /// Host names by region that are reached from within a VPC of the region only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vpc: BTreeMap<String, String>,
}

/// What in a 2xx answer tells success. Without a rule, the HTTP status alone does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuccessRule {
    /// A boolean member: false is a failure. Where the answer has it, it decides alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// A member with a code: a failure unless accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The codes that mean success, beside the numbers from 200 to 299.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
}

impl Endpoints {
    /// Whether nothing is known of them.
    pub fn is_empty(&self) -> bool {
        self.rule.is_none() && self.regions.is_empty() && self.vpc.is_empty()
    }
}

impl Product {
    /// The part of a request that a parameter is sent in when no source says so.
    pub fn location(&self, method: Method, style: Style) -> Location {
        let otherwise = match (style, method) {
            (_, Method::Get | Method::Head | Method::Delete | Method::Options) => return Location::Query,
            (Style::Rpc, _) => Location::Query,
            (Style::Roa, Method::Post | Method::Put | Method::Patch) => Location::Body,
        };
        self.locations.get(&method).copied().unwrap_or(otherwise)
    }
}

/// Names that modules and features cannot have: keywords, and what the crate calls otherwise.
#[rustfmt::skip]
const NOT_MODULES: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "default", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "full", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "runtime", "self", "serde", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

fn module<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    // A visitor refuses the name while the reader still knows where it stands.
    deserializer.deserialize_str(ModuleName)
}

struct ModuleName;

impl Visitor<'_> for ModuleName {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a module")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<String, E> {
        let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if is_word && !NOT_MODULES.contains(&name) {
            Ok(name.to_owned())
        } else {
            Err(E::custom(format!("`{name}` cannot be the name of a module; choose another lower-case word")))
        }
    }
}
