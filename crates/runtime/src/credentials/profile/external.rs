//! Credentials that a command writes.

use super::super::answer::{expiry, json};
use super::super::{Credentials, CredentialsError, ProvideCredentials, Provided};
use serde::Deserialize;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::time::timeout;
use zeroize::Zeroizing;

/// The time that the command has.
const LIMIT: Duration = Duration::from_secs(30);
/// Bytes that it may write.
const LONGEST: usize = 64 << 10;

/// A command that writes a profile of the mode `AK` or `StsToken`, as JSON. It is run without a shell; what it writes
/// to its standard error is left unread, since it may repeat what is secret.
pub(super) struct External {
    pub(super) command: String,
}

#[derive(Deserialize)]
struct Output {
    mode: Option<String>,
    access_key_id: String,
    access_key_secret: Zeroizing<String>,
    sts_token: Option<Zeroizing<String>>,
    expiration: Option<String>,
}

impl External {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        // On Windows, paths have backslashes, which quote nothing there.
        let command = if cfg!(windows) { self.command.replace('\\', r"\\") } else { self.command.clone() };
        let words = shlex::split(&command)
            .ok_or_else(|| CredentialsError::new("process_command has a quotation mark without an end"))?;
        let (program, arguments) =
            words.split_first().ok_or_else(|| CredentialsError::new("process_command is empty"))?;
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                CredentialsError::caused(format!("the command cannot be run: {error}"), error)
            })?;
        let output = timeout(LIMIT, output(child)).await.unwrap_or_else(|_| {
            Err(CredentialsError::new(format!("the command has not ended within {LIMIT:?}")))
        })?;
        keys(&output)
    }
}

/// What a command writes until it ends. It is killed if it writes too much.
async fn output(mut child: Child) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    let broken = |error| CredentialsError::caused("the command cannot be followed".to_owned(), error);
    let mut output = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    if let Some(stdout) = child.stdout.take() {
        stdout.take(LONGEST as u64 + 1).read_to_end(&mut output).await.map_err(broken)?;
    }
    if output.len() > LONGEST {
        return Err(CredentialsError::new(format!("the command writes over {LONGEST} bytes")));
    }
    match child.wait().await.map_err(broken)? {
        status if status.success() => Ok(output),
        status => Err(CredentialsError::new(format!("the command failed: {status}"))),
    }
}

fn keys(output: &[u8]) -> Result<Credentials, CredentialsError> {
    let output: Output = json(output, "what the command writes")?;
    let token = output.sts_token.filter(|token| !token.is_empty());
    if output.access_key_id.is_empty() || output.access_key_secret.is_empty() {
        return Err(CredentialsError::new("the command writes no access_key_id or no access_key_secret"));
    }
    if output.mode.as_deref() == Some("StsToken") && token.is_none() {
        return Err(CredentialsError::new("the command writes no sts_token"));
    }
    let expires = output.expiration.filter(|text| !text.is_empty());
    let expires = expires.map(|text| expiry(&text, "expiration")).transpose()?;
    Ok(Credentials::keys(output.access_key_id, output.access_key_secret, token, expires))
}

impl ProvideCredentials for External {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}
