//! Fuzz targets: metadata with damage goes in; that it is read or refused, with a reason, and that its facts are read as it is,
//! is checked.

#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]

use alicloud_metadata::{Described, MetadataFile, facts, read};
use alicloud_spec::{Operation, Product, Severity, merge, yaml};
use bolero::{TypeGenerator, check, produce};
use std::path::Path;
use std::sync::LazyLock;

/// The fixtures of the reader, by path.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/metadata/tests/fixtures");
    let folders = std::fs::read_dir(fixtures).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten());
    let mut files: Vec<_> = files.map(|file| file.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files.iter().filter_map(|file| std::fs::read(file).ok()).collect()
});

/// Pieces of metadata: values for each other, and keys in each other's place.
const PIECES: &[&str] = &[
    "{}",
    "[]",
    "null",
    "0",
    "-1e400",
    "true",
    "\"\"",
    "\"a\"",
    "\"\\u4e2d\"",
    "\"中\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "\"type\":",
    "\"properties\":",
    "\"items\":",
    "\"in\":",
    "\"body\"",
    "\"object\"",
    "\"array\"",
    "\"$ref\":\"#/components/schemas/Tree\"",
    "\"200\":",
    "\u{feff}",
    "\0",
];

/// A change to a file. Places are taken modulo what there is, so that every value is a change.
#[derive(Clone, Debug, TypeGenerator)]
enum Damage {
    /// Removes some bytes.
    Cut { at: u16, length: u8 },
    /// Puts a piece where it does not belong.
    Insert { at: u16, piece: u8 },
    /// Puts a piece in the place of the value that begins behind a colon.
    Replace { colon: u16, piece: u8 },
    /// Overwrites a byte.
    Flip { at: u16, byte: u8 },
}

#[test]
fn damaged_metadata_is_read_or_refused() {
    let damages = produce::<Vec<Damage>>().with().len(0usize..6);
    check!().with_iterations(2000).with_generator((0..SEEDS.len(), damages)).for_each(|(seed, damages)| {
        let mut file = SEEDS[*seed].clone();
        damages.iter().for_each(|damage| apply(&mut file, damage));
        check_file(&file);
    });
}

#[test]
fn any_bytes_are_read_or_refused() {
    check!().with_iterations(1000).for_each(check_file);
}

fn apply(file: &mut Vec<u8>, damage: &Damage) {
    let place = |at: u16| usize::from(at) % (file.len() + 1);
    let bytes = |piece: u8| PIECES[usize::from(piece) % PIECES.len()].bytes();
    match *damage {
        Damage::Cut { at, length } => {
            let at = place(at);
            file.drain(at..(at + usize::from(length)).min(file.len()));
        }
        Damage::Insert { at, piece } => {
            let at = place(at);
            file.splice(at..at, bytes(piece));
        }
        Damage::Replace { colon, piece } => {
            let colons: Vec<_> = file.iter().enumerate().filter(|(_, byte)| **byte == b':').collect();
            if let Some((at, _)) = colons.get(usize::from(colon) % colons.len().max(1)) {
                let start = at + 1;
                let length = file[start..].iter().position(|byte| matches!(byte, b',' | b'}' | b']'));
                file.splice(start..start + length.unwrap_or_default(), bytes(piece));
            }
        }
        Damage::Flip { at, byte } => {
            let at = place(at);
            if let Some(there) = file.get_mut(at) {
                *there = byte;
            }
        }
    }
}

fn check_file(bytes: &[u8]) {
    let file = MetadataFile { name: "api-docs.json", bytes };
    let (described, diagnostics) = read(&file);
    let refused = diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert!(described.is_some() || refused, "a file that says nothing is an error");
    let text = String::from_utf8_lossy(bytes);
    let widths: Vec<_> = text.split('\n').map(|line| line.chars().count()).collect();
    for found in &diagnostics {
        let width = widths.get(found.span.line - 1).copied().unwrap_or_default();
        assert!(found.span.column <= width + 1, "{} lies outside of the file", found.span);
    }
    assert_eq!(read(&file).1, diagnostics, "a second reading differs");
    let Some(described) = described else { return };
    let stripped = facts(&file).0.unwrap_or_default();
    let again = read(&MetadataFile { name: "api-docs.json", bytes: stripped.as_bytes() }).0;
    let expected: Vec<_> = specs(described).into_iter().map(Operation::into_facts).collect();
    assert_eq!(specs(again.unwrap_or_default()), expected, "{stripped}");
}

fn specs(described: Described) -> Vec<Operation> {
    let text = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let product: Product = yaml::read("product.yaml", text).unwrap();
    described.drafts.into_iter().filter_map(|draft| merge(vec![draft], &product).0).collect()
}
