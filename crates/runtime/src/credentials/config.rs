//! What providers read: variables, files and answers, wherever they are told to look.

use super::CredentialsError;
use crate::identity::{MARK, key};
use crate::signing::Clock;
use crate::transport::{Http, Scheme, Transport, TransportError, split_endpoint};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use zeroize::Zeroizing;

/// Where ECS instances find the metadata service.
const METADATA: &str = "http://100.100.100.200";
/// Bytes of an answer at most.
const MAX_BODY: usize = 1 << 20;
/// Bytes of a file at most.
const MAX_FILE: u64 = 1 << 20;

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Where providers look: variables, home folder and services. Cloning is cheap; clones share connections.
#[derive(Clone)]
pub struct ProviderConfig {
    variables: Arc<Lookup>,
    transport: Option<Arc<dyn Transport>>,
    metadata_endpoint: String,
    sts_endpoint: Option<String>,
    commands: Commands,
    built_in: Arc<BuiltIn>,
    pub(super) clock: Arc<Clock>,
}

/// Whether commands that profiles name are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commands {
    Refused,
    Allowed,
}

/// Transports that are made when they are first needed: most programs need none.
#[derive(Default)]
struct BuiltIn {
    proxied: OnceLock<Http>,
    direct: OnceLock<Http>,
}

/// The way to a service.
#[derive(Clone, Copy, Debug)]
pub(super) enum Route {
    /// Through the proxies of the environment.
    Proxied,
    /// To this machine's own metadata service: no proxy could reach it, and none may see its tokens.
    Direct,
}

impl Route {
    /// The time for connecting. Outside ECS nobody answers, which must not hold up a program.
    fn connect_timeout(self) -> Duration {
        match self {
            Route::Proxied => Duration::from_secs(3),
            Route::Direct => Duration::from_secs(1),
        }
    }
}

impl ProviderConfig {
    /// The variables of this process, and the services that everybody uses.
    pub fn new() -> Self {
        ProviderConfig {
            variables: Arc::new(|name| std::env::var(name).ok()),
            transport: None,
            metadata_endpoint: METADATA.to_owned(),
            sts_endpoint: None,
            commands: Commands::Refused,
            built_in: Arc::default(),
            clock: Arc::default(),
        }
    }

    /// Looks variables up here, not in the environment. The home folder is that of `HOME`, or else `USERPROFILE`.
    #[must_use]
    pub fn variables(self, lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        ProviderConfig { variables: Arc::new(lookup), ..self }
    }

