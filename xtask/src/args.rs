//! The command line goes in; what is to be done comes out.

use crate::codegen::{Request, Target};
use crate::import::{Import, Keep};
use crate::report::Detail;
use crate::write::Mode;
use alicloud_emit::{Options, Publish, Runtime, Tested};
use alicloud_pages::Fallback;
use alicloud_spec::{NameKind, Severity};
use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the operation specs from the pages, and the crates from the specs
    Codegen(CodegenArgs),
    /// Make specs from API pages and official metadata that lie anywhere below some folders, and a crate of them
    Import(ImportArgs),
    /// Report what is wrong in pages
    Lint(LintArgs),
}

/// The arguments of `codegen`.
#[derive(Debug, Args)]
pub struct CodegenArgs {
    /// Write nothing; show what is not as the pages say, and fail if anything is
    #[arg(long)]
    check: bool,
    /// Read only the pages of this product; others are taken as their specs stand
    #[arg(long, value_name = "NAME")]
    product: Vec<String>,
    /// A folder of specs other than the project's
    #[arg(long, value_name = "DIR", requires = "out")]
    specs: Option<PathBuf>,
    /// Make a complete crate here
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The path or version of `alicloud-runtime` that the crate depends on
    #[arg(long, value_name = "PATH|VERSION", requires = "out")]
    runtime: Option<String>,
    /// Show warnings and notes too, not only errors
    #[arg(long)]
    verbose: bool,
    /// Number of threads that read pages
    #[arg(long, hide = true)]
    threads: Option<usize>,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Pages, files of official metadata (api-docs.json), or folders of such; of several, pages are named from the folder
    /// that all of them lie in
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the specs go
    #[arg(long, value_name = "DIR")]
    pub specs: PathBuf,
    /// The product of pages that name none, by its code
    #[arg(long, value_name = "CODE", value_parser = product)]
    pub product: Option<String>,
    /// The version of the API, for pages that name none
    #[arg(long, value_name = "V", value_parser = version)]
    pub version: Option<String>,
    /// Leave out prose and examples: the specs then hold facts only
    #[arg(long)]
    pub facts: bool,
    /// Make a complete crate of the specs here
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The path or version of `alicloud-runtime` that the crate depends on
    #[arg(long, value_name = "PATH|VERSION", requires = "out")]
    pub runtime: Option<String>,
    /// How to show what is found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Show warnings and notes too, not only errors
    #[arg(long)]
    pub verbose: bool,
    /// Number of threads that read pages
    #[arg(long, hide = true)]
    pub threads: Option<usize>,
}

/// The arguments of `lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Pages, or folders of pages
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// How to show what is found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How to show diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the line underlined
    Human,
    /// One JSON object a line
    Json,
    /// Workflow commands of GitHub Actions
    Github,
}

impl CodegenArgs {
    /// What is to be done.
    ///
    /// # Errors
    /// If the current folder cannot be found.
    pub fn request(&self) -> Result<Request> {
        let targets = match &self.out {
            None => project_targets(),
            Some(out) => vec![self.single_target(out)?],
        };
        let mut mend = "cargo xtask codegen".to_owned();
        let given = [("--specs", &self.specs), ("--out", &self.out)];
        for (flag, value) in given.iter().filter_map(|(flag, value)| Some((flag, value.as_ref()?))) {
            mend.push_str(&format!(" {flag} {}", value.display()));
        }
        self.runtime.iter().for_each(|runtime| mend.push_str(&format!(" --runtime {runtime}")));
        self.product.iter().for_each(|product| mend.push_str(&format!(" --product {product}")));
        Ok(Request {
            root: root(),
            targets,
            products: self.product.clone(),
            mode: if self.check { Mode::Check } else { Mode::Write },
            detail: if self.verbose { Detail::All } else { Detail::Errors },
            threads: self.threads,
            mend,
        })
    }

    fn single_target(&self, out: &Path) -> Result<Target> {
        let specs = match &self.specs {
            Some(specs) => std::path::absolute(specs).context("finding the specs")?,
            None => root().join("specs"),
        };
        if !specs.is_dir() {
            bail!("{} is not a folder", specs.display());
        }
        let runtime = runtime(self.runtime.as_deref())?;
        let options =
            Options { name: "alicloud".to_owned(), runtime, publish: Publish::Yes, tested: Tested::All };
        Ok(Target { specs, out: std::path::absolute(out)?, options })
    }
}

impl ImportArgs {
    /// The crate that is to be made of what was imported.
    pub fn codegen(&self) -> Option<CodegenArgs> {
        let out = self.out.clone()?;
        Some(CodegenArgs {
            check: false,
            product: Vec::new(),
            specs: Some(self.specs.clone()),
            out: Some(out),
            runtime: self.runtime.clone(),
            verbose: self.verbose,
            threads: self.threads,
        })
    }

    /// What is to be done.
    ///
    /// # Errors
    /// If the current folder cannot be found.
    pub fn request(self) -> Result<Import> {
        Ok(Import {
            paths: self.paths,
            specs: std::path::absolute(self.specs)?,
            fallback: Fallback { product: self.product, version: self.version },
            keep: if self.facts { Keep::Facts } else { Keep::Everything },
            format: self.format,
            shown: if self.verbose { Severity::Note } else { Severity::Error },
            threads: self.threads,
        })
    }
}

/// The code of a product; specs have it in lower case.
fn product(code: &str) -> Result<String, String> {
    let code = code.to_ascii_lowercase();
    NameKind::Product.check(&code).map(|()| code)
}

fn version(version: &str) -> Result<String, String> {
    NameKind::Version.check(version).map(|()| version.to_owned())
}

/// The runtime that was asked for; that of the project if none was.
fn runtime(given: Option<&str>) -> Result<Runtime> {
    let Some(given) = given else {
        return Ok(Runtime::Path(root().join("crates/runtime").display().to_string()));
    };
    if Path::new(given).is_dir() {
        return Ok(Runtime::Path(std::path::absolute(given)?.display().to_string()));
    }
    // A path that is mistyped must not become the version of a crate that cannot be built.
    if given.contains(['/', '\\']) || !given.starts_with(|c: char| c.is_ascii_digit()) {
        bail!("the runtime `{given}` is neither a folder nor a version");
    }
    Ok(Runtime::Version(given.to_owned()))
}

/// The folder of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What the project itself generates: the crate, and the made-up product that tests the generator.
pub fn project_targets() -> Vec<Target> {
    let target = |specs: &str, out: &str, name: &str, publish, tested| Target {
        specs: root().join(specs),
        out: root().join(out),
        options: Options { name: name.to_owned(), runtime: Runtime::Workspace, publish, tested },
    };
    let tested = Tested::Only(TESTED.iter().map(|module| (*module).to_owned()).collect());
    vec![
        target("specs", "generated", "alicloud", Publish::Yes, tested),
        target("crates/cursed/specs", "crates/cursed", "alicloud-cursed", Publish::No, Tested::All),
    ]
}

/// The products of the crate whose tests always run: those with documented examples, and those of the cookbook. Tests of
/// the others run with `cargo test -p alicloud --features full`.
const TESTED: &[&str] = &["cdn", "cms", "cs", "ecs", "kms", "ram", "ros", "sae", "sts", "vod", "webplus"];
