//! Ports of URIs.

use hyper::Uri;

/// The port that a URI means where it has none.
pub(super) fn default_port(uri: &Uri) -> u16 {
    if uri.scheme_str() == Some("http") { 80 } else { 443 }
}

/// The URI with the port that it leaves out.
pub(super) fn with_port(uri: &Uri, default: u16) -> Option<Uri> {
    if uri.port().is_some() {
        return Some(uri.clone());
    }
    let mut parts = uri.clone().into_parts();
    parts.authority = Some(format!("{}:{default}", uri.host()?).parse().ok()?);
    Uri::from_parts(parts).ok()
}
