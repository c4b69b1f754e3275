//! Servers and proxies on this machine. Proxies find every host here.

use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A host that only proxies find.
pub(crate) const NAME: &str = "service.test";

/// A certificate that has signed itself.
pub(crate) struct Certificate {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Certificate {
    pub(crate) fn new() -> Self {
        let names = ["localhost".to_owned(), NAME.to_owned()];
        let signed = rcgen::generate_simple_self_signed(names).unwrap();
        Certificate { chain: vec![signed.cert.der().clone()], key: signed.signing_key.into() }
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.chain[0].to_vec()
    }

    fn acceptor(&self) -> TlsAcceptor {
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(self.chain.clone(), self.key.clone_key())
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// Gives every connection to what serves it; gives the port.
async fn listen<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    port
}

pub(crate) async fn server() -> u16 {
    listen(|stream| answer(stream, "r")).await
}

pub(crate) async fn secure_server(certificate: &Certificate) -> u16 {
    let acceptor = certificate.acceptor();
    listen(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            // A client that does not trust the certificate hangs up.
            if let Ok(stream) = acceptor.accept(stream).await {
                answer(stream, "r").await;
            }
        }
    })
    .await
}

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.unwrap() > 0 {}
    String::from_utf8(head).unwrap()
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, request_id: &str) {
    head(&mut stream).await;
    write_answer(&mut stream, 200, request_id).await;
}

async fn write_answer(stream: &mut (impl AsyncWrite + Unpin), status: u16, request_id: &str) {
    let body = format!(r#"{{"Success": true, "RequestId": "{request_id}"}}"#);
    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.unwrap();
}

/// A proxy that makes tunnels and answers what it should forward; gives its port and the heads of what it was asked.
pub(crate) async fn http_proxy() -> (u16, UnboundedReceiver<String>) {
    let (asked, asks) = unbounded_channel();
    (listen(move |stream| proxy(stream, asked.clone())).await, asks)
}

/// The same over TLS.
pub(crate) async fn secure_proxy(certificate: &Certificate) -> (u16, UnboundedReceiver<String>) {
    let (asked, asks) = unbounded_channel();
    let acceptor = certificate.acceptor();
    let serve = move |stream| {
        let (acceptor, asked) = (acceptor.clone(), asked.clone());
        async move { proxy(acceptor.accept(stream).await.unwrap(), asked).await }
    };
    (listen(serve).await, asks)
}

async fn proxy(mut stream: impl AsyncRead + AsyncWrite + Unpin, asked: UnboundedSender<String>) {
    let head = head(&mut stream).await;
    let (method, target) = (head.split(' ').next().unwrap(), head.split(' ').nth(1).unwrap().to_owned());
    let (tunnel, strict) = (method == "CONNECT", target.contains("strict"));
    asked.send(head).unwrap();
    if !tunnel {
        let (status, id) = if strict { (407, "refused") } else { (200, "forwarded") };
        return write_answer(&mut stream, status, id).await;
    }
    match TcpStream::connect(("127.0.0.1", port_of(&target))).await {
        Err(_) => write_answer(&mut stream, 502, "unreachable").await,
        Ok(mut there) => {
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            // The caller hangs up when it has its answer.
            let _ = copy_bidirectional(&mut stream, &mut there).await;
        }
    }
}

fn port_of(authority: &str) -> u16 {
    authority.rsplit_once(':').unwrap().1.parse().unwrap()
}

/// A SOCKS proxy that asks for a name and password; gives its port, and both with host and port that it was asked for.
pub(crate) async fn socks_proxy() -> (u16, UnboundedReceiver<String>) {
    let (asked, asks) = unbounded_channel();
    (listen(move |stream| socks(stream, asked.clone())).await, asks)
}

async fn socks(mut stream: TcpStream, asked: UnboundedSender<String>) {
    let mut greeting = [0; 2];
    stream.read_exact(&mut greeting).await.unwrap();
    let mut methods = vec![0; greeting[1].into()];
    stream.read_exact(&mut methods).await.unwrap();
    assert!(greeting[0] == 5 && methods.contains(&2), "a name and password are offered");
    stream.write_all(&[5, 2]).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), 1);
    let (user, password) = (text(&mut stream).await, text(&mut stream).await);
    stream.write_all(&[1, 0]).await.unwrap();
    let mut request = [0; 4];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(request, [5, 1, 0, 3], "a connection to a host by its name");
    let (host, port) = (text(&mut stream).await, stream.read_u16().await.unwrap());
    asked.send(format!("{user}:{password} {host}:{port}")).unwrap();
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    let mut there = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    // The caller hangs up when it has its answer.
    let _ = copy_bidirectional(&mut stream, &mut there).await;
}

async fn text(stream: &mut TcpStream) -> String {
    let mut text = vec![0; stream.read_u8().await.unwrap().into()];
    stream.read_exact(&mut text).await.unwrap();
    String::from_utf8(text).unwrap()
}

/// A server that hangs up on what it is sent first; gives its port and what that was.
pub(crate) async fn silent() -> (u16, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        stream.read_buf(&mut received).await.unwrap();
        received
    });
    (port, received)
}