    /// Sends all requests this way. Without, [`Http`] sends them; those to the metadata service pass no proxy.
    #[must_use]
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        ProviderConfig { transport: Some(Arc::new(transport)), ..self }
    }

    /// The metadata service of ECS instances, if not `http://100.100.100.200`.
    #[must_use]
    pub fn metadata_endpoint(self, endpoint: impl Into<String>) -> Self {
        ProviderConfig { metadata_endpoint: endpoint.into(), ..self }
    }

    /// The service that hands out roles. Without, that of the region in `ALIBABA_CLOUD_STS_REGION` (inside a VPC if
    /// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` is `true`), or else `sts.aliyuncs.com`.
    #[must_use]
    pub fn sts_endpoint(self, endpoint: impl Into<String>) -> Self {
        ProviderConfig { sts_endpoint: Some(endpoint.into()), ..self }
    }

    /// Runs the command that a profile of the mode `External` names, which is refused otherwise. It is run without a
    /// shell, for at most half a minute, and may write 64 KiB.
    #[must_use]
    pub fn allow_commands(self) -> Self {
        ProviderConfig { commands: Commands::Allowed, ..self }
    }

    pub(super) fn commands(&self) -> Commands {
        self.commands
    }

    /// The variable, unless it is empty.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.is_empty())
    }

    /// The variable, without which a provider has nothing to give.
    pub(super) fn needed(&self, name: &str) -> Result<String, CredentialsError> {
        self.variable(name).ok_or_else(|| self.unset(name))
    }

    pub(super) fn unset(&self, name: &str) -> CredentialsError {
        CredentialsError::absent(format!("{name} is not set"))
    }

    /// The variable with a part of a key, unless there is nothing in it.
    pub(super) fn key(&self, name: &str) -> Result<Option<Zeroizing<String>>, CredentialsError> {
        let Some(value) = self.variable(name).map(Zeroizing::new) else { return Ok(None) };
        let part = key(&value, name)?;
        Ok((!part.is_empty()).then(|| Zeroizing::new(part.to_owned())))
    }

    /// Whether the variable says `true`.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// Refuses if the variable turns a provider off.
    pub(super) fn unless_disabled(&self, name: &str) -> Result<(), CredentialsError> {
        if self.is_true(name) {
            Err(CredentialsError::absent(format!("{name} turns it off")))
        } else {
            Ok(())
        }
    }

    pub(super) fn home(&self) -> Result<PathBuf, CredentialsError> {
        let home = self.variable("HOME").or_else(|| self.variable("USERPROFILE"));
        home.map(PathBuf::from).ok_or_else(|| CredentialsError::absent("there is no home folder"))
    }

    pub(super) fn metadata(&self) -> Result<(Scheme, String), CredentialsError> {
        split_endpoint(&self.metadata_endpoint).map_err(CredentialsError::new)
    }

    /// The endpoint that was set for the service that hands out roles.
    pub(super) fn sts(&self) -> Option<&str> {
        self.sts_endpoint.as_deref()
    }

    pub(super) fn over(&self, route: Route) -> Result<Arc<dyn Transport>, TransportError> {
        if let Some(transport) = &self.transport {
            return Ok(Arc::clone(transport));
        }
        let connect = route.connect_timeout();
        let (place, make): (_, fn(_, _) -> _) = match route {
            Route::Proxied => (&self.built_in.proxied, Http::new),
            Route::Direct => (&self.built_in.direct, Http::direct),
        };
        if let Some(http) = place.get() {
            return Ok(Arc::new(http.clone()));
        }
        let http = make(connect, MAX_BODY)?;
        Ok(Arc::new(place.get_or_init(|| http).clone()))
    }
}

/// The text of a file that may hold keys, and that need not be there: one that cannot be seen is absent.
pub(super) async fn read_usual_file(path: &Path) -> Result<Zeroizing<String>, CredentialsError> {
    match tokio::fs::metadata(path).await {
        Ok(_) => read_file(path).await,
        Err(error) => Err(CredentialsError::absent(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// The text of a file that may hold keys, without a byte order mark.
pub(super) async fn read_file(path: &Path) -> Result<Zeroizing<String>, CredentialsError> {
    let shown = path.display().to_string();
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read_bounded(&path)).await;
    read.unwrap_or_else(|error| Err(io::Error::other(error)))
        .map_err(|error| CredentialsError::caused(format!("{shown} cannot be read: {error}"), error))
}

/// The same, on this thread.
pub(super) fn read_bounded(path: &Path) -> io::Result<Zeroizing<String>> {
    // Before it is opened: a pipe would wait for who writes to it, and a device might never end.
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let length = metadata.len().min(MAX_FILE) + 1;
    let mut text = Zeroizing::new(String::with_capacity(usize::try_from(length).unwrap_or_default()));
    let read = File::open(path)?.take(MAX_FILE + 1).read_to_string(&mut text)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > MAX_FILE {
        return Err(io::Error::other(format!("it has over {MAX_FILE} bytes")));
    }
    if text.starts_with(MARK) {
        text.drain(..MARK.len_utf8());
    }
    Ok(text)
}

impl Default for ProviderConfig {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ProviderConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is no endpoint is not shown: people write passwords into it.
        let host = |endpoint: &str| split_endpoint(endpoint).ok().map(|(_, host)| host);
        f.debug_struct("ProviderConfig")
            .field("metadata_host", &host(&self.metadata_endpoint))
            .field("sts_host", &self.sts_endpoint.as_deref().and_then(host))
            .finish_non_exhaustive()
    }
}
