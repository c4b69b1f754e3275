//! A gateway on this machine: specs go in, HTTP answers as the documentation describes them come out.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use alicloud::sae;
//! use alicloud_mock::Gateway;
//!
//! let gateway = Gateway::start().await?;
//! let client = sae::Client::builder().endpoint(gateway.endpoint()).credentials(gateway.credentials()).build()?;
//! let order = client.describe_change_order("76fa5c0-9ebb-4bb4-b383-1f885447b109").send().await?;
//! assert!(order.data.is_some());
//! # Ok(()) }
//! ```
#![warn(missing_docs)]

mod answer;
mod catalog;
mod orders;
mod server;
mod signature;

pub use catalog::{Catalog, CatalogError};

use alicloud_runtime::credentials::Credentials;
use server::State;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running gateway. It stops when it is dropped.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    keys: Keys,
    serving: JoinHandle<()>,
    state: Arc<State>,
}

/// The only access key that the gateway knows. It is made up, and good for nothing else.
#[derive(Clone, Debug)]
pub struct Keys {
    /// The access key id.
    pub id: String,
    /// The access key secret.
    pub secret: String,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { id: "mock-access-key-id".to_owned(), secret: "mock-access-key-secret".to_owned() }
    }
}

/// What happens to the next request instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// An answer with this status and error code.
    Error {
        /// The HTTP status.
        status: u16,
        /// The code on the wire.
        code: String,
        /// The value of `x-acs-retry-after`, in milliseconds.
        retry_after: Option<u64>,
    },
    /// The answer breaks off in the middle of its body.
    Truncated,
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
        let router = server::router(Arc::clone(&state));
        let serving = tokio::spawn(async move {
            // It ends with the gateway; there is nobody to tell of an error.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Gateway { address, keys, serving, state })
    }

    /// What a client takes as its endpoint.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Credentials that the gateway accepts.
    pub fn credentials(&self) -> Credentials {
        Credentials::access_key(&self.keys.id, &self.keys.secret)
    }

    /// Lets this happen to the next request that no earlier fault waits for.
    pub fn inject(&self, fault: Fault) {
        self.state.inject(fault);
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.serving.abort();
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
}
