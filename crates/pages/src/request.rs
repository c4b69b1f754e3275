//! The request tables of a page go in; the parameters, lists and structures unfolded from names such as `Tag.N.Key`, come out.

use crate::declared::Declared;
use crate::evidence::Seen;
use crate::inner::{self, Inner};
use crate::leaf::{self, Context, Mark, Named};
use crate::nest::{self, Candidate};
use crate::rows::Rows;
use crate::text::Source;
use crate::tree;
use crate::wrapper::Lists;
use alicloud_spec::{Code, Kind, Location, Member, Presence, Role, Shape, Style};
use std::collections::HashMap;

/// The parameters of an operation. Those whose place the page does not tell have no location.
pub(crate) fn lower<'a>(
    source: &mut Source<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    style: Option<Style>,
    seen: &Seen,
) -> Vec<Member> {
    let told = inner::of_request(source, context.markup, tables);
    let mut named = leaf::named(source, context, &told.rows);
    if style != Some(Style::Roa) {
        named.retain(|named| !is_protocol(&named.name));
    }
    let dotted = named.iter().any(|named| named.name.contains('.'));
    let mut members = if !dotted && may_nest(&named) {
        nested(source, context, &named, seen)
    } else {
        unfolded(source, context, &named)
    };
    for table in told.inner {
        describe_inside(source, context, &mut members, &table);
    }
    let mut members = if style == Some(Style::Roa) { without_body(members) } else { members };
    members.iter_mut().for_each(|member| member.role = Role::of(&member.name));
    members
}

/// Puts the members of a parameter that stands for the whole body in its place.
fn without_body(members: Vec<Member>) -> Vec<Member> {
    let mut flat = Vec::with_capacity(members.len());
    for member in members {
        match member.shape {
            Shape::Structure(inner) if member.name.eq_ignore_ascii_case("body") && !inner.is_empty() => {
                flat.extend(
                    inner.into_iter().map(|member| Member { location: Some(Location::Body), ..member }),
                );
            }
            shape => flat.push(Member { shape, ..member }),
        }
    }
    flat
}

/// Whether any row can have others below it.
fn may_nest(named: &[Named<'_>]) -> bool {
    let structured = |declared: &Declared| match declared {
        Declared::Structure(_) => true,
        Declared::List(Some(element)) => matches!(**element, Declared::Structure(_)),
        _ => false,
    };
    named.iter().any(|row| row.mark != Mark::Unknown || structured(&row.declared))
}

/// Gives the parameter that a table belongs to the members that the table lists: they stand in the JSON of a string, or
/// in the structures of a list.
fn describe_inside<'a>(
    source: &mut Source<'a>,
    context: &Context<'_>,
    members: &mut [Member],
    table: &Inner<'a>,
) {
    let named = leaf::named(source, context, &table.rows);
    let inside = if named.iter().any(|named| named.name.contains('.')) {
        unfolded(source, context, &named)
    } else {
        nested(source, context, &named, &Seen::default())
    };
    let inside: Vec<_> = inside.into_iter().map(|member| Member { location: None, ..member }).collect();
    let host = members.iter_mut().find(|member| member.name.eq_ignore_ascii_case(&table.host));
    let Some(host) = host.filter(|host| host.shape.members().is_empty() && !inside.is_empty()) else {
        return;
    };
    let is_list = host.example.as_ref().is_some_and(|example| example.trim_start().starts_with('['));
    let structure = Shape::Structure(inside);
    match &mut host.shape {
        Shape::Scalar(scalar) if scalar.kind == Kind::String => {
            let json = if is_list { Shape::list(structure) } else { structure };
            scalar.json.get_or_insert(Box::new(json));
        }
        Shape::List(element) if matches!(**element, Shape::Structure(_)) => **element = structure,
        Shape::Structure(members) => *members = structure.members().to_vec(),
        _ => {}
    }
}

