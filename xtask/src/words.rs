//! A folder goes in; the glossary in it and what is wrong with that come out.

use crate::files;
use alicloud_spec::{Diagnostic, GLOSSARY_FILE, Glossary};
use std::path::Path;
use std::sync::Arc;

/// A glossary as it was read; empty where there is none, or none that can be read.
pub(crate) struct Words {
    pub(crate) glossary: Arc<Glossary>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the glossary of a folder.
pub(crate) fn words(folder: &Path) -> Words {
    let (glossary, diagnostics) = match files::spec(&folder.join(GLOSSARY_FILE)) {
        Ok(file) => file.map(|file| Glossary::read(&file)).unwrap_or_default(),
        Err(found) => (Glossary::default(), vec![*found]),
    };
    Words { glossary: Arc::new(glossary), diagnostics }
}
