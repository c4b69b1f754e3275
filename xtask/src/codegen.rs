//! What is to be generated goes in; pages are read, specs and crates are planned, and the plan is written or compared.

use crate::Outcome;
use crate::files::{self, entries};
use crate::load::{Product, Read, product_folders};
use crate::lock::lock;
use crate::plan::{Owned, Plan, is_staged};
use crate::report::{Detail, Report};
use crate::words::words;
use crate::write::Mode;
use alicloud_emit::{Crate, MARK, Options, Runtime, krate};
use alicloud_spec::yaml::write_names;
use alicloud_spec::{Api, Code, Diagnostic, Glossary, NAMES_FILE, Span};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be generated, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Paths are shown relative to this folder.
    pub root: PathBuf,
    /// What is made from what.
    pub targets: Vec<Target>,
    /// The products whose pages are read; all when empty.
    pub products: Vec<String>,
    /// Whether to write or to compare.
    pub mode: Mode,
    /// How much of the diagnostics to show.
    pub detail: Detail,
    /// Number of threads; that of the machine when absent.
    pub threads: Option<usize>,
    /// The command that mends drift.
    pub mend: String,
}

/// A crate and the specs it is made from.
#[derive(Clone, Debug)]
pub struct Target {
    /// The folder of specs.
    pub specs: PathBuf,
    /// The folder of the crate.
    pub out: PathBuf,
    /// What the specs do not tell about the crate.
    pub options: Options,
}

impl Request {
    /// Where the operations of the product with this code come from.
    fn source_of(&self, code: &str) -> Read {
        if self.products.is_empty() || self.products.iter().any(|name| name == code) {
            Read::Sources
        } else {
            Read::Specs
        }
    }
}

/// Generates. Errors in pages and specs are findings, shown with their places; the rest is generated all the same.
///
/// # Errors
/// Only if files cannot be read or written.
pub fn codegen(request: &Request) -> Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build()?;
    let folders = request.targets.iter().flat_map(|target| [target.specs.as_path(), target.out.as_path()]);
    let _lock = lock(folders, request.mode)?;
    let mut report = Report::new(&request.root, request.detail);
    let mut plan = Plan::default();
    let mut known = BTreeSet::new();
    for target in &request.targets {
        known.extend(pool.install(|| plan_target(request, target, &mut plan, &mut report))?);
    }
    if let Some(unknown) = request.products.iter().find(|name| !known.contains(*name)) {
        bail!(
            "there is no product `{unknown}`; there are {}",
            known.into_iter().collect::<Vec<_>>().join(", ")
        );
    }
    let changes = plan.apply(request.mode)?;
    report.changes(&changes, request.mode, &request.mend);
    Ok(report.outcome())
}

/// Plans the specs and the crate of a target; gives the codes of its products.
fn plan_target(
    request: &Request,
    target: &Target,
    plan: &mut Plan,
    report: &mut Report,
) -> Result<BTreeSet<String>> {
    refuse_foreign(target)?;
    let mut apis: Vec<Api> = Vec::new();
    let mut folders = Vec::new();
    let mut sound = true;
    let mut codes = BTreeSet::new();
    let Some(common) = glossary(target, report) else {
        return Ok(request.products.iter().cloned().collect());
    };
    for folder in product_folders(&target.specs)? {
        let product = Product::load(&folder, &common, |code| request.source_of(code))?;
        report.product(&product);
        codes.extend(product.code);
        let Some(api) = product.api else {
            sound = false;
            continue;
        };
        if let Some(found) = same_module(&apis, &api, &product.folder) {
            report.error(&found);
            sound = false;
        }
        sound &= planned(plan.add(&target.specs, product.files, product.owned), report);
        apis.push(api);
        folders.push(product.folder);
    }
    sound = sound && planned(plan_crate(&apis, &folders, target, plan), report);
    if !sound {
        report.left_alone(&target.out);
    }
    plan_leftovers(target, plan);
    Ok(codes)
}

/// The words of all products. While they are wrong, nothing is made with them.
fn glossary(target: &Target, report: &mut Report) -> Option<Arc<Glossary>> {
    let words = words(&target.specs);
    if words.diagnostics.is_empty() {
        return Some(words.glossary);
    }
    words.diagnostics.iter().for_each(|found| report.error(found));
    report.left_alone(&target.out);
    None
}

/// Plans a crate, and the names in it beside the specs of each product.
fn plan_crate(
    apis: &[Api],
    folders: &[PathBuf],
    target: &Target,
    plan: &mut Plan,
) -> Result<(), Vec<Diagnostic>> {
    let Crate { files, names } = krate(apis, &target.options);
    let names = folders.iter().zip(&names).filter(|(_, names)| !names.operations.is_empty());
    // Names are strings, which YAML always has a way to write.
    let names = names.filter_map(|(folder, names)| Some((folder.join(NAMES_FILE), write_names(names).ok()?)));
    plan.add(&target.specs, names, [])?;
    let owned = [
        Owned::Marked(target.out.join("src")),
        Owned::Marked(target.out.join("tests")),
        Owned::All(target.out.join("tests/examples")),
    ];
    plan.add(&target.out, files.into_iter().map(|file| (target.out.join(file.path), file.contents)), owned)
}

/// What a run that was killed left goes, whatever that run was to write.
fn plan_leftovers(target: &Target, plan: &mut Plan) {
    let Target { specs, out, .. } = target;
    for (target, owned) in [
        (specs, Owned::StagedBelow(specs.clone())),
        (out, Owned::StagedIn(out.clone())),
        (out, Owned::StagedBelow(out.join("src"))),
        (out, Owned::StagedBelow(out.join("tests"))),
    ] {
        // A folder that leads out of the target was reported with the files in it.
        let _ = plan.add(target, [], [owned]);
    }
}

/// Whether files could be planned; says why not.
fn planned(added: Result<(), Vec<Diagnostic>>, report: &mut Report) -> bool {
    added.map_err(|refused| refused.iter().for_each(|found| report.error(found))).is_ok()
}

/// A finding if another product has the module already: two cannot be one module of the crate.
fn same_module(apis: &[Api], api: &Api, folder: &Path) -> Option<Diagnostic> {
    let new = &api.product;
    let known = &apis.iter().find(|known| known.product.module == new.module)?.product;
    let message = format!(
        "{} {} and {} {} both have the module `{}`",
        known.code, known.version, new.code, new.version, new.module
    );
    let file = folder.join("product.yaml");
    let text = files::text(&file).unwrap_or_default();
    let line = text.lines().position(|line| line.starts_with("module:")).map_or(1, |index| index + 1);
    let span = Span::new(&file.display().to_string(), line, 1, 1);
    Some(Diagnostic::new(Code::DuplicateModule, span, message).help("name another module here"))
}

/// A folder that holds something else is not written into.
fn refuse_foreign(target: &Target) -> Result<()> {
    let out = &target.out;
    let found = entries(out).with_context(|| format!("reading {}", out.display()))?;
    let is_empty = found.iter().all(|(path, _)| is_staged(path));
    if target.options.runtime == Runtime::Workspace || is_empty {
        return Ok(());
    }
    let manifest = files::text(&out.join("Cargo.toml")).unwrap_or_default();
    if !manifest.lines().next().is_some_and(|line| line.contains(MARK)) {
        bail!("{} is not empty and not a generated crate; name another folder", out.display());
    }
    Ok(())
}
