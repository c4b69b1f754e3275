//! Changes go in; the disk is brought to them, all or none.

use crate::plan::{Change, Kind};
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
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
    let mut new_folders = Vec::new();
    let staged = stage_all(changes, &mut new_folders).inspect_err(|_| {
        for folder in new_folders.iter().rev() {
            // It was made for this run; what came to lie in it since is not ours.
            let _ = fs::remove_dir(folder);
        }
    })?;
    for (file, path) in staged {
        file.persist(path).with_context(|| format!("writing {}", path.display()))?;
    }
    for change in changes.iter().filter(|change| matches!(change.kind, Kind::Orphan)) {
        fs::remove_file(&change.path).with_context(|| format!("removing {}", change.path.display()))?;
        remove_empty_folders(&change.path);
    }
    Ok(())
}

fn stage_all<'a>(
    changes: &'a [Change],
    new_folders: &mut Vec<PathBuf>,
) -> Result<Vec<(NamedTempFile, &'a Path)>> {
    let mut staged = Vec::new();
    for Change { path, kind } in changes {
        if let Kind::Stale { new, .. } | Kind::Missing { new } = kind {
            let file =
                stage(path, new, new_folders).with_context(|| format!("writing {}", path.display()))?;
            staged.push((file, path.as_path()));
        }
    }
    Ok(staged)
}

fn stage(path: &Path, text: &str, new_folders: &mut Vec<PathBuf>) -> Result<NamedTempFile> {
    let folder = path.parent().context("it has no folder")?;
    let absent: Vec<_> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    new_folders.extend(absent.into_iter().rev().map(Path::to_owned));
    fs::create_dir_all(folder)?;
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
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
