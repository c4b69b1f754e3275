//! The operations to serve, found by what a request says, and read from their specs when one asks for them.

use crate::head::Head;
use crate::packed::{self, Packed};
use crate::request::{decoded, pairs};
use alicloud_spec::{
    Diagnostic, File, Loaded, OPERATIONS_FOLDER, OVERRIDES_FILE, Operation, PRODUCT_FILE, Product,
    ProductFiles, Style, SuccessRule, load, resolve,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

/// What is built in. Programs that start many gateways make the index once.
static BUILT_IN: LazyLock<Result<Catalog, Box<Diagnostic>>> =
    LazyLock::new(|| Catalog::of(packed::products()));

/// The operations that a gateway serves. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entries: Arc<[Entry]>,
}

/// An operation that is read when it is asked for.
#[derive(Debug)]
struct Entry {
    head: Head,
    product: Arc<Product>,
    spec: OnceLock<Option<Operation>>,
    source: Option<Source>,
}

/// Where a spec is.
#[derive(Debug)]
struct Source {
    file: String,
    text: Text,
}

/// The text of a file, or where it is among those of its product.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Whole(String),
    Packed(Arc<Packed>, usize, usize),
}

/// Specs that cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// A folder cannot be read.
    #[error("cannot read the specs: {0}")]
    Io(#[from] std::io::Error),
    /// A spec is wrong.
    #[error("{}: {}", .0.span, .0.message)]
    Spec(Box<Diagnostic>),
}

/// What in a request names its operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(String, String)],
    pub(crate) action: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
}

/// A file of a product, with its head.
pub(crate) type ProductFile = (String, Head, Text);
type Files = Vec<ProductFile>;

impl Catalog {
    /// The specs that this crate was built with.
    ///
    /// # Errors
    /// If they are wrong, which the tests of this crate would have found.
    pub fn built_in() -> Result<Self, CatalogError> {
        BUILT_IN.clone().map_err(CatalogError::Spec)
    }

    /// The specs below a folder.
    ///
    /// # Errors
    /// If the folder cannot be read, or a product is wrong. An operation whose spec is wrong is not served.
    pub fn read(folder: &Path) -> Result<Self, CatalogError> {
        let mut products: BTreeMap<String, Files> = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
                // A pipe would be waited for; only what is a file is read.
                let metadata = std::fs::metadata(&path)?;
                if metadata.is_dir() {
                    folders.push(path);
                } else if is_yaml && metadata.is_file() {
                    let (text, file) = (std::fs::read_to_string(&path)?, path.display().to_string());
                    let product = folder_of_product(&file).to_owned();
                    let file = (file, Head::of(&text), Text::Whole(text));
                    products.entry(product).or_default().push(file);
                }
            }
        }
        Self::of(products.into_values()).map_err(CatalogError::Spec)
    }

    fn of(products: impl IntoIterator<Item = Files>) -> Result<Self, Box<Diagnostic>> {
        let mut entries = Vec::new();
        for mut files in products {
            files.sort_by(|(a, ..), (b, ..)| a.cmp(b));
            entries.extend(product(files)?);
        }
        Ok(Catalog { entries: entries.into() })
    }

    /// The operation that a request names: by method and path, or in RPC style by action. Where it tells a version, that
    /// has to be right, for products share names and paths. Of several at a path, the one counts that fixes most of the query.
    pub(crate) fn find(&self, named: Named<'_>) -> Option<&Operation> {
        let fits = |Entry { head, .. }: &&Entry| match head.style.as_str() {
            "rpc" => Some(head.name.as_str()) == named.action,
            _ => head.method == named.method && matches(&head.path, &named),
        };
        let of_version = |entry: &&Entry| named.version.is_none_or(|version| entry.head.version == version);
        let fixed = |entry: &&Entry| entry.head.path.split_once('?').map_or(0, |(_, query)| query.len());
        self.entries.iter().filter(of_version).filter(fits).rev().max_by_key(fixed)?.operation()
    }

    /// The operation of a product with this name.
    pub(crate) fn named(&self, product: &str, name: &str) -> Option<&Operation> {
        let is_it = |Entry { head, .. }: &&Entry| head.product == product && head.name == name;
        self.entries.iter().find(is_it)?.operation()
    }

    /// All operations.
    #[cfg(test)]
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.entries.iter().filter_map(Entry::operation)
    }

    /// Whether any product has an operation with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.head.name == name)
    }

    /// What in an answer of an operation tells success.
    pub(crate) fn success(&self, operation: &Operation) -> Option<&SuccessRule> {
        let is_it = |Entry { head, .. }: &&Entry| {
            head.product == operation.product && head.version == operation.version
        };
        self.entries.iter().find(is_it)?.product.success.as_ref()
    }
}

impl Entry {
    /// The operation; none if its spec is wrong.
    fn operation(&self) -> Option<&Operation> {
        let read = || {
            let Source { file, text } = self.source.as_ref()?;
            let loaded = Loaded::read(File { path: file.clone(), text: text.read() }).ok()?;
            let (api, _) = resolve(Product::clone(&self.product), vec![loaded], &ProductFiles::default());
            api.operations.into_iter().next()
        };
        self.spec.get_or_init(read).as_ref()
    }
}

