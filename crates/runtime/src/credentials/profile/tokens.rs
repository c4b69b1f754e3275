//! The tokens of a renewed login, written into the configuration file of the `aliyun` command.

use super::super::CredentialsError;
use super::super::config::read_bounded;
use serde_json::{Map, Value};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What a renewal gives.
pub(super) struct Tokens {
    pub(super) access: Zeroizing<String>,
    pub(super) refresh: Zeroizing<String>,
    /// When the access token ends, in seconds since 1970.
    pub(super) expires: i64,
}

/// Writes the tokens into a profile. The rest of the file, as it is now, stays.
pub(super) async fn write(path: PathBuf, profile: String, tokens: Tokens) -> Result<(), CredentialsError> {
    let shown = path.display().to_string();
    let written = tokio::task::spawn_blocking(move || replace(&path, &profile, &tokens)).await;
    let written = written.unwrap_or_else(|error| Err(io::Error::other(error)));
    written.map_err(|error| {
        let message =
            format!("the renewed login cannot be written to {shown}, so that the next one must be new");
        CredentialsError::caused(format!("{message}: {error}"), error)
    })
}

fn replace(path: &Path, profile: &str, tokens: &Tokens) -> io::Result<()> {
    // A link stays one.
    let path = fs::canonicalize(path)?;
    let text = read_bounded(&path)?;
    // Its error would repeat what it read.
    let mut file: Value = serde_json::from_str(&text).map_err(|_| io::Error::other("it is no JSON"))?;
    let entry = entry(&mut file, profile).ok_or_else(|| io::Error::other("the profile is gone"))?;
    entry.insert("oauth_access_token".to_owned(), tokens.access.as_str().into());
    entry.insert("oauth_refresh_token".to_owned(), tokens.refresh.as_str().into());
    entry.insert("oauth_access_token_expire".to_owned(), tokens.expires.into());
    let text = Zeroizing::new(serde_json::to_vec_pretty(&file)?);
    let beside = path.with_extension(format!("{:016x}.tmp", fastrand::u64(..)));
    let written = write_new(&beside, &text, fs::metadata(&path)?.permissions());
    let moved = written.and_then(|()| fs::rename(&beside, &path));
    if moved.is_err() {
        // The file that matters is as it was; that this one stays is the lesser evil.
        let _ = fs::remove_file(&beside);
    }
    moved
}

fn entry<'a>(file: &'a mut Value, profile: &str) -> Option<&'a mut Map<String, Value>> {
    let profiles = file.get_mut("profiles")?.as_array_mut()?;
    let named = |entry: &&mut Value| entry.get("name").and_then(Value::as_str) == Some(profile);
    profiles.iter_mut().find(named)?.as_object_mut()
}

/// A new file that nobody else can read before it has the permissions of the old.
fn write_new(path: &Path, text: &[u8], permissions: fs::Permissions) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text)?;
    file.set_permissions(permissions)?;
    file.sync_all()
}
