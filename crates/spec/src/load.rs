//! The files of a product, read but not yet resolved.

use crate::yaml::read;
use crate::{
    Api, Code, Diagnostic, GLOSSARY_FILE, Glossary, Loaded, NAMES_FILE, OPERATIONS_FOLDER, OVERRIDES_FILE,
    PRODUCT_FILE, Product, ProductFiles, PublicNames, Span, resolve,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A file of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, as diagnostics give it; the last parts tell what it holds.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What the files of a product say.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// None without a `product.yaml` that can be read.
    pub product: Option<Product>,
    /// What else people keep beside it.
    pub files: ProductFiles,
    /// The specs that can be read, in the order of their files.
    pub specs: Vec<Loaded>,
    /// What is wrong with the files, in their order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the files of a product; those that hold nothing of it are passed over. The words of all products are `common`.
pub fn load(files: impl IntoIterator<Item = File>, common: &Arc<Glossary>) -> Folder {
    let mut folder = Folder::default();
    folder.files.glossary = Arc::clone(common);
    for file in files {
        folder.add(file);
    }
    folder
}

impl Folder {
    /// Applies the overrides and checks the whole; none without a product.
    pub fn resolve(self) -> (Option<Api>, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        let resolved = self.product.map(|product| resolve(product, self.specs, &self.files));
        let (api, found) = resolved.map_or((None, Vec::new()), |(api, found)| (Some(api), found));
        diagnostics.extend(found);
        (api, diagnostics)
    }

    fn add(&mut self, file: File) {
        let mut parts = file.path.rsplit(['/', '\\']);
        let (name, folder) = (parts.next().unwrap_or_default(), parts.next());
        if folder == Some(OPERATIONS_FOLDER) {
            match Loaded::read(file) {
                Ok(spec) => self.specs.push(spec),
                Err(found) => self.diagnostics.push(*found),
            }
            return;
        }
        match name {
            PRODUCT_FILE => {
                self.product = self.read(&file);
                (self.files.product_file, self.files.product_text) = (file.path, file.text);
            }
            OVERRIDES_FILE => {
                self.files.overrides = self.read(&file).unwrap_or_default();
                (self.files.file, self.files.text) = (file.path, file.text);
            }
            NAMES_FILE => self.names(&file),
            GLOSSARY_FILE => self.glossary(&file),
            _ => {}
        }
    }

    /// The names that were given in Rust.
    fn names(&mut self, file: &File) {
        let names: PublicNames = self.read(file).unwrap_or_default();
        if let Some((owner, wrong)) = names.wrong() {
            let line = file.text.lines().position(|line| line.contains(wrong)).map_or(1, |index| index + 1);
            let message = format!("`{wrong}` in `{owner}` is no name that Rust could have");
            let found = Diagnostic::new(Code::InvalidName, Span::new(&file.path, line, 1, 1), message);
            self.diagnostics.push(found.help("take the name that is in the published crate"));
        }
        self.files.names = names;
    }

    /// The words of the product go before those of all.
    fn glossary(&mut self, file: &File) {
        let (own, found) = Glossary::read(file);
        self.diagnostics.extend(found);
        if own != Glossary::default() {
            self.files.glossary = Arc::new(self.files.glossary.with(&own));
        }
    }

    fn read<T: DeserializeOwned>(&mut self, file: &File) -> Option<T> {
        read(&file.path, &file.text).map_err(|found| self.diagnostics.push(*found)).ok()
    }
}

impl Loaded {
    /// Reads the spec of an operation.
    ///
    /// # Errors
    /// Text that is none gives a diagnostic with the line and column.
    pub fn read(file: File) -> Result<Self, Box<Diagnostic>> {
        Ok(Loaded { operation: read(&file.path, &file.text)?, file: file.path, text: file.text })
    }
}

impl Glossary {
    /// Reads a glossary, and tells what is wrong with it; one that cannot be read is empty.
    pub fn read(file: &File) -> (Self, Vec<Diagnostic>) {
        match read::<Glossary>(&file.path, &file.text) {
            Ok(glossary) => {
                let found = glossary.check(&file.path, &file.text);
                (glossary, found)
            }
            Err(found) => (Glossary::default(), vec![*found]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCT: &str = "{code: test, name: Test, version: '2020-01-01', style: roa, module: test}";
    const OPERATION: &str =
        "name: Get\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /old\n";

    fn loaded(files: &[(&str, &str)]) -> Folder {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        load(files.iter().map(file), &Arc::default())
    }

    #[test]
    fn files_are_read_by_what_they_are_called() {
        let overrides = "- {at: Get.path, expect: /old, set: /new, reason: It moved.}";
        let folder = loaded(&[
            ("specs/test/product.yaml", PRODUCT),
            ("specs/test/overrides.yaml", overrides),
            ("specs/test/glossary.yaml", "{准备: Preparing}"),
            ("specs\\test\\operations\\Get.yaml", OPERATION),
            ("specs/test/operations/product.yaml", &OPERATION.replace("Get", "product")),
            ("specs/test/diagnostics.txt", "Get.md:1"),
        ]);
        assert_eq!(folder.files.glossary.name("准备"), Some("Preparing"));
        let (api, diagnostics) = folder.resolve();
        assert_eq!(diagnostics, Vec::new());
        let paths: Vec<_> = api.unwrap().operations.into_iter().map(|operation| operation.path).collect();
        assert_eq!(paths, ["/new", "/old"]);
    }

    #[test]
    fn a_file_that_is_wrong_is_reported_and_the_rest_is_read() {
        let names = "operations:\n  Get:\n    method: 1st\n";
        let folder =
            loaded(&[("product.yaml", "{}"), ("names.yaml", names), ("operations/Get.yaml", OPERATION)]);
        let lines: Vec<_> = folder.diagnostics.iter().map(|found| (found.code, found.span.line)).collect();
        assert_eq!(lines, [(Code::InvalidYaml, 1), (Code::InvalidName, 3)]);
        assert_eq!((folder.product, folder.specs.len()), (None, 1));
    }
}
