//! The specs of all products, packed: the operations of a product as one compressed text, and an index by which requests
//! find theirs without reading any other.
#![allow(clippy::print_stdout, reason = "this is how cargo is told")]

#[allow(dead_code, reason = "the crate reads heads, too")]
#[path = "src/head.rs"]
mod head;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use head::Head;
use std::fs;
use std::io::{Error, Result, Write};
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=specs");
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo names no folder to write to"))?;
    let (mut index, mut packed) = (String::new(), Vec::new());
    for product in sorted(Path::new("specs"))?.into_iter().filter(|product| product.is_dir()) {
        for version in sorted(&product)?.iter().filter(|version| version.join("product.yaml").is_file()) {
            pack(version, &mut index, &mut packed)?;
        }
    }
    let out = PathBuf::from(out);
    fs::write(out.join("index.txt"), index)?;
    fs::write(out.join("specs.bin"), packed)
}

/// Packs a product: a line for it, with where its texts are, and one for each of them.
fn pack(folder: &Path, index: &mut String, packed: &mut Vec<u8>) -> Result<()> {
    let by_hand = ["product.yaml", "overrides.yaml"].map(|name| folder.join(name));
    let operations = sorted(&folder.join("operations")).unwrap_or_default();
    let (mut lines, mut texts) = (String::new(), String::new());
    for file in by_hand.into_iter().chain(operations) {
        if !file.is_file() || file.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        let Head { name, product, version, style, method, path } = Head::of(&text);
        let file = file.display().to_string().replace('\\', "/");
        let fields = [&file, &name, &product, &version, &style, &method, &path].map(String::as_str);
        lines += &format!("{}\t{}\t{}\n", fields.join("\t"), texts.len(), text.len());
        texts += &text;
    }
    let start = packed.len();
    let mut encoder = DeflateEncoder::new(&mut *packed, Compression::best());
    encoder.write_all(texts.as_bytes())?;
    encoder.finish()?;
    *index += &format!("\t{start}\t{}\n{lines}", packed.len());
    Ok(())
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    found.retain(|path| path.is_dir() || path.extension().is_some());
    found.sort();
    Ok(found)
}
