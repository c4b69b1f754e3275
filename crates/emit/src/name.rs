//! A wire name goes in; the text of a Rust name in the case that Rust expects comes out.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// Words that are written with capitals inside, and how they count as one word.
const WORDS: &[(&str, &str)] = &[
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("IoT", "Iot"),
    ("OAuth", "Oauth"),
    ("MySQL", "Mysql"),
    ("PostgreSQL", "Postgresql"),
    ("QoS", "Qos"),
    ("DDoS", "Ddos"),
    ("VSwitch", "Vswitch"),
    ("VServer", "Vserver"),
    ("VRouter", "Vrouter"),
];

/// The name of a field, method or module.
pub(crate) fn snake(wire: &str) -> String {
    leading(words(wire).to_snake_case(), "unnamed")
}

/// The name of a type or variant.
pub(crate) fn camel(wire: &str) -> String {
    leading(words(wire).to_upper_camel_case(), "Unnamed")
}

/// An identifier; keywords are escaped, and what cannot be an identifier at all becomes one.
pub(crate) fn ident(name: &str) -> Ident {
    // Reserved since the edition of 2024, which the parser does not know.
    let reserved = name == "gen";
    if !reserved && syn::parse_str::<Ident>(name).is_ok() {
        return Ident::new(name, Span::call_site());
    }
    // These four name a place even when raw.
    if matches!(name, "self" | "Self" | "super" | "crate") {
        return Ident::new(&format!("{name}_"), Span::call_site());
    }
    let raw = format!("r#{name}");
    match syn::parse_str::<Ident>(&raw) {
        Ok(_) => Ident::new_raw(name, Span::call_site()),
        Err(_) => Ident::new("unnamed", Span::call_site()),
    }
}

/// The wire name with capitals where words begin and nowhere else.
fn words(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some(first) = rest.chars().next() {
        if let Some((word, as_one)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push_str(as_one);
            rest = &rest[word.len()..];
        } else if let Some(length) = plural(rest) {
            out.push(first);
            out.push_str(&rest[1..length].to_lowercase());
            rest = &rest[length..];
        } else {
            // A number in a circle or above the line is a letter to Unicode, but not to Rust.
            out.push(if unicode_ident::is_xid_continue(first) { first } else { ' ' });
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The length of an acronym with a plural `s`, such as `IPs`, that `rest` begins with.
fn plural(rest: &str) -> Option<usize> {
    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let after = rest.get(capitals..)?.strip_prefix('s')?;
    let ends = after.chars().next().is_none_or(|c| !c.is_ascii_lowercase());
    (capitals >= 2 && ends).then_some(capitals + 1)
}

/// Names that would begin with a digit get an underscore; what has no letter or digit at all gets another name.
fn leading(name: String, otherwise: &str) -> String {
    match name.chars().next() {
        None => otherwise.to_owned(),
        Some(c) if c != '_' && !unicode_ident::is_xid_start(c) => format!("_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_words() {
        for (wire, field, item) in [
            ("ChangeOrderId", "change_order_id", "ChangeOrderId"),
            ("IPv6Address", "ipv6_address", "Ipv6Address"),
            ("VSwitchId", "vswitch_id", "VswitchId"),
            ("IPs", "ips", "Ips"),
            ("EniIPv4s", "eni_ipv4s", "EniIpv4s"),
            ("UUIDsOfVMs", "uuids_of_vms", "UuidsOfVms"),
            ("2xxCount", "_2xx_count", "_2xxCount"),
            ("CIDRBlock", "cidr_block", "CidrBlock"),
            ("OSSUrl", "oss_url", "OssUrl"),
            ("InvalidParameter.NotEmpty", "invalid_parameter_not_empty", "InvalidParameterNotEmpty"),
            ("Resouce.no.permission", "resouce_no_permission", "ResouceNoPermission"),
            ("instance-id", "instance_id", "InstanceId"),
            ("", "unnamed", "Unnamed"),
            ("***", "unnamed", "Unnamed"),
            ("名称", "名称", "名称"),
            ("m²", "m", "M"),
            ("①", "unnamed", "Unnamed"),
            ("٣days", "_٣days", "_٣days"),
        ] {
            assert_eq!((snake(wire).as_str(), camel(wire).as_str()), (field, item), "{wire}");
        }
    }

    #[test]
    fn identifiers_are_escaped() {
        for (name, expected) in [
            ("type", "r#type"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("crate", "crate_"),
            ("名称", "名称"),
            ("a b", "unnamed"),
            ("_", "unnamed"),
            ("gen", "r#gen"),
        ] {
            assert_eq!(ident(name).to_string(), expected);
        }
    }
}
