//! Changes go in; the disk is brought to them, all or none.

use crate::plan::{Change, Kind};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// Whether to write or to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Bring the disk to what is planned.
    Write,
    /// Leave the disk alone and report what differs.
    Check,
}

/// Writes every new text beside its place first, and moves them there only when all are written: a run that fails leaves
/// the old files.
pub(crate) fn write(changes: &[Change]) -> Result<()> {
    let mut staged = Vec::new();
    for change in changes {
        if let Kind::Stale { new, .. } | Kind::Missing { new } = &change.kind {
            staged.push((
                stage(&change.path, new).with_context(|| format!("writing {}", change.path.display()))?,
                &change.path,
            ));
        }
    }
    for (file, path) in staged {
        file.persist(path).with_context(|| format!("writing {}", path.display()))?;
    }
    for change in changes.iter().filter(|change| matches!(change.kind, Kind::Orphan)) {
        std::fs::remove_file(&change.path).with_context(|| format!("removing {}", change.path.display()))?;
        remove_empty_folders(&change.path);
    }
    Ok(())
}

fn stage(path: &Path, text: &str) -> Result<NamedTempFile> {
    if path.is_dir() {
        bail!("a folder stands in its place");
    }
    let folder = path.parent().context("it has no folder")?;
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.prefix(".codegen").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// Removes the folders above a removed file that are empty now.
fn remove_empty_folders(path: &Path) {
    // A folder that is not empty cannot be removed; that ends the climb.
    for folder in path.ancestors().skip(1) {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
