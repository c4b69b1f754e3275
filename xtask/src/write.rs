//! Changes go in; the disk is brought to them, all or none.

use crate::plan::{Change, Changes, Kind};
use crate::safe_path::folded;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// Whether to write or to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Bring the disk to what is planned.
    Write,
    /// Leave the disk alone and report what differs.
    Check,
}

/// What the names of files begin with that are written to be moved elsewhere.
pub(crate) const STAGED: &str = ".codegen";

/// Writes every new text beside its place first, and moves them there only when all are written: a run that fails leaves
/// the old files.
pub(crate) fn write(changes: &Changes) -> Result<()> {
    let mut new_folders = Vec::new();
    let staged = stage_all(&changes.changes, &mut new_folders).inspect_err(|_| {
        for folder in new_folders.iter().rev() {
            // It was made for this run; what came to lie in it since is not ours.
            let _ = fs::remove_dir(folder);
        }
    })?;
    // Where capitals make no difference, what is staged would take the place of what is then removed.
    let new: BTreeSet<_> = staged.iter().map(|(_, path)| folded(path)).collect();
    let gone = changes.changes.iter().filter(|change| matches!(change.kind, Kind::Orphan | Kind::Leftover));
    let (before, after): (Vec<_>, Vec<_>) = gone.partition(|change| new.contains(&folded(&change.path)));
    before.into_iter().try_for_each(|change| remove(&change.path, &changes.targets))?;
    for (file, path) in staged {
        file.persist(path).with_context(|| format!("writing {}", path.display()))?;
    }
    after.into_iter().try_for_each(|change| remove(&change.path, &changes.targets))
}

fn stage_all<'a>(changes: &'a [Change], new_folders: &mut Vec<PathBuf>) -> Result<Vec<(TempPath, &'a Path)>> {
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

fn stage(path: &Path, text: &str, new_folders: &mut Vec<PathBuf>) -> Result<TempPath> {
    let folder = path.parent().context("it has no folder")?;
    let absent: Vec<_> =
        folder.ancestors().take_while(|folder| matches!(folder.try_exists(), Ok(false))).collect();
    new_folders.extend(absent.into_iter().rev().map(Path::to_owned));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.prefix(STAGED).tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // Closed, for a system lets only so many files be open.
    Ok(file.into_temp_path())
}

/// Removes a file, and the folders above it that are empty then, up to the target.
fn remove(path: &Path, targets: &BTreeSet<PathBuf>) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        removed => removed.with_context(|| format!("removing {}", path.display()))?,
    }
    for folder in path.ancestors().skip(1).take_while(|folder| !targets.contains(*folder)) {
        // A folder that is not empty cannot be removed; that ends the climb.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
