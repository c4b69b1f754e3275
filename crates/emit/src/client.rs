//! The client of a product, with a method for each operation, and what is fixed about the product.

mod doc;

use crate::doc::{Doc, own, text};
use crate::format::Item;
use crate::item::{Items, Module};
use crate::place::{In, Place};
use crate::request::client_arguments;
use crate::scope::Scope;
use crate::structure::deprecated;
use crate::{Options, waiter};
use alicloud_spec::{Api, Product, Silence};
use proc_macro2::TokenStream;
use quote::quote;

/// Methods that a client has besides its operations.
pub(crate) const METHODS: &[&str] =
    &["from_env", "builder", "options", "with_options", "clone", "as_ref", "from", "into", "fmt"];

/// The items of a client; `types` are the names of the types beside it.
pub(crate) fn items(api: &Api, items: &Items<'_>, types: &Scope, options: &Options) -> Vec<Item> {
    let calls = items.operations.iter().map(|module| call(api, module, types, options));
    let mut methods = Scope::reserving(METHODS.iter().copied());
    items.operations.iter().for_each(|module| methods.reserve(&module.method));
    let waiters = waiter::methods(api, items, types, &mut methods);
    let methods = quote!(impl Client { #(#calls)* #(#waiters)* });
    let doc = Doc::from(
        own("A client of ") + text(&api.product.name) + ". Cloning is cheap; clones share connections.",
    );
    let definition = quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client(alicloud_runtime::client::Client);
    };
    let macros = quote!(alicloud_runtime::client!(Client, &PRODUCT););
    [definition, methods, macros, product(&api.product)].map(Item::Tokens).into()
}

/// The method that makes a request of an operation.
fn call(api: &Api, items: &Module<'_>, types: &Scope, options: &Options) -> TokenStream {
    let Module { operation, name, method, request, .. } = items;
    let ident = &request.ident;
    let place = Place { types, module: In::Product(name) };
    let (doc, deprecated) = (doc::of(api, items, options), deprecated(operation.standing));
    let (arguments, names) = client_arguments(request, place);
    quote! {
        #doc
        #deprecated
        pub fn #method(&self #arguments) -> #ident<Client> {
            #ident::new(#names).on(self)
        }
    }
}

fn product(product: &Product) -> TokenStream {
    let code = &product.code;
    let rule = product.endpoints.rule.as_deref().unwrap_or_default();
    let regions = product.endpoints.regions.iter().map(|(region, host)| quote!((#region, #host)));
    let (central, vpc) = (central(product), vpc(product));
    let success = success(product);
    quote! {
        static PRODUCT: alicloud_runtime::client::Product =
            alicloud_runtime::client::Product::new(#code, #rule, &[#(#regions),*], #success) #central #vpc;
    }
}

/// What in an answer tells success.
fn success(product: &Product) -> TokenStream {
    let Some(rule) = &product.success else {
        return quote!(alicloud_runtime::client::Success::BY_STATUS);
    };
    let [flag, code] = [&rule.flag, &rule.code].map(|name| name.as_deref().unwrap_or_default());
    let accept = &rule.accept;
    let silence = (rule.silence == Silence::Success).then(|| quote!(.or_silence()));
    quote!(alicloud_runtime::client::Success::new(#flag, #code, &[#(#accept),*]) #silence)
}

/// The host where no region is set, if there is one.
fn central(product: &Product) -> Option<TokenStream> {
    product.endpoints.central.as_ref().map(|host| quote!(.central(#host)))
}

/// The hosts that are reached from within a VPC, if any are known.
fn vpc(product: &Product) -> TokenStream {
    let endpoints = &product.endpoints;
    let rule = endpoints.vpc_rule.as_ref().map(|rule| quote!(.vpc_rule(#rule)));
    let pairs = endpoints.vpc.iter().map(|(region, host)| quote!((#region, #host)));
    let listed = (!endpoints.vpc.is_empty()).then(|| quote!(.vpc(&[#(#pairs),*])));
    quote!(#rule #listed)
}
