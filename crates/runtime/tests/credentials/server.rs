//! A server on this machine that answers each request as it is told, and remembers what it was asked.

use alicloud_runtime::credentials::ProviderConfig;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Method and target.
    pub(crate) line: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What a server does with a request.
pub(crate) enum Reply {
    /// It answers with a status, headers that are whole lines, and a body.
    Answer(u16, &'static str, String),
    /// It hangs up.
    HangUp,
}

pub(crate) struct Server {
    pub(crate) endpoint: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// `answer` gives status and body.
    pub(crate) async fn start(answer: impl Fn(&Request) -> (u16, String) + Send + 'static) -> Self {
        Self::replying(move |_, request| {
            let (status, body) = answer(request);
            Reply::Answer(status, "", body)
        })
        .await
    }

    /// `reply` is told how many requests there were before.
    pub(crate) async fn replying(reply: impl Fn(usize, &Request) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<Request>>> = Arc::default();
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                let before = seen.lock().unwrap().len();
                let reply = reply(before, &request);
                seen.lock().unwrap().push(request);
                let Reply::Answer(status, headers, body) = reply else { continue };
                let head = format!("HTTP/1.1 {status} Told\r\nconnection: close\r\n{headers}");
                let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        Server { endpoint, requests }
    }

    pub(crate) fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(|request| request.line.clone()).collect()
    }
}

async fn read(stream: &mut TcpStream) -> Request {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some(request) = parsed(&text) {
            return request;
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "half a request: {text}");
    }
}

/// The request, once it is whole.
fn parsed(text: &str) -> Option<Request> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (line, headers) = head.split_once("\r\n")?;
    let headers: BTreeMap<_, _> = headers
        .lines()
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let line = line.trim_end_matches(" HTTP/1.1").to_owned();
    (body.len() == length).then(|| Request { line, headers, body: body.to_owned() })
}

/// A configuration with these variables and no others.
pub(crate) fn variables<const N: usize>(variables: [(&str, &str); N]) -> ProviderConfig {
    let variables: BTreeMap<_, _> = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    ProviderConfig::new().variables(move |name| variables.get(name).cloned())
}

/// What the metadata service answers.
pub(crate) fn metadata_answer(id: &str) -> String {
    format!(r#"{{"Code": "Success", "LastUpdated": "2030-01-01T00:00:00Z", {}}}"#, keys(id))
}

/// What STS answers.
pub(crate) fn sts_answer(id: &str) -> String {
    format!(r#"{{"RequestId": "r", "AssumedRoleUser": {{"Arn": "a"}}, "Credentials": {{{}}}}}"#, keys(id))
}

fn keys(id: &str) -> String {
    format!(
        r#""AccessKeyId": "{id}", "AccessKeySecret": "thesecret", "SecurityToken": "thetoken", "Expiration": "2030-01-01T06:00:00Z""#
    )
}
