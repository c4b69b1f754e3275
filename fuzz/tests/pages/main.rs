//! Fuzz targets: pages with damage go in; that reading them never panics and always explains itself is checked.

mod damage;

use alicloud_pages::{PageFile, read};
use alicloud_spec::{Diagnostic, Glossary, Severity};
use bolero::{check, produce};
use damage::{Damage, apply};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The pages of this repository, by path.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut pages = Vec::new();
    for folder in ["crates/pages/tests/fixtures", "specs"] {
        find_pages(&root.join(folder), &mut pages);
    }
    pages.sort();
    pages.iter().filter_map(|page| std::fs::read(page).ok()).collect()
});

fn find_pages(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find_pages(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
            into.push(path);
        }
    }
}

#[test]
fn damaged_pages_are_read_or_refused() {
    let damages = produce::<Vec<Damage>>().with().len(0usize..16);
    check!().with_iterations(3000).with_generator((0..SEEDS.len(), damages)).for_each(|(seed, damages)| {
        let mut page = SEEDS[*seed].clone();
        damages.iter().for_each(|damage| apply(&mut page, damage, &SEEDS));
        check_page("page.zh.md", &page);
        check_page("page.en.txt", &page);
    });
}

#[test]
fn any_bytes_are_read_or_refused() {
    check!().with_iterations(1000).for_each(|page| {
        check_page("page.md", page);
        check_page("page.txt", page);
    });
}

fn check_page(name: &str, bytes: &[u8]) {
    let glossary = Glossary::default();
    let page = PageFile { name, bytes };
    let (draft, diagnostics) = read(&page, &glossary);
    let refused = diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(draft.is_none(), refused, "a page is either an operation or an error");
    let text = String::from_utf8_lossy(bytes);
    let widths: Vec<_> = text.split('\n').map(|line| line.chars().count()).collect();
    for diagnostic in &diagnostics {
        assert!(lies_inside(diagnostic, &widths), "{diagnostic:?} lies outside of the page");
    }
    assert!((draft, diagnostics) == read(&page, &glossary), "a second reading differs");
}

/// Whether a diagnostic points at characters of the page, or at the end of one of its lines.
fn lies_inside(diagnostic: &Diagnostic, widths: &[usize]) -> bool {
    let span = &diagnostic.span;
    let Some(width) = span.line.checked_sub(1).and_then(|index| widths.get(index)) else { return false };
    span.column > 0 && span.width > 0 && span.column + span.width <= width + 2
}
