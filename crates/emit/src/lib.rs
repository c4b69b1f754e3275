//! The back end: the files of a Rust crate from resolved specs.
//!
//! Nothing here can fail: whatever could be wrong with a spec was found by [`alicloud_spec::resolve`]. Emission decides
//! first and prints later:
//!
//! | stage | module | gives |
//! |---|---|---|
//! | shapes to types without names | `draft` | what there is, and where |
//! | types to names | `naming`, `name`, `scope` | short identifiers that do not collide |
//! | a product to items | `decide`, `item` | what there is to print, with names and types |
//! | items to tokens and tables | `request`, `structure`, `enumeration`, `error_code`, `client`, `table` | one `quote!` per small function |
//! | types to paths | `place` | short ones, unless something there is called the same |
//! | names to texts, where there are none | `words` | a line in English and Chinese |
//! | texts to rustdoc | `doc` | Markdown that is warning-free for any text |
//! | tokens to files | `operation`, `product`, `manifest`, `examples`, `format` | [`File`]s |

mod client;
mod crate_page;
mod decide;
mod doc;
mod draft;
mod enumeration;
mod error_code;
mod examples;
mod format;
mod item;
mod kept;
mod manifest;
mod name;
mod naming;
mod operation;
mod paging;
mod place;
mod product;
mod request;
mod scope;
mod structure;
mod table;
mod waiter;
mod words;

pub use format::MARK;

use alicloud_spec::{Api, PublicNames};
use rayon::prelude::*;

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Relative to the crate's folder, with `/` between folders.
    pub path: String,
    /// The whole text.
    pub contents: String,
}

/// What the specs do not tell about the crate.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the crate, such as `alicloud`.
    pub name: String,
    /// Where the crate stands and where it finds its runtime.
    pub runtime: Runtime,
    /// Whether the crate may be published.
    pub publish: Publish,
    /// Which products its tests are of.
    pub tested: Tested,
}

/// The products that are built and tested whenever the tests of the crate run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tested {
    /// All of them, and the examples in their docs.
    All,
    /// Those with these modules: to build thousands of operations takes too long for every run.
    Only(Vec<String>),
}

/// Where the generated crate finds `alicloud-runtime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// The crate is a member of this workspace.
    Workspace,
    /// The crate stands alone; the runtime is at a path.
    Path(String),
    /// The crate stands alone; the runtime has a version in the registry.
    Version(String),
}

/// Whether the generated crate may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// It may.
    Yes,
    /// It may not.
    No,
}

/// A generated crate.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Its files, by path.
    pub files: Vec<File>,
    /// The names of each product, in the order of the products: those that were given before, and new ones.
    pub names: Vec<PublicNames>,
}

/// A crate with a module for each product.
pub fn krate(apis: &[Api], options: &Options) -> Crate {
    let products: Vec<_> = apis.par_iter().map(|api| product::files(api, options)).collect();
    let mut files = vec![manifest::cargo_toml(apis, options), manifest::lib_rs(apis)];
    let mut names = Vec::new();
    for (product, kept) in products {
        files.extend(product);
        names.push(kept);
    }
    files.sort();
    Crate { files, names }
}
