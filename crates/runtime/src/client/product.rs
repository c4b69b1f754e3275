//! What is fixed about a product, as constants of the generated code.

use crate::{Empties, Field, Json, Slot, Structure, Table};

/// What is fixed about a product.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Product {
    /// Lower-case code, such as `sae`; empty where it is known at run time only.
    pub code: &'static str,
    /// The host name where a region is not listed; `{region}` stands for the region, `{product}` for the code. Empty
    /// without such a rule.
    pub rule: &'static str,
    /// The host name where no region is set, of a service that has regions and does without them, too; empty where there is
    /// none.
    pub central: &'static str,
    /// Host names by region.
    pub regions: &'static [(&'static str, &'static str)],
    /// The host name that is reached from within a VPC only, where a region is not listed in `vpc`; `{region}` stands for
    /// the region. Empty without such a rule.
    pub vpc_rule: &'static str,
    /// Host names by region that are reached from within a VPC of the region only.
    pub vpc: &'static [(&'static str, &'static str)],
    /// What in an answer with a 2xx status tells success.
    pub success: Success,
}

/// The network that a service is reached over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Network {
    /// The internet.
    #[default]
    Public,
    /// The private network of a region, for programs that run in a VPC there.
    Vpc,
}

/// What the code of an answer is.
#[cfg(feature = "testing")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeIs {
    Text,
    Number,
}

/// What in an answer with a 2xx status tells success.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    /// The members that tell: the flag, then the code; empty where there is none.
    members: [&'static str; 2],
    /// The codes that mean success, beside the numbers from 200 to 299.
    accept: &'static [&'static str],
    silence: Silence,
}

/// What an answer means that has none of the members that tell, of an operation that is documented to have one.
#[derive(Clone, Copy, Debug)]
enum Silence {
    Fault,
    Success,
}

impl Product {
    /// What generated code calls.
    pub const fn new(
        code: &'static str,
        rule: &'static str,
        regions: &'static [(&'static str, &'static str)],
        success: Success,
    ) -> Self {
        Product { code, rule, central: "", regions, vpc_rule: "", vpc: &[], success }
    }

    /// The same with a host name where no region is set.
    pub const fn central(self, central: &'static str) -> Self {
        Product { central, ..self }
    }

    /// The same with a rule for host names that are reached from within a VPC only.
    pub const fn vpc_rule(self, vpc_rule: &'static str) -> Self {
        Product { vpc_rule, ..self }
    }

    /// The same with host names by region that are reached from within a VPC only.
    pub const fn vpc(self, vpc: &'static [(&'static str, &'static str)]) -> Self {
        Product { vpc, ..self }
    }

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

impl Success {
    /// Only the HTTP status tells.
    pub const BY_STATUS: Success = Success::new("", "", &[]);

    /// `flag` is a boolean member: false is a failure, and where the answer has it, it decides alone. `code` is a member
    /// with a code: a failure unless it is a number from 200 to 299 or in `accept`. Either may be empty for none.
    pub const fn new(flag: &'static str, code: &'static str, accept: &'static [&'static str]) -> Self {
        Success { members: [flag, code], accept, silence: Silence::Fault }
    }

    /// The same for a service whose answers lack members that they are documented to have: one without any of those that
    /// tell is a success.
    pub const fn or_silence(self) -> Self {
        Success { silence: Silence::Success, ..self }
    }

