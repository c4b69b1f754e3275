//! What the method of a waiter is given, and the request that it makes of that.

use crate::draft::Holds;
use crate::item::{Field, Module, Type};
use crate::place::{Place, value};
use crate::request::{Passing, client_arguments, passing, required};
use alicloud_spec::{Constant, Quantifier, Waiter};
use proc_macro2::TokenStream;
use quote::quote;

/// What the method of a waiter is given.
pub(super) struct Given<'a> {
    items: &'a Module<'a>,
    waiter: &'a Waiter,
    place: Place<'a>,
    parameters: Parameters<'a>,
}

enum Parameters<'a> {
    /// Those that are required, as a request takes them.
    Required,
    /// Some, by their names.
    Named(Vec<&'a Field>),
}

impl<'a> Given<'a> {
    pub(super) fn of(items: &'a Module<'a>, waiter: &'a Waiter, place: Place<'a>) -> Self {
        let is_fixed = |field: &Field| waiter.fixed.contains_key(&field.wire);
        let asked = || required(&items.request);
        let parameters = if !waiter.arguments.is_empty() {
            Parameters::Named(waiter.arguments.iter().filter_map(|name| field(items, name)).collect())
        } else if passing(&items.request) == Passing::Struct && !asked().any(is_fixed) {
            Parameters::Required
        } else {
            Parameters::Named(asked().filter(|field| !is_fixed(field)).collect())
        };
        Given { items, waiter, place, parameters }
    }

    /// Whether it is a list, all items of which are waited for.
    pub(super) fn is_list(&self) -> bool {
        self.list().is_some()
    }

