//! The spec of an operation goes in; the source file of its module comes out.

use crate::doc::{Doc, link};
use crate::item::Module;
use crate::{Options, enumeration, error_code, format, request, structure};
use alicloud_spec::{Api, Operation};

/// The source file of an operation whose items were decided.
pub(crate) fn source(api: &Api, operation: &Operation, module: &Module, options: &Options) -> String {
    let mut items = request::items(api, operation, module, options);
    items.extend(structure::response(&module.response));
    items.extend(module.structures.iter().flat_map(structure::items));
    items.extend(module.enumerations.iter().flat_map(enumeration::items));
    items.extend(error_code::items(&module.error, &module.request));
    let origin = format!("{} of {} {}", operation.name, operation.product, operation.version);
    let doc = Doc::from(link(&module.request.ident) + " and its types.");
    format::source(&origin, &doc, items)
}
