//! A resolved product goes in; the source files of its module come out.

use crate::decide::decide;
use crate::doc::text;
use crate::item::Module;
use crate::scope::Scope;
use crate::{File, Options, client, format, name, operation};
use alicloud_spec::{Api, Language, Operation};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The source files of a product.
pub(crate) fn files(api: &Api, options: &Options) -> Vec<File> {
    let folder = format!("src/{}", name::snake(&api.product.module));
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for (ident, operation) in operations(api) {
        let module = decide(operation);
        let file_name = ident.to_string();
        let path = format!("{folder}/{}.rs", file_name.trim_start_matches("r#"));
        files.push(File { path, contents: operation::source(api, operation, &module, options) });
        modules.push((ident, operation, module));
    }
    files.push(File { path: format!("{folder}/mod.rs"), contents: module_root(api, &modules) });
    files
}

/// The operations of a product with the names of their modules. `mod.rs` is the file of the product itself.
pub(crate) fn operations(api: &Api) -> impl Iterator<Item = (Ident, &Operation)> {
    let mut scope = Scope::reserving(["mod"]);
    api.operations.iter().map(move |operation| (scope.snake(&operation.name), operation))
}

fn module_root(api: &Api, modules: &[(Ident, &Operation, Module)]) -> String {
    let product = &api.product;
    let mut inner = vec![
        format!("//! {}, version {}.", text(&product.name), text(&product.version)),
        "//!".to_owned(),
        "//! | operation | |".to_owned(),
        "//! |---|---|".to_owned(),
    ];
    for (_, operation, module) in modules {
        inner.push(format!("//! | [`{}`] | {} |", module.request.ident, summary(operation)));
    }
    let declarations = modules.iter().map(|(ident, ..)| quote!(pub mod #ident;)).collect();
    let exports = modules.iter().map(|(ident, _, module)| {
        let types = types(module);
        quote!(pub use #ident::{#types};)
    });
    let mut items = vec![declarations, exports.collect()];
    items.extend(client::items(api, modules));
    let origin = format!("{} {}", product.code, product.version);
    format::source(&origin, &inner, items)
}

/// The types of an operation that callers name most.
fn types(module: &Module) -> TokenStream {
    let (request, response, error) = (&module.request.ident, module.response_ident(), &module.error.ident);
    let has_required =
        module.request.fields.iter().filter(|field| field.need == crate::item::Need::Required).count() > 3;
    let required = has_required.then(|| {
        let ident = &module.request.required;
        quote!(, #ident)
    });
    quote!(#request, #response, #error #required)
}

/// The first line of the documentation, as the cell of a table.
fn summary(operation: &Operation) -> String {
    let docs =
        operation.docs.get(Language::English).or(operation.docs.get(Language::Chinese)).unwrap_or_default();
    text(docs.lines().next().unwrap_or_default()).replace('|', "\\|")
}
