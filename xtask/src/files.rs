//! Files and folders, looked at before they are read: a pipe, a folder in the place of a file, a huge or a vanished file is
//! a diagnostic, never a run that hangs or ends.

use alicloud_spec::{Code, Diagnostic, MAX_FILE_BYTES, Span, too_large};
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The bytes of a file, which diagnostics call `name`; `None` if there is nothing at `path`, and for no other reason.
pub(crate) fn bytes(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    bytes_within(MAX_FILE_BYTES, path, name)
}

/// The bytes of a file that may have `most`; `None` if there is nothing at `path`.
fn bytes_within(most: usize, path: &Path, name: &str) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    let refused = |error: &io::Error| unreadable(name, &format!("the file cannot be read: {error}"));
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(&error)),
        Ok(_) => {}
    }
    // A link to nothing is something.
    let metadata = fs::metadata(path).map_err(|error| refused(&error))?;
    if !metadata.is_file() {
        return Err(unreadable(name, &format!("this is {}, not a file", word(metadata.file_type()))));
    }
    if metadata.len() > most as u64 {
        return Err(Box::new(too_large(most, name, metadata.len())));
    }
    let mut bytes = Vec::new();
    // Some files, as those of /proc, do not tell their size.
    let read = File::open(path).and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| refused(&error))?;
    Ok(Some(bytes))
}

/// A file of a product, as diagnostics name it; `None` if there is nothing at `path`.
pub(crate) fn spec(path: &Path) -> Result<Option<alicloud_spec::File>, Box<Diagnostic>> {
    let file = path.display().to_string();
    let Some(bytes) = bytes(path, &file)? else { return Ok(None) };
    let text = alicloud_spec::text(&file, &bytes)?.to_owned();
    Ok(Some(alicloud_spec::File { path: file, text }))
}

/// The bytes of a page that was found a moment ago.
pub(crate) fn page(path: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    bytes(path, name)?.ok_or_else(|| vanished(name))
}

/// The bytes of a page or a file of official metadata that was found a moment ago.
pub(crate) fn source(path: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    metadata(path, name)?.ok_or_else(|| vanished(name))
}

/// Whether the text of a source is a JSON object, as that of no page is.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// The bytes of a file of official metadata; `None` if there is nothing at `path`.
pub(crate) fn metadata(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    bytes_within(alicloud_metadata::MAX_FILE_BYTES, path, name)
}

fn vanished(name: &str) -> Box<Diagnostic> {
    unreadable(name, "the file has vanished since it was found")
}

/// The text of a file that a diagnostic is about, if it can be shown.
pub(crate) fn text(path: &Path) -> Option<String> {
    String::from_utf8(bytes(path, "").ok()??).ok()
}

/// All files below a folder, sorted, links and pipes among them; none if there is no such folder. Links to folders are not
/// followed.
///
/// # Errors
/// If a folder cannot be read: who removes what is missing must have seen everything.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let (files, unread) = found_below(folder);
    match unread.into_iter().next() {
        None => Ok(files),
        Some(found) => bail!("reading {}: {}", found.span.file, found.message),
    }
}

/// The same; folders that cannot be read are reported and left out.
pub(crate) fn found_below(folder: &Path) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        match entries(&folder) {
            Ok(entries) => {
                for (path, kind) in entries {
                    if kind.is_dir() { folders.push(path) } else { files.push(path) }
                }
            }
            Err(error) => {
                let name = folder.display().to_string();
                unread.push(*unreadable(&name, &format!("the folder cannot be read: {error}")));
            }
        }
    }
    files.sort();
    unread.sort();
    (files, unread)
}

/// What lies in a folder; nothing if it does not exist. What vanishes meanwhile is left out.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, FileType)>> {
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        found => found?,
    };
    let mut entries = Vec::new();
    for entry in found {
        let entry = entry?;
        match entry.file_type() {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            kind => entries.push((entry.path(), kind?)),
        }
    }
    Ok(entries)
}

/// Whether a file or a part of its path below `folder` is hidden.
pub(crate) fn is_hidden(path: &Path, folder: &Path) -> bool {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}

/// Whether a file is a page. What lies beside a `product.yaml`, as `diagnostics.txt` does, is about pages and none itself. Of
/// names that pages do not have, what is in the file tells.
pub(crate) fn is_page(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    let is_known = alicloud_pages::EXTENSIONS.iter().any(|known| extension == *known);
    (is_known || is_page_inside(path)) && is_source(path)
}

/// Larger files of other names are no pages: one in a thousand real ones is larger.
const MOST_BYTES: u64 = 256 << 10;

fn is_page_inside(path: &Path) -> bool {
    let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let fits = |metadata: fs::Metadata| metadata.is_file() && metadata.len() <= MOST_BYTES;
    !is_hidden
        && !is_metadata(path)
        && fs::symlink_metadata(path).is_ok_and(fits)
        && fs::read(path).is_ok_and(|bytes| alicloud_pages::is_page(&bytes))
}

/// Whether a file may hold official metadata; what is in it tells.
pub(crate) fn is_metadata(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json") && is_source(path)
}

fn is_source(path: &Path) -> bool {
    fs::symlink_metadata(path.with_file_name("product.yaml"))
        .is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// A relative path with `/` between its parts on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// What the names of the pages in a folder begin with; nothing, where it is the folder of all `pages`.
pub(crate) fn prefix(pages: &Path, folder: &str) -> String {
    match Path::new(folder).strip_prefix(pages) {
        Ok(below) if below != Path::new("") => slashed(below) + "/",
        _ => String::new(),
    }
}

/// Whether a page, or the folder that it lies in, is among those that could not be read.
pub(crate) fn is_unread(page: &str, unread: &BTreeSet<String>) -> bool {
    unread.contains(page)
        || unread
            .iter()
            .any(|folder| (folder.is_empty() || folder.ends_with('/')) && page.starts_with(folder))
}

fn word(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "a pipe or a device" }
}

fn unreadable(name: &str, message: &str) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::UnreadableFile, Span::file(name), message);
    Box::new(found.help("remove it, or put a regular file in its place"))
}
