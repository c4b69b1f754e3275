//! What is to be generated goes in; pages are read, specs and crates are planned, and the plan is written or compared.

use crate::Outcome;
use crate::load::{Product, Read, product_folders};
use crate::plan::{Owned, Plan};
use crate::report::{Detail, Report};
use crate::write::Mode;
use alicloud_emit::{MARK, Options, Runtime, krate};
use alicloud_spec::Api;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
            Read::Pages
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
    let mut sound = true;
    let mut codes = BTreeSet::new();
    for folder in product_folders(&target.specs)? {
        let product = Product::load(&folder, &target.specs, |code| request.source_of(code))?;
        report.product(&product);
        codes.extend(product.code);
        let Some(api) = product.api else {
            sound = false;
            continue;
        };
        refuse_same_module(&apis, &api)?;
        plan.add_all(product.files);
        plan.own(product.owned);
        apis.push(api);
    }
    if sound {
        plan_crate(&apis, target, plan);
    } else {
        report.left_alone(&target.out);
    }
    Ok(codes)
}

fn plan_crate(apis: &[Api], target: &Target, plan: &mut Plan) {
    let files = krate(apis, &target.options);
    plan.add_all(files.into_iter().map(|file| (target.out.join(file.path), file.contents)));
    plan.own([
        Owned::Marked(target.out.join("src")),
        Owned::Marked(target.out.join("tests")),
        Owned::All(target.out.join("tests/examples")),
    ]);
}

/// Two products cannot be one module of the crate.
fn refuse_same_module(apis: &[Api], api: &Api) -> Result<()> {
    let new = &api.product;
    if let Some(Api { product: known, .. }) = apis.iter().find(|known| known.product.module == new.module) {
        bail!(
            "{} {} and {} {} both have the module `{}`; name another one in a product.yaml",
            known.code,
            known.version,
            new.code,
            new.version,
            new.module
        );
    }
    Ok(())
}

/// A folder that holds something else is not written into.
fn refuse_foreign(target: &Target) -> Result<()> {
    if target.options.runtime == Runtime::Workspace || is_empty(&target.out) {
        return Ok(());
    }
    let manifest = std::fs::read_to_string(target.out.join("Cargo.toml")).unwrap_or_default();
    if !manifest.lines().next().is_some_and(|line| line.contains(MARK)) {
        bail!("{} is not empty and not a generated crate; name another folder", target.out.display());
    }
    Ok(())
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
