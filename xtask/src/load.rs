//! The folder of a product goes in; its pages and specs are read, and its resolved operations and files come out.

use crate::plan::Owned;
use alicloud_pages::{Compiled, PageFile, assemble, read};
use alicloud_spec::{
    Api, Diagnostic, Draft, Glossary, Loaded, Operation, ProductFiles, Severity, diagnostic, resolve, yaml,
};
use anyhow::{Context, Result};
use indicatif::{ParallelProgressIterator, ProgressBar};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A product as it was read.
pub(crate) struct Product {
    /// The folder, for messages.
    pub(crate) folder: PathBuf,
    /// The code, where `product.yaml` can be read.
    pub(crate) code: Option<String>,
    /// `None` if a file kept by hand is wrong, or a spec does not resolve.
    pub(crate) api: Option<Api>,
    /// The spec files to be.
    pub(crate) files: BTreeMap<PathBuf, String>,
    /// Where files that are not in the set are orphans.
    pub(crate) owned: Vec<Owned>,
    /// What is wrong, by file.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Number of pages that were read.
    pub(crate) pages: usize,
}

/// Where the operations of a product come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// Its pages, if it has any.
    Pages,
    /// Its specs as they stand.
    Specs,
}

/// The folders below `specs` that hold a `product.yaml`, sorted.
pub(crate) fn product_folders(specs: &Path) -> Result<Vec<PathBuf>> {
    let files = files_below(specs)?;
    let products =
        files.into_iter().filter(|path| path.file_name().is_some_and(|name| name == "product.yaml"));
    Ok(products.filter_map(|path| path.parent().map(Path::to_owned)).collect())
}

