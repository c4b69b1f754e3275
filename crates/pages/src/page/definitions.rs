//! Rows in prose that defines each parameter or error code by a name in bold and a list below it.

use crate::cell::name::is_name;
use crate::page::error_rows::ErrorRow;
use crate::page::rows::{Requirement, Row, Rows};
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{Column, column};

/// Reads `**Name**` and the `- Type: String` items below it; `None` if the prose has none.
pub(crate) fn rows<'a>(source: &Source<'a>, prose: Piece<'a>) -> Option<Rows<'a>> {
    let definitions = definitions(source, prose)?;
    let rows = definitions.into_iter().map(|definition| row(source, &definition)).collect();
    Some(Rows { rows, requirement: Requirement::Told, ..Rows::default() })
}

/// Reads `**Code**` and the `- HTTP Status: 404` items below it; none if the prose has none.
pub(crate) fn errors<'a>(source: &Source<'a>, prose: Piece<'a>) -> Vec<ErrorRow<'a>> {
    definitions(source, prose).unwrap_or_default().iter().map(error).collect()
}

/// Whether prose ends with an item that says that a pattern follows.
pub(crate) fn announces_pattern(prose: Piece<'_>) -> bool {
    let last = prose.text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    item(Piece { text: last, at: 0 }).is_some_and(|item| item.is_pattern() && item.value.is_blank())
}

/// A name and the items below it.
struct Definition<'a> {
    name: Piece<'a>,
    items: Vec<Item<'a>>,
}

/// `- Type: String`, with the lines that go on behind it.
struct Item<'a> {
    whole: Piece<'a>,
    label: Piece<'a>,
    value: Piece<'a>,
}

impl Item<'_> {
    fn column(&self) -> Option<Column> {
        column(self.label.text)
    }

    /// Whether this is about what a text looks like: in tables the same word names the column of types, lists have both.
    fn is_pattern(&self) -> bool {
        matches!(self.label.text.to_ascii_lowercase().as_str(), "格式" | "format")
    }
}

fn definitions<'a>(source: &Source<'a>, prose: Piece<'a>) -> Option<Vec<Definition<'a>>> {
    let mut definitions: Vec<Definition<'a>> = Vec::new();
    let mut at = prose.at;
    for line in prose.text.split_inclusive('\n') {
        let line = source.between(at, at + line.len());
        at = line.end();
        if let Some(name) = bold(line.trim()) {
            definitions.push(Definition { name, items: Vec::new() });
        } else if let Some(definition) = definitions.last_mut().filter(|_| !line.is_blank()) {
            match (item(line), definition.items.last_mut()) {
                (Some(item), _) => definition.items.push(item),
                (None, Some(item)) => item.go_on(source, line.trim()),
                (None, None) => {}
            }
        }
    }
    let is_known = |item: &Item<'_>| item.column().is_some();
    definitions.iter().any(|definition| definition.items.iter().any(is_known)).then_some(definitions)
}

fn bold(line: Piece<'_>) -> Option<Piece<'_>> {
    let inner = line.text.strip_prefix("**")?.strip_suffix("**")?;
    is_name(inner).then(|| line.from(2).to(inner.len()))
}

/// An item deeper than that belongs to the one above.
const DEEPEST: usize = 3;

fn item(line: Piece<'_>) -> Option<Item<'_>> {
    let whole = line.trim();
    if whole.at - line.at > DEEPEST {
        return None;
    }
    let text = whole.from(whole.text.strip_prefix('-').map(|_| 1)?).trim();
    let (at, colon) = text.text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    Some(Item { whole, label: text.to(at).trim(), value: text.from(at + colon.len_utf8()).trim() })
}

impl<'a> Item<'a> {
    fn go_on(&mut self, source: &Source<'a>, line: Piece<'a>) {
        self.whole = source.between(self.whole.at, line.end());
        self.value = source.between(self.value.at, line.end()).trim();
    }
}

fn row<'a>(source: &Source<'a>, definition: &Definition<'a>) -> Row<'a> {
    let name = definition.name;
    let mut row = Row { span: name, name, ..Row::default() };
    for item in &definition.items {
        match item.column() {
            _ if item.is_pattern() && item.value.text.starts_with(['^', '`']) => row.pattern = item.value,
            Some(Column::Type) if !item.is_pattern() => row.kind = item.value,
            Some(Column::Required) => row.required = item.value,
            Some(Column::Location) => row.location = item.value,
            Some(Column::Example) => row.example = item.value,
            // The name above says it already.
            Some(Column::Name) => {}
            Some(Column::Docs) => row.describe(source, item.value),
            _ if item.value.is_blank() => {}
            _ => row.describe(source, item.whole),
        }
    }
    row
}

impl<'a> Row<'a> {
    /// Adds a piece to the description.
    fn describe(&mut self, source: &Source<'a>, piece: Piece<'a>) {
        self.docs = if self.docs.is_blank() { piece } else { source.between(self.docs.at, piece.end()) };
    }
}

fn error<'a>(definition: &Definition<'a>) -> ErrorRow<'a> {
    let mut row = ErrorRow { code: definition.name, ..ErrorRow::default() };
    for item in &definition.items {
        match item.column() {
            Some(Column::Status) => row.status = item.value,
            Some(Column::ErrorMessage) => row.message = item.value,
            Some(Column::Docs) => row.docs = item.value,
            _ => {}
        }
    }
    row
}
