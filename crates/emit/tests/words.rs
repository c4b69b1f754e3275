//! What specs do not describe is described by the glossary; what they do is left alone.
#![allow(clippy::unwrap_used, reason = "a spec that cannot be read fails the test")]

use alicloud_emit::{Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{Glossary, Loaded, Operation, Product, ProductFiles, resolve, yaml};
use std::sync::Arc;

const GLOSSARY: &str = "
words:
  id: {en: ID}
  instance: {zh: 实例}
  vpc: {en: VPC}
members:
  RegionId: {en: ID of the region., zh: 地域 ID。}
  Key: {en: Key., zh: 键。}
  Tag: {en: Tag., zh: 标签。}
  Tag.Key: {en: Key of the tag., zh: 标签键。}
";

const SPEC: &str = "
name: DescribeVpcInstances
product: test
version: '2020-01-01'
style: rpc
method: POST
path: /
request:
- {name: RegionId, in: query, required: true, type: string}
- {name: VpcId, in: query, type: string, docs: {en: The VPC to look in.}}
- {name: Qz, in: query, type: string}
response:
- {name: VpcId, type: string}
- {name: Key, type: string}
- name: Tags
  type: list
  element: {type: structure, members: [{name: Key, type: string}]}
";

/// The module of the client and that of the operation.
fn emitted(glossary: &str) -> [String; 2] {
    let product = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let product: Product = yaml::read("product.yaml", product).unwrap();
    let operation: Operation = yaml::read("operation.yaml", SPEC).unwrap();
    let loaded = Loaded { operation, file: "operation.yaml".to_owned(), text: SPEC.to_owned() };
    let glossary: Glossary = yaml::read("glossary.yaml", glossary).unwrap();
    let files = ProductFiles { glossary: Arc::new(glossary), ..ProductFiles::default() };
    let (api, diagnostics) = resolve(product, vec![loaded], &files);
    assert_eq!(diagnostics, []);
    let runtime = Runtime::Version("0.1".to_owned());
    let options = Options { name: "sample".to_owned(), runtime, publish: Publish::No, tested: Tested::All };
    let files = krate(&[api], &options).files;
    let of = |path: &str| files.iter().find(|file| file.path == path).unwrap().contents.clone();
    [of("src/test/mod.rs"), of("src/test/describe_vpc_instances.rs")]
}

/// The doc comment that stands before an item.
fn doc<'s>(source: &'s str, item: &str) -> &'s str {
    let (before, _) = source.split_once(item).unwrap();
    let lines = before.lines().rev().map(str::trim).skip_while(|line| !line.starts_with("///"));
    lines.take_while(|line| line.starts_with("///")).last().unwrap().trim_start_matches("/// ")
}

#[test]
fn what_has_no_text_is_described_in_a_line() {
    let [client, operation] = emitted(GLOSSARY);
    assert_eq!(doc(&client, "pub fn describe_vpc_instances"), "Describes VPC instances.");
    assert!(client.contains("//! | [`DescribeVpcInstances`] | Describes VPC instances. |"), "{client}");
    assert_eq!(doc(&operation, "pub fn region_id"), "ID of the region. 地域 ID。 Required.");
    assert_eq!(doc(&operation, "pub vpc_id"), "ID of the VPC. VPC ID。");
    assert!(operation.contains("    /// Key. 键。\n    #[doc(alias = \"Key\")]\n    pub key"), "{operation}");
    assert_eq!(doc(&operation, "pub struct Tag "), "Tag. 标签。");
    assert!(operation.contains("pub struct Tag {\n    /// Key of the tag. 标签键。\n"), "{operation}");
}

#[test]
fn what_has_a_text_keeps_it_and_what_has_no_words_is_shown_by_name() {
    let [_, operation] = emitted(GLOSSARY);
    assert_eq!(doc(&operation, "pub fn vpc_id"), "The VPC to look in.");
    assert_eq!(doc(&operation, "pub fn qz"), "`Qz`.");
    let [client, operation] = emitted("{}");
    assert_eq!(doc(&client, "pub fn describe_vpc_instances"), "The operation `DescribeVpcInstances`.");
    assert_eq!(doc(&operation, "pub vpc_id"), "`VpcId`.");
}
