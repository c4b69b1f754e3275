//! The files that are to be go in; what has to change on disk to get there comes out.

use crate::load::files_below;
use crate::write::{Mode, write};
use alicloud_emit::MARK;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The complete set of files.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    files: BTreeMap<PathBuf, String>,
    owned: Vec<Owned>,
}

/// Files that are generated, so that those which are not in the set are orphans.
#[derive(Clone, Debug)]
pub(crate) enum Owned {
    /// One file.
    File(PathBuf),
    /// Every file below a folder.
    All(PathBuf),
    /// The files below a folder that say they are generated.
    Marked(PathBuf),
}

/// A file that is not as it is to be.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
}

/// How a file differs.
#[derive(Debug)]
pub(crate) enum Kind {
    Stale { old: String, new: String },
    Missing { new: String },
    Orphan,
}

/// What differs, and what does not.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) changes: Vec<Change>,
    pub(crate) unchanged: usize,
}

impl Plan {
    pub(crate) fn add_all(&mut self, files: impl IntoIterator<Item = (PathBuf, String)>) {
        self.files.extend(files);
    }

    pub(crate) fn own(&mut self, owned: impl IntoIterator<Item = Owned>) {
        self.owned.extend(owned);
    }

    /// Compares the set with the disk, and writes it if asked to.
    pub(crate) fn apply(&self, mode: Mode) -> Result<Changes> {
        let mut changes = Changes::default();
        for (path, new) in &self.files {
            match std::fs::read(path) {
                Ok(old) if old == new.as_bytes() => changes.unchanged += 1,
                Ok(old) => {
                    let old = String::from_utf8_lossy(&old).into_owned();
                    changes.push(path, Kind::Stale { old, new: new.clone() });
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    changes.push(path, Kind::Missing { new: new.clone() });
                }
                Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
            }
        }
        for path in self.orphans()? {
            changes.push(&path, Kind::Orphan);
        }
        if mode == Mode::Write {
            write(&changes.changes)?;
        }
        Ok(changes)
    }

    fn orphans(&self) -> Result<BTreeSet<PathBuf>> {
        let mut orphans = BTreeSet::new();
        for owned in &self.owned {
            let files = match owned {
                Owned::File(path) if path.is_file() => vec![path.clone()],
                Owned::File(_) => Vec::new(),
                Owned::All(folder) => files_below(folder)?,
                Owned::Marked(folder) => {
                    files_below(folder)?.into_iter().filter(|path| is_marked(path)).collect()
                }
            };
            orphans.extend(files.into_iter().filter(|path| !self.files.contains_key(path)));
        }
        Ok(orphans)
    }
}

impl Changes {
    fn push(&mut self, path: &Path, kind: Kind) {
        self.changes.push(Change { path: path.to_owned(), kind });
    }
}

fn is_marked(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().next().is_some_and(|line| line.contains(MARK))
}
