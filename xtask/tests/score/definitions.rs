//! A folder of official definitions goes in, `<product>-<version>.json` and `.near.json`; those of each operation come out.

use alicloud_spec::{Kind, Member, Operation, Shape};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the official SDKs say of all operations, by product and version, such as `ecs-20140526`.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    newest: BTreeMap<String, BTreeMap<String, Definition>>,
    /// Every distinct definition of the years that the pages are from.
    near: BTreeMap<String, BTreeMap<String, Vec<Definition>>>,
}

/// The definitions of one operation.
#[derive(Debug)]
pub(super) struct Editions<'d> {
    pub(super) newest: Option<&'d Definition>,
    pub(super) near: &'d [Definition],
}

/// One operation as an official SDK has it.
#[derive(Debug, Deserialize)]
pub(super) struct Definition {
    pub(super) style: String,
    pub(super) method: String,
    pub(super) pathname: String,
    pub(super) request: Vec<Field>,
    pub(super) response: Option<Type>,
}

/// A parameter, or a member of a structure.
#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) wire: String,
    pub(super) location: Option<String>,
    /// Whether it is the whole body, so that its name is not sent.
    #[serde(default)]
    pub(super) root: bool,
    pub(super) r#type: Type,
}

/// A type: `array` has items, `map` values, and `object` fields.
#[derive(Debug, Deserialize)]
pub(super) struct Type {
    #[serde(rename = "t")]
    pub(super) word: String,
    #[serde(alias = "values")]
    pub(super) items: Option<Box<Type>>,
    #[serde(default)]
    pub(super) fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Operations<T> {
    operations: BTreeMap<String, T>,
}

impl Definitions {
    /// Reads all files of a folder.
    pub(crate) fn read(folder: &Path) -> Self {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (near, newest): (Vec<_>, Vec<_>) = files
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .partition(|path| path.to_string_lossy().ends_with(".near.json"));
        let (newest, near) = rayon::join(|| read_all(&newest, ".json"), || read_all(&near, ".near.json"));
        Definitions { newest, near }
    }

    pub(super) fn of(&self, operation: &Operation) -> Option<Editions<'_>> {
        let product = format!("{}-{}", operation.product.to_lowercase(), operation.version.replace('-', ""));
        let newest = self.newest.get(&product).and_then(|operations| operations.get(&operation.name));
        let near = self.near.get(&product).and_then(|operations| operations.get(&operation.name));
        let editions = Editions { newest, near: near.map_or(&[], Vec::as_slice) };
        editions.all().next().is_some().then_some(editions)
    }
}

impl<'d> Editions<'d> {
    /// The newest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &'d Definition> + use<'d> {
        self.newest.into_iter().chain(self.near)
    }
}

fn read_all<T: DeserializeOwned + Send>(
    files: &[PathBuf],
    ending: &str,
) -> BTreeMap<String, BTreeMap<String, T>> {
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().trim_end_matches(ending).to_owned();
        let file: Operations<T> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        (name, file.operations)
    };
    files.par_iter().map(read).collect()
}

impl From<&Member> for Field {
    fn from(member: &Member) -> Self {
        // The definitions tell both kinds of bodies by one word.
        let location = member.location.map(|location| location.word().replace("form", "body"));
        Field { wire: member.name.clone(), location, root: false, r#type: Type::from(&member.shape) }
    }
}

impl From<&Shape> for Type {
    fn from(shape: &Shape) -> Self {
        let (word, items, members) = match shape {
            Shape::Shared(shared) => return Type::from(shared.shape.as_ref()),
            Shape::List(element) => ("array", Some(element), &[][..]),
            Shape::Map(value) => ("map", Some(value), &[][..]),
            Shape::Structure(members) => ("object", None, members.as_slice()),
            Shape::Reference(_) | Shape::Any => ("any", None, &[][..]),
            Shape::Scalar(scalar) => (scalar_word(scalar.kind), None, &[][..]),
        };
        Type {
            word: word.to_owned(),
            items: items.map(|inner| Box::new(Type::from(inner.as_ref()))),
            fields: members.iter().map(Field::from).collect(),
        }
    }
}

fn scalar_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "int32",
        Kind::Long => "int64",
        kind => kind.word(),
    }
}
