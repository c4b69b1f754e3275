//! Answers: what the operation gives, or what the answer says went wrong.

use crate::decode::fill_from_xml;
use crate::decode::{fill_from_json, takes_nothing, trimmed, wrong_kind};
use crate::encode::text;
use crate::model::present;
use crate::product::{Judgement, Probe, Success};
use crate::transport::HttpResponse;
use crate::{DecodeError, Decoded, Field, Json, Method, Mismatch, Slot, View};

/// Reads an answer that is no failure into the response of an operation. Where the response is documented to have what
/// tells success, it must have it, unless the product says otherwise.
pub(crate) fn decode<T: Field>(
    method: Method,
    success: &Success,
    judgement: Judgement,
    raw: &HttpResponse,
) -> Result<Decoded<T>, DecodeError> {
    let mut value = T::empty();
    let mismatches = read(value.slot(), method, success, judgement, raw)?;
    Ok(Decoded { value, mismatches })
}

fn read(
    mut slot: Slot<'_>,
    method: Method,
    success: &Success,
    judgement: Judgement,
    raw: &HttpResponse,
) -> Result<Vec<Mismatch>, DecodeError> {
    if let Slot::Blob(blob) = slot {
        *blob = raw.body.clone().into();
        return Ok(Vec::new());
    }
    if is_empty(raw) {
        return may_be_empty(method, raw, &slot).map(|()| Vec::new());
    }
    let mismatches = fill(slot.again(), raw)?;
    if judgement == Judgement::Silence
        && let Slot::Structure(structure) = slot
    {
        not_silent(&success.needed(structure.members()))?;
    }
    Ok(mismatches)
}

fn is_empty(raw: &HttpResponse) -> bool {
    trimmed(&raw.body).is_empty()
}

/// Whether an empty body is an answer: nothing is documented, or HTTP has no body here.
fn may_be_empty(method: Method, raw: &HttpResponse, slot: &Slot<'_>) -> Result<(), DecodeError> {
    let bodiless = method == Method::Head || matches!(raw.status, 204 | 205);
    if bodiless || takes_nothing(slot) { Ok(()) } else { Err(wrong_kind(slot.word(), "an empty body")) }
}

/// An error if an answer has none of the members that tell success though it is documented to have some.
fn not_silent(documented: &[&str]) -> Result<(), DecodeError> {
    if documented.is_empty() {
        return Ok(());
    }
    let source =
        format!("nothing in it says whether the call succeeded: it has no {}", documented.join(" or "));
    Err(DecodeError { path: String::new(), source: source.into() })
}

/// Reads an answer; an empty one holds nothing. Its first character says what it is: content types are often wrong.
fn fill(slot: Slot<'_>, raw: &HttpResponse) -> Result<Vec<Mismatch>, DecodeError> {
    if is_empty(raw) {
        return Ok(Vec::new());
    }
    let first = trimmed(&raw.body).iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'<') { fill_from_xml(slot, &raw.body) } else { fill_from_json(slot, &raw.body) }
}

/// The members of an answer that say how a call went.
struct Verdict(Probe<7>);

const CODE: [usize; 2] = [0, 1];
const MESSAGE: [usize; 2] = [2, 3];
const REQUEST_ID: [usize; 3] = [4, 5, 6];
const NAMES: &[&str; 7] = &["Code", "code", "Message", "message", "RequestId", "requestId", "requestid"];

impl Verdict {
    /// What an answer says of a call. What stands before a fault counts.
    fn read(raw: &HttpResponse) -> Self {
        let mut probe = Probe::new(NAMES);
        drop(fill(Slot::Structure(&mut probe), raw));
        Verdict(probe)
    }

    fn request_id(&self, raw: &HttpResponse) -> Option<String> {
        self.text(&REQUEST_ID).or_else(|| raw.header("x-acs-request-id").map(str::to_owned))
    }

    fn text(&self, places: &[usize]) -> Option<String> {
        places.iter().find_map(|place| match self.0.values.get(*place)?.as_ref()? {
            Json::String(text) if text.is_empty() => None,
            Json::String(text) => Some(text.clone()),
            Json::Null => None,
            other => Some(other.to_string()),
        })
    }
}

/// What an answer says of itself.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// What an answer says of itself, in JSON or XML; nothing, if it cannot be read.
pub(crate) fn said(raw: &HttpResponse) -> Said {
    let verdict = Verdict::read(raw);
    Said { code: verdict.text(&CODE), message: verdict.text(&MESSAGE), request_id: verdict.request_id(raw) }
}

/// What an answer says of success, or what it says went wrong.
pub(crate) fn judge(success: &'static Success, raw: &HttpResponse) -> Result<Judgement, Said> {
    if (200..300).contains(&raw.status) {
        // An answer that cannot be read is found to be so when it is decoded.
        let judgement = success.judge(|slot| drop(fill(slot, raw)));
        if judgement != Judgement::Failure {
            return Ok(judgement);
        }
    }
    let said = said(raw);
    let message = said.message.unwrap_or_else(|| match raw.status {
        300..400 => {
            let location = raw.header("location").unwrap_or("nowhere");
            // The query is left out: services repeat the one of the request, with what was signed.
            let location = location.split(['?', '#']).next().unwrap_or_default();
            format!("redirected to {location}, which is not followed")
        }
        status => format!("the service answered with status {status}"),
    });
    Err(Said { message: Some(message), ..said })
}

/// The number of a request: what the response says, or else the header.
pub(crate) fn request_id(raw: &HttpResponse, response: View<'_>) -> Option<String> {
    let member = match response {
        View::Structure(structure) => present(structure)
            .find(|(name, _)| name.eq_ignore_ascii_case("RequestId"))
            .map(|(_, view)| text(view)),
        View::Any(Json::Object(members)) => members
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("RequestId"))
            .map(|(_, value)| text(View::Any(value))),
        _ => None,
    };
    member.filter(|id| !id.is_empty()).or_else(|| raw.header("x-acs-request-id").map(str::to_owned))
}

/// The number of a request whose answer cannot be read: what stands before the fault, or else the header.
pub(crate) fn request_id_of_unreadable(raw: &HttpResponse) -> Option<String> {
    Verdict::read(raw).request_id(raw)
}
