//! An answer goes in; what the operation gives, or what the answer says went wrong, comes out.

use super::Success;
use crate::decode::{fill_from_json, trimmed};
use crate::error::{ErrorKind, Failure};
use crate::structure::present;
use crate::transport::HttpResponse;
use crate::xml::fill_from_xml;
use crate::{DecodeError, Decoded, Field, Json, Metadata, Mismatch, Slot, Structure, View};

pub(super) fn decode<T: Field>(raw: &HttpResponse) -> Result<Decoded<T>, DecodeError> {
    let mut value = T::empty();
    let mismatches = fill(value.slot(), raw)?;
    Ok(Decoded { value, mismatches })
}

/// Reads an answer; an empty one holds nothing. Its first character says what it is: content types are often wrong.
fn fill(slot: Slot<'_>, raw: &HttpResponse) -> Result<Vec<Mismatch>, DecodeError> {
    if trimmed(&raw.body).is_empty() {
        return Ok(Vec::new());
    }
    let first = trimmed(&raw.body).iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'<') { fill_from_xml(slot, &raw.body) } else { fill_from_json(slot, &raw.body) }
}

/// The members of an answer that tell how a call went.
#[derive(Clone, Default)]
struct Verdict {
    values: [Option<Json>; 7],
}

const CODE: [usize; 2] = [0, 1];
const MESSAGE: [usize; 2] = [2, 3];
const REQUEST_ID: [usize; 3] = [4, 5, 6];
const NAMES: &[&str] = &["Code", "code", "Message", "message", "RequestId", "requestId", "requestid"];

impl Structure for Verdict {
    fn members(&self) -> &'static [&'static str] {
        NAMES
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.values.get_mut(index).map_or(Slot::Ignored, Field::slot)
    }
    fn view(&self, index: usize) -> View<'_> {
        self.values.get(index).map_or(View::Absent, Field::view)
    }
}

impl Verdict {
    fn text(&self, places: &[usize]) -> Option<String> {
        places.iter().find_map(|place| match self.values.get(*place)?.as_ref()? {
            Json::String(text) if text.is_empty() => None,
            Json::String(text) => Some(text.clone()),
            Json::Null => None,
            other => Some(other.to_string()),
        })
    }
}

crate::structure!(Verdict);

/// What an answer says went wrong, if anything did.
pub(super) fn failure(
    metadata: &'static Metadata,
    success: &'static Success,
    raw: &HttpResponse,
) -> Option<Failure> {
    // An answer that cannot be read is found to be so when it is decoded.
    let denies = || success.denies(|slot| drop(fill(slot, raw)));
    if (200..300).contains(&raw.status) && !denies() {
        return None;
    }
    let mut verdict = Verdict::default();
    // What stands before a fault counts.
    drop(fill(Slot::Structure(&mut verdict), raw));
    let message = verdict.text(&MESSAGE).unwrap_or_else(|| match raw.status {
        300..400 => {
            let location = raw.header("location").unwrap_or("nowhere");
            // The query is left out: services repeat the one of the request, with what was signed.
            let location = location.split(['?', '#']).next().unwrap_or_default();
            format!("redirected to {location}, which is not followed")
        }
        status => format!("the service answered with status {status}"),
    });
    Some(Failure {
        code: verdict.text(&CODE),
        request_id: verdict.text(&REQUEST_ID).or_else(|| raw.header("x-acs-request-id").map(str::to_owned)),
        ..Failure::new(metadata.name, ErrorKind::Service, message)
    })
}

/// The number of a request: what the response says, or else the header.
pub(super) fn request_id(raw: &HttpResponse, response: Option<View<'_>>) -> Option<String> {
    let member = |view| match view {
        View::Structure(structure) => {
            present(structure).find(|(name, _)| name.eq_ignore_ascii_case("RequestId")).map(|(_, view)| view)
        }
        _ => None,
    };
    match response.and_then(member) {
        Some(View::String(id)) => Some(id.to_owned()),
        _ => raw.header("x-acs-request-id").map(str::to_owned),
    }
}
