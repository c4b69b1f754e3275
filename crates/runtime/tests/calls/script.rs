//! A transport that follows a script and keeps what was sent.
use alicloud::sae;
use alicloud_runtime::TransportError;
use alicloud_runtime::client::Builder;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::{HttpRequest, HttpResponse, Progress, Sending, Transport};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// What happens to an attempt.
pub(crate) enum Step {
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    Refused,
    Broken,
    Fails(TransportError),
    Silence,
}

/// Steps to come, and requests that were sent.
#[derive(Clone)]
pub(crate) struct Script(Arc<Mutex<(VecDeque<Step>, Vec<HttpRequest>)>>);

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Script(Arc::new(Mutex::new((steps.into_iter().collect(), Vec::new()))))
    }

    pub(crate) fn requests(&self) -> Vec<HttpRequest> {
        self.0.lock().unwrap().1.clone()
    }

    pub(crate) fn builder(&self) -> Builder<sae::Client> {
        let credentials = Credentials::access_key("theid", "thesecret");
        sae::Client::builder().region("cn-hangzhou").credentials(credentials).transport(self.clone())
    }

    pub(crate) fn client(&self) -> sae::Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let mut script = self.0.lock().unwrap();
        script.1.push(request);
        let step = script.0.pop_front().expect("the script has a step for each attempt");
        Box::pin(async move {
            match step {
                Step::Answer(status, headers, body) => {
                    let headers =
                        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
                    Ok(HttpResponse::new(status, headers.collect(), body.as_bytes().to_vec()))
                }
                Step::Refused => Err(TransportError::new(Progress::NotSent, "refused")),
                Step::Broken => Err(TransportError::new(Progress::Sent, "broken")),
                Step::Fails(error) => Err(error),
                Step::Silence => std::future::pending().await,
            }
        })
    }
}
