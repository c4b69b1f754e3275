//! Whole answers, unpacked and within bounds, out of their head and stream.

use super::{HttpResponse, Progress, TransportError};
use crate::off_thread::{Size, off_thread};
use flate2::bufread::GzDecoder;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::{HeaderMap, Response};
use std::io::Read;

/// Bytes up to which a body is unpacked at once. They can become a thousand times as many, which takes some ten
/// milliseconds: more would keep other tasks of the thread waiting, and the deadline of this one.
const AT_ONCE: usize = 16 << 10;
/// What data in the format of gzip begins with.
const MAGIC: &[u8] = &[0x1f, 0x8b];

/// Reads an answer to its end.
pub(super) async fn read(
    response: Response<Incoming>,
    max_body: usize,
) -> Result<HttpResponse, TransportError> {
    let (head, body) = response.into_parts();
    let status = head.status.as_u16();
    if body.size_hint().lower() > u64::try_from(max_body).unwrap_or(u64::MAX) {
        return Err(too_large(status, max_body));
    }
    let body = Limited::new(body, max_body).collect().await.map_err(|source| {
        if source.is::<LengthLimitError>() {
            too_large(status, max_body)
        } else {
            TransportError::caused(
                Progress::Sent,
                &format!("the answer, with status {status}, broke off"),
                source,
            )
        }
    })?;
    let packed = body.to_bytes();
    let body = if is_gzip(&head.headers) && packed.starts_with(MAGIC) {
        let size = Size::of(&packed, AT_ONCE);
        off_thread(size, move || gunzip(&packed, status, max_body)).await?
    } else {
        packed.into()
    };
    Ok(HttpResponse { status, headers: headers(&head.headers), body })
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

/// Whether a body is announced as compressed. What does not look so is taken as it is: gateways announce it also of
/// bodies that are empty, or that they write themselves.
fn is_gzip(headers: &HeaderMap) -> bool {
    let coding = headers.get("content-encoding").map(|coding| coding.as_bytes().trim_ascii());
    coding
        .is_some_and(|coding| coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip"))
}

fn too_large(status: u16, max_body: usize) -> TransportError {
    let message = format!("the answer, with status {status}, has over {max_body} bytes");
    TransportError::new(Progress::Answered, message)
}

/// Unpacks all members. A small body can become a huge one, so that the limit counts here again.
fn gunzip(mut packed: &[u8], status: u16, max_body: usize) -> Result<Vec<u8>, TransportError> {
    let mut out = Vec::new();
    // What follows the last member is padding.
    while packed.starts_with(MAGIC) {
        let left = u64::try_from(max_body - out.len()).unwrap_or(u64::MAX).saturating_add(1);
        let mut member = GzDecoder::new(packed).take(left);
        member.read_to_end(&mut out).map_err(|source| {
            let message = format!("the compressed answer, with status {status}, is damaged");
            TransportError::caused(Progress::Sent, &message, source)
        })?;
        if out.len() > max_body {
            return Err(too_large(status, max_body));
        }
        packed = member.into_inner().into_inner();
    }
    Ok(out)
}
