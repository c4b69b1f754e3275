//! The files that are to be go in; what has to change on disk to get there comes out.

use crate::files::{self, entries, files_below, is_hidden};
use crate::safe_path::{Spellings, check, check_links};
use crate::write::{Mode, STAGED, write};
use alicloud_emit::MARK;
use alicloud_spec::{Code, Diagnostic, Span};
use anyhow::{Context, Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::FileType;
use std::path::{Path, PathBuf};

/// The file that is locked where a folder cannot be.
pub(crate) const LOCK: &str = ".codegen.lock";

/// The complete set of files.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    files: BTreeMap<PathBuf, String>,
    owned: Vec<Owned>,
    targets: BTreeSet<PathBuf>,
    spellings: Spellings,
}

/// Where files that are not in the set are orphans.
#[derive(Clone, Debug)]
pub(crate) enum Owned {
    /// One file.
    File(PathBuf),
    /// The specs below a folder: YAML that is not hidden.
    Specs(PathBuf),
    /// Every file below a folder that is not hidden.
    All(PathBuf),
    /// The files below a folder that say they are generated.
    Marked(PathBuf),
    /// What a run that was killed had staged in a folder.
    StagedIn(PathBuf),
    /// The same, and in all folders below.
    StagedBelow(PathBuf),
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
    Stale {
        old: String,
        new: String,
    },
    Missing {
        new: String,
    },
    Orphan,
    /// A run that was killed had staged it.
    Leftover,
}

/// What differs, and what does not.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) changes: Vec<Change>,
    pub(crate) unchanged: usize,
    /// Files in generated folders that no run can have made.
    pub(crate) foreign: BTreeSet<PathBuf>,
    /// The folders that nothing outside of is written or removed.
    pub(crate) targets: BTreeSet<PathBuf>,
}

impl Plan {
    /// Adds the files of one product or crate, all of them below `target`, and where others of its files are orphans.
    ///
    /// # Errors
    /// If one of the paths could lie elsewhere on some system, nothing is added, and a diagnostic for each tells why.
    pub(crate) fn add(
        &mut self,
        target: &Path,
        files: impl IntoIterator<Item = (PathBuf, String)>,
        owned: impl IntoIterator<Item = Owned>,
    ) -> Result<(), Vec<Diagnostic>> {
        let files: BTreeMap<_, _> = files.into_iter().collect();
        let owned: Vec<_> = owned.into_iter().collect();
        let parents: BTreeSet<_> = files.keys().filter_map(|path| path.parent()).collect();
        let folders = parents.into_iter().chain(owned.iter().map(Owned::path));
        let linked = folders.map(|folder| (folder, check_links(target, folder)));
        let named = files.keys().map(|path| {
            (path.as_path(), check(target, path).and_then(|()| self.spellings.claim(target, path)))
        });
        let unsafe_path = |(path, checked): (&Path, Result<(), String>)| Some(refusal(path, &checked.err()?));
        let refused: Vec<_> = named.chain(linked).filter_map(unsafe_path).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        self.files.extend(files);
        self.owned.extend(owned);
        self.targets.insert(target.to_owned());
        Ok(())
    }

    /// Compares the set with the disk, and writes it if asked to.
    pub(crate) fn apply(&self, mode: Mode) -> Result<Changes> {
        let mut changes = Changes { targets: self.targets.clone(), ..Changes::default() };
        for (path, new) in &self.files {
            let name = path.display().to_string();
            let old =
                files::bytes(path, &name).map_err(|found| anyhow!("reading {name}: {}", found.message))?;
            match old {
                Some(old) if old == new.as_bytes() => changes.unchanged += 1,
                Some(old) => {
                    let old = String::from_utf8_lossy(&old).into_owned();
                    changes.push(path, Kind::Stale { old, new: new.clone() });
                }
                None => changes.push(path, Kind::Missing { new: new.clone() }),
            }
        }
        self.unplanned(&mut changes)?;
        if mode == Mode::Write {
            write(&changes)?;
        }
        Ok(changes)
    }

