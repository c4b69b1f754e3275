//! Lists of hosts that are reached without a proxy, as `NO_PROXY` has them.

use super::port::default_port;
use hyper::Uri;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

/// The metadata service of ECS instances, which no proxy could reach and whose tokens none may see.
const METADATA: IpAddr = IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200));

/// Servers that are reached without a proxy: those of a list, and always those on this machine and the metadata service.
#[derive(Clone, Debug)]
pub(super) struct NoProxy(Vec<Rule>);

/// An item of the list.
#[derive(Clone, Debug)]
struct Rule {
    hosts: Hosts,
    /// Any, if there is none.
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Hosts {
    All,
    Network(IpNet),
    /// Everything below this domain, without the dot before it.
    Below(String),
    /// The domain and everything below it.
    Domain(String),
}

impl NoProxy {
    /// Reads a list as curl and Go read it: `*`, addresses with or without brackets, networks such as `10.0.0.0/8`, domains
    /// with everything below them with or without a dot before them, and `*.` for what is below only; each with a port or
    /// for all ports, between commas or white space.
    pub(super) fn new(list: &str) -> Self {
        let items = list.split(|c: char| c == ',' || c.is_whitespace()).filter(|item| !item.is_empty());
        NoProxy(items.map(rule).collect())
    }

    /// Whether the server is reached without a proxy.
    pub(super) fn contains(&self, target: &Uri) -> bool {
        let Some(host) = target.host() else { return false };
        let port = target.port_u16().unwrap_or_else(|| default_port(target));
        let host = bare(host);
        let address = host.parse().ok().map(|address: IpAddr| address.to_canonical());
        is_here(host, address)
            || self
                .0
                .iter()
                .any(|rule| rule.port.is_none_or(|only| only == port) && rule.hosts.contains(host, address))
    }
}

impl Hosts {
    fn contains(&self, host: &str, address: Option<IpAddr>) -> bool {
        match (self, address) {
            (Hosts::All, _) => true,
            (Hosts::Network(network), Some(address)) => network.contains(&address),
            (Hosts::Below(domain), None) => is_below(host, domain),
            (Hosts::Domain(domain), None) => host.eq_ignore_ascii_case(domain) || is_below(host, domain),
            (Hosts::Network(_), None) | (Hosts::Below(_) | Hosts::Domain(_), Some(_)) => false,
        }
    }
}

fn rule(item: &str) -> Rule {
    if let Some(network) = network(item) {
        return Rule { hosts: Hosts::Network(network), port: None };
    }
    let with_port = item.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
    let (host, port) = with_port.map_or((item, None), |(host, port)| (host, Some(port)));
    let hosts = match (network(host), host.strip_prefix("*.")) {
        (Some(network), _) => Hosts::Network(network),
        (None, _) if host == "*" => Hosts::All,
        (None, Some(domain)) => Hosts::Below(bare(domain).to_owned()),
        (None, None) => Hosts::Domain(bare(host.trim_start_matches('.')).to_owned()),
    };
    Rule { hosts, port }
}

/// A network, or one address as a network.
fn network(text: &str) -> Option<IpNet> {
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(|address| address.to_canonical().into()))
}

/// A host without the brackets of an address and the dot of a full name.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches([']', '.'])
}

/// Whether a host is this machine, or the metadata service that answers for it.
fn is_here(host: &str, address: Option<IpAddr>) -> bool {
    match address {
        Some(address) => address.is_loopback() || address.is_unspecified() || address == METADATA,
        None => host.eq_ignore_ascii_case("localhost") || is_below(host, "localhost"),
    }
}

/// Whether a host is below a domain.
fn is_below(host: &str, domain: &str) -> bool {
    let split = host.len().checked_sub(domain.len()).and_then(|length| host.split_at_checked(length));
    split.is_some_and(|(before, end)| {
        before.len() > 1 && before.ends_with('.') && end.eq_ignore_ascii_case(domain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(list: &str, target: &str) -> bool {
        NoProxy::new(list).contains(&target.parse().unwrap())
    }

    #[test]
    fn lists_are_read_as_curl_and_go_read_them() {
        for (list, within, beyond) in [
            ("*", &["https://a.test", "https://10.1.2.3", "https://[2001:db8::1]"][..], &[][..]),
            (
                "*.a.test",
                &["https://x.a.test", "https://X.Y.A.Test."],
                &["https://a.test", "https://xa.test"],
            ),
            (".a.test", &["https://x.a.test", "https://a.test"], &["https://ba.test", "https://a.test.b"]),
            ("b.test, A.test", &["https://a.test", "https://x.a.test"], &["https://ba.test", "https://a"]),
            ("a.test:8080", &["http://a.test:8080"], &["http://a.test", "https://a.test:8081"]),
            (
                "a.test:443 b.test:80",
                &["https://a.test", "http://b.test"],
                &["http://a.test", "https://b.test"],
            ),
            ("10.0.0.0/8", &["https://10.1.2.3", "http://[::ffff:10.1.2.3]"], &["https://11.1.2.3"]),
            ("10.1.2.3", &["https://10.1.2.3:99"], &["https://10.1.2.4", "https://x10.1.2.3"]),
            ("10.1.2.3:80", &["http://10.1.2.3"], &["https://10.1.2.3"]),
            ("2001:db8::1", &["https://[2001:db8::1]"], &["https://[2001:db8::2]"]),
            ("[2001:db8::1]:8443", &["https://[2001:db8:0::1]:8443"], &["https://[2001:db8::1]"]),
            ("2001:db8::/32", &["https://[2001:db8:1::1]"], &["https://[2001:db9::1]"]),
            (" ,,", &[], &["https://a.test"]),
            ("ä", &[], &["https://a.test"]),
        ] {
            for target in within {
                assert!(left_out(list, target), "{list} has {target}");
            }
            for target in beyond {
                assert!(!left_out(list, target), "{list} has no {target}");
            }
        }
    }

    #[test]
    fn this_machine_and_the_metadata_service_need_no_proxy() {
        for target in [
            "http://localhost:8080",
            "https://LOCALHOST.",
            "https://x.localhost",
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:80",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0:80",
            "http://100.100.100.200/latest",
        ] {
            assert!(left_out("", target), "{target}");
        }
        for target in
            ["http://localhost.test", "http://alocalhost", "http://128.0.0.1", "http://100.100.100.201"]
        {
            assert!(!left_out("", target), "{target}");
        }
    }
}
