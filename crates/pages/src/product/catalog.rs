//! The products that drafts of any pages describe, each with its drafts.

use crate::draft::identity::Hint;
use alicloud_spec::{Code, Diagnostic, Draft, Endpoints, Product, Style, grammar};
use std::collections::{BTreeMap, BTreeSet};

/// A product as its pages show it.
#[derive(Clone, Debug)]
pub struct Described {
    /// What the pages say of it; the rest is for people to add.
    pub product: Product,
    /// The pages.
    pub drafts: Vec<Draft>,
}

/// What pages belong to that do not say it, as far as who imports them knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fallback {
    /// The code of the product, in lower case.
    pub product: Option<String>,
    /// The version of the API.
    pub version: Option<String>,
}

/// Sorts drafts by product and version. A page that does not name both belongs to what `fallback` says, where that does
/// not contradict the page; else a folder that it lies in lends them, if nine in ten of the pages there that name any
/// product name one, and more than half of these one version. Pages of `hints` count too.
pub fn catalog(drafts: Vec<Draft>, hints: &[Hint], fallback: &Fallback) -> (Vec<Described>, Vec<Diagnostic>) {
    let neighbours = Neighbours::new(&drafts, hints);
    let belongs: Vec<_> = drafts.iter().map(|draft| neighbours.complete(draft, fallback)).collect();
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
                let message =
                    "this page does not name its product and version, and those beside it do not agree";
                let found = Diagnostic::new(Code::NoProduct, draft.span, message);
                diagnostics
                    .push(found.help("import it from a folder of its own with `--product CODE --version V`"));
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

/// A folder lends the product that so many in a hundred of its pages that name any name.
const NEARLY_ALL: usize = 90;

/// Of fewer pages, none can be known from an exception.
const FEWEST: usize = 2;

/// How often each folder has pages of each product and version.
struct Neighbours<'d> {
    folders: BTreeMap<&'d str, BTreeMap<(&'d str, &'d str), usize>>,
    /// The styles that pages of each product and version have.
    styles: BTreeMap<(&'d str, &'d str), Vec<Style>>,
}

impl<'d> Neighbours<'d> {
    fn new(drafts: &'d [Draft], hints: &'d [Hint]) -> Self {
        let mut neighbours = Neighbours { folders: BTreeMap::new(), styles: BTreeMap::new() };
        for draft in drafts {
            if let (Some(product), Some(version)) = (&draft.product, &draft.version) {
                neighbours.count(&draft.page, product, version, 1);
                let styles = neighbours.styles.entry((product, version)).or_default();
                styles.extend(draft.style.filter(|style| !styles.contains(style)));
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
            // A page about the API as a whole speaks for more than itself.
            neighbours.count(&hint.page, product, &hint.version, FEWEST);
        }
        neighbours
    }

    /// Counts a page in all folders that it lies in.
    fn count(&mut self, page: &'d str, product: &'d str, version: &'d str, weight: usize) {
        for folder in folders_of(page) {
            *self.folders.entry(folder).or_default().entry((product, version)).or_default() += weight;
        }
    }

    /// Product and version of a page. A version that no page beside it has may belong to a product whose only sign is the
    /// host that the examples call.
    fn complete(&self, draft: &Draft, fallback: &Fallback) -> Option<(String, String)> {
        let called = |product: &str, _: &str| draft.host.as_deref() == Some(product);
        let said = |product: &Option<String>, version: &Option<String>| {
            Some((product.as_deref()?.to_owned(), version.as_deref()?.to_owned()))
        };
        let version = &draft.version;
        said(&draft.product, version)
            .or_else(|| self.lent(draft, version, 1, called).filter(|_| version.is_none()))
            .or_else(|| fallback.complete(draft))
            .or_else(|| self.lent(draft, version, FEWEST, |_, _| true))
            .or_else(|| said(&draft.host.clone().filter(|_| draft.product.is_none()), version))
            .or_else(|| {
                let product = self.lent(draft, &None, FEWEST, |_, _| true)?.0;
                Some((product, version.clone()?))
            })
    }

    /// What the nearest folder with enough pages that fit lends.
    fn lent(
        &self,
        draft: &Draft,
        version: &Option<String>,
        fewest: usize,
        fits: impl Fn(&str, &str) -> bool,
    ) -> Option<(String, String)> {
        let wanted = version.as_deref();
        let fits = |product: &str, version: &str| {
            draft.product.as_deref().is_none_or(|known| known == product)
                && wanted.is_none_or(|known| known == version)
                && fits(product, version)
        };
        folders_of(&draft.page).filter_map(|folder| self.folders.get(folder)).find_map(|counts| {
            let fitting = counts.iter().filter(|((product, version), _)| fits(product, version));
            let fitting: Vec<_> = fitting.map(|(name, count)| (*name, *count)).collect();
            (total(&fitting) >= fewest).then(|| self.agreed(draft, &fitting))
        })?
    }

    /// The product that nearly all of some pages name, unless pages of it have another style, and the version of it that
    /// most name.
    fn agreed(&self, draft: &Draft, named: &[((&str, &str), usize)]) -> Option<(String, String)> {
        let ((product, _), _) = named.iter().max_by_key(|((product, _), _)| {
            total(&named.iter().filter(|((other, _), _)| other == product).copied().collect::<Vec<_>>())
        })?;
        let of_it: Vec<_> = named.iter().filter(|((other, _), _)| other == product).copied().collect();
        let (name, count) = of_it.iter().max_by_key(|(_, count)| *count)?;
        let is_of_style = draft.style.is_none_or(|style| {
            self.styles.get(name).is_none_or(|styles| styles.is_empty() || styles.contains(&style))
        });
        let agree = total(&of_it) * 100 >= total(named) * NEARLY_ALL && count * 2 > total(&of_it);
        (agree && is_of_style).then(|| (name.0.to_owned(), name.1.to_owned()))
    }
}

fn total(named: &[((&str, &str), usize)]) -> usize {
    named.iter().map(|(_, count)| count).sum()
}

impl Fallback {
    /// Product and version of a page, if it contradicts nothing that the page names and leaves nothing open.
    fn complete(&self, draft: &Draft) -> Option<(String, String)> {
        let agrees = |said: &Option<String>, known: &Option<String>| {
            said.is_none() || known.is_none() || said == known
        };
        let fits = agrees(&draft.product, &self.product) && agrees(&draft.version, &self.version);
        let product = draft.product.as_ref().or(self.product.as_ref()).filter(|_| fits)?;
        Some((product.clone(), draft.version.as_ref().or(self.version.as_ref())?.clone()))
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
