//! The files of an imported product: its specs, what its sources got wrong, and what people add to.

use super::{Import, Keep, success};
use crate::load::{is_missing, product_folders, product_in, specs_in};
use crate::plan::Owned;
use alicloud_metadata::ProductFacts;
use alicloud_pages::{Compiled, Described, compile};
use alicloud_spec::{
    Diagnostic, Loaded, METADATA_FILE, OPERATIONS_FOLDER, Operation, PRODUCT_FILE, Product, SuccessRule,
    diagnostic, grammar, yaml,
};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The pages that were read.
#[derive(Default)]
pub(super) struct Read {
    /// What was found on each page.
    pub(super) found: BTreeMap<String, Vec<Diagnostic>>,
    /// Pages, and folders with `/` behind them, that should describe operations and could not be read.
    pub(super) unread: BTreeSet<String>,
    /// Official metadata, by product and version.
    pub(super) official: BTreeMap<(String, String), Official>,
}

/// What a file of official metadata says about a product.
pub(super) struct Official {
    pub(super) product: ProductFacts,
    /// Its facts as text, where they alone were read.
    pub(super) facts: Option<String>,
    /// The success rule that its responses show. It takes examples, which facts have none of.
    pub(super) success: Option<SuccessRule>,
    /// What is wrong with the facts.
    pub(super) found: Vec<Diagnostic>,
}

impl Official {
    /// The product and version that it is about, where it says.
    pub(super) fn key(&self) -> Option<(String, String)> {
        Some((self.product.code.clone()?, self.product.version.clone()?))
    }
}

/// Gives products that have no `product.yaml` yet modules that no product below `specs` has.
pub(super) fn name_modules(products: &mut [Described], specs: &Path) -> Result<()> {
    let mut taken = BTreeSet::new();
    for folder in product_folders(specs)? {
        // One that cannot be read is reported when it is needed.
        if let Ok(Some(product)) = product_in(&folder) {
            taken.insert(product.module);
        }
    }
    for Described { product, .. } in products {
        let by_hand = specs.join(&product.code).join(&product.version).join(PRODUCT_FILE);
        if fs::symlink_metadata(by_hand).is_ok() || taken.insert(product.module.clone()) {
            continue;
        }
        let mut longer = grammar::module_names(&product.code, &product.version).skip(1);
        product.module = longer.find(|name| taken.insert(name.clone())).unwrap_or_default();
    }
    Ok(())
}

/// A product that was made of its pages.
pub(super) struct Imported {
    pub(super) code: String,
    pub(super) version: String,
    pub(super) operations: usize,
    /// What came up when pages were merged.
    pub(super) merging: Vec<Diagnostic>,
    pub(super) files: BTreeMap<PathBuf, String>,
    pub(super) owned: Vec<Owned>,
}

impl Imported {
    pub(super) fn new(described: Described, import: &Import, read: &Read) -> Result<Imported> {
        let Described { mut product, drafts } = described;
        let folder = import.specs.join(&product.code).join(&product.version);
        let official = read.official.get(&(product.code.clone(), product.version.clone()));
        if let Some(Official { product: said, .. }) = official {
            product.name = said.name.clone().unwrap_or(product.name);
            product.endpoints = said.endpoints.clone();
        }
        product.success = match official {
            Some(official) => official.success.clone(),
            None => success::rule(drafts.iter().map(|draft| &draft.response)),
        };
        let mut files = BTreeMap::new();
        match product_in(&folder) {
            Ok(Some(kept)) => product = kept,
            Ok(None) => drop(files.insert(folder.join(PRODUCT_FILE), yaml::write_product(&product)?)),
            // Without it nobody knows what the pages belong to; what is there stays.
            Err(found) => return Ok(Imported::none(product, *found)),
        }
        let pages: BTreeSet<_> = drafts.iter().map(|draft| &draft.page).collect();
        let mut found: Vec<_> =
            pages.iter().flat_map(|page| read.found.get(*page).into_iter().flatten().cloned()).collect();
        found.extend(official.into_iter().flat_map(|official| official.found.iter().cloned()));
        // Where pages say more, the specs are the record; the metadata alone would not make them again.
        let facts = official.and_then(|official| official.facts.clone()).filter(|_| pages.len() == 1);
        let compiled = compile(&product, drafts, found);
        let operations = folder.join(OPERATIONS_FOLDER);
        files.extend(specs(&compiled, &operations, import.keep)?);
        files.extend(kept(&compiled, &operations, &read.unread, &files));
        files.extend(facts.map(|facts| (folder.join(METADATA_FILE), facts)));
        let summary = folder.join("diagnostics.txt");
        let mut owned = vec![Owned::Specs(operations), Owned::File(summary.clone())];
        // Facts of an earlier run would take the texts of this one away again.
        owned.extend(official.map(|_| Owned::File(folder.join(METADATA_FILE))));
        if !compiled.diagnostics.is_empty() {
            let text = compiled.diagnostics.iter().map(|found| diagnostic::line(found) + "\n").collect();
            files.insert(summary.clone(), text);
        }
        Ok(Imported {
            code: product.code,
            version: product.version,
            operations: compiled.operations.len(),
            merging: compiled.merging,
            files,
            owned,
        })
    }

    /// A product that nothing is written of.
    fn none(product: Product, found: Diagnostic) -> Imported {
        Imported {
            code: product.code,
            version: product.version,
            operations: 0,
            merging: vec![found],
            files: BTreeMap::new(),
            owned: Vec::new(),
        }
    }
}

fn specs(compiled: &Compiled, folder: &Path, keep: Keep) -> Result<Vec<(PathBuf, String)>> {
    let write = |operation: &Operation| {
        let text = match keep {
            Keep::Everything => yaml::write(operation),
            Keep::Facts => yaml::write(&operation.clone().into_facts()),
        };
        let text = text.with_context(|| format!("writing the spec of {}", operation.name))?;
        Ok((folder.join(format!("{}.yaml", operation.name)), text))
    };
    compiled.operations.iter().map(write).collect()
}

/// The specs, as they stand, of operations that could not be made this time.
fn kept(
    compiled: &Compiled,
    folder: &Path,
    unread: &BTreeSet<String>,
    files: &BTreeMap<PathBuf, String>,
) -> Vec<(PathBuf, String)> {
    if compiled.failed.is_empty() && unread.is_empty() {
        return Vec::new();
    }
    // What is wrong with a spec that stays is for `codegen` to say.
    let (loaded, _) = specs_in(folder);
    let stays = |loaded: &Loaded| is_missing(&loaded.operation, &compiled.failed, unread);
    let stay = loaded.into_iter().filter(stays).map(|loaded| (PathBuf::from(loaded.file), loaded.text));
    stay.filter(|(path, _)| !files.contains_key(path)).collect()
}