/// Parameters of the protocol, which the client adds itself.
fn is_protocol(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "Action",
        "Version",
        "Format",
        "AccessKeyId",
        "Signature",
        "SignatureMethod",
        "SignatureVersion",
        "SignatureNonce",
        "Timestamp",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Parameters without dots: rows below a structure may be its members.
fn nested(source: &mut Source<'_>, context: &Context<'_>, named: &[Named<'_>], seen: &Seen) -> Vec<Member> {
    let candidates: Vec<_> = named.iter().map(Candidate::new).collect();
    let parents = nest::parents(&candidates, seen);
    let leaves = named
        .iter()
        .zip(&parents)
        .map(|(named, parent)| {
            let mut leaf = leaf::leaf(source, context, named);
            leaf.declared = with_element(leaf.declared, &named.name, leaf.member.example.as_deref());
            leaf.member.presence = presence(source, context, named);
            leaf.member.location = if parent.is_none() { location(source, context, named) } else { None };
            leaf
        })
        .collect();
    tree::members(leaves, &parents, seen, Lists::Plain)
}

/// Parameters with dots: the names tell the tree.
fn unfolded(source: &mut Source<'_>, context: &Context<'_>, named: &[Named<'_>]) -> Vec<Member> {
    let (mut members, mut places) = (Vec::new(), Places::new());
    for named in named {
        let mut leaf = leaf::leaf(source, context, named);
        leaf.declared = with_element(leaf.declared, &named.name, leaf.member.example.as_deref());
        let mut member = tree::members(vec![leaf], &[None], &Seen::default(), Lists::Plain).remove(0);
        member.presence = presence(source, context, named);
        let location = location(source, context, named);
        insert(&mut members, &mut places, "", &path(&named.name), member, location);
    }
    members
}

/// A list whose elements the page does not describe has numbers if its example is one. Identifiers are text, whatever
/// they look like.
fn with_element(declared: Declared, name: &str, example: Option<&str>) -> Declared {
    let stem = name.trim_end_matches(|c: char| c == '.' || c == 'N' || c == 'n' || c.is_ascii_digit());
    let is_identifier = stem.len() > 2 && (stem.ends_with("Id") || stem.ends_with("Ids"));
    let unknown = match &declared {
        Declared::List(element) => {
            !is_identifier && element.as_deref().is_none_or(|element| *element == Declared::Any)
        }
        _ => false,
    };
    let kind = match example {
        Some(example) if example.parse::<i32>().is_ok() => Kind::Integer,
        Some(example) if example.parse::<i64>().is_ok() => Kind::Long,
        _ => return declared,
    };
    if unknown { Declared::List(Some(Box::new(Declared::Scalar(kind)))) } else { declared }
}

/// A part of a dotted name, and whether a number follows it.
struct Part<'n> {
    name: &'n str,
    repeats: Repeats,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Once,
    /// `Tag.N`: the part is a list.
    List,
}

fn path(name: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for name in name.split('.').filter(|part| !part.is_empty()) {
        let is_index = matches!(name, "N" | "n" | "M" | "m" | "X" | "x" | "#")
            || name.bytes().all(|b| b.is_ascii_digit());
        match parts.last_mut() {
            Some(last) if is_index => last.repeats = Repeats::List,
            _ => parts.push(Part { name, repeats: Repeats::Once }),
        }
    }
    parts
}

/// Where members stand among their siblings, by their dotted names in lower case.
type Places = HashMap<String, usize>;

/// Adds a member at a path below `above`.
fn insert(
    members: &mut Vec<Member>,
    places: &mut Places,
    above: &str,
    path: &[Part<'_>],
    leaf: Member,
    location: Option<Location>,
) {
    let Some((part, rest)) = path.split_first() else { return };
    let dotted = format!("{above}.{}", part.name.to_ascii_lowercase());
    let is_it = |index: &usize| members.get(*index).is_some_and(|m| m.name.eq_ignore_ascii_case(part.name));
    let index = places.get(&dotted).copied().filter(is_it).unwrap_or_else(|| {
        let mut member = Member::new(part.name, Shape::Any);
        member.source = leaf.source.clone();
        member.location = location;
        members.push(member);
        places.insert(dotted.clone(), members.len() - 1);
        members.len() - 1
    });
    let member = &mut members[index];
    if !rest.is_empty() {
        if let Some(inner) = inner_members(&mut member.shape, part.repeats) {
            insert(inner, places, &dotted, rest, leaf, None);
        }
        return;
    }
    let already_unfolded = !member.shape.members().is_empty();
    let shape = std::mem::replace(&mut member.shape, Shape::Any);
    member.shape = match (part.repeats, &leaf.shape) {
        _ if already_unfolded => shape,
        (Repeats::List, Shape::List(_)) | (Repeats::Once, _) => leaf.shape.clone(),
        (Repeats::List, _) => Shape::list(leaf.shape.clone()),
    };
    *member = Member {
        name: member.name.clone(),
        shape: std::mem::replace(&mut member.shape, Shape::Any),
        location,
        ..leaf
    };
}

/// The members of the structure, or of the list of structures, that a part of a dotted name stands for.
fn inner_members(shape: &mut Shape, repeats: Repeats) -> Option<&mut Vec<Member>> {
    if repeats == Repeats::List && !matches!(shape, Shape::List(_)) {
        *shape = Shape::list(Shape::Any);
    }
    let structure = match (shape, repeats) {
        (Shape::List(element), Repeats::List) => &mut **element,
        (other, _) => other,
    };
    if !matches!(structure, Shape::Structure(_)) {
        *structure = Shape::Structure(Vec::new());
    }
    match structure {
        Shape::Structure(members) => Some(members),
        _ => None,
    }
}

fn location(source: &mut Source<'_>, context: &Context<'_>, named: &Named<'_>) -> Option<Location> {
    let cell = context.markup.inline(named.row.location.text);
    let word: String = cell.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let location = match word.as_str() {
        "query" => Location::Query,
        "body" => Location::Body,
        "formdata" | "form" => Location::Form,
        "path" | "uri" | "url" => Location::Path,
        "header" => Location::Header,
        "host" => Location::Host,
        _ => {
            if !matches!(cell.as_str(), "" | "-") {
                let message = format!("`{cell}` is no place of a parameter");
                let help = "write Query, Body, FormData, Path, Header or Host on the page";
                source.report_with_help(Code::UnknownLocation, named.row.location, message, help);
            }
            return named.row.section_location;
        }
    };
    Some(location)
}

fn presence(source: &mut Source<'_>, context: &Context<'_>, named: &Named<'_>) -> Presence {
    const YES: &[&str] = &["是", "yes", "y", "true", "必选", "必须", "必填", "必需", "required", "mandatory"];
    const NO: &[&str] = &["", "否", "no", "n", "false", "fasle", "可选", "optional", "-", "--", "无"];
    let cell = context.markup.inline(named.row.required.text).to_lowercase();
    let word = cell.trim_end_matches(['.', '。']);
    if YES.contains(&word) {
        return Presence::Required;
    }
    if !NO.contains(&word) {
        let message = format!("`{}` is neither yes nor no; the parameter is taken as optional", named.name);
        source.report(Code::UnclearRequirement, named.row.required, message);
    }
    Presence::Optional
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfold(names: &[&str]) -> Vec<Member> {
        let (mut members, mut places) = (Vec::new(), Places::new());
        for name in names {
            insert(
                &mut members,
                &mut places,
                "",
                &path(name),
                Member::new(*name, Shape::scalar(Kind::String)),
                Some(Location::Query),
            );
        }
        members
    }

    fn show(members: &[Member]) -> String {
        let show_one = |member: &Member| match &member.shape {
            Shape::List(element) if element.members().is_empty() => format!("{}[]", member.name),
            Shape::List(element) => format!("{}[{}]", member.name, show(element.members())),
            Shape::Structure(inner) => format!("{}({})", member.name, show(inner)),
            _ => member.name.clone(),
        };
        members.iter().map(show_one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dotted_names_unfold() {
        let members =
            unfold(&["Tag.N.Key", "Tag.N.Value", "Id.N", "Disk.Size", "Disk.Snapshot.N.Id", "Id.1"]);
        assert_eq!(show(&members), "Tag[Key Value] Id[] Disk(Size Snapshot[Id])");
    }

    #[test]
    fn a_row_for_the_list_itself_keeps_its_members() {
        assert_eq!(show(&unfold(&["Tag.N.Key", "Tag.N"])), "Tag[Key]");
        assert_eq!(show(&unfold(&["Tag.N", "Tag.N.Key"])), "Tag[Key]");
    }
}
