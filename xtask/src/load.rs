//! The folder of a product goes in; its pages and specs are read, and its resolved operations and files come out.

use crate::files::{self, files_below, found_below, is_hidden, is_unread, prefix, slashed};
use crate::plan::Owned;
use alicloud_metadata::MetadataFile;
use alicloud_pages::{Compiled, PageFile, compile, read};
use alicloud_spec::{
    Api, Code, Diagnostic, Draft, Folder, GLOSSARY_FILE, Glossary, Loaded, METADATA_FILE, NAMES_FILE,
    OPERATIONS_FOLDER, OVERRIDES_FILE, Operation, PRODUCT_FILE, ProductFiles, Severity, Span, diagnostic,
    load, resolve, yaml,
};
use anyhow::{Context, Result};
use indicatif::{ParallelProgressIterator, ProgressBar};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// Whether official metadata was read.
    pub(crate) metadata: Metadata,
}

/// Whether a product has official metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Metadata {
    Absent,
    Read,
}

/// What sources say, before it is merged.
#[derive(Default)]
struct Said {
    drafts: Vec<Draft>,
    diagnostics: Vec<Diagnostic>,
    /// Files, and folders with `/` behind them, that could not be read.
    unread: BTreeSet<String>,
}

/// Where the operations of a product come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// Its metadata and pages, if it has any.
    Sources,
    /// Its specs as they stand.
    Specs,
}

/// The folders below `specs` that hold a `product.yaml`, sorted.
pub(crate) fn product_folders(specs: &Path) -> Result<Vec<PathBuf>> {
    let files = files_below(specs)?;
    let products = files.into_iter().filter(|path| path.file_name().is_some_and(|name| name == PRODUCT_FILE));
    Ok(products.filter_map(|path| path.parent().map(Path::to_owned)).collect())
}

impl Product {
    /// Reads a product; `from` tells by its code where its operations come from.
    pub(crate) fn load(
        folder: &Path,
        common: &Arc<Glossary>,
        from: impl Fn(&str) -> Read,
    ) -> Result<Product> {
        let mut product = Product {
            folder: folder.to_owned(),
            code: None,
            api: None,
            files: BTreeMap::new(),
            owned: Vec::new(),
            diagnostics: Vec::new(),
            pages: 0,
            metadata: Metadata::Absent,
        };
        let by_hand = product.by_hand(common);
        product.diagnostics.extend(by_hand.diagnostics);
        let (Some(described), corrections) = (by_hand.product, by_hand.files) else { return Ok(product) };
        product.code = Some(described.code.clone());
        let loaded = match from(&described.code) {
            Read::Sources if product.has_sources() => {
                product.read_sources(&described, &corrections.glossary)?
            }
            _ => product.read_specs(),
        };
        product.resolve(described, loaded, &corrections);
        Ok(product)
    }

    fn resolve(
        &mut self,
        described: alicloud_spec::Product,
        loaded: Vec<Loaded>,
        corrections: &ProductFiles,
    ) {
        let (pages, metadata) = (self.folder.join("pages"), self.folder.join(METADATA_FILE));
        let broken = |diagnostic: &Diagnostic| {
            let file = Path::new(&diagnostic.span.file);
            diagnostic.severity == Severity::Error && !file.starts_with(&pages) && file != metadata
        };
        let (api, diagnostics) = resolve(described, loaded, corrections);
        self.diagnostics.extend(diagnostics);
        if !self.diagnostics.iter().any(broken) {
            self.api = Some(api);
        }
    }

    /// Reads metadata and pages and plans the specs. An operation that could not be made keeps the spec it has.
    fn read_sources(
        &mut self,
        described: &alicloud_spec::Product,
        glossary: &Glossary,
    ) -> Result<Vec<Loaded>> {
        let mut said = self.read_pages(glossary)?;
        self.read_metadata(&mut said);
        let compiled = compile(described, said.drafts, said.diagnostics);
        self.plan_specs(compiled, &said.unread)
    }

    fn read_metadata(&mut self, said: &mut Said) {
        let bytes = match files::metadata(&self.folder.join(METADATA_FILE), METADATA_FILE) {
            Ok(None) => return,
            Ok(Some(bytes)) => Ok(bytes),
            Err(found) => Err(vec![*found]),
        };
        self.metadata = Metadata::Read;
        let (described, found) = match &bytes {
            Ok(bytes) => alicloud_metadata::read(&MetadataFile { name: METADATA_FILE, bytes }),
            Err(found) => (None, found.clone()),
        };
        said.diagnostics.extend(found);
        match described {
            Some(described) => said.drafts.extend(described.drafts),
            None => drop(said.unread.insert(METADATA_FILE.to_owned())),
        }
    }

