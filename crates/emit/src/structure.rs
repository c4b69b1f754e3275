//! A structure goes in; its struct and the table of its members come out.

use crate::item::{Argument, Field, Response, Side, Structure, Type};
use alicloud_spec::Sensitivity;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// The items of a structure.
pub(crate) fn items(structure: &Structure) -> Vec<TokenStream> {
    let ident = &structure.ident;
    let setters = (structure.side == Side::Request && !structure.fields.is_empty()).then(|| {
        let setters = structure.fields.iter().map(setter);
        quote!(impl #ident { #(#setters)* })
    });
    let fields: Vec<_> = structure.fields.iter().collect();
    let table = table(&quote!(#ident), &TokenStream::new(), &fields, structure.side);
    vec![
        definition(structure),
        setters.unwrap_or_default(),
        table,
        quote!(::alicloud_runtime::structure!(#ident);),
    ]
}

/// The items of a response.
pub(crate) fn response(response: &Response) -> Vec<TokenStream> {
    match response {
        Response::Structure(structure) => items(structure),
        Response::Transparent { ident, field, ty, doc } => {
            // Some roots, such as enums, have no default; `Option` gives them one.
            let ty = if ty.holds_many() || matches!(ty, Type::Blob) {
                quote!(#ty)
            } else {
                quote!(::std::option::Option<#ty>)
            };
            vec![
                quote! {
                    #doc
                    #[derive(Clone, Default)]
                    #[non_exhaustive]
                    pub struct #ident {
                        /// The whole response.
                        pub #field: #ty,
                    }
                },
                quote!(::alicloud_runtime::transparent!(#ident, #field);),
            ]
        }
    }
}

fn definition(structure: &Structure) -> TokenStream {
    let (ident, doc) = (&structure.ident, &structure.doc);
    let fields = structure.fields.iter().map(|field| {
        let (doc, ident, ty) = (&field.doc, &field.ident, field.tokens(structure.side));
        quote!(#doc pub #ident: #ty)
    });
    // Setters take the value and give it back, so that dropping the result would lose it.
    let must_use = (structure.side == Side::Request).then(|| quote!(#[must_use]));
    quote! {
        #doc
        #[derive(Clone, Default)]
        #[non_exhaustive]
        #must_use
        pub struct #ident { #(#fields,)* }
    }
}

/// A chained setter of a field that is not an argument of `new`.
pub(crate) fn setter(field: &Field) -> TokenStream {
    let (doc, ident, argument) = (&field.doc, &field.ident, Argument::of(&field.ty));
    let (ty, value) = (argument.ty(&field.ty), argument.value(&format_ident!("value")));
    let value =
        if field.is_option(Side::Request) { quote!(::std::option::Option::Some(#value)) } else { value };
    quote! {
        #doc
        pub fn #ident(mut self, value: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The table of members: their names, which of them are secret, where they are read into, and what is written of them.
/// What is only sent is not read. `generics` are those of the type.
pub(crate) fn table(ty: &TokenStream, generics: &TokenStream, fields: &[&Field], side: Side) -> TokenStream {
    let names = fields.iter().map(|field| &field.wire);
    let idents: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    // Reading is what programs wait for, and a `match` is quickest there; an array of all fields is quicker to compile.
    let slot = (side == Side::Response && !fields.is_empty()).then(|| {
        let indices = (0..fields.len()).map(Literal::usize_unsuffixed);
        quote! {
            fn slot(&mut self, index: usize) -> ::alicloud_runtime::Slot<'_> {
                match index {
                    #(#indices => ::alicloud_runtime::slot(&mut self.#idents),)*
                    _ => ::alicloud_runtime::Slot::Ignored,
                }
            }
        }
    });
    let secrets: Vec<_> = fields
        .iter()
        .filter(|field| field.sensitivity == Sensitivity::Secret)
        .map(|field| &field.wire)
        .collect();
    let secrets = (!secrets.is_empty())
        .then(|| quote!(fn secrets(&self) -> &'static [&'static str] { &[#(#secrets),*] }));
    let view = match side {
        Side::Request => quote!(given),
        Side::Response => quote!(view),
    };
    quote! {
        impl #generics ::alicloud_runtime::Structure for #ty {
            fn members(&self) -> &'static [&'static str] { &[#(#names),*] }
            #secrets
            #slot
            fn view(&self, index: usize) -> ::alicloud_runtime::View<'_> {
                ::alicloud_runtime::#view([#(&self.#idents),*], index)
            }
        }
    }
}
