//! Host names of a product, by region and network.

use super::Product;

/// The network that a service is reached over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Network {
    /// The internet.
    #[default]
    Public,
    /// The private network of a region, for programs that run in a VPC there.
    Vpc,
}

impl Product {
    /// The host name for a region.
    pub(crate) fn endpoint(
        &self,
        code: &str,
        region: Option<&str>,
        network: Network,
    ) -> Result<String, String> {
        match network {
            Network::Public => self.public_endpoint(code, region),
            Network::Vpc => self.vpc_endpoint(code, region),
        }
    }

    /// The host name that is reached from within a VPC. Without a rule, one that is not listed is not guessed: what has no
    /// such host would be asked for in vain.
    fn vpc_endpoint(&self, code: &str, region: Option<&str>) -> Result<String, String> {
        let host = listed(self.vpc, region).or_else(|| by_rule(self.vpc_rule, code, region));
        host.ok_or_else(|| match region {
            _ if self.vpc_rule.is_empty() && self.vpc.is_empty() => format!(
                "no VPC endpoint of {code} is known: set the host name as an `endpoint` on the builder, or reach it over \
                 the public network"
            ),
            None => format!(
                "{code} needs a region to be reached from within a VPC: set ALIBABA_CLOUD_REGION_ID, or a region on the \
                 builder"
            ),
            Some(region) => format!(
                "no VPC endpoint of {code} is known for `{region}`{}; set the host name as an `endpoint` on the builder \
                 (it mostly has the form `{code}-vpc.REGION.aliyuncs.com`), or reach it over the public network",
                known_regions(self.vpc)
            ),
        })
    }

    fn public_endpoint(&self, code: &str, region: Option<&str>) -> Result<String, String> {
        if self.rule.contains("{product}") && !is_label(code) {
            return Err(format!(
                "{code:?} is no product code: expected letters, digits and hyphens, such as `ecs`"
            ));
        }
        let central = || (region.is_none() && !self.central.is_empty()).then(|| self.central.to_owned());
        let host = listed(self.regions, region).or_else(|| by_rule(self.rule, code, region)).or_else(central);
        host.ok_or_else(|| self.no_endpoint(code, region))
    }

    /// Why there is no host name, and what to do about it.
    fn no_endpoint(&self, code: &str, region: Option<&str>) -> String {
        match region {
            _ if self.rule.is_empty() && self.regions.is_empty() => format!(
                "no endpoint of {code} is known for any region: take the host name from the documentation of the \
                 product and set it with `endpoint` on the builder"
            ),
            Some(region) => format!(
                "`{region}` is no region of {code} that is known{}; set another region, or an `endpoint` on the builder",
                known_regions(self.regions)
            ),
            None => format!(
                "{code} needs a region or an endpoint: set ALIBABA_CLOUD_REGION_ID, or either on the builder"
            ),
        }
    }
}

fn listed(hosts: &[(&str, &str)], region: Option<&str>) -> Option<String> {
    let region = region?;
    hosts.iter().find(|(known, _)| *known == region).map(|(_, host)| (*host).to_owned())
}

/// The host name that a rule gives; none without a rule, or without a region that the rule asks for.
fn by_rule(rule: &str, code: &str, region: Option<&str>) -> Option<String> {
    match region {
        _ if rule.is_empty() => None,
        Some(region) if is_label(region) => Some(rule.replace("{region}", region).replace("{product}", code)),
        None if !rule.contains("{region}") => Some(rule.replace("{product}", code)),
        _ => None,
    }
}

/// The regions whose endpoints are listed, for messages.
fn known_regions(regions: &[(&str, &str)]) -> String {
    let names: Vec<_> = regions.iter().map(|(name, _)| *name).collect();
    if names.is_empty() { String::new() } else { format!(" (known are {})", names.join(", ")) }
}

