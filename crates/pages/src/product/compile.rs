//! The operations of a product, each merged from the sources that describe it.

use crate::product::settle::settle;
use crate::product::types;
use alicloud_spec::{Code, Diagnostic, Draft, Edition, Naming, Operation, Product, grammar, merge};
use std::collections::{BTreeMap, BTreeSet};

/// The operations of a product.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// By name.
    pub operations: Vec<Operation>,
    /// What is wrong with the sources, by span.
    pub diagnostics: Vec<Diagnostic>,
    /// Those of them that came up when sources were merged, by span.
    pub merging: Vec<Diagnostic>,
    /// Operations that could not be made.
    pub failed: BTreeSet<String>,
}

/// Groups drafts by operation, however its name is spelt, and merges each group. A draft of another product or version is
/// refused. `found` is what was wrong with the sources that the drafts were read from.
pub fn compile(product: &Product, drafts: Vec<Draft>, mut found: Vec<Diagnostic>) -> Compiled {
    let drafts = types::settle(drafts, &mut found);
    let mut compiled = merged(product, drafts);
    compiled.operations.sort_by(|a, b| a.name.cmp(&b.name));
    compiled.merging.sort();
    compiled.diagnostics = found.into_iter().chain(compiled.merging.iter().cloned()).collect();
    compiled.diagnostics.sort();
    compiled
}

fn merged(product: &Product, drafts: Vec<Draft>) -> Compiled {
    let mut compiled = Compiled::default();
    let mut groups: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        match wrong_product(product, &draft) {
            Some(diagnostic) => {
                compiled.merging.push(diagnostic);
                compiled.failed.insert(draft.name);
            }
            None => {
                let group = groups.entry(draft.name.to_lowercase()).or_default();
                match second_official(group, &draft) {
                    Some(diagnostic) => compiled.merging.push(diagnostic),
                    None => group.push(draft),
                }
            }
        }
    }
    let mut spelt = BTreeMap::new();
    for mut drafts in groups.into_values() {
        let name = settle_name(&mut drafts);
        if let Some(found) = same_in_rust(&name, &drafts, &mut spelt) {
            compiled.merging.push(found);
            compiled.failed.insert(name);
            continue;
        }
        let (operation, mut diagnostics) = merge(drafts, product);
        compiled.merging.append(&mut diagnostics);
        match operation {
            Some(mut operation) => {
                compiled.merging.append(&mut settle(&mut operation, product));
                compiled.operations.push(operation);
            }
            None => {
                compiled.failed.insert(name);
            }
        }
    }
    compiled
}

/// Gives all drafts of one operation one name: pages differ in upper and lower case. That of the official metadata counts,
/// then those of links that name the product; among them, most.
fn settle_name(drafts: &mut [Draft]) -> String {
    let official = drafts.iter().find(|draft| draft.edition == Edition::Metadata);
    let name = official.map_or_else(|| usual_name(drafts), |draft| draft.name.clone());
    drafts.iter_mut().for_each(|draft| draft.name.clone_from(&name));
    name
}

fn usual_name(drafts: &[Draft]) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for draft in drafts.iter() {
        let (linked, all) = counts.entry(&draft.name).or_default();
        *linked += usize::from(draft.naming == Naming::Link);
        *all += 1;
    }
    let most = counts.iter().max_by_key(|(_, count)| **count);
    most.map_or_else(String::new, |(name, _)| (*name).to_owned())
}

/// A finding if an operation of another name would be the same in Rust.
fn same_in_rust(name: &str, drafts: &[Draft], spelt: &mut BTreeMap<String, String>) -> Option<Diagnostic> {
    let first = spelt.entry(grammar::letters(name)).or_insert_with(|| name.to_owned());
    if first == name {
        return None;
    }
    let message = format!("`{name}` and `{first}` differ in punctuation only, and would be one name in Rust");
    let found = Diagnostic::new(Code::DuplicateOperation, drafts.first()?.span.clone(), message);
    Some(found.help("correct the name on the page, or remove the page"))
}

/// A finding if the metadata has an operation whose name differs from that of `draft`, which is of the metadata too, in case
/// only: unlike pages, it means two.
fn second_official(group: &[Draft], draft: &Draft) -> Option<Diagnostic> {
    let is_official = |draft: &&Draft| draft.edition == Edition::Metadata;
    let first = group.iter().filter(is_official).find(|first| first.name != draft.name)?;
    is_official(&draft).then(|| {
        let message = format!(
            "`{}` and `{}` differ in case only, and would be one name in Rust; the first is kept",
            draft.name, first.name
        );
        Diagnostic::new(Code::DuplicateOperation, draft.span.clone(), message)
            .help("call the second by its name, as a generic request")
    })
}

fn wrong_product(product: &Product, draft: &Draft) -> Option<Diagnostic> {
    let differs = |said: &Option<String>, expected: &str| said.as_ref().is_some_and(|said| said != expected);
    if !differs(&draft.product, &product.code) && !differs(&draft.version, &product.version) {
        return None;
    }
    let said = [draft.product.as_deref(), draft.version.as_deref()].map(|word| word.unwrap_or("?"));
    let message = format!(
        "this page is of {} {}, but its folder of {} {}",
        said[0], said[1], product.code, product.version
    );
    let diagnostic = Diagnostic::new(Code::WrongProduct, draft.span.clone(), message);
    Some(diagnostic.help("move the page to the folder of its product and version"))
}
