//! What a gateway knows goes in; its routes, those of the specs and that of the script, come out.

use crate::connection::Connection;
use crate::faults::{self, Fault};
use crate::request::Received;
use crate::server::State;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{self, ConnectInfo};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;

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
    body: Bytes,
) -> Response<Body> {
    let request = Received::new(&method, &uri, &headers, &body);
    let (answer, request_id) = state.answer(&request, &connection).await;
    answer.into_response(&request_id)
}

async fn left(extract::State(state): Shared) -> Response<Body> {
    list(&state.memory().faults)
}

async fn replace(extract::State(state): Shared, body: Bytes) -> Response<Body> {
    change(&state, &body, |faults, script| *faults = script)
}

async fn add(extract::State(state): Shared, body: Bytes) -> Response<Body> {
    change(&state, &body, |faults, script| faults.extend(script))
}

async fn clear(extract::State(state): Shared) -> Response<Body> {
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
