//! What the span of a call says is what the caller is told.

use crate::script::{Script, Step};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Keeps the request ids that spans record, and those that warnings have.
#[derive(Clone, Default)]
struct RequestIds(Arc<Mutex<Vec<String>>>, Arc<Mutex<Vec<String>>>);

/// Keeps the request id of a warning.
struct Warning<'a>(&'a Mutex<Vec<String>>);

impl Visit for Warning<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "request_id" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl Visit for &RequestIds {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "request_id" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl Subscriber for RequestIds {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut &*self);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        if *event.metadata().level() == Level::WARN {
            event.record(&mut Warning(&self.1));
        }
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn the_span_has_the_request_id_that_the_caller_is_told() {
    let ids = RequestIds::default();
    let _guard = tracing::subscriber::set_default(ids.clone());
    let header: &[_] = &[("x-acs-request-id", "r-9")];
    for (status, body, id) in [
        (200, r#"{"Success": true, "RequestId": "r-1"}"#, "r-1"),
        (200, r#"{"Success": true, "RequestId": ""}"#, "r-9"),
        (200, r#"{"RequestId": "r-5", "Data": {"#, "r-5"),
        (200, "7", "r-9"),
        (400, r#"{"RequestId": "r-2"}"#, "r-2"),
        (400, "{}", "r-9"),
    ] {
        let script = Script::new([Step::Answer(status, header, body)]);
        let result = script.client().abort_change_order("x").send().await;
        let told = match &result {
            Ok(done) => done.request_id().unwrap_or_default(),
            Err(error) => error.request_id().unwrap_or_default(),
        };
        assert_eq!(told, id, "{body}");
        assert_eq!(*ids.0.lock().unwrap(), [id], "{body}");
        ids.0.lock().unwrap().clear();
        let warned = std::mem::take(&mut *ids.1.lock().unwrap());
        assert_eq!(warned, Vec::from_iter(result.is_err().then_some(id)), "{body}");
    }
}
