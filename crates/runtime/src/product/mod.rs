//! What is fixed about a product, as constants of the generated code.

mod host;
mod success;

pub use host::Network;
pub(crate) use host::is_label;
#[cfg(feature = "testing")]
pub(crate) use success::CodeIs;
pub use success::Success;
pub(crate) use success::{Judgement, Probe};

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
}
