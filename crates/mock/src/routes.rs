//! Routes of a gateway: those of the specs, and that of the script.

use crate::connection::Connection;
use crate::faults::{self, Fault};
use crate::request::Received;
use crate::server::State;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{self, ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The time for the body of a request.
const BODY: Duration = Duration::from_secs(30);

type Shared = extract::State<Arc<State>>;

/// All paths but one go to one handler: they are the business of the specs.
pub(crate) fn router(state: Arc<State>) -> Router {
    let script = get(left).put(replace).post(add).delete(clear);
    Router::new().route("/-/faults", script).fallback(call).with_state(state)
}

async fn call(
    extract::State(state): Shared,
    ConnectInfo(connection): ConnectInfo<Connection>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Response<Body> {
    let request = Received::new(&method, &uri, &headers, &body);
    let (answer, request_id) = state.answer(&request, &connection).await;
    answer.into_response(&request_id)
}

async fn left(_: Owner, extract::State(state): Shared) -> Response<Body> {
    list(&state.memory().faults)
}

async fn replace(_: Owner, extract::State(state): Shared, Whole(body): Whole) -> Response<Body> {
    change(&state, &body, |faults, script| *faults = script)
}

async fn add(_: Owner, extract::State(state): Shared, Whole(body): Whole) -> Response<Body> {
    change(&state, &body, |faults, script| faults.extend(script))
}

async fn clear(_: Owner, extract::State(state): Shared) -> Response<Body> {
    state.memory().faults.clear();
    list(&[])
}

fn change(state: &State, body: &[u8], with: impl FnOnce(&mut Vec<Fault>, Vec<Fault>)) -> Response<Body> {
    match faults::read(body, &state.catalog) {
        Ok(script) => {
            let mut memory = state.memory();
            with(&mut memory.faults, script);
            list(&memory.faults)
        }
        Err(error) => (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    }
}

fn list(faults: &[Fault]) -> Response<Body> {
    match serde_json::to_string(faults) {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Why a request is answered without being looked at.
type Rejection = (StatusCode, String);

fn rejection(status: StatusCode, message: &str) -> Rejection {
    (status, format!("{message}\n"))
}

/// The body of a request, if it comes in time.
struct Whole(Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        match timeout(BODY, Bytes::from_request(request, state)).await {
            Ok(Ok(body)) => Ok(Whole(body)),
            Ok(Err(error)) => Err(rejection(error.status(), &error.body_text())),
            Err(_) => Err(rejection(StatusCode::REQUEST_TIMEOUT, "The body does not come.")),
        }
    }
}

/// That who asks knows the secret, and is no web page: the usual secret is no secret, and browsers say for whom they ask.
struct Owner;

impl FromRequestParts<Arc<State>> for Owner {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, Rejection> {
        if [header::ORIGIN.as_str(), "sec-fetch-site"].iter().any(|name| parts.headers.contains_key(*name)) {
            return Err(rejection(StatusCode::FORBIDDEN, "No web page changes faults."));
        }
        let given = parts.headers.get(header::AUTHORIZATION).map(|given| given.as_bytes());
        if given == Some(format!("Bearer {}", state.keys().secret).as_bytes()) {
            return Ok(Owner);
        }
        let message = "The header `authorization: Bearer …` must hold the secret of the access key.";
        Err(rejection(StatusCode::UNAUTHORIZED, message))
    }
}
