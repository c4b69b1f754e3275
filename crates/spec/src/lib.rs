//! The model between documentation and code: operation specs come in as drafts or YAML and go out resolved, with diagnostics.
//!
//! Everything here speaks in *wire names*, the names that are sent over HTTP. The first Rust identifier appears in
//! `alicloud-emit`; Markdown never gets past `alicloud-pages`.
//!
//! | step | function | gives |
//! |---|---|---|
//! | pages of one operation become one | [`merge`] | [`Operation`] |
//! | a spec file is read or written | [`yaml::read`], [`yaml::write`] | [`Operation`], text |
//! | the files of a product are read | [`load`] | [`Folder`] |
//! | hand-made corrections are applied, the whole is checked | [`resolve`] | [`Api`] |
//!
//! No function here fails: each returns what it could make together with [`Diagnostic`]s.
#![warn(missing_docs)]

mod characters;
mod depth;
pub mod diagnostic;
mod docs;
pub mod example;
mod facts;
mod fold;
mod glossary;
pub mod grammar;
mod input;
mod limits;
mod load;
mod locate;
mod merge;
mod operation;
mod overrides;
mod paging;
mod product;
mod public_names;
mod region;
mod resolve;
mod sensitivity;
mod shape;
mod source;
mod waiter;
pub mod yaml;

pub use characters::is_invisible;
pub use depth::{Cut, MAX_DEPTH, cut_deep};
pub use diagnostic::{Code, Diagnostic, Severity, Span};
pub use docs::{Docs, Language};
pub use glossary::Glossary;
pub use grammar::NameKind;
pub use input::{MAX_FILE_BYTES, text, text_within, too_large};
pub use limits::{Bounds, Limits, Number, Role, Standing};
pub use load::{File, Folder, load};
pub use merge::{Draft, Edition, Naming, RequestLine, ShownMember, merge};
pub use operation::{Access, ErrorCode, Example, Method, Operation, Security, Style, placeholders};
pub use overrides::Override;
pub use paging::{PageNumbers, PageTokens, PageUnit, Paging, Way};
pub use product::{Endpoints, Product, Silence, SuccessRule};
pub use public_names::{OperationNames, PublicNames, Wrappers};
pub use resolve::{Api, Loaded, ProductFiles, resolve};
pub use sensitivity::Sensitivity;
pub use shape::{Encoding, Kind, Literal, Location, Member, Presence, Scalar, Shape, Shared, ValidValue};
pub use source::Source;
pub use waiter::{CodeMeaning, Constant, End, MAX_ARGUMENTS, Quantifier, Waiter};

/// The file that tells what a product is.
pub const PRODUCT_FILE: &str = "product.yaml";
/// The file beside `product.yaml` that corrects the documentation.
pub const OVERRIDES_FILE: &str = "overrides.yaml";
/// The folder beside `product.yaml` that holds the specs.
pub const OPERATIONS_FOLDER: &str = "operations";
/// The file beside `product.yaml` that holds the facts of the official metadata.
pub const METADATA_FILE: &str = "metadata.json";
/// The file beside `product.yaml` that holds the names that were given in Rust.
pub const NAMES_FILE: &str = "names.yaml";
/// The file of words beside `product.yaml`, and of all products in the folder of specs.
pub const GLOSSARY_FILE: &str = "glossary.yaml";
