//! What there is to print for an operation, with every name and type decided.

use crate::doc::Doc;
use alicloud_spec::Sensitivity;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

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
    pub(crate) sensitivity: Sensitivity,
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
    /// Of 64 bits: pages call values of any size an integer.
    Integer,
    Double,
    Any,
    /// A structure of this module.
    Structure(TokenStream),
    /// A structure of this module that holds itself here.
    Boxed(TokenStream),
    /// Bytes, which are the whole body.
    Blob,
    /// An open enum of this module.
    Enumeration(TokenStream),
    List(Box<Type>),
    Map(Box<Type>),
}

/// The type of a value that is there.
impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Type::String => quote!(::std::string::String),
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Double => quote!(f64),
            Type::Any => quote!(::alicloud_runtime::Json),
            Type::Structure(path) | Type::Enumeration(path) => path.clone(),
            Type::Boxed(path) => quote!(::std::boxed::Box<#path>),
            Type::Blob => quote!(::alicloud_runtime::Blob),
            Type::List(element) => quote!(::std::vec::Vec<#element>),
            Type::Map(value) => quote!(::std::collections::BTreeMap<::std::string::String, #value>),
        });
    }
}

impl Type {
    /// The same type as it is named outside of its module.
    pub(crate) fn within(&self, module: &Ident) -> Type {
        match self {
            Type::Structure(path) => Type::Structure(quote!(#module::#path)),
            Type::Boxed(path) => Type::Boxed(quote!(#module::#path)),
            Type::Enumeration(path) => Type::Enumeration(quote!(#module::#path)),
            Type::List(element) => Type::List(Box::new(element.within(module))),
            Type::Map(value) => Type::Map(Box::new(value.within(module))),
            plain => plain.clone(),
        }
    }

    /// The type of an item of a list or map, where a structure that holds itself needs no box.
    pub(crate) fn held(self) -> Type {
        match self {
            Type::Boxed(path) => Type::Structure(path),
            other => other,
        }
    }

    /// Whether a value of it can be empty, so that it needs no `Option`.
    pub(crate) fn holds_many(&self) -> bool {
        matches!(self, Type::List(_) | Type::Map(_))
    }
}

impl Field {
    /// The type of the field.
    pub(crate) fn tokens(&self, side: Side) -> TokenStream {
        let ty = &self.ty;
        if self.is_option(side) { quote!(::std::option::Option<#ty>) } else { quote!(#ty) }
    }

    /// Whether the field holds an `Option` of its type. A list in a response is empty when it is absent; in a request, an
    /// empty one is sent.
    pub(crate) fn is_option(&self, side: Side) -> bool {
        self.need == Need::Optional && (side == Side::Request || !self.ty.holds_many())
    }
}

/// An argument that sets a value of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// The value itself.
    Plain,
    /// What can be made into the value.
    Into,
}

impl Argument {
    /// The argument that sets a value of a type.
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::Boolean | Type::Integer | Type::Double | Type::Structure(_) => Argument::Plain,
            Type::String
            | Type::Any
            | Type::Blob
            | Type::Boxed(_)
            | Type::Enumeration(_)
            | Type::List(_)
            | Type::Map(_) => Argument::Into,
        }
    }

    /// The type of the argument.
    pub(crate) fn ty(self, ty: &Type) -> TokenStream {
        match self {
            Argument::Plain => quote!(#ty),
            Argument::Into => quote!(impl ::std::convert::Into<#ty>),
        }
    }

    /// The value that a variable of the argument's type gives.
    pub(crate) fn value(self, variable: &Ident) -> TokenStream {
        match self {
            Argument::Plain => quote!(#variable),
            Argument::Into => quote!(#variable.into()),
        }
    }
}
