//! Real pages of today's layout, for those who have them: the folder that `ALICLOUD_MODERN_PAGES` names, else
//! `../shared/modern-pages` beside the project. What each must give is written down here.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

mod common;

use alicloud_spec::{Member, Operation, Shape, yaml};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a page must give.
#[derive(Clone, Copy)]
struct Fact {
    page: &'static str,
    product: &'static str,
    version: &'static str,
    operation: &'static str,
    /// How many names its parameters have, at any depth.
    request: usize,
    /// How many names the members of its response have, at any depth.
    response: usize,
    codes: usize,
}

const fn fact(page: &'static str, of: [&'static str; 3], counts: [usize; 3]) -> Fact {
    let [product, version, operation] = of;
    let [request, response, codes] = counts;
    Fact { page, product, version, operation, request, response, codes }
}

#[test]
fn pages_of_today_give_what_they_say() {
    let Some(folder) =
        common::folder("ALICLOUD_MODERN_PAGES", &xtask::args::root().join("../shared/modern-pages"))
    else {
        return;
    };
    let found: Vec<_> = FACTS.iter().map(|fact| (fact, import(&folder.join(fact.page), fact))).collect();
    let wrong: Vec<_> =
        found.iter().filter_map(|(fact, operation)| fact.differs(operation.as_ref())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Fact {
    /// What an operation has that the page does not say.
    fn differs(&self, operation: Option<&Operation>) -> Option<String> {
        let Some(operation) = operation else { return Some(format!("{}: nothing", self.page)) };
        let (mut request, mut response) = (BTreeSet::new(), BTreeSet::new());
        names(&operation.request, &mut request);
        names_in(&operation.response, &mut response);
        let found = (
            operation.name.as_str(),
            operation.product.as_str(),
            request.len(),
            response.len(),
            operation.errors.len(),
        );
        let expected = (self.operation, self.product, self.request, self.response, self.codes);
        (found != expected).then(|| format!("{}: {found:?}, not {expected:?}", self.page))
    }
}

/// The operation of a page. Product and version are told, as who imports a page without a link has to; a page that names others
/// is refused.
fn import(page: &Path, fact: &Fact) -> Option<Operation> {
    let specs = TempDir::new().unwrap();
    let told = ["--product", fact.product, "--version", fact.version];
    common::import(&[page], specs.path(), &told);
    let name = format!("{}.yaml", fact.operation);
    let path: PathBuf = [fact.product, fact.version, "operations", &name].iter().collect();
    let text = std::fs::read_to_string(specs.path().join(path)).ok()?;
    Some(yaml::read(&name, &text).unwrap())
}

/// The names of some members and of what they hold.
fn names<'m>(members: &'m [Member], found: &mut BTreeSet<&'m str>) {
    for member in members {
        found.insert(&member.name);
        names_in(&member.shape, found);
    }
}

fn names_in<'m>(shape: &'m Shape, found: &mut BTreeSet<&'m str>) {
    match shape {
        Shape::Structure(members) => names(members, found),
        Shape::List(inner) | Shape::Map(inner) => names_in(inner, found),
        _ => {}
    }
}

const FACTS: &[Fact] = &[
    fact(
        "01-ecs-DescribeInstanceMonitorData.zh.txt",
        ["ecs", "2014-05-26", "DescribeInstanceMonitorData"],
        [4, 20, 9],
    ),
    fact("02-sae-ListChangeOrders.zh.md", ["sae", "2019-05-06", "ListChangeOrders"], [8, 25, 3]),
    fact(
        "05-bailian-ApplyFileUploadLease.zh.md",
        ["bailian", "2023-12-29", "ApplyFileUploadLease"],
        [7, 12, 0],
    ),
    fact("06-ocr-RecognizeGeneral.zh.md", ["ocr-api", "2021-07-07", "RecognizeGeneral"], [2, 4, 0]),
    fact(
        "08-quanmiao-RunVideoAnalysis.zh.md",
        ["quanmiaolightapp", "2024-08-01", "RunVideoAnalysis"],
        [53, 66, 1],
    ),
    fact("10-fc2-GetFunction.zh.md", ["fc-ram", "2021-06-22", "GetFunction"], [4, 25, 0]),
    fact("12-sls-GetCursor.en.md", ["sls", "2020-12-30", "GetCursor"], [4, 1, 0]),
    fact("14-cs-DescribeUserPermission.en.md", ["cs", "2015-12-15", "DescribeUserPermission"], [1, 7, 0]),
    fact("16-sls-UpdateConsumerGroup.en.md", ["sls", "2020-12-30", "UpdateConsumerGroup"], [5, 0, 0]),
    fact("17-resourcecenter-UpdateFilter.en.md", ["resourcecenter", "2022-12-01", "UpdateFilter"], [2, 1, 5]),
    fact(
        "18-resourcecenter-GetMultiAccountResourceConfiguration.en.md",
        ["resourcecenter", "2022-12-01", "GetMultiAccountResourceConfiguration"],
        [4, 19, 8],
    ),
    fact("19-swas-CreateFirewallRule.zh.md", ["swas-open", "2020-06-01", "CreateFirewallRule"], [6, 2, 7]),
    fact(
        "22-agentloop-ListEvaluationTasks.zh.md",
        ["agentloop", "2026-05-20", "ListEvaluationTasks"],
        [8, 25, 0],
    ),
    fact("25-anytrans-TermEdit.zh.md", ["anytrans", "2025-07-07", "TermEdit"], [11, 11, 1]),
    fact(
        "27-alidns-DeleteSubDomainRecords.en.txt",
        ["alidns", "2015-01-09", "DeleteSubDomainRecords"],
        [5, 3, 0],
    ),
    fact(
        "29-openapiexplorer-GetApiDefinition.en.txt",
        ["openapiexplorer", "2024-11-30", "GetApiDefinition"],
        [3, 0, 0],
    ),
    fact("31-fc-DeleteTrigger.zh.txt", ["fc", "2023-03-30", "DeleteTrigger"], [2, 0, 0]),
    fact("33-airec-DescribeInstance.en.txt", ["airec", "2020-11-26", "DescribeInstance"], [1, 8, 0]),
    fact("36-oss-ListBuckets.zh.md", ["oss", "2019-05-17", "ListBuckets"], [4, 19, 1]),
    fact("39-edututor-AnswerSSE.zh.md", ["edututor", "2025-07-07", "AnswerSSE"], [8, 9, 0]),
];
