//! The specs of this repository, or of the folder that `ALICLOUD_SPECS` names, go in; how many operations a second become
//! Rust on one core, as a ratio to parsing and printing the same tokens, comes out.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "specs that cannot be read stop the bench")]

use alicloud_emit::{File, Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{Api, File as Spec, load};
use proc_macro2::TokenStream;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The allocator of the command line, for both sides, so that the ratio tells of the code alone.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds in which both sides take turns; the quickest of each are compared.
const ROUNDS: usize = 7;

fn main() {
    let apis: Vec<_> = products(&specs()).iter().map(|folder| api(folder)).collect();
    let operations: usize = apis.iter().map(|api| api.operations.len()).sum();
    let tokens: Vec<_> = emitted(&apis).iter().filter_map(tokens).collect();
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(time(|| drop(black_box(emitted(&apis)))));
        floor.push(time(|| tokens.iter().for_each(print)));
    }
    let [ours, floor] = [ours, floor].map(|times| times.into_iter().min().unwrap_or_default().as_secs_f64());
    println!(
        "{operations} operations: {:.0} a second, {:.2} times the time of parsing and printing the same tokens",
        operations as f64 / ours,
        ours / floor
    );
}

fn emitted(apis: &[Api]) -> Vec<File> {
    let options = Options {
        name: "sample".to_owned(),
        runtime: Runtime::Version("0.1".to_owned()),
        publish: Publish::No,
        tested: Tested::All,
    };
    krate(apis, &options).files
}

fn tokens(file: &File) -> Option<TokenStream> {
    file.path.ends_with(".rs").then(|| file.contents.parse().unwrap())
}

fn print(tokens: &TokenStream) {
    black_box(prettyplease::unparse(&syn::parse2(tokens.clone()).unwrap()));
}

fn specs() -> PathBuf {
    let named = std::env::var_os("ALICLOUD_SPECS").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs"))
}

/// The folders that hold a product.
fn products(folder: &Path) -> Vec<PathBuf> {
    if folder.join("product.yaml").is_file() {
        return vec![folder.to_owned()];
    }
    let inner = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut products: Vec<_> = inner.filter(|path| path.is_dir()).flat_map(|path| products(&path)).collect();
    products.sort();
    products
}

fn api(folder: &Path) -> Api {
    let operations = std::fs::read_dir(folder.join("operations")).unwrap().map(|entry| entry.unwrap().path());
    let files = [folder.join("product.yaml")]
        .into_iter()
        .chain(operations)
        .map(|path| Spec { text: std::fs::read_to_string(&path).unwrap(), path: path.display().to_string() });
    load(files, &Arc::default()).resolve().0.unwrap()
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
