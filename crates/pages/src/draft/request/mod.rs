//! The request tables of a page go in; the parameters, lists and structures unfolded from names such as `Tag.N.Key`, come out.

mod cells;
mod unfold;

use crate::cell::types::{self, Declared};
use crate::example::evidence::Seen;
use crate::page::rows::{Layout, Rows};
use crate::page::sink::Sink;
use crate::page::text::Source;
use crate::tree::context::Context;
use crate::tree::inner::{self, Inner};
use crate::tree::leaf::{self, Leaf};
use crate::tree::members::{self, TypeNames};
use crate::tree::nest::{self, Candidate};
use crate::tree::row::{self, Mark, Named};
use crate::tree::wrapper::Lists;
use alicloud_spec::{Code, Encoding, Kind, Location, MAX_DEPTH, Member, Role, Shape, Style};
use cells::{Names, location, presence};
use std::collections::HashSet;
use unfold::Unfolding;

/// The parameters of an operation. Those whose place the page does not tell have no location.
pub(crate) fn lower<'a>(
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    style: Option<Style>,
    seen: &Seen<'_>,
) -> Vec<Member> {
    let told = inner::of_request(sink, context.markup, tables);
    let mut named = row::named(sink, context, &told.rows);
    let is_walk = named.iter().any(|named| named.row.layout == Layout::Walked);
    if !is_walk && style != Some(Style::Roa) {
        named.retain(|named| !is_protocol(&named.name));
    }
    let is_json = |named: &&Named<'_>| types::is_json(&context.markup.inline(named.row.kind.text));
    let json: HashSet<_> = named.iter().filter(is_json).map(|named| named.name.clone()).collect();
    let dotted = named.iter().any(|named| named.name.contains('.'));
    let mut members = if is_walk || !dotted && may_nest(&named) {
        nested(sink, context, named, seen)
    } else {
        unfolded(sink, context, named)
    };
    for table in told.inner {
        describe_inside(sink, context, &mut members, &table);
    }
    let mut members = if style == Some(Style::Roa) { without_body(members) } else { members };
    for member in &mut members {
        member.role = Role::of(&member.name);
        member.encoding = json.contains(&member.name).then_some(Encoding::Json);
    }
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
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    members: &mut [Member],
    table: &Inner<'a>,
) {
    let named = row::named(sink, context, &table.rows);
    let inside = if named.iter().any(|named| named.name.contains('.')) {
        unfolded(sink, context, named)
    } else {
        nested(sink, context, named, &Seen::default())
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
fn nested(sink: &mut Sink<'_>, context: &Context<'_>, named: Vec<Named<'_>>, seen: &Seen<'_>) -> Vec<Member> {
    let mut candidates: Vec<_> = named.iter().map(Candidate::new).collect();
    candidates.iter_mut().for_each(|row| row.in_path = context.in_path.contains(row.name));
    let parents = nest::parents(&candidates, seen);
    report_guessed(sink, &named, &parents, seen);
    let names = Names::of(&named);
    let leaves = named
        .into_iter()
        .zip(&parents)
        .map(|(named, parent)| {
            let presence = presence(sink, context, &named, &names);
            let location = if parent.is_none() { location(sink, context, &named) } else { None };
            let leaf = leaf(sink.source, context, named);
            Leaf { member: Member { presence, location, ..leaf.member }, ..leaf }
        })
        .collect();
    members::of_rows(leaves, &parents, seen, Lists::Plain, TypeNames::Dropped).members
}

/// Reports structures of which nothing but names and order tells where they end, where rows walk through a schema. The end of
/// the body is the end of the table.
fn report_guessed(sink: &mut Sink<'_>, named: &[Named<'_>], parents: &[Option<usize>], seen: &Seen<'_>) {
    let is_outer = |parent: &Option<usize>| {
        parent
            .is_none_or(|parent| parents[parent].is_none() && named[parent].name.eq_ignore_ascii_case("body"))
    };
    let is_body = |row: usize| parents[row].is_none() && named[row].name.eq_ignore_ascii_case("body");
    let rows = (0..named.len()).filter(|row| is_outer(&parents[*row]) && !is_body(*row));
    for row in rows.filter(|row| named[*row].row.layout == Layout::Walked) {
        let is_guess = parents.get(row + 1) == Some(&Some(row)) && row + 2 < named.len();
        if is_guess && seen.inner().is_empty() {
            let message =
                format!("only names and order tell which of the rows behind `{}` it holds", named[row].name);
            sink.report(Code::GuessedNesting, named[row].row.name, message);
        }
    }
}

/// Parameters with dots: the names tell the tree.
fn unfolded(sink: &mut Sink<'_>, context: &Context<'_>, named: Vec<Named<'_>>) -> Vec<Member> {
    let mut unfolding = Unfolding::default();
    let names = Names::of(&named);
    for named in named {
        if unfold::depth(&named.name) > MAX_DEPTH {
            row::report_deep(sink, &named);
            continue;
        }
        let presence = presence(sink, context, &named, &names);
        let location = location(sink, context, &named);
        let member = members::of_row(leaf(sink.source, context, named));
        unfolding.add(Member { presence, location, ..member });
    }
    unfolding.members
}

fn leaf(source: &Source<'_>, context: &Context<'_>, named: Named<'_>) -> Leaf {
    let leaf = leaf::leaf(source, context, named);
    let declared = with_element(leaf.declared, &leaf.member.name, leaf.member.example.as_deref());
    Leaf { declared, ..leaf }
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
