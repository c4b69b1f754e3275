//! Spec files go in; the operations to serve, found by what a request says, come out.

use crate::request::decoded;
use alicloud_spec::{Diagnostic, Loaded, Operation, Override, Product, ProductFiles, Style, resolve, yaml};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

// A link to the specs of the workspace, which becomes a folder when the crate is packaged.
static SPECS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/specs");

/// What is in them. Thousands of specs take a second to read, which a program that starts many gateways spends once.
static BUILT_IN: LazyLock<Result<Catalog, Box<Diagnostic>>> = LazyLock::new(|| {
    let mut files = Files::new();
    collect(&SPECS, &mut files);
    Catalog::from_files(&files)
});

/// The operations that a gateway serves. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    operations: Arc<[Operation]>,
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
    pub(crate) action: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
}

/// The spec files by path.
type Files = BTreeMap<String, String>;

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
    /// If the folder cannot be read, or a spec is wrong.
    pub fn read(folder: &Path) -> Result<Self, CatalogError> {
        let mut files = Files::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "yaml") {
                    files.insert(path.display().to_string(), std::fs::read_to_string(&path)?);
                }
            }
        }
        Self::from_files(&files).map_err(CatalogError::Spec)
    }

    fn from_files(files: &Files) -> Result<Self, Box<Diagnostic>> {
        let mut operations = Vec::new();
        for (path, text) in files {
            let Some(folder) = path.strip_suffix("product.yaml") else { continue };
            let product: Product = yaml::read(path, text)?;
            let mut loaded = Vec::new();
            for (path, text) in files.range(format!("{folder}operations/")..) {
                if !path.starts_with(&format!("{folder}operations/")) {
                    break;
                }
                let operation = yaml::read(path, text)?;
                loaded.push(Loaded { operation, file: path.clone(), text: text.clone() });
            }
            let (api, diagnostics) = resolve(product, loaded, &corrections(folder, files)?);
            if let Some(first) = diagnostics.into_iter().next() {
                return Err(Box::new(first));
            }
            operations.extend(api.operations);
        }
        Ok(Catalog { operations: operations.into() })
    }

    /// The operation that a request names: by method and path, or in RPC style by action. Where it tells a version, that
    /// has to be right, for products share names and paths.
    pub(crate) fn find(&self, named: Named<'_>) -> Option<&Operation> {
        let fits = |operation: &&Operation| match operation.style {
            Style::Rpc => Some(operation.name.as_str()) == named.action,
            Style::Roa => operation.method.as_str() == named.method && matches(&operation.path, named.path),
        };
        let of_version =
            |operation: &&Operation| named.version.is_none_or(|version| operation.version == version);
        self.operations.iter().filter(of_version).find(fits)
    }

    /// All operations.
    pub(crate) fn operations(&self) -> &[Operation] {
        &self.operations
    }
}

fn collect(folder: &Dir<'_>, files: &mut Files) {
    for file in folder.files() {
        let path = file.path();
        let text =
            file.contents_utf8().filter(|_| path.extension().is_some_and(|extension| extension == "yaml"));
        files.extend(text.map(|text| (path.display().to_string(), text.to_owned())));
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

fn corrections(folder: &str, files: &Files) -> Result<ProductFiles, Box<Diagnostic>> {
    let file = format!("{folder}overrides.yaml");
    let Some(text) = files.get(&file).cloned() else { return Ok(ProductFiles::default()) };
    let overrides: Vec<Override> = yaml::read(&file, &text)?;
    Ok(ProductFiles { overrides, file, text, ..ProductFiles::default() })
}

/// Whether a path fits a template such as `/clusters/{Id}/nodes`. Clients may encode what stands in the template, as
/// in `/jobs%3Astart`.
fn matches(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
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
            let named = Named { method, path, action: None, version };
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
        assert!(matches("/a/{Id}/b", "/a/x/b") && !matches("/a/{Id}/b", "/a//b") && !matches("/a", "/a/b"));
        assert!(matches("/a:stop", "/a:stop") && matches("/a:stop", "/a%3Astop"));
    }
}
