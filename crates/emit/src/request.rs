//! The request of an operation goes in; its type, with what is required as arguments of `new`, comes out.

mod doc;

use crate::doc::{Doc, link, own};
use crate::item::{Argument, Field, Module, Need, Request, Side};
use crate::structure::{setter, table};
use crate::{Options, name};
use alicloud_spec::{Api, Encoding, Location, Member, Method, Operation, Security, Style};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// More required parameters than this are named in a struct, so that two strings cannot be swapped.
const MAX_ARGUMENTS: usize = 3;

/// The items of a request.
pub(crate) fn items(
    api: &Api,
    operation: &Operation,
    module: &Module,
    options: &Options,
) -> Vec<TokenStream> {
    let request = &module.request;
    let ident = &request.ident;
    let fields: Vec<_> = request.fields.iter().collect();
    let [required, required_table, shown] = required_items(request).unwrap_or_default();
    vec![
        definition(request, &doc::of(api, operation, module, options)),
        required,
        required_table,
        shown,
        methods(request),
        setters(request).unwrap_or_default(),
        send(module),
        table(
            &quote!(#ident<C>),
            &quote!(<C: ::std::marker::Send + ::std::marker::Sync>),
            &fields,
            Side::Request,
        ),
        quote!(::alicloud_runtime::request!(#ident);),
        operation_impl(operation, module),
    ]
}

fn definition(request: &Request, doc: &Doc) -> TokenStream {
    let ident = &request.ident;
    // Without required parameters, `new()` and `default()` are the same.
    let default = required(request).next().is_none().then(|| quote!(, Default));
    let fields = request.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, field.tokens(Side::Request));
        quote!(#ident: #ty)
    });
    quote! {
        #doc
        #[derive(Clone #default)]
        #[must_use]
        pub struct #ident<C = ()> {
            via: C,
            #(#fields,)*
        }
    }
}

fn required(request: &Request) -> impl Iterator<Item = &Field> {
    request.fields.iter().filter(|field| field.need == Need::Required)
}

/// How `new` takes the required parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Arguments,
    Struct,
}

pub(crate) fn passing(request: &Request) -> Passing {
    if required(request).count() > MAX_ARGUMENTS { Passing::Struct } else { Passing::Arguments }
}

