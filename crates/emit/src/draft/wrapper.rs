//! Structures that hold a list and nothing else, as services write lists that were XML once: `{"Zones": {"Zone": […]}}`.

use alicloud_spec::{Api, Member, Shape, Style, Wrappers};

/// Lists of a product that say whether it wraps all of them: fewer may be so by chance.
const ENOUGH: usize = 10;

/// Which structures around lists are only there for the wire, as names tell that were given, or else the responses.
pub(crate) fn wrappers(api: &Api) -> Wrappers {
    api.names.wrappers.unwrap_or_else(|| {
        let mut count = Count::default();
        let rpc = api.operations.iter().filter(|operation| operation.style == Style::Rpc);
        rpc.for_each(|operation| count.shape(&operation.response));
        let nearly_all = count.wrapped >= ENOUGH && count.wrapped * 20 >= count.lists * 19;
        if nearly_all { Wrappers::All } else { Wrappers::Named }
    })
}

/// The list of a member that is a structure with nothing else in it, if that is only there for the wire.
pub(super) fn wrapped_list(wrappers: Wrappers, member: &Member) -> Option<&Member> {
    let list = only_list(&member.shape)?;
    let wraps = wrappers == Wrappers::All || is_item(&member.name, &list.name);
    (wraps && list.encoding.is_none()).then_some(list)
}

/// Lists, and those among them that are alone in a structure.
#[derive(Default)]
struct Count {
    lists: usize,
    wrapped: usize,
}

impl Count {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::List(inner) => {
                self.lists += 1;
                self.shape(inner);
            }
            Shape::Map(inner) => self.shape(inner),
            Shape::Structure(members) => {
                for member in members {
                    self.wrapped += usize::from(only_list(&member.shape).is_some());
                    self.shape(&member.shape);
                }
            }
            Shape::Shared(shared) => self.shape(&shared.shape),
            Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => {}
        }
    }
}

fn only_list(shape: &Shape) -> Option<&Member> {
    match shape {
        Shape::Structure(members) => match members.as_slice() {
            [only] if matches!(only.shape, Shape::List(_)) => Some(only),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a list inside a structure is called like an item of that: `Zone` in `Zones`, `IpAddress` in
/// `PublicIpAddress`.
fn is_item(outer: &str, inner: &str) -> bool {
    let (outer, inner) = (outer.to_lowercase(), inner.to_lowercase());
    let one = |name: &str| singular(name);
    matches!(inner.as_str(), "item" | "items" | "member")
        || one(&outer) == one(&inner)
        || outer.ends_with(&inner)
        || one(&outer).ends_with(&one(&inner))
        || one(&inner).ends_with(&one(&outer))
        || ["list", "set", "sets", "infos"].iter().any(|end| outer.strip_suffix(end) == Some(&inner))
}

/// The name of one item of a list.
pub(crate) fn singular(name: &str) -> String {
    let stem = |end: &str| name.strip_suffix(end).filter(|stem| stem.len() > 1);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if ["ss", "us", "is", "news"].iter().any(|end| name.ends_with(end)) {
        return name.to_owned();
    }
    if ["sses", "xes", "ches", "shes", "uses"].iter().any(|end| name.ends_with(end)) {
        return name[..name.len() - 2].to_owned();
    }
    stem("List").or_else(|| stem("s")).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_items() {
        for (list, item) in [
            ("Instances", "Instance"),
            ("Policies", "Policy"),
            ("Addresses", "Address"),
            ("Boxes", "Box"),
            ("Status", "Status"),
            ("Statuses", "Status"),
            ("Databases", "Database"),
            ("InstanceList", "Instance"),
            ("List", "List"),
            ("Data", "Data"),
        ] {
            assert_eq!(singular(list), item);
        }
    }

    #[test]
    fn a_wrapper_is_called_like_its_items() {
        for (outer, inner, expected) in [
            ("Instances", "Instance", true),
            ("PublicIpAddress", "IpAddress", true),
            ("IpAddress", "IpAddress", true),
            ("SecurityGroupIds", "SecurityGroupId", true),
            ("PrivateIpSets", "PrivateIpSet", true),
            ("ZoneList", "Zone", true),
            ("Tasks", "CDNTask", true),
            ("Data", "Instances", false),
            ("Result", "List", false),
        ] {
            assert_eq!(is_item(outer, inner), expected, "{outer} {inner}");
        }
    }
}
