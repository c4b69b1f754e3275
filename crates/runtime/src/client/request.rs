//! Requests as calls see them, whether their operation was generated or is put together at run time.

use crate::encode::encode_in_region;
use crate::error::Redactions;
use crate::operation::Facts;
use crate::{Body, EncodeError, Location, Metadata, Parts, Structure};

/// A request.
pub(super) trait Request: Send + Sync {
    /// What is known of its operation.
    fn facts(&self) -> Facts<'_>;
    /// Its layout.
    fn parts(&self) -> Result<Parts, EncodeError>;
    /// Adds the values that errors must not repeat.
    fn redact(&self, redactions: &mut Redactions);
    /// Adds a client token to its layout where the operation takes one and the caller gave none: one for all attempts of
    /// the call.
    fn client_token(&self, parts: &mut Parts) -> ClientToken;
}

/// Whether a request has a token that lets the service recognise its repetition.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ClientToken {
    Present,
    NotTaken,
}

/// The parameter that holds a client token.
pub(super) const CLIENT_TOKEN: &str = "ClientToken";

/// A request of a generated operation.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) request: &'a dyn Structure,
    pub(super) metadata: &'static Metadata,
    /// That of the client.
    pub(super) region: Option<&'a str>,
}

impl Request for Typed<'_> {
    fn facts(&self) -> Facts<'_> {
        self.metadata.facts()
    }

    fn parts(&self) -> Result<Parts, EncodeError> {
        encode_in_region(self.request, self.metadata, self.region)
    }

    fn redact(&self, redactions: &mut Redactions) {
        redactions.request(self.request);
    }

    fn client_token(&self, parts: &mut Parts) -> ClientToken {
        let Some(index) = self.request.members().iter().position(|name| *name == CLIENT_TOKEN) else {
            return ClientToken::NotTaken;
        };
        if !self.request.view(index).is_absent() {
            return ClientToken::Present;
        }
        let pair = (CLIENT_TOKEN.to_owned(), format!("{:032x}", fastrand::u128(..)));
        match (self.metadata.locations.get(index), &mut parts.body) {
            (Some(Location::Query), _) => parts.query.push(pair),
            (Some(Location::Form), Body::Form(pairs)) => pairs.push(pair),
            (Some(Location::Form), body @ Body::None) => *body = Body::Form(vec![pair]),
            // A body of its own making is left as the caller made it.
            _ => return ClientToken::NotTaken,
        }
        ClientToken::Present
    }
}
