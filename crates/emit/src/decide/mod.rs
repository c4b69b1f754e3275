//! What there is to print for each operation of a product, from its specs and the names of its types.

mod doc;

use self::doc::Inside;
use crate::doc::{Doc, code, link, own, text};
use crate::draft::{
    Content, Draft, FieldDraft, OperationDraft, ResponseDraft, Side, Site, TypeDraft, Values,
};
use crate::item::{
    Definition, Enumeration, Equality, ErrorCodes, Field, Items, Module, Need, Reading, Request, Response,
    Structure, Type, Variant, Variants,
};
use crate::kept::public_names;
use crate::naming::{Name, Names, names, plain};
use crate::paging::pages;
use crate::scope::Scope;
use crate::{item, name};
use alicloud_spec::{Api, Operation, PublicNames, Sensitivity, ValidValue};
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
    let names = names(&draft, &reserved, &api.names);
    let decisions = Decisions { api, draft: &draft, equalities: equalities(&draft), names };
    // `mod.rs` is the file of the product itself, `types` the folder of shared types.
    let mut modules = Scope::reserving(["mod", "types", "alicloud_runtime", "std"]);
    let mut methods = Scope::reserving(crate::client::METHODS.iter().copied());
    let operations = draft.operations.iter().zip(reserved);
    let operations = operations.enumerate().map(|(index, (operation, reserved))| {
        let given = api.names.operations.get(&operation.operation.name);
        let wanted = given.and_then(|names| names.method.as_ref()).unwrap_or(&operation.operation.name);
        let name = modules.snake(wanted);
        // Modules have names that differ already; only those of other methods can be in the way.
        let method = methods.snake(&name.to_string().replace("r#", ""));
        decisions.module(index, operation, (name, method), reserved)
    });
    let operations = operations.collect();
    let mut items = Items { operations, shared: decisions.shared(), names: PublicNames::default() };
    items.names = public_names(api, &draft, &decisions.names, &items);
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
    api: &'a Api,
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
        let request = Request { ident: name::ident(&own), required, fields: self.parameters(draft) };
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
            error: error_codes(operation, error.clone(), given_members(self.api, operation, &error)),
            types: Scope::reserving(types.iter().map(String::as_str)),
        }
    }

    /// The parameters of a request, with who gives them a value. Arguments that were asked for once are still, and no more.
    fn parameters(&self, draft: &OperationDraft<'a>) -> Vec<Field> {
        let operation = draft.operation;
        let methods = Scope::reserving(METHODS.iter().copied());
        let given = given_members(self.api, operation, &name::ident("Input"));
        let inside = Inside { side: Some(Side::Request), parent: None };
        let mut fields = self.fields(&draft.request, inside, methods, given);
        let known = self.api.names.operations.get(&operation.name);
        let mut position = 0;
        for (field, draft) in fields.iter_mut().zip(&draft.request) {
            let asked = match known {
                Some(known) => known.arguments.iter().position(|name| *name == field.wire),
                None => draft.member.is_argument().then_some(position),
            };
            field.need = match asked {
                Some(position) => Need::Argument(position),
                None if draft.member.is_region() => Need::Region,
                None => Need::Optional,
            };
            position += usize::from(asked.is_some());
        }
        fields
    }

    /// The types that only this operation has, in the order of the spec.
    fn own(&self, operation: usize) -> Vec<Definition> {
        let of = |((owner, _), _): &(&(Option<usize>, Name), &Vec<usize>)| *owner == Some(operation);
        let mut types: Vec<_> = self.names.types.iter().filter(of).map(|(_, sites)| sites).collect();
        types.sort_unstable();
        types.into_iter().map(|sites| self.definition(sites)).collect()
    }

    /// The types that several operations have, by name.
    fn shared(&self) -> Vec<Definition> {
        let shared = self.names.types.iter().take_while(|((owner, _), _)| owner.is_none());
        shared.map(|(_, sites)| self.definition(sites)).collect()
    }

    /// The type of these sites: what the first has, and what others have besides.
    fn definition(&self, sites: &[usize]) -> Definition {
        let all: Vec<_> = sites.iter().map(|site| &self.draft.sites[*site]).collect();
        let ident = self.names.names[sites[0]].ident().clone();
        let doc = all[0]
            .member
            .map(|member| doc::about(member, &self.api.glossary))
            .unwrap_or_else(|| Doc::from("The whole response."));
        let given = self.given(sites[0]);
        if let Content::Enumeration(_) = &all[0].content {
            let values = all.iter().filter_map(|site| match &site.content {
                Content::Enumeration(values) => Some(values),
                Content::Structure(_) => None,
            });
            return Definition::Enumeration(Enumeration { ident, variants: variants(values, given), doc });
        }
        let side = all.iter().all(|site| site.side == all[0].side).then_some(all[0].side);
        let fields = united(&all);
        let inside = Inside { side, parent: all[0].member.map(|member| member.name.as_str()) };
        let fields = self.fields(fields, inside, Scope::reserving(["new"]), given);
        let total = sites.iter().all(|site| self.equalities[*site] == Equality::Total);
        let equality = if total { Equality::Total } else { Equality::Partial };
        Definition::Structure(Structure { ident, side, fields, equality, doc })
    }

    /// The names of members that the type of a site has already.
    fn given(&self, site: usize) -> Option<&BTreeMap<String, String>> {
        let given = &self.api.names;
        match &self.names.names[site] {
            Name::Shared(ident) => given.shared.get(&plain(ident)),
            Name::Own(ident) => {
                let operation = &self.api.operations[self.draft.sites[site].operation];
                given.operations.get(&operation.name)?.members.get(&plain(ident))
            }
        }
    }

    fn response(&self, draft: &OperationDraft<'a>, ident: Ident, request: &Ident) -> Response {
        let mut doc = Doc::from(own("What a successful ") + link(request) + " gives.");
        doc::headers(&mut doc, draft.operation);
        match &draft.response {
            ResponseDraft::Structure(fields) if is_acknowledged(fields) => {
                Response::Acknowledged { ident, doc }
            }
            ResponseDraft::Structure(fields) => {
                let equality = equality(fields, &self.equalities);
                let side = Some(Side::Response);
                let fields = self.fields(
                    fields,
                    Inside { side, parent: None },
                    Scope::default(),
                    given_members(self.api, draft.operation, &ident),
                );
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

    fn fields<'f>(
        &self,
        drafts: impl IntoIterator<Item = &'f FieldDraft<'a>>,
        inside: Inside<'_>,
        mut scope: Scope,
        given: Option<&BTreeMap<String, String>>,
    ) -> Vec<Field>
    where
        'a: 'f,
    {
        given.into_iter().flat_map(BTreeMap::values).for_each(|name| scope.reserve(&name::ident(name)));
        let drafts: Vec<_> = drafts.into_iter().collect();
        let mut order: Vec<_> = (0..drafts.len()).collect();
        // Of names that differ in case only, the one that is written like most beside it comes first, whatever other is
        // added later.
        let is_capital = |draft: &FieldDraft<'_>| draft.member.name.starts_with(char::is_uppercase);
        let capitals = drafts.iter().filter(|draft| is_capital(draft)).count();
        let usual = 2 * capitals >= drafts.len();
        order.sort_by_key(|index| is_capital(drafts[*index]) != usual);
        let mut idents = vec![None; drafts.len()];
        for index in order {
            let wire = &drafts[index].member.name;
            let given = given.and_then(|names| names.get(wire));
            idents[index] = Some(given.map_or_else(|| scope.snake(wire), |name| name::ident(name)));
        }
        let named = drafts.into_iter().zip(idents);
        named.filter_map(|(draft, ident)| Some(self.field(draft, inside, ident?))).collect()
    }

    fn field(&self, draft: &FieldDraft<'a>, inside: Inside<'_>, ident: Ident) -> Field {
        let member = draft.member;
        Field {
            wire: member.name.clone(),
            ident,
            ty: self.ty(&draft.ty),
            item: draft.item.map(str::to_owned),
            need: Need::Optional,
            sensitivity: draft.sensitivity,
            reading: reading(draft, inside.side),
            standing: member.standing,
            doc: doc::member(member, &draft.ty, inside, &self.api.glossary),
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

/// The members of all of these sites, each once: as the one has it that knows most of what a text holds.
fn united<'f, 'a>(sites: &[&'f Site<'a>]) -> Vec<&'f FieldDraft<'a>> {
    let mut indices = BTreeMap::new();
    let mut fields: Vec<&FieldDraft<'_>> = Vec::new();
    for field in sites.iter().flat_map(|site| site.fields()) {
        let index = *indices.entry(&field.member.name).or_insert(fields.len());
        match fields.get_mut(index) {
            None => fields.push(field),
            Some(known) => {
                if let (TypeDraft::Text(known_holds), TypeDraft::Text(holds)) = (&known.ty, &field.ty)
                    && holds > known_holds
                {
                    *known = field;
                }
            }
        }
    }
    fields
}

/// Whether a response has nothing but the number of the request.
fn is_acknowledged(fields: &[FieldDraft<'_>]) -> bool {
    matches!(fields, [FieldDraft { member, ty: TypeDraft::Text(_), .. }] if member.name == "RequestId")
}

/// How members end that tell an instant.
const INSTANTS: &[&str] =
    &["Time", "Timestamp", "CreatedAt", "UpdatedAt", "GmtCreate", "GmtCreated", "GmtModified"];

/// Whether a member of a response tells an instant.
fn reading(draft: &FieldDraft<'_>, side: Option<Side>) -> Reading {
    let single = matches!(draft.ty, TypeDraft::Text(_) | TypeDraft::Integer);
    let name = name::camel(&draft.member.name);
    let open = draft.sensitivity == Sensitivity::Open;
    if single && open && side == Some(Side::Response) && INSTANTS.iter().any(|end| name.ends_with(end)) {
        Reading::Instant
    } else {
        Reading::Plain
    }
}

/// The names of members that a type of an operation has already.
fn given_members<'a>(
    api: &'a Api,
    operation: &Operation,
    ident: &Ident,
) -> Option<&'a BTreeMap<String, String>> {
    api.names.operations.get(&operation.name)?.members.get(&plain(ident))
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
            TypeDraft::Text(_) | TypeDraft::Boolean | TypeDraft::Integer => true,
        }
    }
    if fields.iter().all(|field| is_total(&field.ty, equalities)) {
        Equality::Total
    } else {
        Equality::Partial
    }
}

/// The variants of all of these values, each once.
fn variants<'v>(
    all: impl Iterator<Item = &'v Values<'v>>,
    given: Option<&BTreeMap<String, String>>,
) -> Variants {
    let (mut strings, mut integers) = (Vec::new(), Vec::new());
    let mut scope = Scope::reserving(["Unknown", "Self"]);
    given.into_iter().flat_map(BTreeMap::values).for_each(|name| scope.reserve(&name::ident(name)));
    let mut seen = BTreeSet::new();
    for values in all {
        match values {
            Values::Strings(values) => {
                for (valid, value, wanted) in values {
                    strings.extend(variant(valid, value.clone(), wanted, (&mut scope, &mut seen, given)));
                }
            }
            Values::Integers(values) => {
                for (valid, value, wanted) in values {
                    integers.extend(variant(valid, *value, wanted, (&mut scope, &mut seen, given)));
                }
            }
        }
    }
    if integers.is_empty() { Variants::Strings(strings) } else { Variants::Integers(integers) }
}

