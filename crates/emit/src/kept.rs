//! The names of a product as they are kept, so that what was published is never called otherwise.

use crate::draft::{Draft, wrappers};
use crate::item::{Definition, Field, Items, Module, Response, Variant, Variants};
use crate::name;
use crate::naming::{Names, plain};
use crate::request::required;
use alicloud_spec::{Api, OperationNames, PublicNames};
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// The names that a product had, and those that it has now.
pub(crate) fn public_names(api: &Api, draft: &Draft<'_>, names: &Names, items: &Items<'_>) -> PublicNames {
    let mut kept = api.names.clone();
    kept.wrappers = Some(wrappers(api));
    for definition in &items.shared {
        let members = members(definition);
        if !members.is_empty() {
            kept.shared.entry(plain(definition.ident())).or_default().extend(members);
        }
    }
    for module in &items.operations {
        operation(kept.operations.entry(module.operation.name.clone()).or_default(), module);
    }
    for (site, name) in draft.sites.iter().zip(&names.names) {
        let operation = &api.operations[site.operation].name;
        if let Some(operation) = kept.operations.get_mut(operation) {
            operation.types.entry(site.path.clone()).or_insert_with(|| name.kept());
        }
    }
    kept
}

fn operation(kept: &mut OperationNames, module: &Module<'_>) {
    let name = plain(&module.name);
    if name != name::snake(&module.operation.name) {
        kept.method.get_or_insert(name);
    }
    kept.arguments = required(&module.request).map(|field| field.wire.clone()).collect();
    let mut keep = |ident: &Ident, members: BTreeMap<String, String>| {
        if !members.is_empty() {
            kept.members.entry(plain(ident)).or_default().extend(members);
        }
    };
    keep(&name::ident("Input"), fields(&module.request.fields));
    if let Response::Structure(response) = &module.response {
        keep(&response.ident, fields(&response.fields));
    }
    for definition in &module.definitions {
        keep(definition.ident(), members(definition));
    }
    let codes = module.error.variants.iter().map(|variant| (variant.value.0.clone(), &variant.ident));
    keep(&module.error.ident, differing(codes, name::camel));
}

/// The names of fields or variants that do not follow from the wire.
fn members(definition: &Definition) -> BTreeMap<String, String> {
    match definition {
        Definition::Structure(structure) => fields(&structure.fields),
        Definition::Enumeration(enumeration) => match &enumeration.variants {
            Variants::Strings(variants) => values(variants),
            Variants::Integers(variants) => values(variants),
        },
    }
}

fn fields(fields: &[Field]) -> BTreeMap<String, String> {
    differing(fields.iter().map(|field| (field.wire.clone(), &field.ident)), name::snake)
}

fn values<T: ToString>(variants: &[Variant<T>]) -> BTreeMap<String, String> {
    differing(variants.iter().map(|variant| (variant.value.to_string(), &variant.ident)), name::camel)
}

fn differing<'i>(
    names: impl Iterator<Item = (String, &'i Ident)>,
    natural: fn(&str) -> String,
) -> BTreeMap<String, String> {
    let names = names.map(|(wire, ident)| (wire, plain(ident)));
    names.filter(|(wire, name)| *name != natural(wire)).collect()
}
