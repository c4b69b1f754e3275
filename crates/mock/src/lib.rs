//! A gateway on this machine that answers as the documentation says.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use alicloud::sae;
//! use alicloud_mock::Gateway;
//!
//! let gateway = Gateway::start().await?;
//! let client = gateway.client(sae::Client::builder())?;
//! let order = client.describe_change_order("76fa5c0-9ebb-4bb4-b383-1f885447b109").send().await?;
//! assert!(order.data.is_some());
//! # Ok(()) }
//! ```
//!
//! It checks what the real gateway checks: method and path, signature and what it covers, date, nonce, required parameters. The answer is the
//! documented example, or one of made-up values of the documented types, or what a test gives by [`Gateway::on`]; change orders live, can be aborted or rolled back, and come to their end.
//!
//! # Faults
//!
//! [`Gateway::inject`] lets things go wrong, and [`Gateway::script`] does so for a script, a JSON list of [`Fault`]s. Each
//! fault happens to the next request that it is meant for; requests for which none waits are answered as ever.
//!
//! ```json
//! [{"effect": {"error": {"code": "ServiceUnavailable", "status": 503}}, "count": 2},
//!  {"effect": {"error": {"code": "Throttling.User", "retry_after": 50}}},
//!  {"effect": {"error": {"code": "Application.ChangerOrderRunning"}}, "operation": "AbortChangeOrder"},
//!  {"effect": {"answer": {"Data": {"Applications": []}}}, "operation": "ListApplications"},
//!  {"effect": {"delay": 200}}, {"effect": "reset"}, {"effect": "truncate"}, {"effect": "break"},
//!  {"effect": "stale"}, {"effect": {"empty-gzip": 503}}, {"effect": {"bomb": 50000000}}]
//! ```
//!
//! The command takes such a script from a file, `alicloud-mock --faults FILE`, and every gateway over HTTP: `PUT /-/faults`
//! replaces the faults that wait, `POST` adds to them, `DELETE` clears them, and `GET`, as the others, answers with those
//! left. A script that cannot be played changes nothing and is answered with 400 and the reason. These requests bear the
//! secret of the access key, so that no web page that a browser shows meanwhile can change a test:
//!
//! ```sh
//! curl -H 'authorization: Bearer mock-access-key-secret' -X PUT --data @faults.json http://127.0.0.1:8080/-/faults
//! ```
//!
//! # Other languages
//!
//! `alicloud-mock` prints its endpoint and the access key that it accepts; any SDK that takes an endpoint can call it, with
//! ACS3 or the legacy signatures. `tests/python_sdk.py` does so with the official Python SDK.
#![warn(missing_docs)]

mod answer;
mod catalog;
mod connection;
mod faults;
mod head;
mod made_up;
mod orders;
mod packed;
mod request;
mod routes;
mod scripted;
mod server;
mod signature;

pub use catalog::{Catalog, CatalogError};
pub use faults::{Effect, Fault, ScriptError};
pub use scripted::{On, Seen};

use alicloud_runtime::client::{Builder, Client};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::{Error, Metadata, Operation};
use connection::Connections;
use server::State;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// A running gateway. When it is dropped, it stops listening and closes its connections.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    keys: Keys,
    open: watch::Receiver<usize>,
    /// Dropping it ends the serving.
    _stop: oneshot::Sender<Infallible>,
    state: Arc<State>,
}

/// The only access key that the gateway knows. It is made up, and good for nothing else, unless somebody gives a real one.
#[derive(Clone)]
pub struct Keys {
    /// The access key id.
    pub id: String,
    /// The access key secret.
    pub secret: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Default for Keys {
    fn default() -> Self {
        Keys { id: "mock-access-key-id".to_owned(), secret: "mock-access-key-secret".to_owned() }
    }
}

impl Gateway {
    /// Serves the specs that this crate was built with, on a free port.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn start() -> Result<Self, GatewayError> {
        Self::serve(Catalog::built_in()?, Keys::default(), SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// Serves some specs at an address.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn serve(catalog: Catalog, keys: Keys, address: SocketAddr) -> Result<Self, GatewayError> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new(catalog, keys.clone()));
        let router = routes::router(Arc::clone(&state));
        let (opened, open) = watch::channel(0);
        let connections = Connections { listener, open: opened };
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(connections.serve(router, stopped));
        Ok(Gateway { address, keys, open, _stop: stop, state })
    }

    /// What a client takes as its endpoint.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Credentials that the gateway accepts.
    pub fn credentials(&self) -> Credentials {
        Credentials::access_key(&self.keys.id, &self.keys.secret)
    }

    /// Makes a client that talks to this gateway, with whatever else its builder says.
    ///
    /// # Errors
    /// Those of [`Builder::build`].
    pub fn client<C: From<Client>>(&self, builder: Builder<C>) -> Result<C, Error> {
        builder.endpoint(self.endpoint()).credentials(self.credentials()).build()
    }

    /// What is answered to the requests of an operation instead of its documented example, and which requests there were.
    /// Faults go before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use alicloud::sae::{self, AbortChangeOrder, AbortChangeOrderError, AbortChangeOrderResponse};
    /// use alicloud_mock::Gateway;
    ///
    /// let gateway = Gateway::start().await?;
    /// let client = gateway.client(sae::Client::builder())?;
    /// let aborts = gateway
    ///     .on::<AbortChangeOrder>()
    ///     .answer(AbortChangeOrderResponse { message: Some("done".to_owned()), ..Default::default() })
    ///     .fail(AbortChangeOrderError::ApplicationChangerOrderRunning);
    ///
    /// assert_eq!(client.abort_change_order("order").send().await?.message.as_deref(), Some("done"));
    /// let error = client.abort_change_order("order").send().await.unwrap_err();
    /// assert_eq!(error.code(), Some(AbortChangeOrderError::ApplicationChangerOrderRunning));
    /// assert_eq!(aborts.calls(), 2);
    /// assert_eq!(aborts.requests()[0].parameter("ChangeOrderId"), Some("order"));
    /// # Ok(()) }
    /// ```
    pub fn on<O: Operation>(&self) -> On<O> {
        let Metadata { product, name, .. } = O::METADATA;
        let mut memory = self.state.memory();
        let script = memory.scripts.entry((product, name)).or_default();
        On { script: Arc::clone(script), operation: PhantomData }
    }

    /// Puts a fault behind those that wait already. It happens to the next request that it is meant for and that none of
    /// them takes.
    pub fn inject(&self, fault: impl Into<Fault>) {
        self.state.memory().faults.push(fault.into());
    }

    /// Lets the faults of a script, a JSON list, wait instead of all others.
    ///
    /// # Errors
    /// If it is no such list, names an operation that is not served, or a status that is none of an error.
    pub fn script(&self, json: &str) -> Result<(), ScriptError> {
        let script = faults::read(json.as_bytes(), &self.state.catalog)?;
        self.state.memory().faults = script;
        Ok(())
    }

    /// The faults that still wait.
    pub fn faults(&self) -> Vec<Fault> {
        self.state.memory().faults.clone()
    }

    /// The number of open connections, as it changes.
    pub fn connections(&self) -> watch::Receiver<usize> {
        self.open.clone()
    }

    /// Lets a change order that is under way come to its end.
    pub fn finish(&self, order: &str) {
        self.state.memory().orders.finish(order);
    }
}

/// Why a gateway cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// The address cannot be listened at.
    #[error("cannot listen: {0}")]
    Io(#[from] std::io::Error),
    /// The specs cannot be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The script of faults cannot be played.
    #[error(transparent)]
    Script(#[from] ScriptError),
}
