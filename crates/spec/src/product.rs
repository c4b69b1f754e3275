//! `product.yaml`, kept by hand: what no page says about a product, and what every operation of it shares.

use crate::{Location, Method, Style, Waiter, grammar};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Lower-case code, such as `sae`.
    #[serde(deserialize_with = "grammar::product")]
    pub code: String,
    /// The name people use, such as `Serverless App Engine`.
    pub name: String,
    /// Version of the API, almost always a date.
    #[serde(deserialize_with = "grammar::version")]
    pub version: String,
    /// How requests are laid out, unless a page says otherwise.
    pub style: Style,
    /// Name of the module and of the feature in the generated crate: a lower-case word that is no keyword.
    #[serde(deserialize_with = "grammar::module")]
    pub module: String,
    /// Where parameters are sent when no page says so, by method: the service does not read a body that it does not
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

/// The host names of a product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoints {
    /// The host name where no region is listed; `{region}` stands for the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The host name where no region is set, of a service that has regions and does without them, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub central: Option<String>,
    /// Host names by region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, String>,
    /// The host name that is reached from within a VPC only, where no region is listed; `{region}` stands for the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_rule: Option<String>,
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
    /// What an answer means that has neither member, of an operation that is documented to have one.
    #[serde(default, skip_serializing_if = "Silence::is_fault")]
    pub silence: Silence,
}

/// What an answer with a 2xx status means that says nothing of success where it should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Silence {
    /// It is no answer of the service, or a broken one.
    #[default]
    Fault,
    /// The call succeeded: the documentation promises more than the service keeps.
    Success,
}

impl Silence {
    fn is_fault(&self) -> bool {
        *self == Silence::Fault
    }
}

impl Endpoints {
    /// Whether nothing is known of them.
    pub fn is_empty(&self) -> bool {
        *self == Endpoints::default()
    }
}

impl Product {
    /// The part of a request that a parameter is sent in when no source says so. Where the product does not tell, it is the
    /// one that pages of a form mean, if they do.
    pub fn location(&self, method: Method, style: Style, meant: Option<Location>) -> Location {
        let otherwise = match (style, method) {
            (_, Method::Get | Method::Head | Method::Delete | Method::Options) => return Location::Query,
            (Style::Rpc, _) => Location::Query,
            (Style::Roa, Method::Post | Method::Put | Method::Patch) => meant.unwrap_or(Location::Body),
        };
        self.locations.get(&method).copied().unwrap_or(otherwise)
    }
}
