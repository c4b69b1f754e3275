//! The types of a product before they have names: what there is in each operation, and where.

mod signature;
mod values;
mod wrapper;

pub(crate) use signature::signatures;
pub(crate) use values::Values;
pub(crate) use wrapper::{singular, wrappers};

use crate::name;
use alicloud_spec::{Api, Encoding, Kind, Member, Operation, Scalar, Sensitivity, Shape, Shared, Wrappers};
use wrapper::wrapped_list;

/// The types of all operations of a product.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) operations: Vec<OperationDraft<'a>>,
    /// Every structure and enum, those around others first.
    pub(crate) sites: Vec<Site<'a>>,
}

/// The types of an operation.
#[derive(Debug)]
pub(crate) struct OperationDraft<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) request: Vec<FieldDraft<'a>>,
    pub(crate) response: ResponseDraft<'a>,
}

/// What a successful call gives.
#[derive(Debug)]
pub(crate) enum ResponseDraft<'a> {
    Structure(Vec<FieldDraft<'a>>),
    /// The root is no structure.
    Whole(TypeDraft),
}

/// A structure or enum where it stands.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    /// The index of the operation.
    pub(crate) operation: usize,
    pub(crate) side: Side,
    /// The way to it: the side, and wire names with dots between them.
    pub(crate) path: String,
    /// The name that it would have if it were alone.
    pub(crate) wanted: String,
    /// The structure that it stands in.
    pub(crate) parent: Option<usize>,
    /// The member that has it; the root of a response has none.
    pub(crate) member: Option<&'a Member>,
    pub(crate) content: Content<'a>,
}

impl<'a> Site<'a> {
    /// The members of a structure.
    pub(crate) fn fields(&self) -> &[FieldDraft<'a>] {
        match &self.content {
            Content::Structure(fields) => fields,
            Content::Enumeration(_) => &[],
        }
    }
}

/// What a site is.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    Structure(Vec<FieldDraft<'a>>),
    Enumeration(Values<'a>),
}

/// Which way a structure is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Request,
    Response,
}

/// A member with its type.
#[derive(Debug)]
pub(crate) struct FieldDraft<'a> {
    pub(crate) member: &'a Member,
    pub(crate) ty: TypeDraft,
    /// The name of the list, if the member is a structure with nothing else in it.
    pub(crate) item: Option<&'a str>,
    pub(crate) sensitivity: Sensitivity,
}

/// A type without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeDraft {
    Text(Holds),
    Boolean,
    /// Of 64 bits: services send more digits than 32 bits hold, whatever a page calls the type.
    Integer,
    Double,
    Any,
    /// Bytes, which are the whole body.
    Blob,
    /// A structure or enum, by its index.
    Site(usize),
    /// The structure around it that it refers to, by its index.
    Within(usize),
    List(Box<TypeDraft>),
    Map(Box<TypeDraft>),
}

/// What a text is known to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    /// Whatever it is.
    Words,
    /// A number, or `true` or `false`.
    Scalar,
    /// A list or an object of JSON.
    Json,
}

/// How many lists and maps may hold one another in one type. More is a type that nobody can read, and Clippy says so; of some
/// forty, the compiler no longer sees that they can be sent to another thread. No known operation has more than two.
const MAX_CONTAINERS: usize = 4;

impl<'a> Draft<'a> {
    /// The types of a product.
    pub(crate) fn of(api: &'a Api) -> Self {
        let mut sites = Vec::new();
        let wrappers = wrappers(api);
        let operations = api.operations.iter().enumerate().map(|(index, operation)| {
            let mut walk = Walk {
                operation: index,
                side: Side::Request,
                wrappers,
                shared: Vec::new(),
                sites: &mut sites,
            };
            let request = walk.fields(&operation.request, &Around::root("request", ""));
            walk.side = Side::Response;
            OperationDraft { operation, request, response: walk.response(&operation.response) }
        });
        let operations = operations.collect();
        Draft { operations, sites }
    }
}

/// A walk over the shapes of one side of an operation.
struct Walk<'a, 's> {
    operation: usize,
    side: Side,
    wrappers: Wrappers,
    /// The shared shapes around, with their indices.
    shared: Vec<(&'a str, usize)>,
    sites: &'s mut Vec<Site<'a>>,
}

/// What is around a value.
#[derive(Clone, Debug)]
struct Around<'a> {
    path: String,
    wanted: String,
    parent: Option<usize>,
    member: Option<&'a Member>,
    sensitivity: Sensitivity,
}

impl<'a> Around<'a> {
    fn root(side: &str, wanted: &str) -> Self {
        let (path, wanted) = (side.to_owned(), wanted.to_owned());
        Around { path, wanted, parent: None, member: None, sensitivity: Sensitivity::Open }
    }

    fn inside(&self, name: &str) -> String {
        format!("{}.{name}", self.path)
    }

    /// The same for the items of a list or map.
    fn item(&self) -> Self {
        Around { wanted: singular(&self.wanted), path: format!("{}[]", self.path), ..self.clone() }
    }
}

