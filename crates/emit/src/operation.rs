//! The source file of an operation.

use crate::doc::{Doc, link};
use crate::item::{Definition, Module};
use crate::place::{In, Place};
use crate::{enumeration, error_code, format, paging, request, structure};
use format::Item;

/// The source file of an operation whose items were decided.
pub(crate) fn source(module: &Module<'_>) -> String {
    let place = Place { types: &module.types, module: In::Operation };
    let mut items = request::items(module);
    items.extend(paging::table(module).map(Item::Table));
    items.extend(structure::response(&module.response, place));
    items.extend(module.definitions.iter().flat_map(|item| definition(item, place)));
    items.extend(error_code::items(&module.error, &module.request));
    let operation = module.operation;
    let origin = format!("{} of {} {}", operation.name, operation.product, operation.version);
    let doc = Doc::from(link(&module.request.ident) + " and its types.");
    format::source(&origin, &doc, items)
}

/// The items of a type.
pub(crate) fn definition(definition: &Definition, place: Place<'_>) -> Vec<Item> {
    match definition {
        Definition::Structure(structure) => structure::items(structure, place),
        Definition::Enumeration(enumeration) => enumeration::items(enumeration),
    }
}
