//! What there is to print for a product, with every name and type decided.

use crate::doc::Doc;
use crate::draft::{Holds, Side, TypeDraft};
use crate::naming::Name;
use crate::scope::Scope;
use alicloud_spec::{Operation, Paging, PublicNames, Sensitivity, Standing, Way};
use proc_macro2::{Ident, TokenStream};

/// The items of a product.
pub(crate) struct Items<'a> {
    pub(crate) operations: Vec<Module<'a>>,
    /// Types that several operations have, by name.
    pub(crate) shared: Vec<Definition>,
    /// The names of all of it, to be kept.
    pub(crate) names: PublicNames,
}

/// The items of the module of one operation.
pub(crate) struct Module<'a> {
    pub(crate) operation: &'a Operation,
    /// The name of the module.
    pub(crate) name: Ident,
    /// The name of the method of the client.
    pub(crate) method: Ident,
    pub(crate) request: Request,
    pub(crate) response: Response,
    /// How its pages are asked for, if it has any.
    pub(crate) pages: Option<Pages>,
    /// Types in the request or response, in the order of the spec.
    pub(crate) definitions: Vec<Definition>,
    pub(crate) error: ErrorCodes,
    /// The names of all types here.
    pub(crate) types: Scope,
}

impl Module<'_> {
    /// The name of the response type.
    pub(crate) fn response_ident(&self) -> &Ident {
        match &self.response {
            Response::Structure(structure) => &structure.ident,
            Response::Transparent { ident, .. } | Response::Acknowledged { ident, .. } => ident,
        }
    }
}

/// A type that is not the request or response itself.
pub(crate) enum Definition {
    Structure(Structure),
    Enumeration(Enumeration),
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
    /// Nothing but the number of the request.
    Acknowledged {
        ident: Ident,
        doc: Doc,
    },
    /// The root is no structure: a struct around a single value.
    Transparent {
        ident: Ident,
        field: Ident,
        ty: Type,
        doc: Doc,
    },
}

/// How the pages of an operation are asked for.
pub(crate) struct Pages {
    pub(crate) paging: Paging,
    pub(crate) list: Option<PageItems>,
}

/// The list of the items of a page.
pub(crate) struct PageItems {
    /// What leads to it from a variable called `response`.
    pub(crate) expression: TokenStream,
    pub(crate) element: Type,
    /// The wire names of the members on the way.
    pub(crate) way: Way,
}

/// A structure with its members.
pub(crate) struct Structure {
    pub(crate) ident: Ident,
    /// The side that alone has it.
    pub(crate) side: Option<Side>,
    pub(crate) fields: Vec<Field>,
    pub(crate) equality: Equality,
    pub(crate) doc: Doc,
}

/// Whether equality of a type is one in the sense of `Eq`, which floats have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Equality {
    Total,
    Partial,
}

/// A member of a structure, or a parameter of a request.
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The name of the list, if the member is a structure with nothing else in it.
    pub(crate) item: Option<String>,
    pub(crate) need: Need,
    pub(crate) sensitivity: Sensitivity,
    pub(crate) reading: Reading,
    pub(crate) standing: Standing,
    pub(crate) doc: Doc,
}

/// How else a member can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// In no other way.
    Plain,
    /// As an instant.
    Instant,
}

/// Who gives a value to a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The caller, as the argument at this position.
    Argument(usize),
    /// The client, unless the caller does.
    Region,
    /// The caller or nobody.
    Optional,
}

/// An open enum.
pub(crate) struct Enumeration {
    pub(crate) ident: Ident,
    pub(crate) variants: Variants,
    pub(crate) doc: Doc,
}

/// The variants of an open enum, with their values.
pub(crate) enum Variants {
    Strings(Vec<Variant<String>>),
    Integers(Vec<Variant<i64>>),
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    Strings,
    Integers,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text(Holds),
    Boolean,
    Integer,
    Double,
    Any,
    Blob,
    Structure(Name),
    /// A structure that holds itself here.
    Boxed(Name),
    Enumeration(Name, Values),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The type of a draft; `named` gives that of a site.
    pub(crate) fn of(draft: &TypeDraft, named: &dyn Fn(usize) -> Type) -> Self {
        match draft {
            TypeDraft::Text(holds) => Type::Text(*holds),
            TypeDraft::Boolean => Type::Boolean,
            TypeDraft::Integer => Type::Integer,
            TypeDraft::Double => Type::Double,
            TypeDraft::Any => Type::Any,
            TypeDraft::Blob => Type::Blob,
            TypeDraft::Site(index) => named(*index),
            TypeDraft::Within(index) => match named(*index) {
                Type::Structure(name) => Type::Boxed(name),
                other => other,
            },
            TypeDraft::List(element) => Type::List(Box::new(Type::of(element, named).held())),
            TypeDraft::Map(value) => Type::Map(Box::new(Type::of(value, named).held())),
        }
    }

    /// The type of an item of a list or map, where a structure that holds itself needs no box.
    fn held(self) -> Type {
        match self {
            Type::Boxed(name) => Type::Structure(name),
            other => other,
        }
    }

    /// Whether a value of it can be empty, so that it needs no `Option`.
    pub(crate) fn holds_many(&self) -> bool {
        matches!(self, Type::List(_) | Type::Map(_))
    }
}

impl Field {
    /// Whether the field holds an `Option` of its type. A list in a response is empty when it is absent; in a request, an
    /// empty one is sent.
    pub(crate) fn is_option(&self, side: Option<Side>) -> bool {
        side != Some(Side::Response) || !self.ty.holds_many()
    }
}
