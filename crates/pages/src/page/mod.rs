//! Pages as they were found, in one form whatever their dialect: the content of each section.

pub(crate) mod address;
mod block;
mod broken_pipes;
pub(crate) mod bytes;
mod characters;
mod chrome;
mod collapsed;
pub(crate) mod continuation;
mod copied;
mod definitions;
mod edition;
pub(crate) mod error_rows;
pub(crate) mod format;
mod front_matter;
mod heading;
pub(crate) mod html;
mod markdown;
mod outline;
mod paragraphs;
mod plain;
mod quoted;
pub(crate) mod rows;
pub(crate) mod shown;
pub(crate) mod sink;
pub(crate) mod table;
mod tabs;
pub(crate) mod text;
pub(crate) mod title;
pub(crate) mod vocabulary;

use crate::cell::markup::Markup;
use crate::page::address::Address;
use alicloud_spec::{Edition, Kind, Language};
use error_rows::ErrorRow;
use rows::Rows;
use shown::Shown;
use std::collections::BTreeSet;
use text::Piece;
use vocabulary::Section;

/// What a page says, before any of it is interpreted.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) markup: Markup,
    pub(crate) edition: Edition,
    pub(crate) language: Language,
    pub(crate) template: Template,
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
    /// The sections of parameters and returned data in which nothing stands, or that say that there is nothing.
    pub(crate) empty: BTreeSet<Section>,
    pub(crate) examples: Vec<Shown<'a>>,
    /// What stands below a heading that may name a type, before any section.
    pub(crate) types: Vec<(Piece<'a>, Rows<'a>)>,
}

/// Which template a page was made by, as far as its types depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    Earlier,
    /// That of late 2025, which knows whole numbers of any size as `integer`.
    Latest,
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
    /// Whether the page has an operation without parameters, which returns nothing.
    pub(crate) fn is_bare(&self) -> bool {
        self.empty.contains(&Section::Request) && self.empty.contains(&Section::Response)
    }

    /// What the word `integer` means on the page. A page that knows other kinds of numbers means the smallest by it.
    pub(crate) fn integers(&self) -> Kind {
        const OTHER: &[&str] = &["long", "float", "double", "byte"];
        let mut rows = self.request.iter().chain(&self.response).flat_map(|table| &table.rows);
        let other = rows.any(|row| OTHER.iter().any(|word| word.eq_ignore_ascii_case(row.kind.text.trim())));
        if other || self.template == Template::Earlier { Kind::Integer } else { Kind::Long }
    }

    /// A page of which nothing but this is read yet.
    fn new(edition: Edition, language: Language) -> Self {
        Page {
            markup: Markup::default(),
            edition,
            language,
            template: Template::Earlier,
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
            empty: BTreeSet::new(),
            examples: Vec::new(),
            types: Vec::new(),
        }
    }
}
