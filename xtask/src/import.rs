//! Folders with pages of any products go in; a folder of specs for each product that the pages describe comes out.

mod product;
mod success;

use crate::Outcome;
use crate::args::Format;
use crate::files::{self, found_below, is_json, is_metadata, is_page, prefix, slashed};
use crate::lock::lock;
use crate::plan::{Changes, Owned, Plan};
use crate::report::{by_code, counted, err, foreign, out, show};
use crate::write::Mode;
use alicloud_metadata::{Described, MetadataFile};
use alicloud_pages::{Fallback, Hint, PageFile, catalog, hint, read};
use alicloud_spec::{Code, Diagnostic, Draft, Glossary, METADATA_FILE, Severity, SuccessRule};
use anyhow::{Context, Result, bail};
use indicatif::{ParallelProgressIterator, ProgressBar};
use product::{Imported, Official, Read, name_modules};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct Import {
    /// Pages, files of official metadata, and folders of such. They are named by their path from the folder that all of
    /// these lie in.
    pub paths: Vec<PathBuf>,
    /// Where the specs go.
    pub specs: PathBuf,
    /// What the specs keep of the pages.
    pub keep: Keep,
    /// What pages belong to that name no product and version.
    pub fallback: Fallback,
    /// How to show what is found.
    pub format: Format,
    /// How bad a finding must be to be shown; the rest is only counted.
    pub shown: Severity,
    /// Number of threads; that of the machine when absent.
    pub threads: Option<usize>,
}

/// What specs keep of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Everything.
    Everything,
    /// Facts: neither prose nor examples.
    Facts,
}

/// Imports. Errors in pages are findings; all other pages are imported all the same.
///
/// # Errors
/// Only if files cannot be read or written.
pub fn import(import: &Import) -> Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(import.threads.unwrap_or(0)).build()?;
    let (base, pages, unlisted) = pages_below(&import.paths)?;
    let is_new = matches!(import.specs.try_exists(), Ok(false));
    fs::create_dir_all(&import.specs).with_context(|| format!("making {}", import.specs.display()))?;
    let _lock = lock([import.specs.as_path()], Mode::Write)?;
    let outcome = pool.install(|| run(import, &base, &pages, unlisted));
    if is_new {
        // If nothing came of it, the folder is empty; else it cannot be removed.
        let _ = fs::remove_dir(&import.specs);
    }
    outcome
}

fn run(
    import: &Import,
    base: &Path,
    pages: &[(String, PathBuf)],
    unlisted: Vec<Diagnostic>,
) -> Result<Outcome> {
    let progress = ProgressBar::new(pages.len() as u64);
    let read: Vec<Page> =
        pages.par_iter().progress_with(progress.clone()).map(|page| Page::read(page, import.keep)).collect();
    progress.finish_and_clear();
    let mut tally = Tally { pages: read.len(), ..Tally::default() };
    let (mut drafts, mut hints) = (Vec::new(), Vec::new());
    let mut pages = Read { unread: folders_of(&unlisted, base), ..Read::default() };
    for mut page in read {
        if page.skipped() {
            tally.skipped += 1;
            page.keep_reasons();
        } else if page.is_unread() {
            pages.unread.insert(page.name.clone());
        }
        pages.found.insert(page.name, page.diagnostics);
        drafts.extend(page.drafts);
        hints.extend(page.hint);
        pages.official.extend(page.official.and_then(|official| Some((official.key()?, official))));
    }
    let (mut products, unknown) = catalog(drafts, &hints, &import.fallback);
    name_modules(&mut products, &import.specs)?;
    let imported: Vec<Imported> = products
        .into_par_iter()
        .map(|described| Imported::new(described, import, &pages))
        .collect::<Result<_>>()?;
    tally.found = pages.found.into_values().flatten().chain(unknown).chain(unlisted).collect();
    let changes = write(import, imported, &mut tally)?;
    tally.show(import, base);
    out(format_args!("{} written", counted(changes.changes.len(), "file")));
    let failed = tally.operations == 0 || tally.found.iter().any(|found| found.severity == Severity::Error);
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

/// Folders of pages that could not be read, as the names of the pages in them begin.
fn folders_of(unlisted: &[Diagnostic], base: &Path) -> BTreeSet<String> {
    unlisted.iter().map(|found| prefix(base, &found.span.file)).collect()
}

/// Writes what was imported; a product with a path that is not safe stops itself only.
fn write(import: &Import, imported: Vec<Imported>, tally: &mut Tally) -> Result<Changes> {
    let mut plan = Plan::default();
    // It adds no file, so that nothing can be wrong with it.
    let _ = plan.add(&import.specs, [], [Owned::StagedBelow(import.specs.clone())]);
    for product in imported {
        tally.found.extend(product.merging);
        match plan.add(&import.specs, product.files, product.owned) {
            Ok(()) => {
                tally.operations += product.operations;
                let operations = counted(product.operations, "operation");
                out(format_args!("{} {}: {operations}", product.code, product.version));
            }
            Err(refused) => tally.found.extend(refused),
        }
    }
    let changes = plan.apply(Mode::Write)?;
    changes.foreign.iter().for_each(|path| foreign(path.display()));
    Ok(changes)
}

/// The folder that the names of pages start from; the pages below some folders, each once, with their names; and the
/// folders that could not be read.
type Pages = (PathBuf, Vec<(String, PathBuf)>, Vec<Diagnostic>);

fn pages_below(paths: &[PathBuf]) -> Result<Pages> {
    if let Some(path) = paths.iter().find(|path| matches!(path.try_exists(), Ok(false))) {
        bail!("{} does not exist", path.display());
    }
    let paths = match paths {
        [path] => vec![path.clone()],
        // Folders may be given in many ways; only full paths show where two meet.
        paths => paths.iter().map(fs::canonicalize).collect::<Result<_, _>>()?,
    };
    let (mut files, mut unlisted) = (BTreeSet::new(), BTreeSet::new());
    for path in &paths {
        if !path.is_dir() {
            files.insert(path.clone());
            continue;
        }
        let (found, unread) = found_below(path);
        files.extend(found.into_iter().filter(|path| is_page(path) || is_metadata(path)));
        unlisted.extend(unread);
    }
    let folder = |path: &'_ PathBuf| match path.is_dir() {
        true => path.clone(),
        false => path.parent().map(Path::to_owned).unwrap_or_default(),
    };
    let folders: Vec<_> = paths.iter().map(folder).collect();
    let base = folders.iter().map(PathBuf::as_path).reduce(around).unwrap_or(Path::new(""));
    let named = files.into_iter().map(|path| Ok((slashed(path.strip_prefix(base)?), path)));
    Ok((base.to_owned(), named.collect::<Result<_>>()?, unlisted.into_iter().collect()))
}

