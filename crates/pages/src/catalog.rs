//! Drafts of pages of any products go in; the products that they describe, each with its drafts, come out.

use crate::identity::Hint;
use alicloud_spec::{Code, Diagnostic, Draft, Endpoints, Product, Style, grammar};
use std::collections::{BTreeMap, BTreeSet};

/// A product as its pages show it.
#[derive(Clone, Debug)]
pub struct Described {
    /// What the pages tell of it; the rest is for people to add.
    pub product: Product,
    /// The pages.
    pub drafts: Vec<Draft>,
}

/// Sorts drafts by product and version. A page that tells neither belongs to what most pages around it belong to, those
/// of `hints` included.
pub fn catalog(drafts: Vec<Draft>, hints: &[Hint]) -> (Vec<Described>, Vec<Diagnostic>) {
    let neighbours = Neighbours::new(&drafts, hints);
    let belongs: Vec<_> = drafts.iter().map(|draft| neighbours.complete(draft)).collect();
    let mut groups: BTreeMap<(String, String), Vec<Draft>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for (mut draft, belongs) in drafts.into_iter().zip(belongs) {
        match belongs {
            Some((product, version)) => {
                draft.product = Some(product.clone());
                draft.version = Some(version.clone());
                groups.entry((product, version)).or_default().push(draft);
            }
            None => {
                let message = "neither this page nor one beside it tells its product and version";
                let found = Diagnostic::new(Code::NoProduct, draft.span, message);
                diagnostics.push(found.help("add a link to the API explorer to the page"));
            }
        }
    }
    let newest: BTreeMap<_, _> =
        groups.keys().map(|(product, version)| (product.clone(), version.clone())).collect();
    let mut modules = BTreeSet::new();
    let described = groups.into_iter().map(|((code, version), drafts)| {
        // The newest version has the short name; older ones say which they are.
        let is_newest = newest.get(&code) == Some(&version);
        let names = grammar::module_names(&code, &version).skip(usize::from(!is_newest));
        let module = names.into_iter().find(|name| modules.insert(name.clone())).unwrap_or_default();
        Described { product: product(code, version, module, &drafts), drafts }
    });
    (described.collect(), diagnostics)
}

fn product(code: String, version: String, module: String, drafts: &[Draft]) -> Product {
    let roa = drafts.iter().filter(|draft| draft.style == Some(Style::Roa)).count();
    Product {
        name: code.clone(),
        code,
        version,
        style: if roa * 2 > drafts.len() { Style::Roa } else { Style::Rpc },
        module,
        locations: BTreeMap::new(),
        endpoints: Endpoints::default(),
        success: None,
        waiters: Vec::new(),
    }
}

/// How often each folder has pages of each product and version.
struct Neighbours<'d> {
    folders: BTreeMap<&'d str, BTreeMap<(&'d str, &'d str), usize>>,
}

impl<'d> Neighbours<'d> {
    fn new(drafts: &'d [Draft], hints: &'d [Hint]) -> Self {
        let mut neighbours = Neighbours { folders: BTreeMap::new() };
        for draft in drafts {
            if let (Some(product), Some(version)) = (&draft.product, &draft.version) {
                neighbours.count(&draft.page, product, version);
            }
        }
        // A host has another name than its product now and then, but two products seldom have versions of one day.
        let products: BTreeMap<_, _> = neighbours
            .folders
            .values()
            .flat_map(BTreeMap::keys)
            .map(|(product, version)| (*version, *product))
            .collect();
        for hint in hints {
            let product = products.get(hint.version.as_str()).copied().unwrap_or(&hint.host);
            neighbours.count(&hint.page, product, &hint.version);
        }
        neighbours
    }

    /// Counts a page in all folders that it lies in.
    fn count(&mut self, page: &'d str, product: &'d str, version: &'d str) {
        for folder in folders_of(page) {
            *self.folders.entry(folder).or_default().entry((product, version)).or_default() += 1;
        }
    }

    /// Product and version of a page. What it does not tell, the nearest folder does in which a page tells it; a version
    /// that none of them has may belong to a product whose only sign is the host that the examples call.
    fn complete(&self, draft: &Draft) -> Option<(String, String)> {
        let fits = |product: &str, version: &str| {
            draft.product.as_deref().is_none_or(|known| known == product)
                && draft.version.as_deref().is_none_or(|known| known == version)
        };
        match (&draft.product, &draft.version) {
            (Some(product), Some(version)) => Some((product.clone(), version.clone())),
            (None, Some(version)) => self
                .most(draft, fits)
                .or_else(|| Some((draft.host.clone()?, version.clone())))
                .or_else(|| Some((self.most(draft, |_, _| true)?.0, version.clone()))),
            (_, None) => {
                let called = |product: &str, version: &str| {
                    draft.host.as_deref() == Some(product) && fits(product, version)
                };
                self.most(draft, called).or_else(|| self.most(draft, fits))
            }
        }
    }

    /// What most pages belong to in the nearest folder with pages that fit.
    fn most(&self, draft: &Draft, fits: impl Fn(&str, &str) -> bool) -> Option<(String, String)> {
        folders_of(&draft.page).find_map(|folder| {
            let counts = self.folders.get(folder)?;
            let fitting = counts.iter().filter(|((product, version), _)| fits(product, version));
            let ((product, version), _) = fitting.max_by_key(|(_, count)| **count)?;
            Some(((*product).to_owned(), (*version).to_owned()))
        })
    }
}

/// The folders that a page lies in, innermost first; the last is the empty name of the outermost.
fn folders_of(page: &str) -> impl Iterator<Item = &str> {
    let above = |path: &'_ str| path.rfind('/').unwrap_or_default();
    std::iter::successors(Some(&page[..above(page)]), move |folder| {
        (!folder.is_empty()).then(|| &folder[..above(folder)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_found_innermost_first() {
        assert_eq!(folders_of("a/b/c.md").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(folders_of("c.md").collect::<Vec<_>>(), [""]);
    }
}
