//! Calls over TLS and through proxies, with servers on this machine.
#![allow(clippy::unwrap_used, reason = "a server that fails ends the test")]

mod servers;

use alicloud::sae;
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::{Http, HttpOptions, Proxies};
use alicloud_runtime::{Error, ErrorKind};
use servers::{Certificate, NAME, http_proxy, secure_proxy, secure_server, server, silent, socks_proxy};
use std::time::Duration;

fn options(proxies: Proxies) -> HttpOptions {
    let mut options = HttpOptions::new(Duration::from_secs(5), 1000);
    options.proxies = proxies;
    options
}

/// One proxy for both schemes.
fn proxy(url: &str) -> Proxies {
    Proxies::Set { http: url.to_owned(), https: url.to_owned(), no_proxy: String::new() }
}

async fn call(endpoint: &str, options: &HttpOptions) -> Result<String, Error> {
    let client = sae::Client::builder()
        .endpoint(endpoint)
        .credentials(Credentials::access_key("id", "secret"))
        .transport(Http::with(options).unwrap())
        .retry(RetryPolicy::never())
        .build()?;
    Ok(client.describe_change_order("x").send().await?.request_id().unwrap_or_default().to_owned())
}

/// An error with all that caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[tokio::test]
async fn certificates_are_checked() {
    let certificate = Certificate::new();
    let port = secure_server(&certificate).await;
    let mut options = options(proxy(""));
    let refused = call(&format!("localhost:{port}"), &options).await.unwrap_err();
    assert!(chain(&refused).contains("UnknownIssuer"), "{}", chain(&refused));
    options.roots = vec![certificate.der()];
    assert_eq!(call(&format!("localhost:{port}"), &options).await.unwrap(), "r");
    let refused = call(&format!("127.0.0.1:{port}"), &options).await.unwrap_err();
    assert!(chain(&refused).contains("not valid for name"), "{}", chain(&refused));
    options.roots = vec![b"no certificate".to_vec()];
    assert!(Http::with(&options).is_err());
}

#[tokio::test]
async fn https_goes_through_tunnels() {
    let certificate = Certificate::new();
    let port = secure_server(&certificate).await;
    let (plain_port, mut asked) = http_proxy().await;
    let (secure_port, mut asked_over_tls) = secure_proxy(&certificate).await;
    for (url, asked, authorized) in [
        (format!("http://127.0.0.1:{plain_port}"), &mut asked, false),
        (format!("https://user:word@localhost:{secure_port}"), &mut asked_over_tls, true),
    ] {
        let mut options = options(proxy(&url));
        options.roots = vec![certificate.der()];
        assert_eq!(call(&format!("https://{NAME}:{port}"), &options).await.unwrap(), "r");
        let head = asked.recv().await.unwrap();
        assert!(head.starts_with(&format!("CONNECT {NAME}:{port} HTTP/1.1\r\n")), "{head}");
        assert_eq!(head.contains("Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n"), authorized, "{head}");
    }
}

#[tokio::test]
async fn http_is_forwarded_by_its_whole_url() {
    let (port, mut asked) = http_proxy().await;
    for (endpoint, user) in [(format!("http://{NAME}"), "user:word@"), (format!("http://{NAME}:8080"), "")] {
        let options = options(proxy(&format!("http://{user}127.0.0.1:{port}")));
        assert_eq!(call(&endpoint, &options).await.unwrap(), "forwarded");
        let head = asked.recv().await.unwrap();
        let target =
            format!("GET {endpoint}/pop/v1/sam/changeorder/DescribeChangeOrder?ChangeOrderId=x HTTP/1.1");
        assert!(head.starts_with(&target), "{head}");
        assert_eq!(head.contains("proxy-authorization: Basic dXNlcjp3b3Jk\r\n"), !user.is_empty(), "{head}");
    }
}

#[tokio::test]
async fn socks_proxies_find_the_host_themselves() {
    let certificate = Certificate::new();
    let (secure_port, plain_port) = (secure_server(&certificate).await, server().await);
    let (port, mut asked) = socks_proxy().await;
    let mut options = options(proxy(&format!("socks5h://user:word@127.0.0.1:{port}")));
    options.roots = vec![certificate.der()];
    for (scheme, port) in [("https", secure_port), ("http", plain_port)] {
        assert_eq!(call(&format!("{scheme}://{NAME}:{port}"), &options).await.unwrap(), "r");
        assert_eq!(asked.recv().await.unwrap(), format!("user:word {NAME}:{port}"));
    }
}

#[tokio::test]
async fn this_machine_and_what_is_left_out_are_reached_without_a_proxy() {
    let (port, mut asked) = http_proxy().await;
    let endpoint = format!("http://127.0.0.1:{}", server().await);
    let mut proxies = proxy(&format!("http://127.0.0.1:{port}"));
    assert_eq!(call(&endpoint, &options(proxies.clone())).await.unwrap(), "r");
    if let Proxies::Set { no_proxy, .. } = &mut proxies {
        *no_proxy = "*.test".to_owned();
    }
    let refused = call(&format!("http://{NAME}"), &options(proxies)).await.unwrap_err();
    assert!(refused.to_string().contains("no connection could be made: "), "{refused}");
    assert!(asked.try_recv().is_err(), "the proxy was asked");
}

#[tokio::test]
async fn errors_name_the_proxy_and_not_its_password() {
    let (port, _asked) = http_proxy().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (port, endpoint, message) in [
        (closed, "https://a.test", "no connection could be made by way of the proxy"),
        (port, "https://unreachable.test:1", "no connection could be made by way of the proxy"),
        (port, "http://strict.test", "asks for another name and password"),
    ] {
        let options = options(proxy(&format!("http://user:word@127.0.0.1:{port}")));
        let error = call(endpoint, &options).await.unwrap_err();
        let all = chain(&error);
        assert!(all.contains(message) && all.contains(&format!("http://127.0.0.1:{port}")), "{all}");
        assert!(!all.contains("word@"), "{all}");
    }
}

#[tokio::test]
async fn what_authorizes_at_a_proxy_over_tls_is_never_sent_in_clear() {
    let (port, received) = silent().await;
    let error = call("https://a.test", &options(proxy(&format!("https://user:word@127.0.0.1:{port}")))).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Transport);
    let received = received.await.unwrap();
    assert_eq!(received.first(), Some(&22), "a handshake");
    assert!(!String::from_utf8_lossy(&received).contains("CONNECT"));
}

#[test]
fn proxies_that_cannot_be_used_are_refused_when_the_client_is_made() {
    let refused = Http::with(&options(proxy("socks4://user:word@127.0.0.1:1"))).err().unwrap();
    assert!(refused.to_string().contains("the proxy for http is no URL of a proxy"), "{refused}");
    assert!(!format!("{refused:?}").contains("word"), "{refused:?}");
}
