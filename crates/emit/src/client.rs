//! A product goes in; its client type, with a method for each operation and what is fixed about the product, comes out.

use crate::doc::text;
use crate::item::Module;
use crate::request::client_method;
use crate::scope::Scope;
use alicloud_spec::{Api, Product};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Methods that a client has besides its operations.
const METHODS: &[&str] = &["from_env", "builder", "with_options", "clone", "as_ref", "from", "into", "fmt"];

/// The items of a client.
pub(crate) fn items<'a>(
    api: &Api,
    modules: impl Iterator<Item = (&'a Ident, &'a Module)>,
) -> Vec<TokenStream> {
    let mut scope = Scope::reserving(METHODS.iter().copied());
    let methods = modules.map(|(module, items)| {
        // Modules have names that differ already; only those of other methods can be in the way.
        let method = scope.snake(&module.to_string().replace("r#", ""));
        client_method(module, items, &method)
    });
    let methods = quote!(impl Client { #(#methods)* });
    let doc =
        format!(" A client of {}. Cloning is cheap; clones share connections.", text(&api.product.name));
    let definition = quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct Client(::alicloud_runtime::client::Client);
    };
    vec![definition, methods, quote!(::alicloud_runtime::client!(Client, &PRODUCT);), product(&api.product)]
}

fn product(product: &Product) -> TokenStream {
    let code = &product.code;
    let rule = product.endpoints.rule.as_deref().unwrap_or_default();
    let regions = product.endpoints.regions.iter().map(|(region, host)| quote!((#region, #host)));
    let success = match &product.success {
        None => quote!(::alicloud_runtime::client::Success::BY_STATUS),
        Some(success) => {
            let [flag, member] =
                [&success.flag, &success.code].map(|name| name.as_deref().unwrap_or_default());
            let accept = &success.accept;
            quote!(::alicloud_runtime::client::Success::new(#flag, #member, &[#(#accept),*]))
        }
    };
    quote! {
        static PRODUCT: ::alicloud_runtime::client::Product =
            ::alicloud_runtime::client::Product::new(#code, #rule, &[#(#regions),*], #success);
    }
}
