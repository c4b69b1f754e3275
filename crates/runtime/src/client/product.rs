//! What is fixed about a product, as constants of the generated code.

use crate::{Json, View};

/// What is fixed about a product.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Product {
    /// Lower-case code, such as `sae`.
    pub code: &'static str,
    /// The host name where a region is not listed; `{region}` stands for the region. Empty without such a rule.
    pub rule: &'static str,
    /// Host names by region.
    pub regions: &'static [(&'static str, &'static str)],
    /// What in an answer with a 2xx status tells success.
    pub success: Success,
}

/// What in an answer with a 2xx status tells success.
#[derive(Clone, Copy, Debug, Default)]
pub struct Success {
    /// A boolean member: false is a failure, and where the answer has it, it decides alone. Empty without one.
    pub flag: &'static str,
    /// A member with a code: a failure unless accepted. Empty without one.
    pub code: &'static str,
    /// The codes that mean success, beside the numbers from 200 to 299.
    pub accept: &'static [&'static str],
}

impl Product {
    /// What generated code calls.
    pub const fn new(
        code: &'static str,
        rule: &'static str,
        regions: &'static [(&'static str, &'static str)],
        success: Success,
    ) -> Self {
        Product { code, rule, regions, success }
    }

    /// The host name for a region.
    pub(crate) fn endpoint(&self, region: Option<&str>) -> Result<String, String> {
        let listed = region.and_then(|region| self.regions.iter().find(|(known, _)| *known == region));
        match (listed, region) {
            (Some((_, host)), _) => Ok((*host).to_owned()),
            (None, Some(region)) if !self.rule.is_empty() && is_label(region) => {
                Ok(self.rule.replace("{region}", region))
            }
            (None, None) if !self.rule.is_empty() && !self.rule.contains("{region}") => {
                Ok(self.rule.to_owned())
            }
            (None, Some(region)) => Err(format!("`{region}` is no region of {}; set an endpoint", self.code)),
            (None, None) => Err(format!("{} needs a region or an endpoint", self.code)),
        }
    }
}

/// A region becomes part of a host name, to which keys are sent: nothing else may get in.
fn is_label(region: &str) -> bool {
    !region.is_empty()
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl Success {
    /// Whether the members of an answer say that the call failed; `member` gives them by name.
    pub(crate) fn denies<'a>(&self, member: impl Fn(&str) -> View<'a>) -> bool {
        match text(member(self.flag)).as_deref() {
            Some("true") => return false,
            Some("false") => return true,
            _ => {}
        }
        let Some(code) = text(member(self.code)).filter(|code| !code.is_empty()) else { return false };
        let in_range = code.parse::<f64>().is_ok_and(|code| (200.0..300.0).contains(&code));
        !in_range && !self.accept.contains(&code.as_str())
    }
}

fn text(view: View<'_>) -> Option<String> {
    match view {
        View::String(text) => Some(text.trim().to_owned()),
        View::Boolean(value) => Some(value.to_string()),
        View::Integer(value) => Some(value.to_string()),
        View::Any(Json::String(text)) => Some(text.trim().to_owned()),
        View::Any(Json::Bool(value)) => Some(value.to_string()),
        View::Any(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_is_a_matter_of_the_body() {
        let both = Success { flag: "Success", code: "Code", accept: &[] };
        let by_code = Success { flag: "", code: "Code", accept: &["OK"] };
        for (rule, body, failed) in [
            (&both, r#"{"Success": false, "Code": "200"}"#, true),
            (&both, r#"{"Success": "false"}"#, true),
            (&both, r#"{"Success": true, "Code": "500"}"#, false),
            (&both, r#"{"Code": "404"}"#, true),
            (&both, r#"{"Code": 200, "ErrorCode": "InvalidParameter.NotEmpty"}"#, false),
            (&both, "{}", false),
            (&by_code, r#"{"Code": "OK", "Success": false}"#, false),
            (&by_code, r#"{"Code": 204}"#, false),
            (&by_code, r#"{"Code": "ChangeFinished"}"#, true),
        ] {
            let json: Json = serde_json::from_str(body).unwrap();
            let member = |name: &str| json.get(name).map_or(View::Absent, View::Any);
            assert_eq!(rule.denies(member), failed, "{body}");
        }
    }

    #[test]
    fn endpoints_follow_the_map_then_the_rule() {
        let product =
            Product::new("p", "p.{region}.example.com", &[("a", "special.example.com")], Success::default());
        assert_eq!(product.endpoint(Some("a")).unwrap(), "special.example.com");
        assert_eq!(product.endpoint(Some("cn-b")).unwrap(), "p.cn-b.example.com");
        assert!(product.endpoint(None).is_err());
        assert!(product.endpoint(Some("evil.com/")).is_err());
    }
}
