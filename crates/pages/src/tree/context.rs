//! What the rows of one page are read with.

use crate::cell::markup::Markup;
use crate::example::texts::Texts;
use crate::page::text::Piece;
use alicloud_spec::{Glossary, Kind, Language};
use std::collections::HashSet;

/// What rows of one page are read with.
pub(crate) struct Context<'c> {
    pub(crate) markup: Markup,
    pub(crate) language: Language,
    pub(crate) glossary: &'c Glossary,
    /// The names of the parameters that the path shows in brackets.
    pub(crate) in_path: HashSet<String>,
    /// What the word `integer` means where rows walk through a schema.
    pub(crate) integers: Kind,
    /// The scalars of the examples: they tell where a row with an unescaped pipe is to be cut.
    pub(crate) shown: Texts<'c>,
}

impl Context<'_> {
    /// Whether the examples of the page show the text of a cell.
    pub(crate) fn shows(&self, cell: Piece<'_>) -> bool {
        // Markup leaves the letters at the beginning alone, so that most cells need not be read to tell.
        let text = cell.text.trim_start();
        let letters = &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())];
        self.shown.any_begins(letters) && self.shown.contains(self.markup.inline(cell.text).trim())
    }
}