    fn list(&self) -> Option<&'a Field> {
        let is_list = |field: &&Field| is_list(field, self.waiter);
        match &self.parameters {
            Parameters::Required => required(&self.items.request).find(is_list),
            Parameters::Named(fields) => fields.iter().copied().find(is_list),
        }
    }

    /// The arguments of the method, each behind a comma.
    pub(super) fn arguments(&self) -> TokenStream {
        let Given { items, waiter, place, parameters } = self;
        match parameters {
            Parameters::Required => client_arguments(&items.request, *place).0,
            Parameters::Named(fields) => {
                let arguments = fields.iter().map(|field| {
                    let ident = &field.ident;
                    let ty = if is_json(field, waiter) {
                        place.argument(&Type::List(Box::new(Type::Text(Holds::Words))))
                    } else {
                        place.argument(&field.ty)
                    };
                    quote!(, #ident: #ty)
                });
                arguments.collect()
            }
        }
    }

    /// What the method does.
    pub(super) fn body(&self) -> TokenStream {
        let (lists, request, paged) = (self.lists(), self.request(), self.paged());
        // In one statement, so that an argument may have any name.
        let (request, expects) = match self.list().map(|field| &field.ident) {
            Some(list) => {
                let holder = matches!(self.parameters, Parameters::Required).then(|| quote!(required.));
                let request = quote!(let (expected, request) = (#holder #list.len(), #request););
                (request, Some(quote!(.expecting(expected))))
            }
            None => (quote!(let request = #request;), None),
        };
        quote! {
            #lists
            #request
            alicloud_runtime::client::Wait::new(&self.0, request, &UNTIL) #paged #expects
        }
    }

    /// What makes the wait look at all pages, if those have what it watches.
    fn paged(&self) -> Option<TokenStream> {
        let Given { items, waiter, .. } = self;
        let list = items.pages.as_ref()?.list.as_ref()?;
        let mut member = waiter.member.split('.');
        let is_inside = list.way.iter().all(|name| member.next() == Some(name));
        (is_inside && waiter.quantifier == Quantifier::All).then(|| quote!(.paged()))
    }

    fn lists(&self) -> TokenStream {
        let Given { waiter, place, .. } = self;
        let fields = match &self.parameters {
            Parameters::Named(fields) => fields,
            Parameters::Required => {
                let lists = self.list().map(|field| &field.ident).map(|list| {
                    quote! {
                        let mut required = required;
                        required.#list = alicloud_runtime::distinct(required.#list);
                    }
                });
                return lists.unwrap_or_default();
            }
        };
        let lists = fields.iter().filter(|field| is_list(field, waiter)).map(|field| {
            let (ident, vec) = (&field.ident, place.vec());
            let item = match &field.ty {
                Type::List(item) => place.ty(item),
                _ => place.string(),
            };
            quote!(let #ident: #vec<#item> = alicloud_runtime::distinct(#ident);)
        });
        lists.collect()
    }

    fn request(&self) -> TokenStream {
        let Given { items, waiter, .. } = self;
        let ident = &items.request.ident;
        let new = self.new_arguments();
        let is_required = |field: &Field| required(&items.request).any(|other| other.wire == field.wire);
        let setters = self.fields().iter().filter(|field| !is_required(field)).map(|field| {
            let (ident, argument) = (&field.ident, argument(field, waiter));
            quote!(.#ident(#argument))
        });
        let constants = waiter.fixed.iter().filter_map(|(name, constant)| {
            let field = field(items, name).filter(|field| !is_required(field))?;
            let (ident, constant) = (&field.ident, literal(&field.ty, constant));
            Some(quote!(.#ident(#constant)))
        });
        quote!(#ident::new(#new) #(#setters)* #(#constants)*)
    }

    fn fields(&self) -> &[&'a Field] {
        match &self.parameters {
            Parameters::Required => &[],
            Parameters::Named(fields) => fields,
        }
    }

    /// What `new` of the request takes.
    fn new_arguments(&self) -> TokenStream {
        let Given { items, waiter, place, parameters } = self;
        if let Parameters::Required = parameters {
            return client_arguments(&items.request, *place).1;
        }
        let fixed = |field: &Field| waiter.fixed.get(&field.wire).map(|value| literal(&field.ty, value));
        if passing(&items.request) == Passing::Arguments {
            let values =
                required(&items.request).map(|field| fixed(field).unwrap_or_else(|| argument(field, waiter)));
            return quote!(#(#values),*);
        }
        let (module, required_ident) = (&items.name, &items.request.required);
        let values = required(&items.request).map(|field| {
            let ident = &field.ident;
            let value = match fixed(field) {
                Some(literal) if is_text(&field.ty) => quote!(#literal.into()),
                Some(literal) => literal,
                None if is_list(field, waiter) => argument(field, waiter),
                None => value(&field.ty, ident),
            };
            if *ident == value.to_string() { quote!(#ident) } else { quote!(#ident: #value) }
        });
        quote!(#module::#required_ident { #(#values,)* })
    }
}

fn field<'a>(items: &'a Module<'_>, name: &str) -> Option<&'a Field> {
    items.request.fields.iter().find(|field| field.wire == name)
}

fn is_json(field: &Field, waiter: &Waiter) -> bool {
    waiter.json.contains(&field.wire)
}

fn is_list(field: &Field, waiter: &Waiter) -> bool {
    matches!(field.ty, Type::List(_)) || is_json(field, waiter)
}

/// Whether a constant of it is written as text, though it may be of another type.
fn is_text(ty: &Type) -> bool {
    !matches!(ty, Type::Boolean | Type::Integer | Type::Double)
}

/// The value of a parameter that the caller gives.
fn argument(field: &Field, waiter: &Waiter) -> TokenStream {
    let ident = &field.ident;
    if is_json(field, waiter) { quote!(alicloud_runtime::encode_json(&#ident)) } else { quote!(#ident) }
}

/// A value that is always the same.
fn literal(ty: &Type, constant: &Constant) -> TokenStream {
    match (ty, constant) {
        (Type::Double, Constant::Integer(value)) => {
            let value = value.to_string().parse::<f64>().unwrap_or_default();
            quote!(#value)
        }
        (_, Constant::Boolean(value)) => quote!(#value),
        (_, Constant::Integer(value)) => quote!(#value),
        (_, Constant::String(value)) => quote!(#value),
    }
}
