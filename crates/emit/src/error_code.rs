//! The documented error codes of an operation go in; its error enum and their table come out.

use crate::doc::{Doc, link, own};
use crate::enumeration::known_and_place;
use crate::item::{ErrorCodes, Request};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The items of an error enum.
pub(crate) fn items(errors: &ErrorCodes, request: &Request) -> Vec<TokenStream> {
    let ident = &errors.ident;
    vec![definition(errors, request), table(errors), quote!(::alicloud_runtime::error_code!(#ident);)]
}

fn definition(errors: &ErrorCodes, request: &Request) -> TokenStream {
    let ident = &errors.ident;
    let doc =
        Doc::from(own("The error codes that ") + link(&request.ident) + " is documented to answer with.");
    let variants = errors.variants.iter().map(|variant| {
        let (doc, ident) = (&variant.doc, &variant.ident);
        quote!(#doc #ident,)
    });
    quote! {
        #doc
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A code that the page does not list; `code()` tells it.
            Other(::alicloud_runtime::OtherCode),
        }
    }
}

fn table(errors: &ErrorCodes) -> TokenStream {
    let ident = &errors.ident;
    let documented = errors.variants.iter().map(|variant| {
        let (code, status) = &variant.value;
        let status = match status {
            Some(status) => {
                let status = Literal::u16_unsuffixed(*status);
                quote!(::std::option::Option::Some(#status))
            }
            None => quote!(::std::option::Option::None),
        };
        quote!((#code, #status))
    });
    let (known, place) = known_and_place(&errors.variants, &quote!(Self::Other(value)));
    quote! {
        impl ::alicloud_runtime::ErrorCode for #ident {
            const DOCUMENTED: &'static [(&'static str, ::std::option::Option<u16>)] = &[#(#documented),*];
            fn documented(index: usize) -> ::std::option::Option<Self> { #known }
            fn place(&self) -> ::std::result::Result<usize, &::alicloud_runtime::OtherCode> { #place }
            fn other(code: ::alicloud_runtime::OtherCode) -> Self { Self::Other(code) }
        }
    }
}
