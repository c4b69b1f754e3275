//! Open enums, and the tables of their values.

use crate::format::Item;
use crate::item::{Enumeration, Variant, Variants};
use crate::table;
use proc_macro2::TokenStream;
use quote::quote;

/// The items of an open enum.
pub(crate) fn items(enumeration: &Enumeration) -> Vec<Item> {
    let head = enumeration.ident.to_string();
    let (definition, table) = match &enumeration.variants {
        Variants::Strings(variants) => (
            definition(enumeration, variants, &TokenStream::new(), &quote!(UnknownString)),
            table::table("string_enum", &head, variants.iter().map(table::string)),
        ),
        Variants::Integers(variants) => (
            definition(enumeration, variants, &quote!(Copy,), &quote!(UnknownInteger)),
            table::table("integer_enum", &head, variants.iter().map(table::integer)),
        ),
    };
    vec![Item::Tokens(definition), Item::Table(table)]
}

fn definition<T>(
    enumeration: &Enumeration,
    variants: &[Variant<T>],
    copy: &TokenStream,
    unknown: &TokenStream,
) -> TokenStream {
    let (ident, doc) = (&enumeration.ident, &enumeration.doc);
    let variants = variants.iter().map(|variant| {
        let (doc, ident) = (&variant.doc, &variant.ident);
        quote!(#doc #ident,)
    });
    quote! {
        #doc
        #[derive(Clone, #copy PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that the documentation does not list.
            Unknown(alicloud_runtime::#unknown),
        }
    }
}
