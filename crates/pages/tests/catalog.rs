//! The product and version that each of several pages belongs to.
#![allow(clippy::unwrap_used, reason = "a page that cannot be read fails the test")]

use alicloud_pages::{Fallback, Hint, PageFile, catalog, hint, read};
use alicloud_spec::{Code, Draft, Glossary};

const TABLE: &str = "## Request parameters\n\n|Parameter|Type|Required|\n|--|--|--|\n|Id|String|Yes|\n";

fn draft(name: &str, text: &str) -> Draft {
    let (draft, diagnostics) = read(&PageFile { name, bytes: text.as_bytes() }, &Glossary::default());
    assert!(draft.is_some(), "{name}: {diagnostics:?}");
    draft.unwrap()
}

fn linked(name: &str, operation: &str, product: &str, version: &str) -> Draft {
    let link =
        format!("https://api.aliyun.com/#product={product}&api={operation}&type=RPC&version={version}");
    draft(name, &format!("# {operation}\n\n[debug]({link})\n\n{TABLE}"))
}

fn plain(name: &str, operation: &str, request: &str) -> Draft {
    draft(name, &format!("# {operation}\n\n{TABLE}\n## Examples\n\nSample requests\n\n```\n{request}\n```\n"))
}

/// Each product with its module and operations.
fn products(drafts: Vec<Draft>, hints: &[Hint]) -> Vec<String> {
    let (products, diagnostics) = catalog(drafts, hints, &Fallback::default());
    let mut shown: Vec<_> = products
        .iter()
        .map(|described| {
            let operations: Vec<_> = described.drafts.iter().map(|draft| draft.name.as_str()).collect();
            let product = &described.product;
            format!("{} {} as {}: {}", product.code, product.version, product.module, operations.join(" "))
        })
        .collect();
    shown.extend(diagnostics.iter().map(|found| format!("{} {}", found.code, found.span.file)));
    shown
}

#[test]
fn pages_without_a_link_belong_to_those_around_them() {
    let drafts = vec![
        linked("a/new/One.md", "One", "Alpha", "2020-01-01"),
        linked("a/old/Two.md", "Two", "Alpha", "2014-01-01"),
        linked("a/old/Five.md", "Five", "Alpha", "2014-01-01"),
        plain("a/old/Three.md", "Three", ""),
        plain("a/Four.md", "Four", "https://alpha.aliyuncs.com/?Action=Four&Version=2014-01-01"),
    ];
    assert_eq!(
        products(drafts, &[]),
        ["alpha 2014-01-01 as alpha_2014_01_01: Two Five Three Four", "alpha 2020-01-01 as alpha: One"]
    );
}

#[test]
fn a_version_that_no_neighbour_has_is_that_of_another_product() {
    let drafts = vec![
        linked("a/One.md", "One", "Alpha", "2020-01-01"),
        plain("a/b/Two.md", "Two", "https://beta.aliyuncs.com/?Action=Two&Version=2015-04-01"),
        plain("a/b/Three.md", "Three", "https://beta.aliyuncs.com/?Action=Three"),
    ];
    assert_eq!(
        products(drafts, &[]),
        [
            "alpha 2020-01-01 as alpha: One".to_owned(),
            "beta 2015-04-01 as beta: Two".to_owned(),
            format!("{} a/b/Three.md", Code::NoProduct),
        ]
    );
}

#[test]
fn pages_about_the_api_as_a_whole_tell_too() {
    let text = "# Signatures\n\n```\nhttps://beta.aliyuncs.com/?Version=2015-04-01&Action=Two\n```\n";
    let hint = hint(&PageFile { name: "a/b/Signatures.md", bytes: text.as_bytes() });
    assert!(hint.is_some());
    let drafts =
        vec![linked("a/One.md", "One", "Alpha", "2020-01-01"), plain("a/b/operations/Two.md", "Two", "")];
    let hints: Vec<_> = hint.into_iter().collect();
    assert_eq!(products(drafts, &hints), ["alpha 2020-01-01 as alpha: One", "beta 2015-04-01 as beta: Two"]);
}

#[test]
fn a_folder_lends_what_nearly_all_of_its_pages_name() {
    let folder = |alpha: usize, beta: usize| {
        let of = |product: &'static str, count: usize| {
            (0..count)
                .map(move |index| linked(&format!("a/{product}{index}.md"), "One", product, "2020-01-01"))
        };
        let drafts = of("alpha", alpha).chain(of("beta", beta)).chain([plain("a/b/Two.md", "Two", "")]);
        products(drafts.collect(), &[]).into_iter().filter(|line| line.contains("Two")).collect::<Vec<_>>()
    };
    let lent = |pages: usize| vec![format!("alpha 2020-01-01 as alpha:{} Two", " One".repeat(pages))];
    let none = vec![format!("{} a/b/Two.md", Code::NoProduct)];
    assert_eq!(folder(2, 0), lent(2));
    assert_eq!(folder(9, 1), lent(9));
    assert_eq!(folder(1, 0), none);
    assert_eq!(folder(8, 1), none);
}

#[test]
fn a_folder_lends_no_product_of_another_style() {
    let syntax = "## Request syntax\n\n```\nGET /logs HTTP/1.1\n```\n\n";
    let drafts = vec![
        linked("One.md", "One", "Alpha", "2020-01-01"),
        linked("Two.md", "Two", "Alpha", "2020-01-01"),
        draft("logs/Three.md", &format!("# Three\n\n{syntax}{TABLE}")),
    ];
    let none = format!("{} logs/Three.md", Code::NoProduct);
    assert_eq!(products(drafts, &[]), ["alpha 2020-01-01 as alpha: One Two".to_owned(), none]);
}

#[test]
fn who_imports_pages_says_what_those_without_a_name_belong_to() {
    let drafts = || {
        vec![
            linked("One.md", "One", "Alpha", "2020-01-01"),
            linked("Two.md", "Two", "Alpha", "2020-01-01"),
            plain("Three.md", "Three", ""),
        ]
    };
    let sorted = |product: Option<&str>, version: Option<&str>| {
        let fallback = Fallback { product: product.map(str::to_owned), version: version.map(str::to_owned) };
        let described = catalog(drafts(), &[], &fallback).0;
        described.into_iter().map(|one| (one.product.code, one.drafts.len())).collect::<Vec<_>>()
    };
    let pair = |code: &str, count: usize| (code.to_owned(), count);
    assert_eq!(sorted(Some("beta"), Some("2015-04-01")), [pair("alpha", 2), pair("beta", 1)]);
    assert_eq!(sorted(None, None), [pair("alpha", 3)]);
}

#[test]
fn a_page_on_its_own_belongs_to_no_product() {
    assert_eq!(products(vec![plain("One.md", "One", "")], &[]), [format!("{} One.md", Code::NoProduct)]);
}

#[test]
fn modules_differ_and_are_words_that_no_other_thing_has() {
    let linked = |(index, code): (usize, &&str)| linked(&format!("{index}.md"), "One", code, "iap_1.0");
    let codes = ["1688", "Self", "a-b", "a.b", "a_b", "default", "full", "lib", "runtime", "serde"];
    let drafts = codes.iter().enumerate().map(linked).collect();
    let modules: Vec<_> = catalog(drafts, &[], &Fallback::default())
        .0
        .into_iter()
        .map(|described| described.product.module)
        .collect();
    assert_eq!(
        modules,
        [
            "api_1688",
            "a_b",
            "a_b_iap_1_0",
            "a_b_iap_1_0_2",
            "api_default",
            "api_full",
            "api_lib",
            "api_runtime",
            "api_self",
            "api_serde"
        ]
    );
}