/// A region becomes part of a host name, to which keys are sent: nothing else may get in.
pub(crate) fn is_label(region: &str) -> bool {
    !region.is_empty()
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Success;

    #[test]
    fn endpoints_follow_the_map_then_the_rule() {
        let product =
            Product::new("p", "p.{region}.example.com", &[("a", "special.example.com")], Success::BY_STATUS);
        assert_eq!(product.endpoint("p", Some("a"), Network::Public).unwrap(), "special.example.com");
        assert_eq!(product.endpoint("p", Some("cn-b"), Network::Public).unwrap(), "p.cn-b.example.com");
        assert!(product.endpoint("p", None, Network::Public).is_err());
        assert!(product.endpoint("p", Some("evil.com/"), Network::Public).is_err());
    }

    #[test]
    fn a_service_without_regions_has_one_host() {
        let product = Product::new("p", "p.example.com", &[("cn-a", "p.a.example.com")], Success::BY_STATUS)
            .vpc_rule("p.vpc-proxy.example.com");
        for (region, public, vpc) in [
            (None, "p.example.com", "p.vpc-proxy.example.com"),
            (Some("cn-b"), "p.example.com", "p.vpc-proxy.example.com"),
            (Some("cn-a"), "p.a.example.com", "p.vpc-proxy.example.com"),
        ] {
            assert_eq!(product.endpoint("p", region, Network::Public).unwrap(), public);
            assert_eq!(product.endpoint("p", region, Network::Vpc).unwrap(), vpc);
        }
    }

    #[test]
    fn a_central_host_is_for_those_who_set_no_region() {
        let product = Product::new("p", "p.{region}.example.com", &[], Success::BY_STATUS)
            .central("p.example.com")
            .vpc_rule("p-vpc.{region}.example.com");
        let public = |region| product.endpoint("p", region, Network::Public);
        assert_eq!(public(None).unwrap(), "p.example.com");
        assert_eq!(public(Some("cn-a")).unwrap(), "p.cn-a.example.com");
        assert!(public(Some("evil.com/")).is_err());
        let vpc = |region| product.endpoint("p", region, Network::Vpc);
        assert_eq!(vpc(Some("cn-a")).unwrap(), "p-vpc.cn-a.example.com");
        assert!(vpc(None).is_err() && vpc(Some("evil.com/")).is_err());
    }

    #[test]
    fn vpc_endpoints_are_those_that_are_listed() {
        let product = Product::new("p", "p.{region}.example.com", &[], Success::BY_STATUS)
            .vpc(&[("cn-a", "p-vpc.cn-a.example.com")]);
        let endpoint = |region| product.endpoint("p", region, Network::Vpc);
        assert_eq!(endpoint(Some("cn-a")).unwrap(), "p-vpc.cn-a.example.com");
        let message = endpoint(Some("cn-b")).unwrap_err();
        assert!(
            message
                .starts_with("no VPC endpoint of p is known for `cn-b` (known are cn-a); set the host name"),
            "{message}"
        );
        assert!(endpoint(None).unwrap_err().contains("set ALIBABA_CLOUD_REGION_ID"));
        let without = Product::new("p", "p.example.com", &[], Success::BY_STATUS);
        for region in [None, Some("cn-a")] {
            let message = without.endpoint("p", region, Network::Vpc).unwrap_err();
            assert!(message.starts_with("no VPC endpoint of p is known: set the host name"), "{message}");
        }
    }

    #[test]
    fn a_missing_endpoint_says_what_to_do() {
        let nowhere = Product::new("p", "", &[], Success::BY_STATUS);
        for region in [None, Some("cn-a")] {
            let message = nowhere.endpoint("p", region, Network::Public).unwrap_err();
            assert!(message.starts_with("no endpoint of p is known for any region"), "{message}");
            assert!(message.contains("`endpoint` on the builder"), "{message}");
        }
        let listed = Product::new("p", "", &[("cn-a", "a"), ("cn-b", "b")], Success::BY_STATUS);
        let message = listed.endpoint("p", Some("cn-c"), Network::Public).unwrap_err();
        assert!(
            message.starts_with("`cn-c` is no region of p that is known (known are cn-a, cn-b)"),
            "{message}"
        );
    }
}