/// The variant of a value that was not seen yet.
fn variant<T: ToString>(
    valid: &ValidValue,
    value: T,
    wanted: &str,
    (scope, seen, given): (&mut Scope, &mut BTreeSet<String>, Option<&BTreeMap<String, String>>),
) -> Option<Variant<T>> {
    let wire = value.to_string();
    if !seen.insert(wire.clone()) {
        return None;
    }
    let mut doc = Doc::default();
    doc.docs(&valid.docs).paragraph(code(&wire) + " on the wire.");
    let given = given.and_then(|names| names.get(&wire));
    let ident = given.map_or_else(|| scope.camel(wanted), |name| name::ident(name));
    Some(Variant { ident, value, doc })
}

fn error_codes(operation: &Operation, ident: Ident, given: Option<&BTreeMap<String, String>>) -> ErrorCodes {
    let mut scope = Scope::reserving(["Other", "Self"]);
    given.into_iter().flat_map(BTreeMap::values).for_each(|name| scope.reserve(&name::ident(name)));
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
        let given = given.and_then(|names| names.get(&error.code));
        let ident = given.map_or_else(|| scope.camel(wanted), |name| name::ident(name));
        Variant { ident, value: (error.code.clone(), sent), doc }
    });
    ErrorCodes { ident, variants: variants.collect() }
}
