//! Which operations of a folder of official metadata have pages, and how they are asked for: one line each, and a sum.
//!
//! `cargo run --profile tool -p alicloud-metadata --example paging -- FOLDER`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "what cannot be read ends the measurement")]

use alicloud_metadata::{MetadataFile, read};
use alicloud_spec::{Operation, Paging, Product, Way, merge, yaml};
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut sums = BTreeMap::<&str, usize>::new();
    for path in files {
        for operation in operations(&path) {
            let paging = Paging::of(&operation);
            *sums.entry(kind(paging.as_ref())).or_default() += 1;
            if let Some(paging) = paging {
                println!(
                    "{} {} {}: {}",
                    operation.product,
                    operation.version,
                    operation.name,
                    shown(&paging)
                );
            }
        }
    }
    println!("{sums:#?}");
}

fn operations(path: &Path) -> Vec<Operation> {
    let (name, bytes) = (path.file_name().unwrap().to_str().unwrap(), std::fs::read(path).unwrap());
    let described = read(&MetadataFile { name, bytes: &bytes }).0.unwrap();
    let text = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let mut product: Product = yaml::read("product.yaml", text).unwrap();
    product.code = described.product.code.unwrap();
    product.version = described.product.version.unwrap();
    described.drafts.into_iter().filter_map(|draft| merge(vec![draft], &product).0).collect()
}

fn kind(paging: Option<&Paging>) -> &'static str {
    match paging {
        None => "no pages",
        Some(Paging { items: None, .. }) => "pages without items",
        Some(Paging { numbers: Some(_), tokens: None, .. }) => "numbers",
        Some(Paging { numbers: None, .. }) => "tokens",
        Some(_) => "numbers or tokens",
    }
}

fn shown(paging: &Paging) -> String {
    let way = |way: &Option<Way>| way.as_ref().map_or("-".to_owned(), |way| way.join("."));
    let numbers = paging.numbers.as_ref().map(|numbers| {
        let size = numbers.size.as_deref().unwrap_or("-");
        let ways = [&numbers.echo, &numbers.total, &numbers.pages].map(way).join(" ");
        format!("{:?} {} from {} by {size}, {ways}; ", numbers.unit, numbers.parameter, numbers.first)
    });
    let tokens = paging.tokens.as_ref().map(|tokens| {
        let size = tokens.size.as_deref().unwrap_or("-");
        format!("token {} by {size}, {} {}; ", tokens.parameter, tokens.next.join("."), way(&tokens.more))
    });
    [numbers.unwrap_or_default(), tokens.unwrap_or_default(), way(&paging.items)].concat()
}
