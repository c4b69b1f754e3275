//! Words of the pages go in; the English names that code calls them by, kept by hand, come out.

use serde::Deserialize;
use std::collections::BTreeMap;

/// English names for the meanings of valid values, by the text of the page: `执行成功: Succeeded`.
///
/// Names are never guessed or translated by rule: a wrong name in an SDK is worse than none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Glossary {
    names: BTreeMap<String, String>,
}

impl Glossary {
    /// The English name for a meaning.
    pub fn name(&self, meaning: &str) -> Option<&str> {
        self.names.get(meaning.trim()).map(String::as_str)
    }

    /// The entries of both; those of `product` win.
    #[must_use]
    pub fn with(&self, product: &Glossary) -> Glossary {
        let mut names = self.names.clone();
        names.extend(product.names.clone());
        Glossary { names }
    }
}
