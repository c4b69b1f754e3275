//! A resolved product goes in; the source files of its module come out.

use crate::decide::decide;
use crate::doc::{Doc, Inline, link, text};
use crate::item::Module;
use crate::request::{Passing, passing};
use crate::scope::Scope;
use crate::{File, Options, client, format, name, operation};
use alicloud_spec::{Api, Language, Operation};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// An operation with the name of its module and the items in it.
pub(crate) struct Entry<'a> {
    pub(crate) name: Ident,
    pub(crate) operation: &'a Operation,
    pub(crate) module: Module,
}

/// The operations of a product with their modules. `mod.rs` is the file of the product itself.
pub(crate) fn entries(api: &Api) -> Vec<Entry<'_>> {
    let mut scope = Scope::reserving(["mod"]);
    let operations = api.operations.iter();
    operations
        .map(|operation| Entry { name: scope.snake(&operation.name), operation, module: decide(operation) })
        .collect()
}

/// The source files of a product.
pub(crate) fn files(api: &Api, entries: &[Entry<'_>], options: &Options) -> Vec<File> {
    let folder = format!("src/{}", name::snake(&api.product.module));
    let mut files = vec![File { path: format!("{folder}/mod.rs"), contents: module_root(api, entries) }];
    files.extend(entries.iter().map(|Entry { name, operation, module }| {
        let path = format!("{folder}/{}.rs", name.to_string().trim_start_matches("r#"));
        File { path, contents: operation::source(api, operation, module, options) }
    }));
    files
}

fn module_root(api: &Api, entries: &[Entry<'_>]) -> String {
    let product = &api.product;
    let mut doc = Doc::from(text(&product.name) + ", version " + text(&product.version) + ".");
    let rows = entries.iter().map(|entry| [link(&entry.module.request.ident), summary(entry.operation)]);
    doc.table(["operation", ""], rows);
    let names = entries.iter().map(|entry| &entry.name);
    let declarations = quote!(#(pub mod #names;)*);
    let exports = entries.iter().map(|Entry { name, module, .. }| {
        let types = types(module);
        quote!(pub use #name::{#types};)
    });
    let mut items = vec![declarations, exports.collect()];
    items.extend(client::items(api, entries));
    let origin = format!("{} {}", product.code, product.version);
    format::source(&origin, &doc, items)
}

/// The types of an operation that callers name most.
fn types(module: &Module) -> TokenStream {
    let (request, response, error) = (&module.request.ident, module.response_ident(), &module.error.ident);
    let has_required = passing(&module.request) == Passing::Struct;
    let required = has_required.then(|| {
        let ident = &module.request.required;
        quote!(, #ident)
    });
    quote!(#request, #response, #error #required)
}

/// The first line of the documentation.
fn summary(operation: &Operation) -> Inline {
    let docs =
        operation.docs.get(Language::English).or(operation.docs.get(Language::Chinese)).unwrap_or_default();
    text(docs.lines().next().unwrap_or_default())
}
