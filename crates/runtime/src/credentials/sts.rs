//! Calls of the service that hands out roles, and the keys in its answers.

use super::answer::{Keys, read};
use super::config::Route;
use super::{Credentials, CredentialsError, ProviderConfig};
use crate::error::Redactions;
use crate::product::{Network, is_label};
use crate::signing::{Legacy, Moment, Payload, Sign, Unsigned};
use crate::transport::{HttpResponse, Reuse, Scheme, split_endpoint};
use crate::{Method, Style, View};
use serde::Deserialize;
use std::time::Duration;

const SESSION: &str = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
const REGION: &str = "ALIBABA_CLOUD_STS_REGION";
const HOST: &str = "sts.aliyuncs.com";
/// The version of the API.
pub(super) const VERSION: &str = "2015-04-01";
const VPC: &str = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";

/// How a role is taken on.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    pub(super) name: Option<String>,
    pub(super) duration: Option<Duration>,
    pub(super) policy: Option<String>,
}

impl Session {
    /// The fields of a request for this role.
    pub(super) fn form(&self, role: &str, config: &ProviderConfig) -> Vec<(String, String)> {
        let name = self.name.clone().or_else(|| config.variable(SESSION));
        let duration = self.duration.unwrap_or(Duration::from_secs(3600));
        let mut form = vec![
            ("RoleArn".to_owned(), role.to_owned()),
            ("RoleSessionName".to_owned(), name.unwrap_or_else(|| "alicloud-rust".to_owned())),
            ("DurationSeconds".to_owned(), duration.as_secs().to_string()),
        ];
        form.extend(self.policy.clone().map(|policy| ("Policy".to_owned(), policy)));
        form
    }
}

/// The host of a region.
pub(super) fn endpoint(region: &str, network: Network) -> Result<String, CredentialsError> {
    if !is_label(region) {
        let expected = "lower-case letters, digits and hyphens, as in `cn-hangzhou`";
        return Err(CredentialsError::new(format!("the region of STS has more than {expected}")));
    }
    let service = if network == Network::Vpc { "sts-vpc" } else { "sts" };
    Ok(format!("{service}.{region}.aliyuncs.com"))
}

/// The host of the usual endpoint, unless a region or another endpoint is set.
pub(super) fn host(config: &ProviderConfig, usual: &str) -> Result<(Scheme, String), CredentialsError> {
    let network = if config.is_true(VPC) { Network::Vpc } else { Network::Public };
    let endpoint = match (config.sts(), config.variable(REGION)) {
        (Some(endpoint), _) => endpoint.to_owned(),
        (None, Some(region)) => endpoint(&region, network)?,
        (None, None) => usual.to_owned(),
    };
    split_endpoint(&endpoint).map_err(CredentialsError::new)
}

/// Calls `action`, signed with these credentials. The form is sent in the body, since servers log queries.
pub(super) async fn call(
    config: &ProviderConfig,
    credentials: &Credentials,
    action: &'static str,
    form: Vec<(String, String)>,
) -> Result<Credentials, CredentialsError> {
    let (scheme, host) = host(config, HOST)?;
    let request = |moment: &Moment| {
        let signed = Legacy::new().format("JSON").sign(unsigned(&host, action, &form), credentials, moment);
        signed.into_request(scheme, host.clone(), Reuse::Allowed)
    };
    let redactions = redactions(credentials, &form);
    let response = config
        .ask(Route::Proxied, &redactions, request)
        .await
        .map_err(|error| CredentialsError::caused(format!("{action} cannot be called: {error}"), error))?;
    keys(action, response, &redactions)
}

/// What an error must not repeat.
fn redactions(credentials: &Credentials, form: &[(String, String)]) -> Redactions {
    let mut redactions = Redactions::of(credentials);
    for (name, value) in form {
        redactions.parameter(name, View::String(value));
    }
    redactions
}

fn unsigned(host: &str, action: &'static str, form: &[(String, String)]) -> Unsigned {
    Unsigned {
        method: Method::Post,
        host: host.to_owned(),
        path: "/".to_owned(),
        query: Vec::new(),
        headers: vec![("accept".to_owned(), "application/json".to_owned())],
        payload: Payload::Form(form.to_vec()),
        style: Style::Rpc,
        action: action.to_owned(),
        version: VERSION.to_owned(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    credentials: Option<Keys>,
}

fn keys(
    action: &str,
    response: HttpResponse,
    redactions: &Redactions,
) -> Result<Credentials, CredentialsError> {
    let failed = format!("{action} failed");
    let answer: Answer = read(response, redactions, &failed, "the answer of STS")?;
    answer.credentials.ok_or_else(|| CredentialsError::new("STS gives no keys"))?.into_credentials()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host_with(variables: &'static [(&str, &str)]) -> Result<String, CredentialsError> {
        let lookup = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        host(&ProviderConfig::new().variables(lookup), HOST).map(|(_, host)| host)
    }

    #[test]
    fn hosts_follow_region_and_network() {
        assert_eq!(host_with(&[]).unwrap(), "sts.aliyuncs.com");
        assert_eq!(host_with(&[(REGION, "cn-beijing")]).unwrap(), "sts.cn-beijing.aliyuncs.com");
        let inside = host_with(&[(REGION, "cn-beijing"), (VPC, "true")]);
        assert_eq!(inside.unwrap(), "sts-vpc.cn-beijing.aliyuncs.com");
        assert!(host_with(&[(REGION, "evil.example/")]).is_err());
    }
}
