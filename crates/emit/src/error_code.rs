//! Error enums of the documented codes of an operation, and their tables.

use crate::doc::{Doc, link, own};
use crate::format::Item;
use crate::item::{ErrorCodes, Request};
use crate::table;
use proc_macro2::TokenStream;
use quote::quote;

/// The items of an error enum.
pub(crate) fn items(errors: &ErrorCodes, request: &Request) -> Vec<Item> {
    if errors.variants.is_empty() {
        let ident = &errors.ident;
        let doc =
            Doc::from(own("An error code of ") + link(&request.ident) + ", for which none is documented.");
        return vec![Item::Tokens(quote!(#doc pub type #ident = alicloud_runtime::OtherCode;))];
    }
    let table =
        table::table("error_code", &errors.ident.to_string(), errors.variants.iter().map(table::code));
    vec![Item::Tokens(definition(errors, request)), Item::Table(table)]
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
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A code that the documentation does not list; `code()` tells it.
            Other(alicloud_runtime::OtherCode),
        }
    }
}
