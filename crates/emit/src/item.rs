//! What there is to print for an operation, with every name and type decided.

use crate::doc::Doc;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of the module of one operation.
pub(crate) struct Module {
    pub(crate) request: Request,
    pub(crate) response: Response,
    /// Structures nested in the request or response, in the order of the spec.
    pub(crate) structures: Vec<Structure>,
    pub(crate) enumerations: Vec<Enumeration>,
    pub(crate) error: ErrorCodes,
}

impl Module {
    /// The name of the response type.
    pub(crate) fn response_ident(&self) -> &Ident {
        match &self.response {
            Response::Structure(structure) => &structure.ident,
            Response::Transparent { ident, .. } => ident,
        }
    }
}

/// The request of an operation.
pub(crate) struct Request {
    pub(crate) ident: Ident,
    /// The struct of required parameters, when there are too many for arguments.
    pub(crate) required: Ident,
    pub(crate) fields: Vec<Field>,
}

/// The response of an operation.
pub(crate) enum Response {
    Structure(Structure),
    /// The root is no structure: a struct around a single value.
    Transparent {
        ident: Ident,
        field: Ident,
        ty: Type,
        doc: Doc,
    },
}

/// A structure with its members.
pub(crate) struct Structure {
    pub(crate) ident: Ident,
    pub(crate) side: Side,
    pub(crate) fields: Vec<Field>,
    pub(crate) doc: Doc,
}

/// Which way a structure travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

/// A member of a structure, or a parameter of a request.
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) need: Need,
    pub(crate) doc: Doc,
}

/// Whether a field always has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// An open enum.
pub(crate) struct Enumeration {
    pub(crate) ident: Ident,
    pub(crate) values: Values,
    pub(crate) doc: Doc,
}

/// The variants of an open enum, with their values.
pub(crate) enum Values {
    Strings(Vec<Variant<String>>),
    Integers(Vec<Variant<i64>>),
}

/// A variant with what it stands for.
pub(crate) struct Variant<T> {
    pub(crate) ident: Ident,
    pub(crate) value: T,
    pub(crate) doc: Doc,
}

/// The error enum of an operation.
pub(crate) struct ErrorCodes {
    pub(crate) ident: Ident,
    pub(crate) variants: Vec<Variant<(String, Option<u16>)>>,
}

/// The type of a value.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    String,
    Boolean,
    Integer,
    Long,
    Double,
    Any,
    /// A structure of this module.
    Structure(TokenStream),
    /// An open enum of this module.
    Enumeration(TokenStream),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The type of a value that is there.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Type::String => quote!(::std::string::String),
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i32),
            Type::Long => quote!(i64),
            Type::Double => quote!(f64),
            Type::Any => quote!(::alicloud_runtime::Json),
            Type::Structure(path) | Type::Enumeration(path) => path.clone(),
            Type::List(element) => {
                let element = element.tokens();
                quote!(::std::vec::Vec<#element>)
            }
            Type::Map(value) => {
                let value = value.tokens();
                quote!(::std::collections::BTreeMap<::std::string::String, #value>)
            }
        }
    }

    /// The same type as it is named outside of its module.
    fn within(&self, module: &Ident) -> Type {
        match self {
            Type::Structure(path) => Type::Structure(quote!(#module::#path)),
            Type::Enumeration(path) => Type::Enumeration(quote!(#module::#path)),
            Type::List(element) => Type::List(Box::new(element.within(module))),
            Type::Map(value) => Type::Map(Box::new(value.within(module))),
            plain => plain.clone(),
        }
    }

    /// Whether a value of it can be empty, so that it needs no `Option`.
    pub(crate) fn holds_many(&self) -> bool {
        matches!(self, Type::List(_) | Type::Map(_))
    }
}

impl Field {
    /// The type of the field.
    pub(crate) fn tokens(&self) -> TokenStream {
        let ty = self.ty.tokens();
        if self.need == Need::Required || self.ty.holds_many() {
            ty
        } else {
            quote!(::std::option::Option<#ty>)
        }
    }

    /// The type of an argument that sets the field, as it is named outside of the module.
    pub(crate) fn argument_in(&self, module: &Ident) -> TokenStream {
        let outside = Field {
            ty: self.ty.within(module),
            wire: String::new(),
            ident: self.ident.clone(),
            need: self.need,
            doc: Doc::default(),
        };
        outside.argument().0
    }

    /// The type of an argument that sets the field, and the value made of it.
    pub(crate) fn argument(&self) -> (TokenStream, TokenStream) {
        let ty = self.ty.tokens();
        match self.ty {
            Type::Boolean | Type::Integer | Type::Long | Type::Double | Type::Structure(_) => {
                (ty, quote!(value))
            }
            _ => (quote!(impl ::std::convert::Into<#ty>), quote!(value.into())),
        }
    }
}
