//! Folders of specs go in; how many operations a second become Rust on one core, beside the floor of the same run, comes out.
//!
//! `cargo run --profile tool -p alicloud-emit --example emit_speed -- SPECS…`. The floor is what quote, syn and
//! prettyplease take for the items of the same files: making tokens of them, parsing and printing them. They escape the
//! text of comments, which emission spares itself, so that the ratio may be below one.
//! Times are those of the processor, so that a busy machine does not matter.
#![allow(clippy::print_stdout, reason = "a measurement prints")]

use alicloud_emit::{File, Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{Api, File as Spec, load};
use nix::sys::resource::{UsageWho, getrusage};
use quote::ToTokens;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use syn::Item;

/// Each is run as often, and the fastest run counts: everything else is noise of the machine.
const RUNS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../cursed/specs"));
    }
    let mut apis = Vec::new();
    for folder in &folders {
        find(folder, &mut apis)?;
    }
    let options = Options {
        name: "alicloud".to_owned(),
        runtime: Runtime::Workspace,
        publish: Publish::No,
        tested: Tested::All,
    };
    let files = krate(&apis, &options).files;
    let items = items(&files)?;
    let emitting = fastest(|| krate(&apis, &options).files.len())?;
    let floor = fastest(|| items.iter().map(print).sum())?;
    let operations: usize = apis.iter().map(|api| api.operations.len()).sum();
    let per_second = |seconds: f64| operations as f64 / seconds;
    println!("{operations} operations, {} files", files.len());
    println!("emit   {:8.0} operations/s", per_second(emitting));
    println!("floor  {:8.0} operations/s", per_second(floor));
    println!("ratio  {:8.2}", emitting / floor);
    Ok(())
}

/// Reads the products below a folder.
fn find(folder: &Path, apis: &mut Vec<Api>) -> Result<(), Box<dyn Error>> {
    let product = folder.join("product.yaml");
    if product.is_file() {
        apis.extend(read(folder, product)?);
        return Ok(());
    }
    for path in sorted(folder)?.iter().filter(|path| path.is_dir()) {
        find(path, apis)?;
    }
    Ok(())
}

fn read(folder: &Path, product: PathBuf) -> Result<Option<Api>, Box<dyn Error>> {
    let mut specs = Vec::new();
    for path in sorted(&folder.join("operations"))?.into_iter().chain([product]) {
        specs.push(Spec { text: fs::read_to_string(&path)?, path: path.display().to_string() });
    }
    let folder = load(specs, &Arc::default());
    match folder.diagnostics.first() {
        Some(found) => Err(found.message.clone().into()),
        None => Ok(folder.resolve().0),
    }
}

fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// All items of all Rust files.
fn items(files: &[File]) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        items.extend(syn::parse_file(&file.contents)?.items);
    }
    Ok(items)
}

fn print(item: &Item) -> usize {
    syn::parse2::<syn::File>(item.to_token_stream()).map_or(0, |file| prettyplease::unparse(&file).len())
}

/// Seconds of the processor that the fastest run takes.
fn fastest(run: impl Fn() -> usize) -> nix::Result<f64> {
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_SELF)?;
        let seconds = [usage.user_time(), usage.system_time()]
            .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6);
        nix::Result::Ok(seconds.iter().sum::<f64>())
    };
    let mut least = f64::INFINITY;
    for _ in 0..RUNS {
        let before = used()?;
        std::hint::black_box(run());
        least = least.min(used()? - before);
    }
    Ok(least)
}