impl Entry {
    /// An operation that was read already.
    fn read(operation: Operation, product: &Arc<Product>) -> Self {
        let head = Head {
            name: operation.name.clone(),
            product: operation.product.clone(),
            version: operation.version.clone(),
            style: if operation.style == Style::Rpc { "rpc" } else { "roa" }.to_owned(),
            method: operation.method.as_str().to_owned(),
            path: operation.path.clone(),
        };
        Entry { head, product: Arc::clone(product), spec: OnceLock::from(Some(operation)), source: None }
    }
}

impl Text {
    fn read(&self) -> String {
        match self {
            Text::Whole(text) => text.clone(),
            Text::Packed(packed, start, length) => {
                packed.texts().get(*start..start + length).unwrap_or_default().to_owned()
            }
        }
    }
}

/// The folder of the product that a file belongs to.
fn folder_of_product(file: &str) -> &str {
    let folder = file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    folder.strip_suffix(OPERATIONS_FOLDER).unwrap_or(folder).trim_end_matches(['/', '\\'])
}

/// The operations of a product. Where there are corrections all are read, for these may concern what requests name them by.
fn product(files: Files) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let (specs, by_hand): (Files, Files) = files.into_iter().partition(|(file, ..)| is_operation(file));
    let by_hand = load(by_hand.into_iter().filter(is_kept).map(read), &Arc::default());
    if let Some(found) = by_hand.diagnostics.into_iter().next() {
        return Err(Box::new(found));
    }
    let Some(mut product) = by_hand.product else { return Ok(Vec::new()) };
    if by_hand.files.overrides.is_empty() {
        product.waiters.clear();
        let product = Arc::new(product);
        let entry = |(file, head, text)| {
            let source = Some(Source { file, text });
            Entry { head, product: Arc::clone(&product), spec: OnceLock::new(), source }
        };
        return Ok(specs.into_iter().map(entry).collect());
    }
    let loaded = specs.into_iter().map(|spec| Loaded::read(read(spec))).collect::<Result<_, _>>()?;
    let (api, diagnostics) = resolve(product, loaded, &by_hand.files);
    match diagnostics.into_iter().next() {
        Some(first) => Err(Box::new(first)),
        None => {
            let product = Arc::new(api.product);
            Ok(api.operations.into_iter().map(|operation| Entry::read(operation, &product)).collect())
        }
    }
}

fn read((path, _, text): ProductFile) -> File {
    File { path, text: text.read() }
}

/// Whether a file tells what is served; the words and names of a product do not.
fn is_kept((file, ..): &ProductFile) -> bool {
    file.ends_with(PRODUCT_FILE) || file.ends_with(OVERRIDES_FILE)
}

fn is_operation(file: &str) -> bool {
    let folder = file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    folder.ends_with(OPERATIONS_FOLDER)
}

/// Whether path and query fit a template such as `/clusters/{Id}/nodes?action=stop`. Clients may encode what stands in the
/// template, as in `/jobs%3Astart`.
fn matches(template: &str, named: &Named<'_>) -> bool {
    let (template, fixed) = template.split_once('?').unwrap_or((template, ""));
    let has = |(name, value): &(String, String)| named.query.iter().any(|(n, v)| n == name && v == value);
    if !pairs(fixed).iter().all(has) {
        return false;
    }
    let (mut template, mut path) = (template.split('/'), named.path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(segment))
                if part == segment
                    || (part.starts_with('{') && !segment.is_empty())
                    || (segment.contains('%') && part == decoded(segment)) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_find_their_operation() {
        let catalog = Catalog::built_in().unwrap();
        let of_version = |method, path, version| {
            let named = Named { method, path, query: &[], action: None, version };
            catalog.find(named).map(|operation| operation.name.as_str())
        };
        let name = |method, path| of_version(method, path, None);
        assert_eq!(name("PUT", "/pop/v1/sam/changeorder/AbortChangeOrder"), Some("AbortChangeOrder"));
        // The path of the page is out of date; the override counts.
        assert_eq!(
            name("PUT", "/pop/v1/sam/changeorder/AbortAndRollbackChangeOrder"),
            Some("AbortAndRollbackChangeOrder")
        );
        let path = "/pop/v1/sam/changeorder/AbortChangeOrder";
        assert_eq!(name("GET", path), None);
        assert_eq!(of_version("PUT", path, Some("2019-05-06")), Some("AbortChangeOrder"));
        assert_eq!(of_version("PUT", path, Some("2000-01-01")), None);
        let mut read = 0;
        for entry in catalog.entries.iter().step_by(13) {
            let operation = entry.operation().unwrap_or_else(|| panic!("{:?} is not read", entry.head));
            assert_eq!((&operation.name, &operation.path), (&entry.head.name, &entry.head.path));
            read += 1;
        }
        assert!(read > 10, "{read}");
    }

    #[test]
    fn paths_fit_templates() {
        for (template, path, query, expected) in [
            ("/a/{Id}/b", "/a/x/b", "", true),
            ("/a/{Id}/b", "/a//b", "", false),
            ("/a", "/a/b", "", false),
            ("/a:stop", "/a:stop", "", true),
            ("/a:stop", "/a%3Astop", "", true),
            ("/a/{Id}?action=stop", "/a/x", "from=1&action=stop", true),
            ("/a/{Id}?action=stop", "/a/x", "action=start", false),
        ] {
            let query = pairs(query);
            let named = Named { method: "GET", path, query: &query, action: None, version: None };
            assert_eq!(matches(template, &named), expected, "{template} {path}");
        }
    }
}
