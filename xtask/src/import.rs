//! Folders with pages of any products go in; a folder of specs for each product that the pages describe comes out.

use crate::Outcome;
use crate::args::Format;
use crate::load::{files_below, is_page, slashed};
use crate::plan::{Owned, Plan};
use crate::report::{by_code, counted, err, out, show};
use crate::write::Mode;
use alicloud_pages::{Compiled, Described, Hint, PageFile, assemble, catalog, hint, read};
use alicloud_spec::{Code, Diagnostic, Draft, Glossary, Severity, diagnostic, yaml};
use anyhow::{Context, Result, bail};
use indicatif::{ParallelProgressIterator, ProgressBar};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct Import {
    /// Where the pages are. They are named by their path from the folder that all of these lie in.
    pub folders: Vec<PathBuf>,
    /// Where the specs go.
    pub specs: PathBuf,
    /// What the specs keep of the pages.
    pub keep: Keep,
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
    pool.install(|| run(import))
}

fn run(import: &Import) -> Result<Outcome> {
    let (base, pages) = pages_below(&import.folders)?;
    let progress = ProgressBar::new(pages.len() as u64);
    let read: Vec<Page> =
        pages.par_iter().progress_with(progress.clone()).map(Page::read).collect::<Result<_>>()?;
    progress.finish_and_clear();
    let mut tally = Tally { pages: read.len(), ..Tally::default() };
    let (mut drafts, mut hints) = (Vec::new(), Vec::new());
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for mut page in read {
        if page.skipped() {
            tally.skipped += 1;
            page.keep_reasons();
        }
        found.insert(page.name, page.diagnostics);
        drafts.extend(page.draft);
        hints.extend(page.hint);
    }
    let (products, unknown) = catalog(drafts, &hints);
    let imported: Vec<Imported> = products
        .into_par_iter()
        .map(|described| Imported::new(described, import, &found))
        .collect::<Result<_>>()?;
    let mut plan = Plan::default();
    tally.found = found.into_values().flatten().chain(unknown).collect();
    for product in imported {
        out(format_args!(
            "{} {}: {}",
            product.code,
            product.version,
            counted(product.operations, "operation")
        ));
        tally.operations += product.operations;
        tally.found.extend(product.merging);
        plan.add_all(product.files);
        plan.own(product.owned);
    }
    let changes = plan.apply(Mode::Write)?;
    tally.show(import, &base);
    out(format_args!("{} written", counted(changes.changes.len(), "file")));
    let failed = tally.found.iter().any(|found| found.severity == Severity::Error);
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

/// The pages below some folders, each once, with the names that specs call them by; and the folder that these start from.
fn pages_below(folders: &[PathBuf]) -> Result<(PathBuf, Vec<(String, PathBuf)>)> {
    if let Some(folder) = folders.iter().find(|folder| !folder.is_dir()) {
        bail!("{} is not a folder", folder.display());
    }
    let folders = match folders {
        [folder] => vec![folder.clone()],
        // Folders may be given in many ways; only full paths show where two meet.
        folders => folders.iter().map(std::fs::canonicalize).collect::<Result<_, _>>()?,
    };
    let mut files = BTreeSet::new();
    for folder in &folders {
        files.extend(files_below(folder)?.into_iter().filter(|path| is_page(path)));
    }
    let base = folders.iter().map(PathBuf::as_path).reduce(around).unwrap_or(Path::new(""));
    let named = files.into_iter().map(|path| Ok((slashed(path.strip_prefix(base)?), path)));
    Ok((base.to_owned(), named.collect::<Result<_>>()?))
}

/// The innermost folder that both lie in.
fn around<'p>(one: &'p Path, other: &'p Path) -> &'p Path {
    one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(Path::new(""))
}

/// A page that was read.
struct Page {
    name: String,
    draft: Option<Draft>,
    hint: Option<Hint>,
    diagnostics: Vec<Diagnostic>,
}

impl Page {
    fn read((name, path): &(String, PathBuf)) -> Result<Page> {
        let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let file = PageFile { name, bytes: &bytes };
        let (draft, diagnostics) = read(&file, &Glossary::default());
        let hint = if draft.is_none() { hint(&file) } else { None };
        Ok(Page { name: name.clone(), draft, hint, diagnostics })
    }

    /// Whether the page is about something other than an operation.
    fn skipped(&self) -> bool {
        let about_none = |code| matches!(code, Code::NoTable | Code::NoOperationName | Code::EmptyPage);
        let mut errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        self.draft.is_none() && errors.all(|found| about_none(found.code))
    }

    /// Keeps why the page was skipped: what would be errors on the page of an operation.
    fn keep_reasons(&mut self) {
        self.diagnostics.retain(|found| found.severity == Severity::Error);
        self.diagnostics.iter_mut().for_each(|found| found.severity = Severity::Note);
    }
}

/// A product that was made of its pages.
struct Imported {
    code: String,
    version: String,
    operations: usize,
    /// What came up when pages were merged.
    merging: Vec<Diagnostic>,
    files: BTreeMap<PathBuf, String>,
    owned: Vec<Owned>,
}

impl Imported {
    fn new(
        described: Described,
        import: &Import,
        found: &BTreeMap<String, Vec<Diagnostic>>,
    ) -> Result<Imported> {
        let Described { mut product, drafts } = described;
        let folder = import.specs.join(&product.code).join(&product.version);
        let by_hand = folder.join("product.yaml");
        let mut files = BTreeMap::new();
        match std::fs::read_to_string(&by_hand) {
            Ok(text) => {
                product = yaml::read(&by_hand.display().to_string(), &text)
                    .map_err(|found| anyhow::anyhow!("{}", diagnostic::line(&found)))?
            }
            Err(_) => {
                files.insert(by_hand, yaml::write_product(&product)?);
            }
        }
        let mut diagnostics: Vec<_> =
            drafts.iter().flat_map(|draft| found.get(&draft.page).into_iter().flatten().cloned()).collect();
        let Compiled { operations, diagnostics: merging, .. } = assemble(&product, drafts);
        diagnostics.extend(merging.iter().cloned());
        diagnostics.sort();
        for operation in &operations {
            let path = folder.join("operations").join(format!("{}.yaml", operation.name));
            let text = match import.keep {
                Keep::Everything => yaml::write(operation),
                Keep::Facts => yaml::write(&operation.clone().into_facts()),
            };
            files.insert(path, text.with_context(|| format!("writing the spec of {}", operation.name))?);
        }
        if !diagnostics.is_empty() {
            let text = diagnostics.iter().map(|found| diagnostic::line(found) + "\n").collect();
            files.insert(folder.join("diagnostics.txt"), text);
        }
        let owned = vec![Owned::All(folder.join("operations")), Owned::File(folder.join("diagnostics.txt"))];
        Ok(Imported {
            code: product.code,
            version: product.version,
            operations: operations.len(),
            merging,
            files,
            owned,
        })
    }
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
        for found in self.found.iter().filter(|found| found.severity <= import.shown) {
            let file = base.join(&found.span.file);
            let text = std::fs::read_to_string(&file).ok();
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
