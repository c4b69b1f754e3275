//! Pages, or folders of them, go in; what is wrong with them is shown in the format that was asked for.

use crate::Outcome;
use crate::args::Format;
use crate::load::{files_below, is_page};
use crate::report::{by_code, by_severity, counted, err, show};
use alicloud_pages::{PageFile, read};
use alicloud_spec::{Diagnostic, Glossary, Severity};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Shows the diagnostics of the pages below `paths`; findings if any is an error.
///
/// # Errors
/// If a path does not exist or cannot be read.
pub fn lint(paths: &[PathBuf], format: Format) -> Result<Outcome> {
    let mut pages = Vec::new();
    for path in paths {
        pages.extend(pages_at(path)?);
    }
    let read: Vec<_> = pages.par_iter().map(|path| diagnostics(path)).collect::<Result<_>>()?;
    let found: Vec<_> = read.into_iter().flatten().collect();
    for found in &found {
        let source = std::fs::read_to_string(&found.span.file).ok();
        show(found, source.as_deref(), format);
    }
    by_code(&found).into_iter().for_each(err);
    err(format_args!("{}: {}", counted(pages.len(), "page"), by_severity(&found)));
    let has_errors = found.iter().any(|found| found.severity == Severity::Error);
    Ok(if has_errors { Outcome::Findings } else { Outcome::Fine })
}

fn pages_at(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        bail!("{} does not exist", path.display());
    }
    Ok(files_below(path)?.into_iter().filter(|path| is_page(path)).collect())
}

fn diagnostics(path: &Path) -> Result<Vec<Diagnostic>> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let name = path.display().to_string();
    Ok(read(&PageFile { name: &name, bytes: &bytes }, &Glossary::default()).1)
}