/// All files below a folder, sorted; none if it does not exist.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries.with_context(|| format!("reading {}", folder.display()))?,
        };
        for entry in entries {
            let entry = entry?;
            let target = if entry.file_type()?.is_dir() { &mut folders } else { &mut files };
            target.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

impl Product {
    /// Reads a product below `specs`; `from` tells by its code where its operations come from.
    pub(crate) fn load(folder: &Path, specs: &Path, from: impl Fn(&str) -> Read) -> Result<Product> {
        let mut product = Product {
            folder: folder.to_owned(),
            code: None,
            api: None,
            files: BTreeMap::new(),
            owned: Vec::new(),
            diagnostics: Vec::new(),
            pages: 0,
        };
        let described: Option<(alicloud_spec::Product, String)> =
            product.yaml(&folder.join("product.yaml"))?;
        let common: Option<(Glossary, String)> = product.yaml(&specs.join("glossary.yaml"))?;
        let own: Option<(Glossary, String)> = product.yaml(&folder.join("glossary.yaml"))?;
        let glossary = common.unwrap_or_default().0.with(&own.unwrap_or_default().0);
        let overrides_file = folder.join("overrides.yaml");
        let (overrides, text) = product.yaml(&overrides_file)?.unwrap_or_default();
        let Some((described, product_text)) = described else { return Ok(product) };
        let corrections = ProductFiles {
            overrides,
            file: overrides_file.display().to_string(),
            text,
            product_file: folder.join("product.yaml").display().to_string(),
            product_text,
        };
        product.code = Some(described.code.clone());
        let has_pages = folder.join("pages").is_dir() && from(&described.code) == Read::Pages;
        let loaded =
            if has_pages { product.read_pages(&described, &glossary)? } else { product.read_specs()? };
        product.resolve(described, loaded, &corrections);
        Ok(product)
    }

    fn resolve(
        &mut self,
        described: alicloud_spec::Product,
        loaded: Vec<Loaded>,
        corrections: &ProductFiles,
    ) {
        let broken = |diagnostic: &Diagnostic| {
            diagnostic.severity == Severity::Error && diagnostic.span.file.ends_with(".yaml")
        };
        let (api, diagnostics) = resolve(described, loaded, corrections);
        self.diagnostics.extend(diagnostics);
        if !self.diagnostics.iter().any(broken) {
            self.api = Some(api);
        }
    }

    /// Reads the pages and plans the specs. An operation that could not be made keeps the spec it has.
    fn read_pages(&mut self, described: &alicloud_spec::Product, glossary: &Glossary) -> Result<Vec<Loaded>> {
        let pages = self.folder.join("pages");
        let mut files = Vec::new();
        for path in files_below(&pages)? {
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            files.push((slashed(path.strip_prefix(&pages)?), bytes));
        }
        self.pages = files.len();
        let progress = ProgressBar::new(files.len() as u64);
        let read: Vec<(Option<Draft>, Vec<Diagnostic>)> = files
            .par_iter()
            .progress_with(progress.clone())
            .map(|(name, bytes)| read(&PageFile { name, bytes }, glossary))
            .collect();
        progress.finish_and_clear();
        let unread = files.iter().zip(&read).filter(|(_, (draft, _))| draft.is_none());
        let unread: BTreeSet<String> = unread.map(|((name, _), _)| name.clone()).collect();
        let (drafts, mut diagnostics): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let mut compiled = assemble(described, drafts.into_iter().flatten().collect());
        compiled.diagnostics.extend(diagnostics.drain(..).flatten());
        compiled.diagnostics.sort();
        let loaded = self.plan_specs(compiled, &unread)?;
        Ok(loaded)
    }

    fn plan_specs(&mut self, compiled: Compiled, unread: &BTreeSet<String>) -> Result<Vec<Loaded>> {
        let mut loaded = BTreeMap::new();
        for operation in compiled.operations {
            let text =
                yaml::write(&operation).with_context(|| format!("writing the spec of {}", operation.name))?;
            loaded.insert(operation.name.clone(), self.loaded(operation, text));
        }
        let has_errors = compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if has_errors {
            for kept in self.read_specs()? {
                let name = &kept.operation.name;
                if compiled.failed.contains(name)
                    || kept.operation.pages.iter().any(|page| unread.contains(page))
                {
                    loaded.insert(name.clone(), kept);
                }
            }
        }
        self.files.extend(loaded.values().map(|loaded| (PathBuf::from(&loaded.file), loaded.text.clone())));
        self.owned.push(Owned::All(self.folder.join("operations")));
        self.plan_diagnostics(compiled.diagnostics, has_errors);
        Ok(loaded.into_values().collect())
    }

    /// Plans `diagnostics.txt`. It is left alone while there are errors: they are to be mended, not kept.
    fn plan_diagnostics(&mut self, diagnostics: Vec<Diagnostic>, has_errors: bool) {
        let path = self.folder.join("diagnostics.txt");
        if !has_errors {
            if !diagnostics.is_empty() {
                let text: String = diagnostics.iter().map(|found| diagnostic::line(found) + "\n").collect();
                self.files.insert(path.clone(), text);
            }
            self.owned.push(Owned::File(path));
        }
        let pages = self.folder.join("pages");
        self.diagnostics.extend(diagnostics.into_iter().map(|mut found| {
            found.span.file = pages.join(&found.span.file).display().to_string();
            found
        }));
    }

    fn read_specs(&mut self) -> Result<Vec<Loaded>> {
        let mut loaded = Vec::new();
        for path in files_below(&self.folder.join("operations"))? {
            if path.extension().is_some_and(|extension| extension == "yaml")
                && let Some((operation, text)) = self.yaml::<Operation>(&path)?
            {
                loaded.push(Loaded { operation, file: path.display().to_string(), text });
            }
        }
        Ok(loaded)
    }

    fn loaded(&self, operation: Operation, text: String) -> Loaded {
        let file = self.folder.join("operations").join(format!("{}.yaml", operation.name));
        Loaded { operation, file: file.display().to_string(), text }
    }

    /// Reads a YAML file. One that does not exist gives nothing; one that is wrong gives nothing and a diagnostic.
    fn yaml<T: DeserializeOwned>(&mut self, path: &Path) -> Result<Option<(T, String)>> {
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes.with_context(|| format!("reading {}", path.display()))?,
        };
        let file = path.display().to_string();
        let read = alicloud_spec::text(&file, &bytes)
            .and_then(|text| Ok((yaml::read(&file, text)?, text.to_owned())));
        Ok(read.map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok())
    }
}

/// What lies beside a `product.yaml`, as `diagnostics.txt` does, is about pages and none itself.
pub(crate) fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "txt")
        && !path.with_file_name("product.yaml").exists()
}

/// A relative path with `/` between its parts on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
