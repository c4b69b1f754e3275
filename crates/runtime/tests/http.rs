//! The built-in transport against a server on this machine that answers as it is told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a server that fails ends the test")]

use alicloud::sae;
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::{ErrorKind, Timeout};
use std::io::Write;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers one connection with these bytes, and gives the request.
async fn server(answer: Vec<u8>) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            stream.read_buf(&mut request).await.unwrap();
        }
        stream.write_all(&answer).await.unwrap();
        String::from_utf8(request).unwrap()
    });
    (format!("http://{address}"), serving)
}

fn client(endpoint: &str, max_body: usize) -> sae::Client {
    let credentials = Credentials::access_key("id", "secret");
    let builder = sae::Client::builder().endpoint(endpoint).credentials(credentials).max_body(max_body);
    builder.retry(RetryPolicy::never()).build().unwrap()
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\n{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn what_was_signed_is_what_is_sent() {
    let (endpoint, serving) = server(answer("", br#"{"Success": true, "RequestId": "r"}"#)).await;
    let done = client(&endpoint, 1000).describe_change_order("a/b c").send().await.unwrap();
    assert_eq!(done.request_id(), Some("r"));
    let request = serving.await.unwrap();
    let first = "GET /pop/v1/sam/changeorder/DescribeChangeOrder?ChangeOrderId=a%2Fb%20c HTTP/1.1\r\n";
    assert!(request.starts_with(first), "{request}");
    assert!(request.contains(&format!("host: {}\r\n", endpoint.trim_start_matches("http://"))), "{request}");
}

#[tokio::test]
async fn xml_and_gzip_are_read() {
    let (endpoint, _) = server(answer(
        "content-type: text/xml\r\n",
        b"<R><Success>true</Success><RequestId>x</RequestId></R>",
    ))
    .await;
    assert_eq!(
        client(&endpoint, 1000).describe_change_order("a").send().await.unwrap().request_id(),
        Some("x")
    );
    let (endpoint, _) =
        server(answer("content-encoding: gzip\r\n", &gzip(br#"{"Success": true, "RequestId": "z"}"#))).await;
    assert_eq!(
        client(&endpoint, 1000).describe_change_order("a").send().await.unwrap().request_id(),
        Some("z")
    );
}

#[tokio::test]
async fn bodies_are_bounded_also_when_they_are_compressed() {
    let large = vec![b' '; 5000];
    for answer in [answer("", &large), answer("content-encoding: gzip\r\n", &gzip(&large))] {
        let (endpoint, _) = server(answer).await;
        let error = client(&endpoint, 1000).describe_change_order("a").send().await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, false));
        assert!(error.to_string().contains("the answer, with status 200, has over 1000 bytes"), "{error}");
    }
}

/// Thirty kilobytes that unpack to what would take a gigabyte of structures and mismatches.
#[tokio::test]
async fn what_unpacks_to_too_many_values_is_refused_and_not_fetched_again() {
    let entries = format!(r#"{{"Data": [{}{{}}]}}"#, r#"{"a":1},"#.repeat(1 << 20));
    let (endpoint, _) = server(answer("content-encoding: gzip\r\n", &gzip(entries.as_bytes()))).await;
    let error = client(&endpoint, 32 << 20).describe_change_order("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Decode, false));
    assert!(error.to_string().contains("take more memory"), "{error}");
}

/// Gateways announce compression of bodies that are empty, or that they write themselves.
#[tokio::test]
async fn what_is_announced_as_gzip_may_be_something_else() {
    for (status, body) in [("403 No", ""), ("204 Nothing", ""), ("502 Bad Gateway", ""), ("502 X", "<html>")]
    {
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len());
        let (endpoint, _) = server((head + body).into_bytes()).await;
        let answered = client(&endpoint, 1000).describe_change_order("a").send().await;
        let raw = answered.as_ref().map_or_else(|error| error.raw().unwrap(), |done| done.raw());
        assert_eq!(raw.status.to_string(), status[..3]);
        assert_eq!(raw.body, body.as_bytes());
    }
}

#[tokio::test]
async fn all_members_of_gzip_are_read() {
    let (first, second) = (gzip(br#"{"Success": true, "RequestId": "#), gzip(br#""z"}"#));
    let padded = [first.as_slice(), &second, &[0; 100]].concat();
    for body in [[first, second].concat(), padded] {
        let (endpoint, _) = server(answer("content-encoding: gzip\r\n", &body)).await;
        let done = client(&endpoint, 1000).describe_change_order("a").send().await.unwrap();
        assert_eq!(done.request_id(), Some("z"));
    }
    let (endpoint, _) = server(answer("content-encoding: gzip\r\n", &gzip(b"{}")[..15])).await;
    let error = client(&endpoint, 1000).describe_change_order("a").send().await.unwrap_err();
    assert!(error.to_string().contains("the compressed answer, with status 200, is damaged"), "{error}");
}

/// Each member is within the limit, and so is what is sent.
#[tokio::test]
async fn members_count_together() {
    let member = gzip(&[b' '; 900]);
    let (endpoint, _) = server(answer("content-encoding: gzip\r\n", &member.repeat(20))).await;
    let error = client(&endpoint, 1000).describe_change_order("a").send().await.unwrap_err();
    assert!(error.to_string().contains("has over 1000 bytes"), "{error}");
}

#[tokio::test]
async fn a_connection_that_is_refused_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&endpoint, 1000).abort_change_order("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true));
    assert!(error.to_string().contains("no connection could be made: Connection refused"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_stalls_is_a_matter_of_connecting() {
    // The system accepts connections for it, and nobody ever answers.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("https://{}", listener.local_addr().unwrap());
    let error = client(&endpoint, 1000).abort_change_order("a").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout(Timeout::Connect), true));
}

#[tokio::test]
async fn a_request_that_cannot_be_written_is_not_tried_again() {
    let long = "x".repeat(70_000);
    let error = client("http://127.0.0.1:1", 1000).describe_change_order(long).send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::InvalidRequest, false));
    assert!(error.to_string().contains("uri too long"), "{error}");
}
