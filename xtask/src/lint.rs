//! Pages, or folders of them, go in; what is wrong with them is shown in the format that was asked for.

use crate::Outcome;
use crate::args::Format;
use crate::files::{self, found_below, is_json, is_metadata, is_page};
use crate::report::{by_code, by_severity, counted, err, show};
use alicloud_metadata::MetadataFile;
use alicloud_pages::{PageFile, read};
use alicloud_spec::{Diagnostic, Glossary, Severity};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Shows the diagnostics of the pages below `paths`; findings if any is an error.
///
/// # Errors
/// If a path does not exist or cannot be read.
pub fn lint(paths: &[PathBuf], format: Format) -> Result<Outcome> {
    let (mut pages, mut found) = (Vec::new(), Vec::new());
    for path in paths {
        let (files, unread) = pages_at(path)?;
        pages.extend(files);
        found.extend(unread);
    }
    found.par_extend(pages.par_iter().flat_map(|path| diagnostics(path)));
    for found in &found {
        let source = files::text(Path::new(&found.span.file));
        show(found, source.as_deref(), format);
    }
    by_code(&found).into_iter().for_each(err);
    err(format_args!("{}: {}", counted(pages.len(), "page"), by_severity(&found)));
    let has_errors = found.iter().any(|found| found.severity == Severity::Error);
    Ok(if has_errors { Outcome::Findings } else { Outcome::Fine })
}

/// The pages at a path, and what could not be looked into.
fn pages_at(path: &Path) -> Result<(Vec<PathBuf>, Vec<Diagnostic>)> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("{} does not exist", path.display()),
        Ok(metadata) if metadata.is_dir() => {
            let (files, unread) = found_below(path);
            Ok((files.into_iter().filter(|path| is_page(path) || is_metadata(path)).collect(), unread))
        }
        _ => Ok((vec![path.to_owned()], Vec::new())),
    }
}

fn diagnostics(path: &Path) -> Vec<Diagnostic> {
    let name = path.display().to_string();
    match files::source(path, &name) {
        Ok(bytes) if is_json(&bytes) => {
            alicloud_metadata::read(&MetadataFile { name: &name, bytes: &bytes }).1
        }
        Ok(bytes) => read(&PageFile { name: &name, bytes: &bytes }, &Glossary::default()).1,
        Err(found) => vec![*found],
    }
}
