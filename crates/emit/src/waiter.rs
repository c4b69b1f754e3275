//! Methods of the client that wait for a state.

mod doc;
mod given;

use crate::item::{Items, Module};
use crate::name;
use crate::place::{In, Place};
use crate::scope::Scope;
use alicloud_spec::{Api, CodeMeaning, End, Quantifier, Waiter};
use given::Given;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A method for each state that callers wait for.
pub(crate) fn methods(api: &Api, items: &Items<'_>, types: &Scope, methods: &mut Scope) -> Vec<TokenStream> {
    let mut waiters = Vec::new();
    for waiter in &api.product.waiters {
        let module = items.operations.iter().find(|module| module.operation.name == waiter.operation);
        if let Some(module) = module {
            let method = methods.snake(&format!("wait_until_{}", name::snake(&waiter.name)));
            waiters.push(self::method(module, types, &method, waiter));
        }
    }
    waiters
}

fn method(items: &Module<'_>, types: &Scope, method: &Ident, waiter: &Waiter) -> TokenStream {
    let ident = &items.request.ident;
    let given = Given::of(items, waiter, Place { types, module: In::Product(&items.name) });
    let (doc, until) = (doc::of(ident, waiter, &given), until(waiter));
    let (arguments, body) = (given.arguments(), given.body());
    quote! {
        #doc
        pub fn #method(&self #arguments) -> alicloud_runtime::client::Wait<#ident> {
            const UNTIL: alicloud_runtime::client::Until = #until;
            #body
        }
    }
}

fn until(waiter: &Waiter) -> TokenStream {
    let path = waiter.member.split('.');
    let [success, failure] = [&waiter.success, &waiter.failure]
        .map(|values| values.iter().map(ToString::to_string).collect::<Vec<_>>());
    let any = (waiter.quantifier == Quantifier::Any).then(|| quote!(.any()));
    let absent = waiter.absent.map(|end| match end {
        End::Success => quote!(.gone()),
        End::Failure => quote!(.present()),
    });
    let [success_codes, pending_codes] = [CodeMeaning::Success, CodeMeaning::Pending]
        .map(|meaning| waiter.codes_of(meaning).collect::<Vec<_>>());
    let success_codes = (!success_codes.is_empty()).then(|| quote!(.success_codes(&[#(#success_codes),*])));
    let pending_codes = (!pending_codes.is_empty()).then(|| quote!(.pending_codes(&[#(#pending_codes),*])));
    quote! {
        alicloud_runtime::client::Until::new(&[#(#path),*], &[#(#success),*], &[#(#failure),*])
            #any #absent #success_codes #pending_codes
    }
}