impl<'a> Walk<'a, '_> {
    fn response(&mut self, shape: &'a Shape) -> ResponseDraft<'a> {
        match shape {
            Shape::Structure(members) => {
                ResponseDraft::Structure(self.fields(members, &Around::root("response", "")))
            }
            Shape::Scalar(Scalar { kind: Kind::Binary, .. }) => ResponseDraft::Whole(TypeDraft::Blob),
            root => ResponseDraft::Whole(self.ty(root, &Around::root("response", "Item"))),
        }
    }

    fn fields(&mut self, members: &'a [Member], around: &Around<'a>) -> Vec<FieldDraft<'a>> {
        members.iter().map(|member| self.field(member, around)).collect()
    }

    fn field(&mut self, member: &'a Member, around: &Around<'a>) -> FieldDraft<'a> {
        // What stands inside a secret may be shown by itself, and is as secret.
        let only = wrapped_list(self.wrappers, member);
        let mut all =
            [Some(member), only].into_iter().flatten().map(Member::sensitivity).chain([around.sensitivity]);
        let sensitivity = all.find(|one| *one == Sensitivity::Secret).unwrap_or_default();
        let mut inside = Around {
            path: around.inside(&member.name),
            wanted: name::camel(&member.name),
            parent: around.parent,
            member: Some(member),
            sensitivity,
        };
        let raw = member.encoding == Some(Encoding::Raw);
        let (ty, item) = match (&member.shape, only) {
            (Shape::Scalar(Scalar { kind: Kind::Binary, .. }), _) if raw => (TypeDraft::Blob, None),
            (_, Some(only)) => {
                inside.path = inside.inside(&only.name);
                inside.wanted = name::camel(&only.name);
                (self.ty(&only.shape, &inside), Some(only.name.as_str()))
            }
            (shape, None) => (self.ty(shape, &inside), None),
        };
        FieldDraft { member, ty, item, sensitivity }
    }

    fn ty(&mut self, shape: &'a Shape, around: &Around<'a>) -> TypeDraft {
        match shape {
            Shape::Scalar(scalar) => self.scalar(scalar, around),
            Shape::List(_) | Shape::Map(_) if containers(shape) > MAX_CONTAINERS => TypeDraft::Any,
            Shape::List(element) => TypeDraft::List(Box::new(self.ty(element, &around.item()))),
            Shape::Map(value) => TypeDraft::Map(Box::new(self.ty(value, &around.item()))),
            Shape::Any => TypeDraft::Any,
            Shape::Reference(name) => self.reference(name),
            Shape::Shared(Shared { name, shape }) => match shape.as_ref() {
                Shape::Structure(members) => self.structure(members, around, Some(name)),
                // Only structures can hold themselves in Rust; what refers to anything else is any JSON.
                other => self.ty(other, around),
            },
            // Nothing that comes in a structure without members may be lost.
            Shape::Structure(members) if members.is_empty() => TypeDraft::Any,
            Shape::Structure(members) => self.structure(members, around, None),
        }
    }

    fn structure(
        &mut self,
        members: &'a [Member],
        around: &Around<'a>,
        shared: Option<&'a String>,
    ) -> TypeDraft {
        // The index is taken before the structures inside get theirs.
        let index = self.site(around, Content::Structure(Vec::new()));
        let depth = self.shared.len();
        self.shared.extend(shared.map(|name| (name.as_str(), index)));
        let fields = self.fields(members, &Around { parent: Some(index), ..around.clone() });
        self.shared.truncate(depth);
        self.sites[index].content = Content::Structure(fields);
        TypeDraft::Site(index)
    }

    /// The type of the shared shape that is called `name`, which this is inside of.
    fn reference(&self, name: &str) -> TypeDraft {
        match self.shared.iter().rev().find(|(shared, _)| *shared == name) {
            Some((_, index)) => TypeDraft::Within(*index),
            None => TypeDraft::Any,
        }
    }

    fn scalar(&mut self, scalar: &'a Scalar, around: &Around<'a>) -> TypeDraft {
        if let Some(values) = Values::of(scalar) {
            return TypeDraft::Site(self.site(around, Content::Enumeration(values)));
        }
        match scalar.kind {
            Kind::String => TypeDraft::Text(values::held(scalar)),
            Kind::Binary => TypeDraft::Text(Holds::Words),
            Kind::Boolean => TypeDraft::Boolean,
            Kind::Integer | Kind::Long => TypeDraft::Integer,
            Kind::Float | Kind::Double => TypeDraft::Double,
        }
    }

    fn site(&mut self, around: &Around<'a>, content: Content<'a>) -> usize {
        let Around { path, wanted, parent, member, .. } = around.clone();
        let (operation, side) = (self.operation, self.side);
        self.sites.push(Site { operation, side, path, wanted, parent, member, content });
        self.sites.len() - 1
    }
}

/// How many lists and maps hold one another, with nothing that has a name between them.
fn containers(shape: &Shape) -> usize {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => 1 + containers(inner),
        _ => 0,
    }
}
