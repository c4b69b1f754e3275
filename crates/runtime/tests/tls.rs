//! Calls over TLS and through proxies, with servers on this machine.
#![allow(clippy::unwrap_used, reason = "a server that fails ends the test")]

use alicloud::sae;
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::{Http, HttpOptions, Proxies};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.unwrap() > 0 {}
    String::from_utf8(head).unwrap()
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    head(&mut stream).await;
    let body = r#"{"RequestId": "r"}"#;
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.unwrap();
}

/// A server with a certificate that it has signed itself; gives its port and the certificate.
async fn secure_server() -> (u16, Vec<u8>) {
    let signed = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = signed.cert.der().clone();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], signed.signing_key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that does not trust the certificate hangs up.
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(answer(stream));
            }
        }
    });
    (port, certificate.to_vec())
}

async fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            tokio::spawn(answer(listener.accept().await.unwrap().0));
        }
    });
    port
}

/// A proxy; gives its port and what it was asked.
async fn proxy() -> (u16, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (asked, asks) = unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let asked = asked.clone();
            tokio::spawn(async move {
                let head = head(&mut stream).await;
                let target = head.split(' ').nth(1).unwrap().to_owned();
                asked.send(head).unwrap();
                let mut there = TcpStream::connect(target).await.unwrap();
                stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                // The caller hangs up when it has its answer.
                let _ = copy_bidirectional(&mut stream, &mut there).await;
            });
        }
    });
    (port, asks)
}

fn options() -> HttpOptions {
    let mut options = HttpOptions::new(Duration::from_secs(5), 1000);
    options.proxies = Proxies::Set { http: String::new(), https: String::new(), no_proxy: String::new() };
    options
}

async fn call(endpoint: &str, options: &HttpOptions) -> Result<String, alicloud::Error> {
    let client = sae::Client::builder()
        .endpoint(endpoint)
        .credentials(Credentials::access_key("id", "secret"))
        .transport(Http::with(options).unwrap())
        .retry(RetryPolicy::never())
        .build()?;
    Ok(client.describe_change_order("x").send().await?.request_id().to_owned())
}

#[tokio::test]
async fn certificates_are_checked() {
    let (port, certificate) = secure_server().await;
    let mut options = options();
    let refused = call(&format!("localhost:{port}"), &options).await.unwrap_err();
    assert!(chain(&refused).contains("UnknownIssuer"), "{}", chain(&refused));
    options.roots = vec![certificate];
    assert_eq!(call(&format!("localhost:{port}"), &options).await.unwrap(), "r");
    let refused = call(&format!("127.0.0.1:{port}"), &options).await.unwrap_err();
    assert!(chain(&refused).contains("not valid for name"), "{}", chain(&refused));
    options.roots = vec![b"no certificate".to_vec()];
    assert!(Http::with(&options).is_err());
}

#[tokio::test]
async fn proxies_are_asked_unless_the_host_is_left_out() {
    let (secure_port, certificate) = secure_server().await;
    let (plain, secure) =
        (format!("http://127.0.0.1:{}", server().await), format!("https://localhost:{secure_port}"));
    let (port, mut asks) = proxy().await;
    let mut options = options();
    options.roots = vec![certificate];
    let proxies = |no_proxy: &str| Proxies::Set {
        http: format!("http://127.0.0.1:{port}"),
        https: format!("http://user:word@127.0.0.1:{port}"),
        no_proxy: no_proxy.to_owned(),
    };
    for (endpoint, no_proxy, basic) in
        [(&plain, "localhost", false), (&secure, "example.com,127.0.0.1", true)]
    {
        options.proxies = proxies(no_proxy);
        assert_eq!(call(endpoint, &options).await.unwrap(), "r");
        let ask = asks.recv().await.unwrap();
        let authority = endpoint.split_once("://").unwrap().1;
        assert!(ask.starts_with(&format!("CONNECT {authority} HTTP/1.1\r\n")), "{ask}");
        assert_eq!(
            ask.to_lowercase().contains("proxy-authorization: basic dxnlcjp3b3jk\r\n"),
            basic,
            "{ask}"
        );
    }
    options.proxies = proxies("127.0.0.0/8,localhost");
    for endpoint in [&plain, &secure] {
        assert_eq!(call(endpoint, &options).await.unwrap(), "r");
    }
    assert!(asks.is_empty(), "the proxy was asked for a host that is left out");
}

/// An error with all that caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
