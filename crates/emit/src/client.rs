//! A product goes in; its client type, with a method for each operation and what is fixed about the product, comes out.

use crate::doc::{Doc, Inline, code, link, own, text};
use crate::item::Module;
use crate::name;
use crate::product::Entry;
use crate::request::{client_arguments, client_method};
use crate::scope::Scope;
use alicloud_spec::{Api, Product, Silence, Waiter};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Methods that a client has besides its operations.
const METHODS: &[&str] =
    &["from_env", "builder", "options", "with_options", "clone", "as_ref", "from", "into", "fmt"];

/// The items of a client.
pub(crate) fn items(api: &Api, entries: &[Entry<'_>]) -> Vec<TokenStream> {
    let mut scope = Scope::reserving(METHODS.iter().copied());
    let mut calls = Vec::new();
    for Entry { name: module, module: items, .. } in entries {
        // Modules have names that differ already; only those of other methods can be in the way.
        let method = scope.snake(&module.to_string().replace("r#", ""));
        calls.push(client_method(module, items, &method));
    }
    let waiters = waiters(api, entries, &mut scope);
    let methods = quote!(impl Client { #(#calls)* #(#waiters)* });
    let doc = Doc::from(
        own("A client of ") + text(&api.product.name) + ". Cloning is cheap; clones share connections.",
    );
    let definition = quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client(::alicloud_runtime::client::Client);
    };
    vec![definition, methods, quote!(::alicloud_runtime::client!(Client, &PRODUCT);), product(&api.product)]
}

/// A method for each state that callers wait for.
fn waiters(api: &Api, entries: &[Entry<'_>], scope: &mut Scope) -> Vec<TokenStream> {
    let mut methods = Vec::new();
    for waiter in &api.product.waiters {
        let entry = entries.iter().find(|entry| entry.operation.name == waiter.operation);
        if let Some(Entry { name: module, module: items, .. }) = entry {
            let method = scope.snake(&format!("wait_until_{}", name::snake(&waiter.name)));
            methods.push(wait_method(module, items, &method, waiter));
        }
    }
    methods
}

fn wait_method(module: &Ident, items: &Module, method: &Ident, waiter: &Waiter) -> TokenStream {
    let ident = &items.request.ident;
    let (arguments, names) = client_arguments(module, items);
    let path = waiter.member.split('.');
    let [success, failure] = [&waiter.success, &waiter.failure]
        .map(|values| values.iter().map(ToString::to_string).collect::<Vec<_>>());
    let [well, badly] =
        [&success, &failure].map(|values| Inline::joined(values.iter().map(|value| code(value)), ", "));
    let calls = own("Waits: calls ") + link(ident) + " until " + code(&waiter.member);
    let mut doc = Doc::from(calls + " of its response is " + well + ".");
    if !failure.is_empty() {
        doc.paragraph(
            badly + " end it with [`WaitError::Failed`](::alicloud_runtime::client::WaitError::Failed).",
        );
    }
    quote! {
        #doc
        pub fn #method(&self #arguments) -> ::alicloud_runtime::client::Wait<#module::#ident> {
            const UNTIL: ::alicloud_runtime::client::Until =
                ::alicloud_runtime::client::Until::new(&[#(#path),*], &[#(#success),*], &[#(#failure),*]);
            ::alicloud_runtime::client::Wait::new(&self.0, #module::#ident::new(#names), &UNTIL)
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
        static PRODUCT: ::alicloud_runtime::client::Product =
            ::alicloud_runtime::client::Product::new(#code, #rule, &[#(#regions),*], #success) #central #vpc;
    }
}

/// What in an answer tells success.
fn success(product: &Product) -> TokenStream {
    let Some(rule) = &product.success else {
        return quote!(::alicloud_runtime::client::Success::BY_STATUS);
    };
    let [flag, code] = [&rule.flag, &rule.code].map(|name| name.as_deref().unwrap_or_default());
    let accept = &rule.accept;
    let silence = (rule.silence == Silence::Success).then(|| quote!(.or_silence()));
    quote!(::alicloud_runtime::client::Success::new(#flag, #code, &[#(#accept),*]) #silence)
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
