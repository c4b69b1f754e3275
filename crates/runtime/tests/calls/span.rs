//! What is traced of a call is what the caller is told, and no secret.

use crate::script::{Script, Step};
use alicloud_runtime::client::RetryPolicy;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

type Fields = BTreeMap<&'static str, String>;

/// Keeps the request ids that spans record, what warnings say, and all values.
#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Traced>>);

#[derive(Default)]
struct Traced {
    request_ids: Vec<String>,
    warnings: Vec<Fields>,
    all: Vec<Fields>,
}

/// Reads the fields of a span or an event.
struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Trace {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        attributes.record(&mut Reader(&mut fields));
        self.0.lock().unwrap().all.push(fields);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields::new();
        values.record(&mut Reader(&mut fields));
        let mut traced = self.0.lock().unwrap();
        traced.request_ids.extend(fields.get("request_id").cloned());
        traced.all.push(fields);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Reader(&mut fields));
        let mut traced = self.0.lock().unwrap();
        traced.all.push(fields.clone());
        if *event.metadata().level() == Level::WARN {
            traced.warnings.push(fields);
        }
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn the_span_has_the_request_id_that_the_caller_is_told() {
    let trace = Trace::default();
    let _guard = tracing::subscriber::set_default(trace.clone());
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
        let traced = std::mem::take(&mut *trace.0.lock().unwrap());
        assert_eq!(traced.request_ids, [id], "{body}");
        let warned: Vec<_> = traced.warnings.iter().map(|fields| fields["request_id"].as_str()).collect();
        assert_eq!(warned, Vec::from_iter(result.is_err().then_some(id)), "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_fails_for_good_is_one_warning_without_a_secret() {
    let trace = Trace::default();
    let _guard = tracing::subscriber::set_default(trace.clone());
    let busy = r#"{"Code": "Throttling.User", "Message": "thesecret", "RequestId": "r-1"}"#;
    let answer = || Step::Answer(400, &[], busy);
    let script = Script::new([answer(), answer(), answer()]);
    let call = script.client().abort_change_order("theparameter").send();
    call.retry(RetryPolicy::default().with_max_attempts(3)).await.unwrap_err();
    let traced = trace.0.lock().unwrap();
    let expected = [
        ("attempts", "3"),
        ("code", "Throttling.User"),
        ("kind", "Service"),
        ("message", "the call failed"),
        ("operation", "AbortChangeOrder"),
        ("request_id", "r-1"),
        ("status", "400"),
    ];
    assert_eq!(traced.warnings, [expected.map(|(name, value)| (name, value.to_owned())).into()]);
    let shown = format!("{:?}", traced.all);
    assert!(!["thesecret", "theid", "theparameter"].iter().any(|value| shown.contains(value)), "{shown}");
}
