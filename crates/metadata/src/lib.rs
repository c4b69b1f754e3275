//! The second front end: drafts of operations, with diagnostics, from the official metadata of an API.
//!
//! Alibaba Cloud publishes its API as JSON: `api-docs.json` describes a version of a product, `api.json` one operation.
//! Such a file passes through these stages; each gives values and diagnostics, none fails:
//!
//! | stage | module | gives |
//! |---|---|---|
//! | bytes to text | [`alicloud_spec::text_within`] | text, or why it is none |
//! | text to a tree | `json` | nodes that know where they stand |
//! | tree to operations | `document`, `operation` | what the file says about the product, and a [`Draft`] for each operation |
//! | schemas to shapes | `schema`, `limits`, `held` | shapes in which references are spelled out |
//! | tree to facts | `strip` | the same file without sentences and examples |

mod document;
mod errors;
mod held;
mod json;
mod limits;
mod operation;
mod prose;
mod request;
mod response;
mod schema;
mod source;
mod strip;
mod style;
mod value;

use alicloud_spec::{Diagnostic, Draft, Endpoints, Style};
use std::collections::BTreeSet;

/// The largest file that is read, in bytes. The largest of 193 real ones has 2.7 MiB.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// A file of metadata as it was found.
#[derive(Clone, Copy, Debug)]
pub struct MetadataFile<'a> {
    /// Its name, as diagnostics call it. What describes one operation without naming it has its name from here:
    /// `GetParcel.json`, or `GetParcel/api.json`.
    pub name: &'a str,
    /// Its bytes, whatever they are.
    pub bytes: &'a [u8],
}

/// What a file describes.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// What it says about the product as a whole.
    pub product: ProductFacts,
    /// Its operations, in the order of the file.
    pub drafts: Vec<Draft>,
    /// Operations that it describes, but that the runtime could not call.
    pub refused: BTreeSet<String>,
}

/// What a file says about a version of a product. The file of a single operation says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductFacts {
    /// Lower-case product code, such as `ecs`.
    pub code: Option<String>,
    /// Version of the API, such as `2014-05-26`.
    pub version: Option<String>,
    /// The name people use.
    pub name: Option<String>,
    /// How requests of most operations are laid out.
    pub style: Option<Style>,
    /// Where the service is.
    pub endpoints: Endpoints,
}

/// Reads a file. Without a description there is at least one error.
pub fn read(file: &MetadataFile<'_>) -> (Option<Described>, Vec<Diagnostic>) {
    with_tree(file, document::describe)
}

/// The same file without a sentence or an example, one operation and one schema a line, so that a change can be read.
/// Reading it gives the same operations, but for what [`alicloud_spec::Operation::into_facts`] takes away.
pub fn facts(file: &MetadataFile<'_>) -> (Option<String>, Vec<Diagnostic>) {
    with_tree(file, strip::facts)
}

fn with_tree<T>(
    file: &MetadataFile<'_>,
    then: impl for<'a> FnOnce(&document::Document<'_, 'a>, &mut source::Source<'a>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let text = match alicloud_spec::text_within(MAX_FILE_BYTES, file.name, file.bytes) {
        Ok(text) => text,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let mut source = source::Source::new(file.name, text);
    let tree = json::parse(&mut source);
    let document = tree.as_ref().and_then(|tree| document::Document::find(tree, &mut source));
    let value = document.map(|document| then(&document, &mut source));
    (value, source.into_diagnostics())
}
