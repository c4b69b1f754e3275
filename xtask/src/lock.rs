//! Locks on the folders that a run reads and writes: a second run waits for the first.

use crate::report::err;
use crate::write::Mode;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Locks that end with this value, or with the process.
#[derive(Debug)]
pub(crate) struct Lock {
    #[allow(dead_code, reason = "a lock lasts as long as its file is open")]
    folders: Vec<File>,
}

/// Locks folders, those that exist, and waits for runs that hold them. Runs that only compare do not wait for each other.
///
/// # Errors
/// If a folder cannot be opened.
pub(crate) fn lock<'p>(folders: impl IntoIterator<Item = &'p Path>, mode: Mode) -> Result<Lock> {
    // In one order for all runs, so that no two wait for each other.
    let mut sorted: BTreeSet<PathBuf> = BTreeSet::new();
    for folder in folders {
        match folder.canonicalize() {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            folder => drop(sorted.insert(folder?)),
        }
    }
    let mut locked = Vec::new();
    for folder in sorted {
        let opened = open(&folder, mode).with_context(|| format!("opening {}", folder.display()))?;
        if let Some(file) = opened {
            wait(&file, &folder, mode);
            locked.push(file);
        }
    }
    Ok(Lock { folders: locked })
}

fn wait(file: &File, folder: &Path, mode: Mode) {
    let tried = match mode {
        Mode::Write => file.try_lock(),
        Mode::Check => file.try_lock_shared(),
    };
    let locked = match tried {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            err(format_args!("waiting for another run to be done with {}", folder.display()));
            match mode {
                Mode::Write => file.lock(),
                Mode::Check => file.lock_shared(),
            }
        }
        Err(TryLockError::Error(error)) => Err(error),
    };
    if let Err(error) = locked {
        // Not every file system has locks; one run at a time needs none.
        err(format_args!(
            "warning: {} cannot be locked ({error}); do not run twice at once",
            folder.display()
        ));
    }
}

/// The folder itself, so that nothing is left behind.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere there may be no file to lock")]
fn open(folder: &Path, _: Mode) -> io::Result<Option<File>> {
    File::open(folder).map(Some)
}

/// A file in the folder, where folders themselves cannot be locked. It stays, for whoever waits for it holds it open.
#[cfg(not(unix))]
fn open(folder: &Path, mode: Mode) -> io::Result<Option<File>> {
    let path = folder.join(crate::plan::LOCK);
    let opened = match mode {
        Mode::Write => File::options().create(true).truncate(false).write(true).open(path),
        Mode::Check => File::open(path),
    };
    match opened {
        Err(error) if mode == Mode::Check && error.kind() == ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}
