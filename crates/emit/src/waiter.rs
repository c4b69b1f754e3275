//! Methods of the client that wait for a state.

use crate::doc::{Doc, Inline, code, link, own};
use crate::item::{Field, Items, Module, Type};
use crate::name;
use crate::place::{In, Place};
use crate::request::{Passing, client_arguments, passing, required};
use crate::scope::Scope;
use alicloud_spec::{Api, Constant, End, Quantifier, Waiter};
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
    let place = Place { types, module: In::Product(&items.name) };
    let (doc, until) = (doc(ident, waiter), until(waiter));
    let (arguments, body) = match (waiter.arguments.as_slice(), passing(&items.request)) {
        ([], _) | (_, Passing::Struct) => {
            let (arguments, names) = client_arguments(&items.request, place);
            (arguments, quote!(alicloud_runtime::client::Wait::new(&self.0, #ident::new(#names), &UNTIL)))
        }
        (names, Passing::Arguments) => given(items, names, waiter, place),
    };
    quote! {
        #doc
        pub fn #method(&self #arguments) -> alicloud_runtime::client::Wait<#ident> {
            const UNTIL: alicloud_runtime::client::Until = #until;
            #body
        }
    }
}

/// The arguments that a waiter names, and the wait for a request with them.
fn given(
    items: &Module<'_>,
    names: &[String],
    waiter: &Waiter,
    place: Place<'_>,
) -> (TokenStream, TokenStream) {
    let field = |name: &String| items.request.fields.iter().find(|field| field.wire == *name);
    let given: Vec<_> = names.iter().filter_map(field).collect();
    let is_list = |field: &Field| matches!(field.ty, Type::List(_)) || waiter.json.contains(&field.wire);
    let arguments = given.iter().map(|field| {
        let ident = &field.ident;
        let ty = if waiter.json.contains(&field.wire) {
            place.argument(&Type::List(Box::new(Type::String)))
        } else {
            place.argument(&field.ty)
        };
        quote!(#ident: #ty)
    });
    let lists = given.iter().filter(|field| is_list(field)).map(|field| {
        let (ident, vec) = (&field.ident, place.vec());
        let item = match &field.ty {
            Type::List(item) => place.ty(item),
            _ => place.string(),
        };
        quote!(let #ident: #vec<#item> = alicloud_runtime::list(#ident);)
    });
    let expected = given.iter().find(|field| is_list(field)).map(|field| &field.ident);
    let expecting = expected.map(|ident| quote!(let expected = #ident.len();));
    let expects = expected.map(|_| quote!(.expecting(expected)));
    let ident = &items.request.ident;
    let argument = |field: &Field| {
        let ident = &field.ident;
        if waiter.json.contains(&field.wire) {
            quote!(alicloud_runtime::encode_json(&#ident))
        } else {
            quote!(#ident)
        }
    };
    let fixed = |name: &String| waiter.fixed.get(name).map(literal);
    let new = required(&items.request).map(|field| fixed(&field.wire).unwrap_or_else(|| argument(field)));
    let is_required = |field: &Field| required(&items.request).any(|other| other.wire == field.wire);
    let setters = given.iter().filter(|field| !is_required(field)).map(|field| {
        let (ident, argument) = (&field.ident, argument(field));
        quote!(.#ident(#argument))
    });
    let constants = waiter.fixed.iter().filter_map(|(name, constant)| {
        let field = field(name).filter(|field| !is_required(field))?;
        let (ident, constant) = (&field.ident, literal(constant));
        Some(quote!(.#ident(#constant)))
    });
    let body = quote! {
        #(#lists)*
        #expecting
        let request = #ident::new(#(#new),*) #(#setters)* #(#constants)*;
        alicloud_runtime::client::Wait::new(&self.0, request, &UNTIL) #expects
    };
    (quote!(, #(#arguments),*), body)
}

fn literal(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Boolean(value) => quote!(#value),
        Constant::Integer(value) => quote!(#value),
        Constant::String(value) => quote!(#value),
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
    quote! {
        alicloud_runtime::client::Until::new(&[#(#path),*], &[#(#success),*], &[#(#failure),*]) #any #absent
    }
}

fn doc(ident: &Ident, waiter: &Waiter) -> Doc {
    let words =
        |values: &[Constant]| Inline::joined(values.iter().map(|value| code(&value.to_string())), ", ");
    let calls =
        own("Waits: calls ") + link(ident) + " until " + code(&waiter.member) + " of its response is ";
    let absent = waiter.absent == Some(End::Success);
    let mut doc = Doc::from(match (waiter.success.is_empty(), absent) {
        (true, _) => calls + "gone.",
        (false, true) => calls + words(&waiter.success) + ", or gone.",
        (false, false) => calls + words(&waiter.success) + ".",
    });
    if waiter.arguments.iter().any(|name| waiter.json.contains(name)) || waiter.quantifier == Quantifier::Any
    {
        doc.line(match waiter.quantifier {
            Quantifier::All => "That has to be so of all that are asked for.",
            Quantifier::Any => "One that is so is enough.",
        });
    }
    if !waiter.failure.is_empty() {
        doc.paragraph(
            words(&waiter.failure)
                + " end it with [`WaitError::Failed`](alicloud_runtime::client::WaitError::Failed).",
        );
    }
    doc
}
