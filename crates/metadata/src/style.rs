//! How operations are called: what the runtime can speak, and why it cannot speak the rest.

use crate::json::{Node, Object};
use crate::source::Source;
use alicloud_spec::{Access, Method, Security, Style};

/// The style of a product, as the metadata names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProductStyle<'n> {
    /// One path for all.
    Rpc,
    /// A path for each operation.
    Roa,
    /// A path for some of its operations, or nothing that says so.
    #[default]
    Mixed,
    /// A style that the runtime does not have.
    Foreign(&'n str),
}

impl<'n> ProductStyle<'n> {
    pub(crate) fn from_word(word: &'n str) -> Self {
        match word {
            "RPC" => ProductStyle::Rpc,
            // Function Compute has headers of its own beside, but is signed and laid out like the others.
            "ROA" | "FC" => ProductStyle::Roa,
            "V3" => ProductStyle::Mixed,
            other => ProductStyle::Foreign(other),
        }
    }

    /// The style of one operation, or why the runtime has it not.
    pub(crate) fn of_operation(self, path: Option<&str>) -> Result<Style, String> {
        match (self, path) {
            (ProductStyle::Rpc, _) | (ProductStyle::Mixed, None) => Ok(Style::Rpc),
            (ProductStyle::Roa | ProductStyle::Mixed, Some(_)) => Ok(Style::Roa),
            (ProductStyle::Roa, None) => Err("it has no path, which its style needs".to_owned()),
            (ProductStyle::Foreign(word), _) => {
                Err(format!("requests of style {word} are laid out and signed in a way of their own"))
            }
        }
    }
}

/// Why the runtime reaches no such operation, if all its schemes are others than HTTP.
pub(crate) fn refused_schemes<'a>(operation: &Object<'a>, source: &mut Source<'a>) -> Option<String> {
    let schemes: Vec<_> = source.list_of(operation, "schemes").iter().filter_map(Node::text).collect();
    let speaks = |scheme: &&str| matches!(*scheme, "http" | "https");
    let refused = !schemes.is_empty() && !schemes.iter().any(speaks);
    refused.then(|| format!("it is served over {} only", schemes.join(" and ")))
}

/// How requests are signed, or why they cannot be. Of alternatives, the first that the runtime has is taken.
pub(crate) fn security<'a>(operation: &Object<'a>, source: &mut Source<'a>) -> Result<Security, String> {
    let alternatives = source.list_of(operation, "security").iter().filter_map(Node::object);
    let names: Vec<_> = alternatives.flat_map(|object| &object.0).map(|entry| entry.key.as_ref()).collect();
    if names.is_empty() || names.iter().any(|name| matches!(*name, "AK" | "BearerToken")) {
        return Ok(Security::Signed);
    }
    match names.contains(&"Anonymous") {
        true => Ok(Security::Anonymous),
        false => Err(format!("it takes no credentials but {}", names.join(" and "))),
    }
}

/// What the operation does, where the metadata says.
pub(crate) fn access<'a>(operation: &Object<'a>, source: &mut Source<'a>) -> Option<Access> {
    match source.text_of(operation, "operationType")? {
        "read" => Some(Access::Read),
        "write" => Some(Access::Write),
        "readAndWrite" => Some(Access::ReadWrite),
        _ => None,
    }
}

/// The method to call an operation with: of several, what suits its style and access.
pub(crate) fn method<'a>(
    operation: &Object<'a>,
    style: Style,
    access: Option<Access>,
    source: &mut Source<'a>,
) -> Option<Method> {
    let listed = source.list_of(operation, "methods").iter().filter_map(Node::text);
    let listed: Vec<_> = listed.filter_map(Method::from_word).collect();
    let has = |method| listed.contains(&method).then_some(method);
    let preferred = match (style, access) {
        (Style::Roa, Some(Access::Read)) => has(Method::Get).or(has(Method::Head)),
        _ => None,
    };
    let otherwise = (style == Style::Rpc && listed.is_empty()).then_some(Method::Post);
    preferred.or(has(Method::Post)).or(listed.first().copied()).or(otherwise)
}