    /// The flag and the code, as far as an answer must have one of them: they are among the members that the response is
    /// documented to have.
    pub(crate) fn needed(&self, members: &[&str]) -> Vec<&'static str> {
        match self.silence {
            Silence::Fault => self.members.into_iter().filter(|name| members.contains(name)).collect(),
            Silence::Success => Vec::new(),
        }
    }

    /// What an answer with these documented members says that is a success, by name; the code as a word if it may be one.
    #[cfg(feature = "testing")]
    pub(crate) fn told(&self, documented: &[&str], code_is: CodeIs) -> Vec<(&'static str, Json)> {
        let [flag, code] = self.members;
        let word = self.accept.first().filter(|_| code_is == CodeIs::Text);
        let mut told = vec![(flag, true.into()), (code, word.copied().unwrap_or("200").into())];
        told.retain(|(name, _)| documented.contains(name));
        told
    }

    /// What an answer says of success; `read` reads it into what is looked for.
    pub(crate) fn judge(&'static self, read: impl FnOnce(Slot<'_>)) -> Judgement {
        if self.members == [""; 2] {
            return Judgement::Success;
        }
        let mut probe = Probe::new(&self.members);
        read(Slot::Structure(&mut probe));
        let [flag, code] = &probe.values;
        match flag.as_ref().and_then(text).as_deref() {
            Some("true") => return Judgement::Success,
            Some("false") => return Judgement::Failure,
            _ => {}
        }
        match code.as_ref().and_then(text).filter(|code| !code.is_empty()) {
            None => Judgement::Silence,
            Some(code) if self.accepts(&code) => Judgement::Success,
            Some(_) => Judgement::Failure,
        }
    }

    fn accepts(&self, code: &str) -> bool {
        code.parse::<f64>().is_ok_and(|code| (200.0..300.0).contains(&code)) || self.accept.contains(&code)
    }
}

/// What an answer with a 2xx status says of success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    Success,
    Failure,
    /// It has neither the flag nor the code.
    Silence,
}

/// Some members of an answer, of whatever types; everything else in it is skipped.
pub(super) struct Probe<const N: usize> {
    names: &'static [&'static str; N],
    pub(super) values: [Option<Json>; N],
}

impl<const N: usize> Probe<N> {
    pub(super) fn new(names: &'static [&'static str; N]) -> Self {
        Probe { names, values: [const { None }; N] }
    }
}

impl<const N: usize> Structure for Probe<N> {
    fn table(&self) -> Table {
        Table { members: self.names, wrapped: &[], secrets: &[], empty: Empties::Absent }
    }
    fn fields(&mut self, with: &mut dyn FnMut(&mut [&mut dyn Field])) {
        with(&mut self.values.each_mut().map(|value| value as &mut dyn Field));
    }
    fn field(&self, index: usize) -> Option<&dyn Field> {
        self.values.get(index).map(|value| value as &dyn Field)
    }
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.trim().to_lowercase())
            .filter(|text| matches!(text.as_str(), "true" | "false"))
            .or_else(|| Some(text.trim().to_owned())),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::fill_from_json;

    #[test]
    fn success_is_a_matter_of_the_body() {
        use Judgement::{Failure, Silence, Success as Fine};
        static BOTH: Success = Success::new("Success", "Code", &[]);
        static BY_CODE: Success = Success::new("", "Code", &["OK"]);
        for (rule, body, judgement) in [
            (&BOTH, r#"{"Success": false, "Code": "200"}"#, Failure),
            (&BOTH, r#"{"Success": "false"}"#, Failure),
            (&BOTH, r#"{"Success": true, "Code": "500"}"#, Fine),
            (&BOTH, r#"{"Code": "404"}"#, Failure),
            (&BOTH, r#"{"Code": 200, "ErrorCode": "InvalidParameter.NotEmpty"}"#, Fine),
            (&BOTH, "{}", Silence),
            (&BOTH, r#"{"Success": "perhaps", "Code": ""}"#, Silence),
            (&Success::BY_STATUS, "{}", Fine),
            (&BY_CODE, r#"{"Code": "OK", "Success": false}"#, Fine),
            (&BY_CODE, r#"{"Code": 204}"#, Fine),
            (&BY_CODE, r#"{"Code": "ChangeFinished"}"#, Failure),
        ] {
            let found = rule.judge(|slot| drop(fill_from_json(slot, body.as_bytes()).unwrap()));
            assert_eq!(found, judgement, "{body}");
        }
    }

    #[test]
    fn what_tells_success_must_be_there_if_it_is_documented_and_kept_to() {
        let rule = Success::new("Success", "Code", &[]);
        assert_eq!(rule.needed(&["Code", "Data"]), ["Code"]);
        assert!(rule.needed(&["Data"]).is_empty());
        assert!(rule.or_silence().needed(&["Code", "Data"]).is_empty());
    }

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
