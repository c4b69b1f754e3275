//! The pool of connections of the built-in transport, against a server on this machine that ends them as it is told.
#![allow(clippy::unwrap_used, reason = "a server that fails ends the test")]

use alicloud::sae;
use alicloud_runtime::ErrorKind;
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::HttpOptions;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// What a connection does with a request.
#[derive(Clone, Copy)]
enum Step {
    Answer,
    /// A part of the answer, and a reset.
    Half,
    Reset,
}

/// What happened at the server.
#[derive(Debug, PartialEq)]
enum Event {
    /// A request came over the connection of this number.
    Request(usize),
    /// The client closed it.
    Closed(usize),
}

use Event::{Closed, Request};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"Success\": true}";

/// Serves connections, each by its own steps; gives its endpoint and what happens.
async fn server(connections: Vec<Vec<Step>>) -> (String, UnboundedReceiver<Event>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (happened, events) = unbounded_channel();
    tokio::spawn(async move {
        for (number, steps) in connections.into_iter().enumerate() {
            let (stream, _) = listener.accept().await.unwrap();
            let happened = happened.clone();
            tokio::spawn(async move {
                serve(stream, steps, || happened.send(Request(number)).unwrap()).await;
                happened.send(Closed(number)).unwrap();
            });
        }
    });
    (endpoint, events)
}

async fn serve(mut stream: TcpStream, steps: Vec<Step>, came: impl Fn()) {
    let mut steps = steps.into_iter();
    loop {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut request).await.unwrap() == 0 {
                return;
            }
        }
        came();
        match steps.next() {
            Some(Step::Answer) => stream.write_all(ANSWER).await.unwrap(),
            step => {
                let half = if matches!(step, Some(Step::Half)) { &ANSWER[..50] } else { &[] };
                stream.write_all(half).await.unwrap();
                return stream.set_zero_linger().unwrap();
            }
        }
    }
}

fn client(endpoint: &str, idle: Duration) -> sae::Client {
    let builder = sae::Client::builder().endpoint(endpoint).retry(RetryPolicy::never()).idle_timeout(idle);
    builder.credentials(Credentials::access_key("id", "secret")).build().unwrap()
}

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn what_a_used_connection_loses_is_sent_on_a_new_one_where_that_does_no_harm() {
    use Step::{Answer, Reset};
    let (endpoint, mut events) = server(vec![vec![Answer, Reset], vec![Answer], vec![Answer, Reset]]).await;
    let reading = client(&endpoint, LONG);
    reading.describe_change_order("a").send().await.unwrap();
    let done = reading.describe_change_order("a").send().await.unwrap();
    assert_eq!(done.attempts(), 2, "whatever the policy");
    let writing = client(&endpoint, LONG);
    writing.abort_change_order("a").send().await.unwrap();
    let error = writing.abort_change_order("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, false));
    let mut requests = Vec::new();
    while requests.len() < 5 {
        match events.recv().await.unwrap() {
            Request(number) => requests.push(number),
            Closed(_) => {}
        }
    }
    assert_eq!(requests, [0, 0, 1, 2, 2], "what may have been done is not sent again");
}

#[tokio::test]
async fn what_a_new_connection_loses_or_begins_to_answer_is_not_sent_again() {
    use Step::{Answer, Half, Reset};
    let (endpoint, mut events) = server(vec![vec![Reset], vec![Answer, Half]]).await;
    let client = client(&endpoint, LONG);
    let error = client.describe_change_order("a").send().await.unwrap_err();
    assert!(error.to_string().contains("broke before an answer came"), "{error}");
    client.describe_change_order("a").send().await.unwrap();
    let error = client.describe_change_order("a").send().await.unwrap_err();
    assert!(error.to_string().contains("the answer, with status 200, broke off"), "{error}");
    for expected in [Request(0), Closed(0), Request(1), Request(1), Closed(1)] {
        assert_eq!(events.recv().await.unwrap(), expected);
    }
}

#[tokio::test]
async fn idle_connections_are_closed_before_gateways_do_it() {
    let (endpoint, mut events) = server(vec![vec![Step::Answer]]).await;
    let client = client(&endpoint, Duration::from_millis(1));
    client.describe_change_order("a").send().await.unwrap();
    assert_eq!((events.recv().await, events.recv().await), (Some(Request(0)), Some(Closed(0))));
    assert!(HttpOptions::new(LONG, 1).idle_timeout < Duration::from_secs(10));
    drop(client);
}
