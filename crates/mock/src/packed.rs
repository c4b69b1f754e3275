//! The specs that this crate was built with, unpacked product by product.

use crate::catalog::{ProductFile, Text};
use crate::head::Head;
use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::{Arc, OnceLock};

static INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/index.txt"));
static SPECS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/specs.bin"));

/// The texts of a product.
#[derive(Debug)]
pub(crate) struct Packed {
    bytes: &'static [u8],
    texts: OnceLock<String>,
}

impl Packed {
    /// The texts one after the other.
    pub(crate) fn texts(&self) -> &str {
        self.texts.get_or_init(|| {
            let mut texts = String::new();
            // What this crate packed can be unpacked; its tests do.
            let read = DeflateDecoder::new(self.bytes).read_to_string(&mut texts);
            read.map(|_| texts).unwrap_or_default()
        })
    }
}

/// The files of each product.
pub(crate) fn products() -> Vec<Vec<ProductFile>> {
    let mut products: Vec<(Arc<Packed>, Vec<ProductFile>)> = Vec::new();
    for line in INDEX.lines() {
        let mut fields = line.split('\t').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        let file = next();
        if file.is_empty() {
            let range = [next(), next()].map(|number| number.parse().unwrap_or(0));
            let bytes = SPECS.get(range[0]..range[1]).unwrap_or_default();
            products.push((Arc::new(Packed { bytes, texts: OnceLock::new() }), Vec::new()));
        } else if let Some((packed, files)) = products.last_mut() {
            let [name, product, version, style, method, path] = [(); 6].map(|()| next());
            let head = Head { name, product, version, style, method, path };
            let [start, length] = [next(), next()].map(|number| number.parse().unwrap_or(0));
            files.push((file, head, Text::Packed(Arc::clone(packed), start, length)));
        }
    }
    products.into_iter().map(|(_, files)| files).collect()
}