    fn read_pages(&mut self, glossary: &Glossary) -> Result<Said> {
        let pages = self.folder.join("pages");
        let (found, unlisted) = found_below(&pages);
        let files: Vec<_> = found
            .iter()
            .map(|path| Ok((slashed(path.strip_prefix(&pages)?), path)))
            .collect::<Result<_>>()?;
        self.pages = files.len();
        let progress = ProgressBar::new(files.len() as u64);
        let read: Vec<(Option<Draft>, Vec<Diagnostic>)> = files
            .par_iter()
            .progress_with(progress.clone())
            .map(|(name, path)| match files::page(path, name) {
                Ok(bytes) => read(&PageFile { name, bytes: &bytes }, glossary),
                Err(found) => (None, vec![*found]),
            })
            .collect();
        progress.finish_and_clear();
        let unread = files.iter().zip(&read).filter(|(_, (draft, _))| draft.is_none());
        let mut unread: BTreeSet<String> = unread.map(|((name, _), _)| name.clone()).collect();
        unread.extend(unlisted.iter().map(|found| prefix(&pages, &found.span.file)));
        let (drafts, diagnostics): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let diagnostics = diagnostics.into_iter().flatten().chain(unlisted).collect();
        Ok(Said { drafts: drafts.into_iter().flatten().collect(), diagnostics, unread })
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
            for kept in self.read_specs() {
                let name = &kept.operation.name;
                // One without a page is that of the metadata.
                let is_official = unread.contains(METADATA_FILE) && !loaded.contains_key(name);
                if is_official || is_missing(&kept.operation, &compiled.failed, unread) {
                    loaded.insert(name.clone(), kept);
                }
            }
        }
        self.files.extend(loaded.values().map(|loaded| (PathBuf::from(&loaded.file), loaded.text.clone())));
        self.owned.push(Owned::Specs(self.folder.join(OPERATIONS_FOLDER)));
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
            let folder = if found.span.file == METADATA_FILE { &self.folder } else { &pages };
            found.span.file = folder.join(&found.span.file).display().to_string();
            found
        }));
    }

    /// Whether there is anything that its specs are made from.
    fn has_sources(&mut self) -> bool {
        std::fs::symlink_metadata(self.folder.join(METADATA_FILE)).is_ok() || self.has_pages()
    }

    /// Whether the product has a folder of pages. One that cannot be looked at is reported, not taken as absent.
    fn has_pages(&mut self) -> bool {
        let pages = self.folder.join("pages");
        match std::fs::metadata(&pages) {
            Ok(metadata) => metadata.is_dir(),
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => {
                let span = Span::file(&pages.display().to_string());
                let message = format!("the folder cannot be read: {error}");
                self.diagnostics.push(Diagnostic::new(Code::UnreadableFile, span, message));
                false
            }
        }
    }

    fn read_specs(&mut self) -> Vec<Loaded> {
        let (loaded, found) = specs_in(&self.folder.join(OPERATIONS_FOLDER));
        self.diagnostics.extend(found);
        loaded
    }

    fn loaded(&self, operation: Operation, text: String) -> Loaded {
        let file = self.folder.join(OPERATIONS_FOLDER).join(format!("{}.yaml", operation.name));
        Loaded { operation, file: file.display().to_string(), text }
    }

    /// The files that people keep in the folder. One that does not exist gives nothing; one that is wrong gives nothing and a
    /// diagnostic.
    fn by_hand(&mut self, common: &Arc<Glossary>) -> Folder {
        let mut files = Vec::new();
        for name in [PRODUCT_FILE, GLOSSARY_FILE, OVERRIDES_FILE, NAMES_FILE] {
            match files::spec(&self.folder.join(name)) {
                Ok(file) => files.extend(file),
                Err(found) => self.diagnostics.push(*found),
            }
        }
        load(files, common)
    }
}

/// The specs in a folder of operations, and what is wrong with those that cannot be read.
pub(crate) fn specs_in(folder: &Path) -> (Vec<Loaded>, Vec<Diagnostic>) {
    let (found, mut diagnostics) = found_below(folder);
    let is_spec = |path: &&PathBuf| {
        path.extension().is_some_and(|extension| extension == "yaml") && !is_hidden(path, folder)
    };
    let specs: Vec<_> = found.iter().filter(is_spec).collect();
    let read: Vec<Result<Option<Loaded>, Box<Diagnostic>>> =
        specs.par_iter().map(|path| files::spec(path)?.map(Loaded::read).transpose()).collect();
    let mut loaded = Vec::new();
    for read in read {
        match read {
            Ok(spec) => loaded.extend(spec),
            Err(found) => diagnostics.push(*found),
        }
    }
    (loaded, diagnostics)
}

/// Whether an operation could not be made this time, or has pages that could not be read, so that its spec stays.
pub(crate) fn is_missing(
    operation: &Operation,
    failed: &BTreeSet<String>,
    unread: &BTreeSet<String>,
) -> bool {
    failed.contains(&operation.name) || operation.pages.iter().any(|page| is_unread(page, unread))
}

/// Reads `product.yaml` in a folder; `None` if it does not exist.
pub(crate) fn product_in(folder: &Path) -> Result<Option<alicloud_spec::Product>, Box<Diagnostic>> {
    let Some(file) = files::spec(&folder.join(PRODUCT_FILE))? else { return Ok(None) };
    yaml::read(&file.path, &file.text).map(Some)
}
