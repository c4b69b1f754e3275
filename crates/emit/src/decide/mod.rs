//! What there is to print for each operation of a product, from its specs and the names of its types.

mod doc;

use crate::doc::{Doc, code, link, own, text};
use crate::draft::{
    Content, Draft, FieldDraft, OperationDraft, ResponseDraft, Side, TypeDraft, Values, is_region,
};
use crate::item::{
    Definition, Enumeration, Equality, ErrorCodes, Field, Items, Module, Need, Reading, Request, Response,
    Structure, Type, Variant, Variants,
};
use crate::naming::{Name, Names, names};
use crate::paging::pages;
use crate::scope::Scope;
use crate::{item, name};
use alicloud_spec::{Api, Member, Operation, Presence, Sensitivity, ValidValue};
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// Methods that a request has besides its parameters.
const METHODS: &[&str] =
    &["new", "on", "send", "pages", "items", "clone", "default", "into", "fmt", "input", "input_mut"];

/// Names that have a meaning beside the request types: the client, the type parameter of requests, and the derive
/// macros, to which links would be ambiguous.
const TYPES: &[&str] =
    &["C", "Client", "Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// Decides the items of a product.
pub(crate) fn decide(api: &Api) -> Items<'_> {
    let draft = Draft::of(api);
    let reserved: Vec<_> = api.operations.iter().map(reserved).collect();
    let names = names(&draft, &reserved);
    let decisions = Decisions { draft: &draft, equalities: equalities(&draft), names };
    // `mod.rs` is the file of the product itself, `types` the folder of shared types.
    let mut modules = Scope::reserving(["mod", "types", "alicloud_runtime", "std"]);
    let mut methods = Scope::reserving(crate::client::METHODS.iter().copied());
    let operations = draft.operations.iter().zip(reserved);
    let operations = operations.enumerate().map(|(index, (operation, reserved))| {
        let name = modules.snake(&operation.operation.name);
        // Modules have names that differ already; only those of other methods can be in the way.
        let method = methods.snake(&name.to_string().replace("r#", ""));
        decisions.module(index, operation, (name, method), reserved)
    });
    let mut items = Items { operations: operations.collect(), shared: decisions.shared() };
    for module in &mut items.operations {
        module.pages = pages(module.operation, &module.response, [&module.definitions, &items.shared]);
    }
    items
}

/// The name of the request type. An operation whose name ends like the types of another one gets a suffix of its own,
/// so that adding an operation never renames a type of another; so does one that is named like the result of this.
pub(crate) fn type_name(operation: &Operation) -> String {
    let name = name::camel(&operation.name);
    let stem = name.trim_end_matches("Operation");
    let taken = ["Response", "Error", "Required"].iter().any(|suffix| stem.ends_with(suffix))
        || TYPES.contains(&stem);
    if taken { format!("{name}Operation") } else { name }
}

/// The names of the types of an operation itself, and of what else is in its module.
fn reserved(operation: &Operation) -> Vec<String> {
    let own = type_name(operation);
    let more = ["Response", "Error", "Required"].map(|suffix| format!("{own}{suffix}"));
    more.into_iter().chain([own, "Input".to_owned(), "C".to_owned()]).collect()
}

struct Decisions<'d, 'a> {
    draft: &'d Draft<'a>,
    equalities: Vec<Equality>,
    names: Names,
}

