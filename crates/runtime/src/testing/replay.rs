//! A transport without sockets: declared answers, and the requests that they were given to.

use super::recorded::Recorded;
use crate::client::{Builder, Client, Product};
use crate::credentials::Credentials;
use crate::product::CodeIs;
use crate::transport::{HttpRequest, HttpResponse, Progress, Sending, Transport};
use crate::{
    Error, ErrorCode, Field, Json, Metadata, Operation, TransportError, View, decode_json, encode_json,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Answers that a test declares, in the place of a service. Clones share answers and requests.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), alicloud::Error> {
/// use alicloud::runtime::testing::Replay;
/// use alicloud::sae::{self, AbortChangeOrder, AbortChangeOrderResponse};
///
/// let done = AbortChangeOrderResponse { message: Some("done".to_owned()), ..Default::default() };
/// let replay = Replay::new().answer::<AbortChangeOrder>(done);
/// let client = replay.client(sae::Client::builder())?;
///
/// assert_eq!(client.abort_change_order("order").send().await?.message.as_deref(), Some("done"));
/// assert_eq!(replay.requests()[0].parameter("ChangeOrderId").as_deref(), Some("order"));
/// # Ok(()) }
/// ```
///
/// An answer is given to the next request of its operation that no other one before it takes; the last one is given again
/// and again. A request without an answer is an error, and is sent nowhere. It needs the feature `testing` of
/// `alicloud-runtime`, best as a dev-dependency.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    tape: Arc<Mutex<Tape>>,
}

#[derive(Debug, Default)]
struct Tape {
    /// Those that clients were built for.
    products: Vec<&'static Product>,
    replies: Vec<Reply>,
    recorded: Vec<Recorded>,
}

/// An answer, and whose it is; that of any operation if it does not say.
#[derive(Clone, Debug)]
struct Reply {
    operation: Option<&'static Metadata>,
    status: u16,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    /// A response.
    Response(Json, Documented),
    Bytes(Vec<u8>),
}

/// What is documented for a response.
#[derive(Clone, Copy, Debug)]
struct Documented {
    members: &'static [&'static str],
    /// Whether a text is read into it without a mismatch.
    takes: fn(&str) -> bool,
}

impl Replay {
    /// No answers yet.
    #[must_use]
    pub fn new() -> Self {
        Replay::default()
    }

    /// Answers an operation with a response. What tells success in the product is added where the response does not have it.
    #[must_use]
    pub fn answer<O: Operation>(self, response: O::Response) -> Self {
        let content = match response.view() {
            View::Blob(blob) => Content::Bytes(blob.as_ref().to_vec()),
            view => {
                let json = serde_json::from_str(&encode_json(&response)).unwrap_or_default();
                let members = if let View::Structure(structure) = view { structure.members() } else { &[] };
                Content::Response(json, Documented { members, takes: takes::<O::Response> })
            }
        };
        self.reply(Reply { operation: Some(O::METADATA), status: 200, content })
    }

    /// Fails an operation with an error code, with its first documented status, or else 400. Codes that may pass are tried
    /// again as the [`RetryPolicy`](crate::client::RetryPolicy) of the client says, and each attempt takes an answer.
    #[must_use]
    pub fn fail<O: Operation>(self, error: O::Error) -> Self {
        let body = serde_json::json!({"Code": error.wire(), "Message": "an error that a test declares"});
        let status = error.documented_status().unwrap_or(400);
        let content = Content::Bytes(body.to_string().into());
        self.reply(Reply { operation: Some(O::METADATA), status, content })
    }

    /// Answers any operation with a body as it is, such as one that was recorded.
    #[must_use]
    pub fn body(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        self.reply(Reply { operation: None, status, content: Content::Bytes(body.into()) })
    }

    /// Makes a client that gets these answers, with whatever else its builder says.
    ///
    /// # Errors
    /// Those of [`Builder::build`].
    pub fn client<C: From<Client>>(&self, builder: Builder<C>) -> Result<C, Error> {
        let credentials = Credentials::access_key("replay-access-key-id", "replay-access-key-secret");
        builder.endpoint("replay.invalid").credentials(credentials).transport(self.clone()).build()
    }

    /// How many requests there were, each attempt of a call being one.
    pub fn calls(&self) -> usize {
        self.tape().recorded.len()
    }

    /// The requests that there were.
    pub fn requests(&self) -> Vec<Recorded> {
        self.tape().recorded.clone()
    }

    fn reply(self, reply: Reply) -> Self {
        self.tape().replies.push(reply);
        self
    }

    /// A test that panicked while it held it has changed nothing half-way.
    fn tape(&self) -> MutexGuard<'_, Tape> {
        self.tape.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Replay {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        let answer = self.tape().play(request);
        Box::pin(std::future::ready(answer))
    }

    fn serve(&self, product: &'static Product) {
        self.tape().products.push(product);
    }
}

impl Tape {
    fn play(&mut self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let request = Recorded::of(request);
        let reply = self.take(&request);
        let operation = reply.as_ref().and_then(|reply| reply.operation);
        let message = format!("no answer is declared for {}", request.operation);
        self.recorded.push(request.of_operation(operation));
        let reply = reply.ok_or_else(|| TransportError::new(Progress::Unsendable, message))?;
        let id = ("x-acs-request-id".to_owned(), format!("replay-{}", self.recorded.len()));
        Ok(HttpResponse::new(reply.status, vec![id], self.written(reply)))
    }

    /// The first answer to a request, which stays if it is the last.
    fn take(&mut self, request: &Recorded) -> Option<Reply> {
        let mut fitting = (0..).zip(&self.replies).filter(|(_, reply)| reply.fits(request));
        let (first, reply) = fitting.next()?;
        match fitting.next() {
            Some(_) => Some(self.replies.remove(first)),
            None => Some(reply.clone()),
        }
    }

    fn written(&self, Reply { operation, content, .. }: Reply) -> Vec<u8> {
        let (json, documented) = match content {
            Content::Bytes(bytes) => return bytes,
            Content::Response(json, documented) => (json, documented),
        };
        let product = operation
            .and_then(|operation| self.products.iter().find(|product| product.code == operation.product));
        let Some(product) = product else { return json.to_string().into() };
        let [text, number] =
            [CodeIs::Text, CodeIs::Number].map(|code_is| successful(&json, product, documented, code_is));
        if (documented.takes)(&text) { text.into() } else { number.into() }
    }
}

/// A response with what tells success in a product, as far as it does not have it.
fn successful(json: &Json, product: &Product, documented: Documented, code_is: CodeIs) -> String {
    let mut json = json.clone();
    if let Json::Object(members) = &mut json {
        for (name, value) in product.success.told(documented.members, code_is) {
            members.entry(name).or_insert(value);
        }
    }
    json.to_string()
}

fn takes<T: Field>(text: &str) -> bool {
    decode_json::<T>(text.as_bytes()).is_ok_and(|decoded| decoded.mismatches.is_empty())
}

impl Reply {
    fn fits(&self, request: &Recorded) -> bool {
        self.operation.is_none_or(|known| known.name == request.operation && known.version == request.version)
    }
}
