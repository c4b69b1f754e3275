//! Endpoints as people write them.

use super::Scheme;

/// Scheme and host of an endpoint. An error does not repeat it: people write passwords into it.
pub(crate) fn split_endpoint(endpoint: &str) -> Result<(Scheme, String), String> {
    let (scheme, host) = match endpoint.split_once("://") {
        Some(("http", host)) => (Scheme::Http, host),
        Some(("https", host)) => (Scheme::Https, host),
        Some(_) => return Err("the scheme of the endpoint is neither http nor https".to_owned()),
        None => (Scheme::Https, endpoint),
    };
    let host = host.trim_end_matches('/');
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    if host.is_empty() || !host.bytes().all(allowed) {
        let expected =
            "a host name such as `ecs.cn-hangzhou.aliyuncs.com`, with a port if it is not the usual one";
        let hint = if host.contains('@') { "; a name and password have no place in it" } else { "" };
        return Err(format!("the endpoint is not {expected}{hint}"));
    }
    Ok((scheme, host.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_that_are_refused_are_not_repeated() {
        for endpoint in
            ["https://me:thesecret@host", "thesecret://host", "host/thesecret", "me:thesecret@://x"]
        {
            let message = split_endpoint(endpoint).unwrap_err();
            assert!(message.contains("the endpoint") && !message.contains("thesecret"), "{message}");
        }
        assert!(split_endpoint("https://me:pw@host").unwrap_err().contains("password"));
    }
}