impl<'a> Decisions<'_, 'a> {
    fn module(
        &self,
        index: usize,
        draft: &OperationDraft<'a>,
        (name, method): (Ident, Ident),
        reserved: Vec<String>,
    ) -> Module<'a> {
        let operation = draft.operation;
        let own = type_name(operation);
        let [response, error, required] =
            ["Response", "Error", "Required"].map(|suffix| name::ident(&format!("{own}{suffix}")));
        let methods = Scope::reserving(METHODS.iter().copied());
        let request = Request {
            ident: name::ident(&own),
            required,
            fields: self.fields(&draft.request, Some(Side::Request), methods),
        };
        let definitions = self.own(index);
        let mut types: BTreeSet<_> = reserved.into_iter().collect();
        types.extend(definitions.iter().map(|definition| definition.ident().to_string()));
        Module {
            operation,
            name,
            method,
            response: self.response(draft, response, &request.ident),
            pages: None,
            request,
            definitions,
            error: error_codes(operation, error),
            types: Scope::reserving(types.iter().map(String::as_str)),
        }
    }

    /// The types that only this operation has.
    fn own(&self, operation: usize) -> Vec<Definition> {
        let sites = self.draft.sites.iter().enumerate();
        let own = sites.filter(|(index, site)| {
            site.operation == operation
                && self.names.first[*index] == *index
                && matches!(self.names.names[*index], Name::Own(_))
        });
        let mut indices: Vec<_> = own.map(|(index, site)| (site.side, index)).collect();
        indices.sort_unstable();
        indices.into_iter().map(|(side, index)| self.definition(index, Some(side))).collect()
    }

    /// The types that several operations have, by name.
    fn shared(&self) -> Vec<Definition> {
        let sites = self.draft.sites.iter().enumerate();
        // By name: the first site, and the sides that have it.
        let mut shared: BTreeMap<&Name, (usize, BTreeSet<Side>)> = BTreeMap::new();
        for (index, site) in sites {
            let name = &self.names.names[index];
            if let Name::Shared(_) = name {
                shared.entry(name).or_insert((index, BTreeSet::new())).1.insert(site.side);
            }
        }
        let definitions = shared.into_values().map(|(index, sides)| {
            let side = if sides.len() == 1 { sides.first().copied() } else { None };
            self.definition(index, side)
        });
        definitions.collect()
    }

    fn definition(&self, index: usize, side: Option<Side>) -> Definition {
        let site = &self.draft.sites[index];
        let ident = self.names.names[index].ident().clone();
        let doc = site.member.map(doc::about).unwrap_or_else(|| Doc::from("The whole response."));
        match &site.content {
            Content::Structure(fields) => {
                let fields = self.fields(fields, side, Scope::reserving(["new"]));
                Definition::Structure(Structure {
                    ident,
                    side,
                    fields,
                    equality: self.equalities[index],
                    doc,
                })
            }
            Content::Enumeration(values) => {
                Definition::Enumeration(Enumeration { ident, variants: variants(values), doc })
            }
        }
    }

    fn response(&self, draft: &OperationDraft<'a>, ident: Ident, request: &Ident) -> Response {
        let mut doc = Doc::from(own("What a successful ") + link(request) + " gives.");
        doc::headers(&mut doc, draft.operation);
        match &draft.response {
            ResponseDraft::Structure(fields) => {
                let equality = equality(fields, &self.equalities);
                let side = Some(Side::Response);
                let fields = self.fields(fields, side, Scope::default());
                Response::Structure(Structure { ident, side, fields, equality, doc })
            }
            ResponseDraft::Whole(ty) => {
                let ty = self.ty(ty);
                let field = name::ident(match ty {
                    Type::Blob => "bytes",
                    Type::List(_) | Type::Map(_) => "items",
                    _ => "value",
                });
                Response::Transparent { ident, field, ty, doc }
            }
        }
    }

    fn fields(&self, drafts: &[FieldDraft<'a>], side: Option<Side>, mut scope: Scope) -> Vec<Field> {
        drafts.iter().map(|draft| self.field(draft, side, &mut scope)).collect()
    }

    fn field(&self, draft: &FieldDraft<'a>, side: Option<Side>, scope: &mut Scope) -> Field {
        let member = draft.member;
        Field {
            wire: member.name.clone(),
            ident: scope.snake(&member.name),
            ty: self.ty(&draft.ty),
            item: draft.item.map(str::to_owned),
            need: need(member),
            sensitivity: draft.sensitivity,
            reading: reading(draft, side),
            standing: member.standing,
            doc: doc::member(member, &draft.ty, side),
        }
    }

    fn ty(&self, draft: &TypeDraft) -> Type {
        Type::of(draft, &|index| {
            let name = self.names.names[index].clone();
            match self.draft.sites[index].content {
                Content::Structure(_) => Type::Structure(name),
                Content::Enumeration(Values::Strings(_)) => Type::Enumeration(name, item::Values::Strings),
                Content::Enumeration(Values::Integers(_)) => Type::Enumeration(name, item::Values::Integers),
            }
        })
    }
}

