//! Pages as they were found, in one form whatever their dialect: what stands in which section.

pub(crate) mod address;
mod block;
mod characters;
pub(crate) mod continuation;
mod definitions;
mod edition;
mod front_matter;
mod markdown;
mod plain;
pub(crate) mod rows;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod title;
pub(crate) mod vocabulary;

use crate::cell::markup::Markup;
use crate::draft::errors::ErrorRow;
use crate::example::Shown;
use crate::page::address::Address;
use alicloud_spec::{Edition, Language};
use rows::Rows;
use text::{Piece, Source};

/// A form in which pages are written or saved.
pub(crate) struct Format {
    pub(crate) name: &'static str,
    /// Whether a page has the form, if it has none that stands before it.
    recognizes: fn(&Source<'_>) -> bool,
    read: for<'a> fn(&mut Source<'a>) -> Page<'a>,
    /// How the text of its cells and paragraphs is marked up.
    markup: Markup,
}

/// All forms that are known. The first that recognizes a page reads it; the last takes any.
pub(crate) const FORMATS: &[Format] = &[plain::FORMAT, markdown::FORMAT];

/// What the names of files of these forms end in.
pub(crate) const EXTENSIONS: &[&str] = &["md", "txt"];

/// The form that a page has.
pub(crate) fn format(source: &Source<'_>) -> &'static Format {
    FORMATS.iter().find(|format| (format.recognizes)(source)).unwrap_or(&markdown::FORMAT)
}

/// Reads a page.
pub(crate) fn read<'a>(source: &mut Source<'a>) -> Page<'a> {
    let format = format(source);
    Page { markup: format.markup, ..(format.read)(source) }
}

/// What a page says, before any of it is interpreted.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) markup: Markup,
    pub(crate) edition: Edition,
    pub(crate) language: Language,
    /// The main heading: the name of the operation, or a title for people.
    pub(crate) title: Option<Piece<'a>>,
    /// The address that the page was saved from.
    pub(crate) saved_from: Option<Piece<'a>>,
    /// What the link to the API explorer names.
    pub(crate) link: Option<Link<'a>>,
    /// What links to the API portal name, in sections that are about this operation.
    pub(crate) addresses: Vec<Address<'a>>,
    /// Actions that policies can allow for this operation, such as `ecs:StartInstance`.
    pub(crate) actions: Vec<Piece<'a>>,
    /// Prose about the operation as a whole.
    pub(crate) description: Vec<Piece<'a>>,
    /// Blocks that show the request line.
    pub(crate) syntax: Vec<Piece<'a>>,
    /// Blocks that show the response with words for types in place of values.
    pub(crate) response_syntax: Vec<Piece<'a>>,
    pub(crate) request: Vec<Rows<'a>>,
    pub(crate) response: Vec<Rows<'a>>,
    pub(crate) errors: Vec<ErrorRow<'a>>,
    pub(crate) examples: Vec<Shown<'a>>,
}

/// The parts of a link such as `https://api.aliyun.com/#product=sae&api=X&type=ROA&version=2019-05-06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link<'a> {
    pub(crate) product: Piece<'a>,
    pub(crate) operation: Piece<'a>,
    pub(crate) style: Option<&'a str>,
    pub(crate) version: Option<Piece<'a>>,
}

impl<'a> Page<'a> {
    /// A page of which nothing but this is read yet.
    fn new(edition: Edition, language: Language) -> Self {
        Page {
            markup: Markup::default(),
            edition,
            language,
            title: None,
            saved_from: None,
            link: None,
            addresses: Vec::new(),
            actions: Vec::new(),
            description: Vec::new(),
            syntax: Vec::new(),
            response_syntax: Vec::new(),
            request: Vec::new(),
            response: Vec::new(),
            errors: Vec::new(),
            examples: Vec::new(),
        }
    }
}
