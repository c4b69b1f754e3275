//! Requests: their types, with what is required as arguments of `new`, and how they are sent.

use crate::doc::{Doc, link, own};
use crate::draft::Side;
use crate::format::Item;
use crate::item::{Field, Module, Need, Request};
use crate::place::{In, Place, value};
use crate::structure::setter;
use crate::{name, table};
use alicloud_spec::{Encoding, Location, MAX_ARGUMENTS, Member, Method, Operation, Security, Style};
use proc_macro2::TokenStream;
use quote::quote;

/// The items of a request.
pub(crate) fn items(module: &Module<'_>) -> Vec<Item> {
    let request = &module.request;
    let place = Place { types: &module.types, module: In::Operation };
    let definition = definition(module);
    let tokens =
        [Some(definition), Some(input(request, place)), Some(new(request, place)), setters(request, place)];
    let mut items: Vec<_> = tokens.into_iter().flatten().map(Item::Tokens).collect();
    items.push(Item::Table(operation(module)));
    items.extend(required_items(request, place).into_iter().flatten());
    items
}

fn definition(module: &Module<'_>) -> TokenStream {
    let ident = &module.request.ident;
    let doc = Doc::from(own("A request of ") + crate::doc::method(&module.method) + ".");
    // Without required parameters, `new()` and `default()` are the same.
    let default = required(&module.request).next().is_none().then(|| quote!(#[derive(Default)]));
    let deprecated = crate::structure::deprecated(module.operation.standing);
    quote! {
        #doc
        #deprecated
        #default
        #[must_use]
        pub struct #ident<C = ()> {
            client: C,
            input: Input,
        }
    }
}

fn input(request: &Request, place: Place<'_>) -> TokenStream {
    let fields = request.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, place.field(field, Some(Side::Request)));
        quote!(#ident: #ty)
    });
    quote! {
        struct Input { #(#fields,)* }
    }
}

/// The parameters that are arguments.
pub(crate) fn required(request: &Request) -> impl Iterator<Item = &Field> {
    let mut arguments: Vec<_> = request
        .fields
        .iter()
        .filter_map(|field| match field.need {
            Need::Argument(position) => Some((position, field)),
            Need::Region | Need::Optional => None,
        })
        .collect();
    arguments.sort_by_key(|(position, _)| *position);
    arguments.into_iter().map(|(_, field)| field)
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
fn required_items(request: &Request, place: Place<'_>) -> Option<[Item; 2]> {
    if passing(request) != Passing::Struct {
        return None;
    }
    let ident = &request.required;
    let doc = Doc::from(own("The required parameters of ") + link(&request.ident) + ".");
    let fields = required(request).map(|field| {
        let (doc, ident, ty) = (&field.doc, &field.ident, place.ty(&field.ty));
        quote!(#doc pub #ident: #ty)
    });
    let definition = quote! {
        #doc
        #[derive(Clone)]
        pub struct #ident { #(#fields,)* }
    };
    let table = table::table("required", &ident.to_string(), required(request).map(table::member));
    Some([Item::Tokens(definition), Item::Table(table)])
}

fn new(request: &Request, place: Place<'_>) -> TokenStream {
    let ident = &request.ident;
    let passing = passing(request);
    let values = required(request).map(|field| {
        let ident = &field.ident;
        match passing {
            Passing::Struct => quote!(#ident: Some(required.#ident)),
            Passing::Arguments => {
                let value = value(&field.ty, ident);
                quote!(#ident: Some(#value))
            }
        }
    });
    let count = required(request).count();
    let others = (count < request.fields.len()).then(|| quote!(..Input::default()));
    let input = if count == 0 { quote!(Input::default()) } else { quote!(Input { #(#values,)* #others }) };
    let arguments = arguments(request, place);
    let mut doc =
        Doc::from(if count == 0 { "A request." } else { "A request with its required parameters." });
    if passing == Passing::Arguments {
        for field in required(request) {
            doc.item(&field.ident, &field.doc);
        }
    }
    quote! {
        impl #ident {
            #doc
            pub fn new(#arguments) -> Self {
                Self { client: (), input: #input }
            }
        }
    }
}

/// The arguments that hold the required parameters.
fn arguments(request: &Request, place: Place<'_>) -> TokenStream {
    if passing(request) == Passing::Struct {
        let path = match place.module {
            In::Product(module) => quote!(#module::),
            In::Operation | In::Shared => TokenStream::new(),
        };
        let ident = &request.required;
        return quote!(required: #path #ident);
    }
    let arguments = required(request).map(|field| {
        let (ident, ty) = (&field.ident, place.argument(&field.ty));
        quote!(#ident: #ty)
    });
    quote!(#(#arguments),*)
}

/// The arguments of a method of the client, each behind a comma, and their names.
pub(crate) fn client_arguments(request: &Request, place: Place<'_>) -> (TokenStream, TokenStream) {
    let arguments = arguments(request, place);
    if passing(request) == Passing::Struct {
        (quote!(, #arguments), quote!(required))
    } else {
        let names = required(request).map(|field| &field.ident);
        let comma = (!arguments.is_empty()).then(|| quote!(,));
        (quote!(#comma #arguments), quote!(#(#names),*))
    }
}

fn setters(request: &Request, place: Place<'_>) -> Option<TokenStream> {
    let ident = &request.ident;
    let holder = quote!(input.);
    let optional = request.fields.iter().filter(|field| !matches!(field.need, Need::Argument(_)));
    let setters: Vec<_> = optional.map(|field| setter(field, place, &holder)).collect();
    (!setters.is_empty()).then(|| quote!(impl<C> #ident<C> { #(#setters)* }))
}

/// The table of an operation: what is fixed about it, and a line for each parameter.
fn operation(module: &Module<'_>) -> String {
    let Operation { name, product, version, path, style, method, security, request: members, .. } =
        module.operation;
    let (request, response, error) = (&module.request.ident, module.response_ident(), &module.error.ident);
    let style = match style {
        Style::Roa => "Roa",
        Style::Rpc => "Rpc",
    };
    let [name, product, version, path] =
        [name, product, version, &wire_path(path)].map(|text| table::literal(text));
    let region = module.request.fields.iter().find(|field| field.need == Need::Region);
    let region = region.map(|field| format!(" region {}", table::literal(&field.wire)));
    let anonymous = if *security == Security::Anonymous { " [anonymous]" } else { "" };
    let head = format!(
        "{request}(Input) for super::Client => {response}, {error};\n    {product} {version} {name} {style} {} {path}{}{anonymous};\n",
        method_name(*method),
        region.unwrap_or_default()
    );
    let lines = module.request.fields.iter().zip(members).map(|(field, member)| parameter(field, member));
    table::operation(&head, lines)
}

/// The line of a parameter: `Query filter = "Filter" as Json`.
fn parameter(field: &Field, member: &Member) -> String {
    let location = name::camel(member.location.unwrap_or(Location::Query).word());
    let encoding = member.encoding.filter(|encoding| *encoding != Encoding::Flat);
    let encoding = encoding.map(|encoding| format!(" as {}", name::camel(encoding.word())));
    format!("{location} {}{}", table::member(field), encoding.unwrap_or_default())
}

fn method_name(method: Method) -> String {
    name::camel(method.as_str())
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
