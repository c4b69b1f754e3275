//! Paths of types where they are written: short, unless something in that module is called the same.

use crate::draft::{Holds, Side};
use crate::item::{Field, Type};
use crate::naming::Name;
use crate::scope::Scope;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Where a type is written.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The names of the types there.
    pub(crate) types: &'a Scope,
    pub(crate) module: In<'a>,
}

/// The module of a place.
#[derive(Clone, Copy)]
pub(crate) enum In<'a> {
    /// That of an operation.
    Operation,
    /// That of a shared type.
    Shared,
    /// That of the product, about the operation of this module.
    Product(&'a Ident),
}

/// Something of the standard library whose short name is known everywhere.
macro_rules! known {
    ($($function:ident: $name:ident = $($path:ident)::+;)*) => {
        $(pub(crate) fn $function(self) -> TokenStream {
            if self.types.has(stringify!($name)) { quote!(::$($path)::+) } else { quote!($name) }
        })*
    };
}

impl Place<'_> {
    known! {
        option: Option = std::option::Option;
        string: String = std::string::String;
        vec: Vec = std::vec::Vec;
        boxed: Box = std::boxed::Box;
        into: Into = std::convert::Into;
        into_iterator: IntoIterator = std::iter::IntoIterator;
        to_string: ToString = std::string::ToString;
    }

    /// The path of a type.
    pub(crate) fn name(self, name: &Name) -> TokenStream {
        match (self.module, name) {
            (In::Operation, Name::Own(ident)) => quote!(#ident),
            (In::Operation, Name::Shared(ident)) => quote!(super::types::#ident),
            (In::Shared, Name::Own(ident) | Name::Shared(ident)) => quote!(super::#ident),
            (In::Product(module), Name::Own(ident)) => quote!(#module::#ident),
            (In::Product(_), Name::Shared(ident)) => quote!(types::#ident),
        }
    }

    /// The type of a value that is there.
    pub(crate) fn ty(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Text(_) => self.string(),
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Double => quote!(f64),
            Type::Any => quote!(alicloud_runtime::Json),
            Type::Blob => quote!(alicloud_runtime::Blob),
            Type::Structure(name) | Type::Enumeration(name, _) => self.name(name),
            Type::Boxed(name) => {
                let (boxed, name) = (self.boxed(), self.name(name));
                quote!(#boxed<#name>)
            }
            Type::List(element) => {
                let (vec, element) = (self.vec(), self.ty(element));
                quote!(#vec<#element>)
            }
            Type::Map(value) => {
                let (string, value) = (self.string(), self.ty(value));
                quote!(std::collections::BTreeMap<#string, #value>)
            }
        }
    }

    /// The type of a field.
    pub(crate) fn field(self, field: &Field, side: Option<Side>) -> TokenStream {
        let ty = self.ty(&field.ty);
        if field.is_option(side) {
            let option = self.option();
            quote!(#option<#ty>)
        } else {
            ty
        }
    }

    /// The type of an argument that sets a value.
    pub(crate) fn argument(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Boolean | Type::Structure(_) => self.ty(ty),
            Type::Text(Holds::Scalar) => {
                let to_string = self.to_string();
                quote!(impl #to_string)
            }
            Type::Text(Holds::Json) => {
                let into = self.into();
                quote!(impl #into<alicloud_runtime::JsonText>)
            }
            Type::List(element) => {
                let (into_iterator, into, element) = (self.into_iterator(), self.into(), self.ty(element));
                quote!(impl #into_iterator<Item = impl #into<#element>>)
            }
            Type::Map(value) => {
                let (into_iterator, into) = (self.into_iterator(), self.into());
                let (string, value) = (self.string(), self.ty(value));
                quote!(impl #into_iterator<Item = (impl #into<#string>, impl #into<#value>)>)
            }
            _ => {
                let (into, ty) = (self.into(), self.ty(ty));
                quote!(impl #into<#ty>)
            }
        }
    }
}

/// The value that a variable of the type of an argument gives.
pub(crate) fn value(ty: &Type, variable: &Ident) -> TokenStream {
    match ty {
        Type::Boolean | Type::Structure(_) => quote!(#variable),
        Type::Text(Holds::Scalar) => quote!(#variable.to_string()),
        Type::Text(Holds::Json) => quote!(#variable.into().into_string()),
        Type::List(_) => quote!(alicloud_runtime::list(#variable)),
        Type::Map(_) => quote!(alicloud_runtime::map(#variable)),
        _ => quote!(#variable.into()),
    }
}
