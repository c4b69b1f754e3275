//! Structs of structures, with setters for those that callers make, and the tables of their members.

use crate::draft::Side;
use crate::format::Item;
use crate::item::{Field, Response, Structure, Type};
use crate::place::{Place, value};
use crate::table;
use alicloud_spec::Standing;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The items of a structure.
pub(crate) fn items(structure: &Structure, place: Place<'_>) -> Vec<Item> {
    let setters = (structure.side != Some(Side::Response)).then(|| setters(structure, place));
    let given = if structure.side == Some(Side::Request) { " [given]" } else { "" };
    let head = format!("{}{given}", table::head(&structure.ident, structure.equality));
    let table = table::table("structure", &head, structure.fields.iter().map(table::member));
    let definition = Item::Tokens(definition(structure, place));
    let mut items: Vec<_> = [definition].into_iter().chain(setters.map(Item::Tokens)).collect();
    items.push(Item::Table(table));
    if structure.side == Some(Side::Response) && holds_credentials(structure) {
        items.push(Item::Table(format!("alicloud_runtime::answered_credentials!({});\n", structure.ident)));
    }
    items
}

/// Whether a structure has the members of temporary credentials, which services of roles answer with.
fn holds_credentials(structure: &Structure) -> bool {
    let has = |name: &&str| {
        structure.fields.iter().any(|field| field.wire == **name && matches!(field.ty, Type::Text(_)))
    };
    ["AccessKeyId", "AccessKeySecret", "SecurityToken"].iter().all(has)
}

/// The items of a response.
pub(crate) fn response(response: &Response, place: Place<'_>) -> Vec<Item> {
    match response {
        Response::Structure(structure) => items(structure, place),
        Response::Acknowledged { ident, doc } => {
            vec![Item::Tokens(quote!(#doc pub type #ident = alicloud_runtime::Acknowledged;))]
        }
        Response::Transparent { ident, field, ty, doc } => {
            let whole = place.ty(ty);
            // Some roots, such as enums, have no default; `Option` gives them one.
            let whole = if ty.holds_many() || matches!(ty, Type::Blob) {
                whole
            } else {
                let option = place.option();
                quote!(#option<#whole>)
            };
            vec![
                Item::Tokens(quote! {
                    #doc
                    #[derive(Clone, Default)]
                    pub struct #ident {
                        /// The whole response.
                        pub #field: #whole,
                    }
                }),
                Item::Tokens(quote!(alicloud_runtime::transparent!(#ident, #field);)),
            ]
        }
    }
}

fn definition(structure: &Structure, place: Place<'_>) -> TokenStream {
    let (ident, doc) = (&structure.ident, &structure.doc);
    let fields = structure.fields.iter().map(|field| {
        let (doc, alias, deprecated) = (&field.doc, alias(field), deprecated(field.standing));
        let (ident, ty) = (&field.ident, place.field(field, structure.side));
        quote!(#doc #alias #deprecated pub #ident: #ty)
    });
    // Setters take the value and give it back, so that dropping the result would lose it.
    let must_use = (structure.side == Some(Side::Request)).then(|| quote!(#[must_use]));
    quote! {
        #doc
        #must_use
        pub struct #ident { #(#fields,)* }
    }
}

fn setters(structure: &Structure, place: Place<'_>) -> TokenStream {
    let ident = &structure.ident;
    let setters = structure.fields.iter().map(|field| setter(field, place, &TokenStream::new()));
    let new = new(structure, place);
    quote!(impl #ident { #new #(#setters)* })
}

/// A name or key, and a value for it.
const PAIRS: &[[&str; 2]] = &[["Key", "Value"], ["Name", "Value"], ["TagKey", "TagValue"]];

/// `new` with nothing set, or with both members of a pair of a key and a value.
fn new(structure: &Structure, place: Place<'_>) -> TokenStream {
    let pair = match structure.fields.as_slice() {
        [key, value] if is_pair(key, value) => Some([key, value]),
        _ => None,
    };
    match pair {
        None => quote! {
            /// One without any member.
            pub fn new() -> Self {
                Self::default()
            }
        },
        Some(fields) => {
            let arguments = fields.map(|field| {
                let (ident, ty) = (&field.ident, place.argument(&field.ty));
                quote!(#ident: #ty)
            });
            let values = fields.map(|field| {
                let (ident, value) = (&field.ident, value(&field.ty, &field.ident));
                quote!(#ident: Some(#value))
            });
            quote! {
                /// One with both members.
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values),* }
                }
            }
        }
    }
}

fn is_pair(key: &Field, value: &Field) -> bool {
    let named = |[one, other]: &[&str; 2]| {
        key.wire.eq_ignore_ascii_case(one) && value.wire.eq_ignore_ascii_case(other)
    };
    let single = |field: &Field| {
        !matches!(field.ty, Type::List(_) | Type::Map(_) | Type::Structure(_) | Type::Boxed(_))
    };
    PAIRS.iter().any(named) && single(key) && single(value)
}

/// A chained setter of a field; `holder` is where in `self` the field is.
pub(crate) fn setter(field: &Field, place: Place<'_>, holder: &TokenStream) -> TokenStream {
    let (doc, alias, deprecated) = (&field.doc, alias(field), deprecated(field.standing));
    let (ident, ty, value) =
        (&field.ident, place.argument(&field.ty), value(&field.ty, &format_ident!("value")));
    quote! {
        #doc
        #alias
        #deprecated
        pub fn #ident(mut self, value: #ty) -> Self {
            self.#holder #ident = Some(#value);
            self
        }
    }
}

/// The wire name, for the search of rustdoc, which takes no other characters.
pub(crate) fn alias(field: &Field) -> Option<TokenStream> {
    let wire = &field.wire;
    let plain = wire.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let same = field.ident == wire.as_str() || field.ident.to_string().strip_prefix("r#") == Some(wire);
    (plain && !same && !wire.is_empty()).then(|| quote!(#[doc(alias = #wire)]))
}

/// The mark of what should no longer be used.
pub(crate) fn deprecated(standing: Standing) -> Option<TokenStream> {
    (standing == Standing::Deprecated).then(|| quote!(#[deprecated = "it is documented to be out of use"]))
}
