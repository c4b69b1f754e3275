//! An open enum goes in; its definition and the table of its values come out.

use crate::item::{Enumeration, Values, Variant};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The items of an open enum.
pub(crate) fn items(enumeration: &Enumeration) -> Vec<TokenStream> {
    match &enumeration.values {
        Values::Strings(variants) => {
            let kind = Kind {
                of: quote!(::alicloud_runtime::StringEnum),
                ty: quote!(&'static str),
                unknown: quote!(::alicloud_runtime::UnknownString),
            };
            let values = variants.iter().map(|variant| &variant.value);
            let table = kind.table(&enumeration.ident, quote!(#(#values),*), variants);
            let ident = &enumeration.ident;
            vec![
                definition(enumeration, variants, &kind),
                table,
                quote!(::alicloud_runtime::string_enum!(#ident);),
            ]
        }
        Values::Integers(variants) => {
            let kind = Kind {
                of: quote!(::alicloud_runtime::IntegerEnum),
                ty: quote!(i64),
                unknown: quote!(::alicloud_runtime::UnknownInteger),
            };
            let values = variants.iter().map(|variant| Literal::i64_unsuffixed(variant.value));
            let table = kind.table(&enumeration.ident, quote!(#(#values),*), variants);
            let ident = &enumeration.ident;
            vec![
                definition(enumeration, variants, &kind),
                table,
                quote!(::alicloud_runtime::integer_enum!(#ident);),
            ]
        }
    }
}

/// What differs between enums of strings and of numbers.
struct Kind {
    of: TokenStream,
    ty: TokenStream,
    unknown: TokenStream,
}

impl Kind {
    fn table<T>(&self, ident: &Ident, values: TokenStream, variants: &[Variant<T>]) -> TokenStream {
        let Kind { of, ty, unknown } = self;
        let (known, place) = known_and_place(variants, &quote!(Self::Unknown(value)));
        quote! {
            impl #of for #ident {
                const VALUES: &'static [#ty] = &[#values];
                fn known(index: usize) -> ::std::option::Option<Self> { #known }
                fn place(&self) -> ::std::result::Result<usize, &#unknown> { #place }
                fn unknown(value: #unknown) -> Self { Self::Unknown(value) }
            }
        }
    }
}

/// The bodies that turn places into variants and variants into places; `rest` is the pattern of the variant without one.
pub(crate) fn known_and_place<T>(variants: &[Variant<T>], rest: &TokenStream) -> (TokenStream, TokenStream) {
    let known = variants.iter().enumerate().map(|(index, variant)| {
        let (index, ident) = (Literal::usize_unsuffixed(index), &variant.ident);
        quote!(#index => Self::#ident,)
    });
    let place = variants.iter().enumerate().map(|(index, variant)| {
        let (index, ident) = (Literal::usize_unsuffixed(index), &variant.ident);
        quote!(Self::#ident => #index,)
    });
    let known = if variants.is_empty() {
        quote!(let _ = index; ::std::option::Option::None)
    } else {
        quote!(::std::option::Option::Some(match index { #(#known)* _ => return ::std::option::Option::None }))
    };
    let place = if variants.is_empty() {
        quote!(match self { #rest => ::std::result::Result::Err(value) })
    } else {
        quote!(::std::result::Result::Ok(match self { #(#place)* #rest => return ::std::result::Result::Err(value) }))
    };
    (known, place)
}

fn definition<T>(enumeration: &Enumeration, variants: &[Variant<T>], kind: &Kind) -> TokenStream {
    let (ident, doc, unknown) = (&enumeration.ident, &enumeration.doc, &kind.unknown);
    let copy = matches!(enumeration.values, Values::Integers(_)).then(|| quote!(Copy,));
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
            Unknown(#unknown),
        }
    }
}