/// The innermost folder that both lie in.
fn around<'p>(one: &'p Path, other: &'p Path) -> &'p Path {
    one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(Path::new(""))
}

/// A page, or a file of official metadata, that was read.
struct Page {
    name: String,
    drafts: Vec<Draft>,
    hint: Option<Hint>,
    official: Option<Official>,
    diagnostics: Vec<Diagnostic>,
}

impl Page {
    fn read((name, path): &(String, PathBuf), keep: Keep) -> Page {
        let mut page = Page {
            name: name.clone(),
            drafts: Vec::new(),
            hint: None,
            official: None,
            diagnostics: Vec::new(),
        };
        match files::source(path, name) {
            Ok(bytes) if is_json(&bytes) => page.read_metadata(&bytes, keep),
            Ok(bytes) => page.read_page(&bytes),
            Err(found) => page.diagnostics.push(*found),
        }
        page
    }

    fn read_page(&mut self, bytes: &[u8]) {
        let file = PageFile { name: &self.name, bytes };
        let (draft, diagnostics) = read(&file, &Glossary::default());
        self.hint = if draft.is_none() { hint(&file) } else { None };
        self.drafts.extend(draft);
        self.diagnostics = diagnostics;
    }

    /// Reads official metadata. Of what keeps its facts only, those are what is read, so that a later run that has no more
    /// than them finds the same.
    fn read_metadata(&mut self, bytes: &[u8], keep: Keep) {
        let file = MetadataFile { name: &self.name, bytes };
        match keep {
            Keep::Everything => {
                let (described, diagnostics) = alicloud_metadata::read(&file);
                self.diagnostics = diagnostics;
                let success = rule(&described);
                self.take(described, success, None, Vec::new());
            }
            Keep::Facts => {
                let (facts, diagnostics) = alicloud_metadata::facts(&file);
                self.diagnostics = diagnostics;
                let Some(facts) = facts else { return };
                let success = rule(&alicloud_metadata::read(&file).0);
                let file = MetadataFile { name: METADATA_FILE, bytes: facts.as_bytes() };
                let (described, found) = alicloud_metadata::read(&file);
                self.take(described, success, Some(facts), found);
            }
        }
    }

    fn take(
        &mut self,
        described: Option<Described>,
        success: Option<SuccessRule>,
        facts: Option<String>,
        found: Vec<Diagnostic>,
    ) {
        if let Some(Described { product, drafts, .. }) = described {
            self.official = Some(Official { product, success, facts, found });
            self.drafts = drafts;
        }
    }

    /// Whether it should say something and does not.
    fn is_unread(&self) -> bool {
        self.drafts.is_empty() && self.official.is_none()
    }

    /// Whether the page is about something other than an operation.
    fn skipped(&self) -> bool {
        let about_none = |code| {
            matches!(code, Code::NoTable | Code::NoOperationName | Code::EmptyPage | Code::NotMetadata)
        };
        let mut errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        self.is_unread() && errors.all(|found| about_none(found.code))
    }

    /// Keeps why the page was skipped: what would be errors on the page of an operation.
    fn keep_reasons(&mut self) {
        self.diagnostics.retain(|found| found.severity == Severity::Error);
        self.diagnostics.iter_mut().for_each(|found| found.severity = Severity::Note);
    }
}

fn rule(described: &Option<Described>) -> Option<SuccessRule> {
    let drafts = described.iter().flat_map(|described| &described.drafts);
    success::rule(drafts.map(|draft| &draft.response))
}

#[derive(Default)]
struct Tally {
    pages: usize,
    skipped: usize,
    operations: usize,
    found: Vec<Diagnostic>,
}

impl Tally {
    fn show(&self, import: &Import, base: &Path) {
        // Who gets nothing wants to know why.
        let shown = if self.operations == 0 { Severity::Note } else { import.shown };
        for found in self.found.iter().filter(|found| found.severity <= shown) {
            let file = base.join(&found.span.file);
            let text = files::text(&file);
            let mut found = found.clone();
            found.span.file = file.display().to_string();
            show(&found, text.as_deref(), import.format);
        }
        by_code(&self.found).into_iter().for_each(err);
        out(format_args!(
            "{}, {} skipped: {}",
            counted(self.pages, "page"),
            self.skipped,
            counted(self.operations, "operation")
        ));
    }
}
