//! The proxies that servers are reached through.

use super::no_proxy::NoProxy;
use super::port::with_port;
use super::{Progress, Proxies, TransportError};
use hyper::Uri;
use hyper::header::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use std::fmt;

/// Which servers are reached through which proxy.
#[derive(Clone, Debug)]
pub(super) struct Routes {
    http: Option<Proxy>,
    https: Option<Proxy>,
    no_proxy: NoProxy,
}

/// A proxy. It is shown without the password that its URL may hold.
#[derive(Clone, Debug)]
pub(super) struct Proxy {
    pub(super) protocol: Protocol,
    pub(super) uri: Uri,
    intercept: Intercept,
}

/// What a proxy speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP, over TLS if its URL says so.
    Http,
    /// SOCKS 5. The proxy finds the address of the server.
    Socks,
}

impl Routes {
    /// # Errors
    /// If one of the proxies cannot be used: going around it would be no better than what it was set to prevent.
    pub(super) fn new(proxies: &Proxies) -> Result<Self, TransportError> {
        let settings = match proxies {
            Proxies::Environment => Settings::of_variables(&|name| std::env::var(name).ok()),
            Proxies::None => Settings::of_variables(&|_| None),
            Proxies::Set { http, https, no_proxy } => Settings {
                http: Setting { name: "the proxy for http", value: http.clone() },
                https: Setting { name: "the proxy for https", value: https.clone() },
                no_proxy: no_proxy.clone(),
            },
        };
        settings.routes()
    }

    /// The proxy that a server is reached through.
    pub(super) fn proxy(&self, target: &Uri) -> Option<&Proxy> {
        let proxy = if target.scheme_str() == Some("http") { &self.http } else { &self.https };
        proxy.as_ref().filter(|_| !self.no_proxy.contains(target))
    }
}

impl Proxy {
    fn parse(setting: &Setting) -> Result<Option<Self>, TransportError> {
        let url = setting.value.trim();
        if url.is_empty() {
            return Ok(None);
        }
        // The URL may hold a password, so that it is not repeated.
        let refused = || {
            let message =
                format!("{} is no URL of a proxy: http, https, socks5 and socks5h are known", setting.name);
            TransportError::new(Progress::Unsendable, message)
        };
        let url = match url.split_once("://") {
            Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
            None => url.to_owned(),
        };
        let anywhere = Uri::from_static("http://proxied.invalid");
        let intercept = Matcher::builder().http(url).build().intercept(&anywhere);
        let named = |intercept: &Intercept| intercept.uri().host().is_some_and(|host| !host.is_empty());
        let intercept = intercept.filter(named).ok_or_else(refused)?;
        let (protocol, default_port) = match intercept.uri().scheme_str() {
            Some("http") => (Protocol::Http, 80),
            Some("https") => (Protocol::Http, 443),
            Some("socks5" | "socks5h") => (Protocol::Socks, 1080),
            _ => return Err(refused()),
        };
        let uri = with_port(intercept.uri(), default_port).ok_or_else(refused)?;
        Ok(Some(Proxy { protocol, uri, intercept }))
    }

    /// What authorizes requests at an HTTP proxy.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        self.intercept.basic_auth()
    }

    /// What authorizes connections at a SOCKS proxy.
    pub(super) fn user_and_password(&self) -> Option<(&str, &str)> {
        self.intercept.raw_auth()
    }

    /// Whether the proxy is sent requests in the form that it forwards, with the whole URL, rather than asked for a tunnel.
    pub(super) fn forwards(&self, target: &Uri) -> bool {
        self.protocol == Protocol::Http && target.scheme_str() == Some("http")
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authority = self.uri.authority().map_or("", |authority| authority.as_str());
        write!(f, "{}://{authority}", self.uri.scheme_str().unwrap_or_default())
    }
}

/// Proxies as they are set, not yet understood.
struct Settings {
    http: Setting,
    https: Setting,
    no_proxy: String,
}

/// A URL, and what it is the value of.
struct Setting {
    name: &'static str,
    value: String,
}

impl Settings {
    fn of_variables(lookup: &dyn Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&'static str]| {
            let set = names.iter().map(|name| Setting { name, value: lookup(name).unwrap_or_default() });
            let none = Setting { name: "HTTP_PROXY", value: String::new() };
            set.into_iter().find(|setting| !setting.value.trim().is_empty()).unwrap_or(none)
        };
        // Who calls a CGI program sets `HTTP_PROXY`, by a header `Proxy`.
        let http: &[_] = match lookup("REQUEST_METHOD") {
            None => &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
            Some(_) => &["http_proxy", "ALL_PROXY", "all_proxy"],
        };
        Settings {
            http: first(http),
            https: first(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            no_proxy: first(&["NO_PROXY", "no_proxy"]).value,
        }
    }

    fn routes(&self) -> Result<Routes, TransportError> {
        Ok(Routes {
            http: Proxy::parse(&self.http)?,
            https: Proxy::parse(&self.https)?,
            no_proxy: NoProxy::new(&self.no_proxy),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(variables: &[(&str, &str)]) -> Result<Routes, TransportError> {
        let lookup = |name: &str| {
            let set = variables.iter().find(|(known, _)| *known == name);
            set.map(|(_, value)| (*value).to_owned())
        };
        Settings::of_variables(&lookup).routes()
    }

    fn proxy(variables: &[(&str, &str)], target: &str) -> String {
        let routes = routes(variables).unwrap();
        routes.proxy(&target.parse().unwrap()).map_or_else(|| "none".to_owned(), ToString::to_string)
    }

    #[test]
    fn variables_name_proxies() {
        let all = ("ALL_PROXY", "socks5://s");
        for (variables, http, https) in [
            (&[][..], "none", "none"),
            (&[("http_proxy", "p:81"), ("https_proxy", "https://p")], "http://p:81", "https://p:443"),
            (&[("HTTP_PROXY", "HTTP://user:word@p"), all], "http://p:80", "socks5://s:1080"),
            (&[("HTTP_PROXY", " "), ("http_proxy", "q")], "http://q:80", "none"),
            (
                &[("HTTP_PROXY", "evil"), ("http_proxy", "q"), ("REQUEST_METHOD", "GET")],
                "http://q:80",
                "none",
            ),
            (&[all, ("no_proxy", "b.test,*.a.test")], "socks5://s:1080", "none"),
        ] {
            assert_eq!(proxy(variables, "http://a.test"), http, "{variables:?}");
            assert_eq!(proxy(variables, "https://x.a.test"), https, "{variables:?}");
            assert_eq!(proxy(variables, "http://localhost:8080"), "none", "{variables:?}");
        }
    }

    #[test]
    fn none_is_none() {
        let routes = Routes::new(&Proxies::None).unwrap();
        assert!(routes.http.is_none() && routes.https.is_none());
    }

    #[test]
    fn proxies_that_cannot_be_used_are_refused_by_the_name_of_their_variable() {
        for url in ["socks4://p:1", "ftp://p", "http://", "http://user:word@:80", "http://user:wo rd@p"] {
            let error = routes(&[("https_proxy", url)]).unwrap_err();
            assert_eq!(error.progress, Progress::Unsendable);
            assert!(error.message.starts_with("https_proxy is no URL of a proxy"), "{url}: {error}");
            assert!(!error.message.contains("word"), "{error}");
        }
    }
}
