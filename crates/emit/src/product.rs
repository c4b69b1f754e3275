//! The source files of a product.

use crate::decide::decide;
use crate::doc::{Doc, Inline, link, text};
use crate::format::Item;
use crate::item::{Definition, Items, Module};
use crate::place::{In, Place};
use crate::request::{Passing, passing};
use crate::scope::Scope;
use crate::{File, Options, client, examples, format, name, operation, words};
use alicloud_spec::{Api, Language, Operation, PublicNames};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The source files and tests of a product, and the names in them.
pub(crate) fn files(api: &Api, options: &Options) -> (Vec<File>, PublicNames) {
    let items = decide(api);
    let folder = format!("src/{}", name::snake(&api.product.module));
    let mut files =
        vec![File { path: format!("{folder}/mod.rs"), contents: module_root(api, &items, options) }];
    files.extend(items.operations.iter().map(|module| {
        let contents = operation::source(module);
        File { path: format!("{folder}/{}.rs", file_name(&module.name)), contents }
    }));
    files.extend(shared(api, &items, &folder));
    files.extend(examples::files(api, &items, options));
    (files, items.names)
}

/// The name of the file of a module.
fn file_name(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}

fn module_root(api: &Api, items: &Items<'_>, options: &Options) -> String {
    let product = &api.product;
    let mut doc = Doc::from(text(&product.name) + ", version " + text(&product.version) + ".");
    let rows =
        items.operations.iter().map(|module| [link(&module.request.ident), summary(api, module.operation)]);
    doc.table(["operation", ""], rows);
    let names = items.operations.iter().map(|module| &module.name);
    let types = (!items.shared.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let declarations = quote!(#(pub mod #names;)* #types);
    let exports = items.operations.iter().map(|module| {
        let (name, types) = (&module.name, exported(module));
        quote!(pub use #name::{#(#types),*};)
    });
    let exports = exports.collect();
    let types: Vec<_> = items.operations.iter().flat_map(exported).map(ToString::to_string).collect();
    let types = Scope::reserving(types.iter().map(String::as_str).chain(["Client"]));
    let mut all = vec![Item::Tokens(declarations), Item::Tokens(exports)];
    all.extend(client::items(api, items, &types, options));
    format::source(&format!("{} {}", product.code, product.version), &doc, all)
}

/// The types of an operation that callers name most.
fn exported<'m>(module: &'m Module<'_>) -> Vec<&'m Ident> {
    let mut types = vec![&module.request.ident, module.response_ident(), &module.error.ident];
    if passing(&module.request) == Passing::Struct {
        types.push(&module.request.required);
    }
    types
}

/// The files of the types that several operations have.
fn shared(api: &Api, items: &Items<'_>, folder: &str) -> Vec<File> {
    if items.shared.is_empty() {
        return Vec::new();
    }
    let origin = format!("{} {}", api.product.code, api.product.version);
    let mut scope = Scope::reserving(["mod"]);
    let mut names = Vec::new();
    let mut files = Vec::new();
    for definition in &items.shared {
        let ident = definition.ident();
        let name = scope.snake(&ident.to_string());
        let contents = shared_type(&origin, definition);
        files.push(File { path: format!("{folder}/types/{}.rs", file_name(&name)), contents });
        names.push((name, ident));
    }
    let declarations: TokenStream = names.iter().map(|(name, _)| quote!(mod #name;)).collect();
    let exports: TokenStream = names.iter().map(|(name, ident)| quote!(pub use #name::#ident;)).collect();
    let doc = Doc::from("Types that several operations have.");
    let contents = format::source(&origin, &doc, vec![Item::Tokens(declarations), Item::Tokens(exports)]);
    files.push(File { path: format!("{folder}/types/mod.rs"), contents });
    files
}

fn shared_type(origin: &str, definition: &Definition) -> String {
    let ident = definition.ident();
    let types = Scope::reserving([ident.to_string().as_str()]);
    let items = operation::definition(definition, Place { types: &types, module: In::Shared });
    format::source(origin, &Doc::from(link(ident) + "."), items)
}

/// The first line of the documentation.
fn summary(api: &Api, operation: &Operation) -> Inline {
    let documented = operation.docs.get(Language::English).or(operation.docs.get(Language::Chinese));
    match documented {
        Some(docs) => text(docs.lines().next().unwrap_or_default()),
        None => text(&words::summary(&operation.name, &api.glossary).unwrap_or_default()),
    }
}