/// The struct of the required parameters, and the table by which it is shown without its secrets.
fn required_items(request: &Request) -> Option<[TokenStream; 3]> {
    if passing(request) != Passing::Struct {
        return None;
    }
    let ident = &request.required;
    let doc = Doc::from(own("The required parameters of ") + link(&request.ident) + ".");
    let fields = required(request).map(|field| {
        let (doc, ident, ty) = (&field.doc, &field.ident, &field.ty);
        quote!(#doc pub #ident: #ty)
    });
    let definition = quote! {
        #doc
        #[derive(Clone)]
        pub struct #ident { #(#fields,)* }
    };
    let fields: Vec<_> = required(request).collect();
    let table = table(&quote!(#ident), &TokenStream::new(), &fields, Side::Request);
    Some([definition, table, quote!(::alicloud_runtime::required!(#ident);)])
}

fn methods(request: &Request) -> TokenStream {
    let (ident, new) = (&request.ident, new(request));
    let moved = request.fields.iter().map(|field| {
        let ident = &field.ident;
        quote!(#ident: self.#ident)
    });
    quote! {
        impl #ident {
            #new

            /// The request bound to a client, which can send it.
            pub fn on(self, client: &super::Client) -> #ident<super::Client> {
                #ident { via: ::std::clone::Clone::clone(client), #(#moved,)* }
            }
        }
    }
}

fn setters(request: &Request) -> Option<TokenStream> {
    let ident = &request.ident;
    let optional = request.fields.iter().filter(|field| field.need == Need::Optional);
    let setters: Vec<_> = optional.map(setter).collect();
    (!setters.is_empty()).then(|| quote!(impl<C> #ident<C> { #(#setters)* }))
}

fn send(module: &Module) -> TokenStream {
    let (request, response, error) = (&module.request.ident, module.response_ident(), &module.error.ident);
    let doc = Doc::from(
        own("What the service or the way to it refuses; documented codes are in ") + link(error) + ".",
    );
    quote! {
        impl #request<super::Client> {
            /// Sends the request.
            ///
            /// # Errors
            #doc
            pub fn send(self) -> ::alicloud_runtime::client::Sending<#response, #error> {
                ::alicloud_runtime::client::send(::std::clone::Clone::clone(&self.via), self)
            }
        }
    }
}

fn new(request: &Request) -> TokenStream {
    let passing = passing(request);
    let values = request.fields.iter().map(|field| {
        let ident = &field.ident;
        match field.need {
            Need::Optional => quote!(#ident: ::std::default::Default::default()),
            Need::Required if passing == Passing::Struct => quote!(#ident: required.#ident),
            Need::Required => match Argument::of(&field.ty) {
                Argument::Plain => quote!(#ident),
                Argument::Into => quote!(#ident: #ident.into()),
            },
        }
    });
    let arguments = arguments(request);
    let mut doc = Doc::from("A request with its required parameters.");
    if passing == Passing::Arguments {
        for field in required(request) {
            doc.item(&field.ident, &field.doc);
        }
    }
    quote! {
        #doc
        pub fn new(#arguments) -> Self {
            Self { via: (), #(#values,)* }
        }
    }
}

/// The arguments that hold the required parameters.
fn arguments(request: &Request) -> TokenStream {
    if passing(request) == Passing::Struct {
        let ident = &request.required;
        return quote!(required: #ident);
    }
    let arguments = required(request).map(|field| {
        let (ident, ty) = (&field.ident, Argument::of(&field.ty).ty(&field.ty));
        quote!(#ident: #ty)
    });
    quote!(#(#arguments),*)
}

/// The arguments of a method of the client, each behind a comma, and their names.
pub(crate) fn client_arguments(module: &Ident, items: &Module) -> (TokenStream, TokenStream) {
    let request = &items.request;
    if passing(request) == Passing::Struct {
        let required = &request.required;
        (quote!(, required: #module::#required), quote!(required))
    } else {
        let arguments = required(request).map(|field| {
            let (ident, ty) = (&field.ident, Argument::of(&field.ty).ty(&field.ty.within(module)));
            quote!(, #ident: #ty)
        });
        let names = required(request).map(|field| &field.ident);
        (quote!(#(#arguments)*), quote!(#(#names),*))
    }
}

/// The method of the client that makes a bound request. Its types are those of the module of the operation.
pub(crate) fn client_method(module: &Ident, items: &Module, method: &Ident) -> TokenStream {
    let request = &items.request;
    let ident = &request.ident;
    let doc = Doc::from(own("Makes a request of ") + link(ident) + "; `send` sends it.");
    let (arguments, names) = client_arguments(module, items);
    quote! {
        #doc
        pub fn #method(&self #arguments) -> #module::#ident<Client> {
            #module::#ident::new(#names).on(self)
        }
    }
}

fn operation_impl(operation: &Operation, module: &Module) -> TokenStream {
    let (request, response, error) = (&module.request.ident, module.response_ident(), &module.error.ident);
    let Operation { name, product, version, path, .. } = operation;
    let style = match operation.style {
        Style::Roa => quote!(Roa),
        Style::Rpc => quote!(Rpc),
    };
    let (method, path) = (method(operation.method), wire_path(path));
    let locations =
        operation.request.iter().map(|member| location(member.location.unwrap_or(Location::Query)));
    let encodings = encodings(&operation.request);
    let anonymous = (operation.security == Security::Anonymous).then(|| quote!(.anonymous()));
    quote! {
        impl<C: ::std::marker::Send + ::std::marker::Sync> ::alicloud_runtime::Operation for #request<C> {
            type Response = #response;
            type Error = #error;
            const METADATA: &'static ::alicloud_runtime::Metadata = &::alicloud_runtime::Metadata::new(
                #name,
                #product,
                #version,
                ::alicloud_runtime::Style::#style,
                ::alicloud_runtime::Method::#method,
                #path,
                &[#(::alicloud_runtime::Location::#locations),*],
            ) #encodings #anonymous;
        }
    }
}

/// How values become text, up to the last member that is not flat.
fn encodings(request: &[Member]) -> Option<TokenStream> {
    let all: Vec<_> = request.iter().map(|member| member.encoding.unwrap_or(Encoding::Flat)).collect();
    let count = all.iter().rposition(|encoding| *encoding != Encoding::Flat)? + 1;
    let encodings = all[..count].iter().map(|encoding| name::ident(&name::camel(encoding.word())));
    Some(quote!(.encodings(&[#(::alicloud_runtime::Encoding::#encodings),*])))
}

/// The path as it is sent and signed: what stands between parameters is percent-encoded, as parameters are.
fn wire_path(path: &str) -> String {
    let mut wire = String::new();
    let mut in_braces = false;
    for character in path.chars() {
        in_braces = (in_braces || character == '{') && character != '}';
        let kept = character.is_ascii_alphanumeric() || "-_.~/%{}".contains(character);
        if kept || in_braces {
            wire.push(character);
        } else {
            let mut buffer = [0; 4];
            let bytes = character.encode_utf8(&mut buffer).bytes();
            bytes.for_each(|byte| wire.push_str(&format!("%{byte:02X}")));
        }
    }
    wire
}

fn method(method: Method) -> Ident {
    name::ident(&name::camel(method.as_str()))
}

fn location(location: Location) -> Ident {
    name::ident(&name::camel(location.word()))
}
