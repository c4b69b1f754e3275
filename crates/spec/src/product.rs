//! `product.yaml`, kept by hand: what no page says about a product, and what every operation of it shares.

use crate::{Location, Method, Style};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Name of the module and of the feature in the generated crate; must be a Rust identifier.
    pub module: String,
    /// Where parameters travel when no page says so, by method: the service does not read a body that it does not
    /// expect, and old pages do not tell. GET, HEAD and DELETE have no body, so theirs is the query.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub locations: BTreeMap<Method, Location>,
    /// Where the service is.
    #[serde(default)]
    pub endpoints: Endpoints,
    /// How a successful answer is told from a failed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<SuccessRule>,
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

impl Product {
    /// Where a parameter travels when no page says so.
    pub fn location(&self, method: Method, style: Style) -> Location {
        match (style, method) {
            (Style::Rpc, _) | (_, Method::Get | Method::Head | Method::Delete | Method::Options) => {
                Location::Query
            }
            (Style::Roa, Method::Post | Method::Put | Method::Patch) => {
                self.locations.get(&method).copied().unwrap_or(Location::Body)
            }
        }
    }
}
