//! Errors of calls over transports that repeat what they were sent.

use alicloud::sae;
use alicloud_runtime::TransportError;
use alicloud_runtime::client::RetryPolicy;
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::signing::Legacy;
use alicloud_runtime::transport::{HttpRequest, HttpResponse, Progress, Sending, Transport};
use alicloud_runtime::{Error, ErrorKind};

const TOKEN: &str = "CAIS/thetoken+with=signs/and/many/letters";
const PARAMETER: &str = "theparameter-765fa5c0";

/// Answers with what it was sent, in one way or another.
#[derive(Clone, Copy, Debug)]
enum Echo {
    Message(&'static str),
    CodeAndId,
    Header,
    Redirect,
    Failure,
    Damage,
}

impl Transport for Echo {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let lines = request.headers.iter().map(|(name, value)| format!("{name}:{value}\n"));
        let text = format!("GET\n{}\n{}", request.target, lines.collect::<String>());
        let answer =
            |body: serde_json::Value| Ok(HttpResponse::new(400, Vec::new(), body.to_string().into_bytes()));
        let answer = match self {
            Echo::Message(code) => {
                let message = format!("They differ. The server signed: {text}");
                answer(serde_json::json!({"Code": code, "Message": message, "RequestId": "r"}))
            }
            Echo::CodeAndId => {
                answer(serde_json::json!({"Code": text, "Message": "No.", "RequestId": TOKEN}))
            }
            Echo::Header => {
                let id = vec![("x-acs-request-id".to_owned(), TOKEN.to_owned())];
                Ok(HttpResponse::new(500, id, Vec::new()))
            }
            Echo::Redirect => {
                let location = vec![("location".to_owned(), format!("https://elsewhere{}", request.target))];
                Ok(HttpResponse::new(302, location, Vec::new()))
            }
            Echo::Failure => {
                let source = std::io::Error::other(text.clone());
                let mut error = TransportError::new(Progress::NotSent, text);
                error.source = Some(source.into());
                Err(error)
            }
            Echo::Damage => {
                let mut answer = HttpResponse::new(200, Vec::new(), b"{\"Data\": {".to_vec());
                answer.headers.push(("x-acs-request-id".to_owned(), TOKEN.to_owned()));
                Ok(answer)
            }
        };
        Box::pin(async move { answer })
    }
}

#[tokio::test]
async fn no_error_repeats_what_was_sent() {
    let echoes = [
        Echo::Message("SignatureDoesNotMatch"),
        Echo::Message("IncompleteSignature"),
        Echo::Message("InvalidTimeStamp.Expired"),
        Echo::Message("InvalidAccessKeyId.NotFound"),
        Echo::Message("InvalidParameter"),
        Echo::CodeAndId,
        Echo::Header,
        Echo::Redirect,
        Echo::Failure,
        Echo::Damage,
    ];
    let temporary = Credentials::temporary("theid", "thesecret", TOKEN, None);
    for credentials in [temporary, Credentials::bearer(TOKEN)] {
        for echo in echoes {
            let builder = sae::Client::builder().region("cn-hangzhou").retry(RetryPolicy::never());
            let builder = builder.credentials(credentials.clone()).signer(Legacy::new()).transport(echo);
            let error = builder.build().unwrap().describe_change_order(PARAMETER).send().await.unwrap_err();
            let code = error.code_str().map(str::to_owned);
            let shown = format!("{error} {error:?} {} {code:?} {:?}", error.message(), error.request_id());
            let erased = Error::from(error);
            let shown = format!("{shown} {erased} {erased:?} {:?}", erased.raw());
            for secret in ["thetoken", "many", "thesecret", "theparameter", "765fa5c0"] {
                assert!(!shown.contains(secret), "{echo:?}: {secret} in {shown}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_cut_is_in_the_answer_and_still_decides() {
    let client = |echo: Echo| {
        let builder =
            sae::Client::builder().region("cn-hangzhou").retry(RetryPolicy::never()).transport(echo);
        builder.credentials(Credentials::temporary("theid", "thesecret", TOKEN, None)).build().unwrap()
    };
    let error =
        client(Echo::Message("SignatureDoesNotMatch")).abort_change_order("x").send().await.unwrap_err();
    assert_eq!(error.code_str(), Some("SignatureDoesNotMatch"));
    assert_eq!((error.message(), error.request_id()), ("They differ. The server …", Some("r")));
    assert!(String::from_utf8_lossy(&error.raw().unwrap().body).contains(TOKEN));
    let error = client(Echo::Failure).abort_change_order("x").send().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true));
}