    /// Finds what lies where only planned files should.
    fn unplanned(&self, changes: &mut Changes) -> Result<()> {
        let mut found = BTreeMap::new();
        for owned in &self.owned {
            for path in owned.files()? {
                if !self.files.contains_key(&path) {
                    let standing = owned.standing(&path);
                    found.entry(path).or_insert(standing);
                }
            }
        }
        for (path, standing) in found {
            match standing {
                Standing::Orphan => changes.push(&path, Kind::Orphan),
                Standing::Leftover => changes.push(&path, Kind::Leftover),
                Standing::Foreign => drop(changes.foreign.insert(path)),
            }
        }
        Ok(())
    }
}

/// What a file is that is not planned.
enum Standing {
    Orphan,
    Leftover,
    Foreign,
}

impl Owned {
    fn path(&self) -> &Path {
        match self {
            Owned::File(path) => path.parent().unwrap_or(path),
            Owned::Specs(path)
            | Owned::All(path)
            | Owned::Marked(path)
            | Owned::StagedIn(path)
            | Owned::StagedBelow(path) => path,
        }
    }

    /// The files that it is about.
    fn files(&self) -> Result<Vec<PathBuf>> {
        Ok(match self {
            Owned::File(path) => {
                let kind = std::fs::symlink_metadata(path).map(|metadata| metadata.file_type());
                if kind.is_ok_and(is_replaceable) { vec![path.clone()] } else { Vec::new() }
            }
            Owned::Specs(folder) | Owned::All(folder) => files_below(folder)?,
            Owned::Marked(folder) => {
                let ours = |path: &PathBuf| is_staged(path) || is_marked(path);
                files_below(folder)?.into_iter().filter(ours).collect()
            }
            Owned::StagedBelow(folder) => {
                files_below(folder)?.into_iter().filter(|path| is_staged(path)).collect()
            }
            Owned::StagedIn(folder) => {
                let found = entries(folder).with_context(|| format!("reading {}", folder.display()))?;
                let files = found.into_iter().filter(|(_, kind)| !kind.is_dir()).map(|(path, _)| path);
                files.filter(|path| is_staged(path)).collect()
            }
        })
    }

    fn standing(&self, path: &Path) -> Standing {
        if is_staged(path) {
            return Standing::Leftover;
        }
        let kind = std::fs::symlink_metadata(path).map(|metadata| metadata.file_type());
        let is_ours = match self {
            Owned::Specs(folder) => {
                !is_hidden(path, folder) && path.extension().is_some_and(|extension| extension == "yaml")
            }
            Owned::All(folder) => !is_hidden(path, folder),
            _ => true,
        };
        if is_ours && kind.is_ok_and(is_replaceable) { Standing::Orphan } else { Standing::Foreign }
    }
}

impl Changes {
    fn push(&mut self, path: &Path, kind: Kind) {
        self.changes.push(Change { path: path.to_owned(), kind });
    }
}

fn refusal(path: &Path, why: &str) -> Diagnostic {
    let message = format!("nothing is written here: {why}");
    Diagnostic::new(Code::UnsafePath, Span::file(&path.display().to_string()), message)
        .help("correct the name that it is made of, or remove the link")
}

/// Whether a run may have made such a file. A link goes by itself, not what it leads to.
fn is_replaceable(kind: FileType) -> bool {
    kind.is_file() || kind.is_symlink()
}

/// Whether a run has made the file to move it elsewhere.
pub(crate) fn is_staged(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(STAGED)
        && name != LOCK
        && std::fs::symlink_metadata(path).is_ok_and(|metadata| is_replaceable(metadata.file_type()))
}

fn is_marked(path: &Path) -> bool {
    let text = files::text(path).unwrap_or_default();
    text.lines().next().is_some_and(|line| line.contains(MARK))
}
