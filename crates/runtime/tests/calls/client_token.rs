//! An operation that takes a ClientToken: one for each call, whatever the number of attempts, so that it may be repeated.

use crate::script::{Script, Step};
use alicloud::sae::{AbortChangeOrderError, AbortChangeOrderResponse};
use alicloud_runtime::plumbing::{Entry, WithFields};
use alicloud_runtime::transport::HttpRequest;
use alicloud_runtime::{Location, Metadata, Method, Operation, Structure, Style};
use std::collections::BTreeSet;

/// An operation whose token is sent in the query (`true`) or in a form.
struct Create<const IN_QUERY: bool> {
    input: Input,
}

struct Input {
    token: Option<String>,
}

alicloud_runtime::structure! { Input {
    token = "ClientToken",
} }

impl<const IN_QUERY: bool> Operation for Create<IN_QUERY> {
    type Response = AbortChangeOrderResponse;
    type Error = AbortChangeOrderError;
    const METADATA: &'static Metadata = &Metadata::new(
        "Create",
        "made-up",
        "2020-01-01",
        Style::Roa,
        Method::Post,
        "/create",
        if IN_QUERY { &[Location::Query] } else { &[Location::Form] },
    );
}

impl<const IN_QUERY: bool> Structure for Create<IN_QUERY> {
    fn fields(&mut self, with: WithFields<'_>) {
        self.input.fields(with);
    }
    fn entry(&self, index: usize) -> Entry<'_> {
        self.input.entry(index)
    }
}

/// The token of each attempt of a call that succeeds at the third.
async fn tokens<const IN_QUERY: bool>(token: Option<&str>) -> Vec<String> {
    let script = Script::new([
        Step::Answer(503, &[], "{}"),
        Step::Broken,
        Step::Answer(200, &[], r#"{"Success": true}"#),
    ]);
    let request = Create::<IN_QUERY> { input: Input { token: token.map(str::to_owned) } };
    let done = script.client().as_ref().call(&request).await.unwrap();
    assert_eq!(done.attempts(), 3);
    let token = |text: &str| text.split_once("ClientToken=").unwrap().1.to_owned();
    let of = |request: &HttpRequest| match IN_QUERY {
        true => token(&request.target),
        false => token(std::str::from_utf8(&request.body).unwrap()),
    };
    script.requests().iter().map(of).collect()
}

#[tokio::test(start_paused = true)]
async fn attempts_share_a_token_and_calls_do_not() {
    let calls = [tokens::<true>(None).await, tokens::<true>(None).await, tokens::<false>(None).await];
    for call in &calls {
        assert!(
            call.len() == 3 && call.iter().all(|token| *token == call[0] && !token.is_empty()),
            "{call:?}"
        );
    }
    assert_eq!(calls.iter().map(|call| &call[0]).collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_caller_s_token_is_kept() {
    assert_eq!(tokens::<true>(Some("mine")).await, ["mine"; 3]);
    assert_eq!(tokens::<false>(Some("mine")).await, ["mine"; 3]);
}