impl Definition {
    /// The name of the type.
    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Definition::Structure(structure) => &structure.ident,
            Definition::Enumeration(enumeration) => &enumeration.ident,
        }
    }
}

/// How members end that tell an instant.
const INSTANTS: &[&str] =
    &["Time", "Timestamp", "CreatedAt", "UpdatedAt", "GmtCreate", "GmtCreated", "GmtModified"];

/// Whether a member of a response tells an instant.
fn reading(draft: &FieldDraft<'_>, side: Option<Side>) -> Reading {
    let single = matches!(draft.ty, TypeDraft::String | TypeDraft::Integer);
    let name = name::camel(&draft.member.name);
    let open = draft.sensitivity == Sensitivity::Open;
    if single && open && side == Some(Side::Response) && INSTANTS.iter().any(|end| name.ends_with(end)) {
        Reading::Instant
    } else {
        Reading::Plain
    }
}

/// Only what stands in the request itself is asked for by `new`; structures inside have setters for all.
fn need(member: &Member) -> Need {
    if is_region(member) {
        Need::Region
    } else if member.location.is_some() && member.presence == Presence::Required {
        Need::Required
    } else {
        Need::Optional
    }
}

/// The equality of each site.
fn equalities(draft: &Draft<'_>) -> Vec<Equality> {
    let mut equalities = vec![Equality::Total; draft.sites.len()];
    // Those inside come behind those around them.
    for (index, site) in draft.sites.iter().enumerate().rev() {
        if let Content::Structure(fields) = &site.content {
            equalities[index] = equality(fields, &equalities);
        }
    }
    equalities
}

fn equality(fields: &[FieldDraft<'_>], equalities: &[Equality]) -> Equality {
    fn is_total(ty: &TypeDraft, equalities: &[Equality]) -> bool {
        match ty {
            TypeDraft::Double | TypeDraft::Any | TypeDraft::Blob => false,
            TypeDraft::Site(index) => equalities[*index] == Equality::Total,
            TypeDraft::List(inner) | TypeDraft::Map(inner) => is_total(inner, equalities),
            // A structure around that has floats elsewhere is found by no walk from inside.
            TypeDraft::Within(_) => false,
            TypeDraft::String | TypeDraft::NumericText | TypeDraft::Boolean | TypeDraft::Integer => true,
        }
    }
    if fields.iter().all(|field| is_total(&field.ty, equalities)) {
        Equality::Total
    } else {
        Equality::Partial
    }
}

fn variants(values: &Values<'_>) -> Variants {
    let mut scope = Scope::reserving(["Unknown", "Self"]);
    match values {
        Values::Strings(values) => Variants::Strings(
            values
                .iter()
                .map(|(valid, value, name)| variant(valid, value.clone(), name, &mut scope))
                .collect(),
        ),
        Values::Integers(values) => Variants::Integers(
            values.iter().map(|(valid, value, name)| variant(valid, *value, name, &mut scope)).collect(),
        ),
    }
}

fn variant<T>(valid: &ValidValue, value: T, name: &str, scope: &mut Scope) -> Variant<T> {
    let mut doc = Doc::default();
    doc.docs(&valid.docs).paragraph(code(&valid.value.to_string()) + " on the wire.");
    Variant { ident: scope.camel(name), value, doc }
}

fn error_codes(operation: &Operation, ident: Ident) -> ErrorCodes {
    let mut scope = Scope::reserving(["Other", "Self"]);
    let mut seen = BTreeSet::new();
    let errors = operation.errors.iter().filter(|error| seen.insert(&error.code));
    let variants = errors.map(|error| {
        let mut doc = Doc::default();
        if let Some(message) = &error.message {
            doc.plain(message);
        }
        doc.docs(&error.docs);
        let status = error.status.map(|status| own(", HTTP status ") + text(&status.to_string()));
        doc.paragraph(code(&error.code) + status.unwrap_or_default() + ".");
        let sent = error.status.and_then(|status| u16::try_from(status).ok());
        let wanted = if error.code.is_empty() { "Empty" } else { &error.code };
        Variant { ident: scope.camel(wanted), value: (error.code.clone(), sent), doc }
    });
    ErrorCodes { ident, variants: variants.collect() }
}
