//! Markdown pages, section by section.

use crate::page::address;
use crate::page::block::{Block, Fence, blocks};
use crate::page::chrome;
use crate::page::definitions;
use crate::page::edition;
use crate::page::error_rows;
use crate::page::front_matter::{self, FrontMatter};
use crate::page::heading::Heading;
use crate::page::paragraphs;
use crate::page::rows::{self, Rows};
use crate::page::shown;
use crate::page::sink::Sink;
use crate::page::table::Table;
use crate::page::text::{Piece, Source};
use crate::page::title;
use crate::page::vocabulary::{self, Section};
use crate::page::{Link, Page, Template};
use alicloud_spec::{Code, Edition, Language, Location};
use memchr::memmem::Finder;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Reads a Markdown page.
pub(super) fn read<'a>(sink: &mut Sink<'a>) -> Page<'a> {
    let blocks = blocks(sink);
    let source = sink.source;
    let front = front_matter::read(source);
    let mut page = Page::new(edition(&blocks, &front), language(&blocks));
    page.link = link(source);
    page.saved_from = front.source;
    let mut reader = Reader {
        sink,
        page,
        place: Place::Head,
        section: Some(Section::Description),
        label: Piece::default(),
        headings: headings(&blocks),
        type_name: None,
    };
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        // Crawlers save the header of a table apart from the table.
        let is_header = matches!(&block, Block::Table(table) if table.rows.is_empty());
        if !(is_header && matches!(blocks.peek(), Some(Block::Table(_)))) {
            reader.block(block);
        }
    }
    let mut page = reader.page;
    page.title = page.title.or(front.title);
    page
}

struct Reader<'s, 'a> {
    sink: &'s mut Sink<'a>,
    page: Page<'a>,
    place: Place,
    /// None below a heading that is not known.
    section: Option<Section>,
    /// The prose before the block at hand.
    label: Piece<'a>,
    /// The titles of all headings.
    headings: HashSet<&'a str>,
    /// The type that a heading names.
    type_name: Option<Piece<'a>>,
}

/// Where on the page a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Above the first section.
    Head,
    Sections,
}

impl<'a> Reader<'_, 'a> {
    fn block(&mut self, block: Block<'a>) {
        let says_nothing = match block {
            Block::Prose(prose) => vocabulary::says_nothing(prose.text),
            Block::Table(_) | Block::Fence(_) => false,
            Block::Heading(_) => true,
        };
        if let Some(section) = self.section.filter(|_| !says_nothing) {
            self.page.empty.remove(&section);
        }
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Prose(prose) => {
                self.prose(prose);
                self.label = prose;
            }
            Block::Fence(fence) => self.fence(fence),
            Block::Table(table) => {
                self.table(&table);
                self.label = Piece::default();
            }
        }
    }

    fn heading(&mut self, heading: Heading<'a>) {
        self.label = heading.title;
        let kind = vocabulary::section(heading.title.text);
        self.type_name = title::of_type(heading.title).filter(|_| kind.is_none()).or(self.type_name);
        if heading.level == 1 && self.page.title.is_none() {
            self.page.title = Some(heading.title);
            self.title();
        } else if heading.level <= 2 || kind.is_some() {
            // A deeper heading that is not known divides a section; it does not end it.
            self.section = kind.or(self.introduction());
            self.page.empty.extend(kind);
            self.place = Place::Sections;
            if heading.level <= 2 && vocabulary::is_latest(heading.title.text) {
                self.page.template = Template::Latest;
            }
        }
    }

    /// What a heading that is not known begins: a part of the introduction, unless other sections have begun.
    fn introduction(&self) -> Option<Section> {
        let introduced = self.place == Place::Head || self.section == Some(Section::Description);
        introduced.then_some(Section::Description)
    }

    /// What stands before the title is navigation, unless it has sections: then what stands behind it is.
    fn title(&mut self) {
        match self.place {
            Place::Head => self.page.description.clear(),
            Place::Sections => self.section = None,
        }
    }

    fn prose(&mut self, prose: Piece<'a>) {
        if matches!(self.section, Some(Section::Description) | None) {
            let rows = definitions::rows(self.sink.source, prose);
            rows.into_iter().for_each(|rows| self.of_type(rows));
        }
        match self.section {
            Some(Section::Description) if self.place == Place::Head => {
                self.page.description.extend(chrome::removed(self.sink.source, prose, &self.headings));
            }
            Some(Section::Description) => self.page.description.push(prose),
            Some(Section::Explorer | Section::History) => {
                self.page.addresses.extend(address::addresses(prose));
            }
            Some(Section::Authorization) => self.page.actions.extend(address::actions(prose)),
            Some(section) => self.listed(section, prose),
            None => {}
        }
    }

    /// Prose of a section that has tables: it may be one, or list parameters by names in bold.
    fn listed(&mut self, section: Section, prose: Piece<'a>) {
        if section == Section::Errors {
            self.page.addresses.extend(address::addresses(prose));
        }
        let source = self.sink.source;
        let lines = source.within(prose);
        let tables = paragraphs::tables(source, lines);
        tables.iter().for_each(|table| self.table(table));
        if tables.is_empty() {
            match section {
                Section::Request => self.page.request.extend(definitions::rows(source, prose)),
                Section::Response => self.page.response.extend(definitions::rows(source, prose)),
                Section::Errors => self.page.errors.extend(definitions::errors(source, prose)),
                _ => {}
            }
        }
    }

    fn fence(&mut self, fence: Fence<'a>) {
        match self.section {
            Some(Section::RequestSyntax | Section::RequestHeaders) => self.page.syntax.push(fence.body),
            Some(Section::ResponseSyntax) => self.page.response_syntax.push(fence.body),
            Some(Section::Request) if definitions::announces_pattern(self.label) => self.pattern(fence.body),
            Some(section) => {
                let shown = shown::classify(section, fence.info, self.label.text, fence.body);
                self.page.examples.extend(shown);
            }
            None => {}
        }
    }

    /// The pattern of the parameter that was defined last.
    fn pattern(&mut self, body: Piece<'a>) {
        if let Some(row) = self.page.request.last_mut().and_then(|table| table.rows.last_mut()) {
            row.pattern = body.trim();
        }
    }

    fn table(&mut self, table: &Table<'a>) {
        match self.section {
            Some(Section::Errors) => self.page.errors.extend(error_rows::rows(self.sink, table)),
            Some(Section::Request | Section::RequestSyntax) => {
                let rows = self.parameters(table, None);
                self.page.request.extend(rows);
            }
            Some(Section::RequestBody) => {
                let rows = self.parameters(table, Some(Location::Body));
                self.page.request.extend(rows);
            }
            Some(Section::RequestPath) => {
                let rows = self.parameters(table, Some(Location::Path));
                self.page.request.extend(rows);
            }
            Some(Section::History) => {
                self.page
                    .addresses
                    .extend(table.rows.iter().flat_map(|row| address::addresses(row.beginning())));
            }
            Some(Section::Authorization) => {
                self.page.actions.extend(table.rows.iter().flat_map(|row| address::actions(row.beginning())));
            }
            Some(Section::RequestHeaders) => {
                let rows = self.parameters(table, Some(Location::Header));
                self.page.request.extend(rows);
            }
            Some(Section::Response | Section::ResponseSyntax) => {
                let rows = self.parameters(table, None);
                self.page.response.extend(rows);
            }
            Some(Section::Description) | None => {
                let rows = rows::rows(self.sink, table);
                rows.filter(|rows| rows.rows.iter().any(|row| !row.kind.is_blank()))
                    .into_iter()
                    .for_each(|rows| self.of_type(rows));
            }
            _ => {}
        }
    }

    /// Rows before any section, below a heading that may name a type.
    fn of_type(&mut self, rows: Rows<'a>) {
        let page = &mut self.page;
        if let Some(name) = self.type_name.filter(|_| page.request.is_empty() && page.response.is_empty()) {
            page.types.push((name, rows));
        }
    }

    fn parameters(&mut self, table: &Table<'a>, location: Option<Location>) -> Option<Rows<'a>> {
        let rows = rows::rows(self.sink, table).map(|mut rows| {
            rows.rows.iter_mut().for_each(|row| row.section_location = location);
            Rows { label: self.label, location, ..rows }
        });
        if rows.is_none() {
            let help = "name the columns, such as `|名称|类型|描述|` or `|Parameter|Type|Description|`";
            let message = "this table has no column of names, so it was not read";
            self.sink.report_with_help(Code::UnknownTable, table.span, message, help);
        }
        rows
    }
}

fn edition(blocks: &[Block<'_>], front: &FrontMatter<'_>) -> Edition {
    let attributed =
        |block: &Block<'_>| matches!(block, Block::Heading(heading) if !heading.attributes.is_empty());
    let dated = |block: &Block<'_>| match block {
        Block::Prose(prose) => prose.text.lines().find_map(edition::of_line),
        _ => None,
    };
    if blocks.iter().any(attributed) {
        return Edition::Attributed;
    }
    let date = front.updated.and_then(|value| edition::date(value.text));
    date.or_else(|| blocks.iter().find_map(dated)).map_or(Edition::Plain, Edition::Dated)
}

/// The titles of all headings, without emphasis.
fn headings<'a>(blocks: &[Block<'a>]) -> HashSet<&'a str> {
    let title = |block: &Block<'a>| match block {
        Block::Heading(heading) => Some(heading.title.text.trim_matches('*')),
        _ => None,
    };
    blocks.iter().filter_map(title).collect()
}

/// Pages are Chinese when a heading is.
fn language(blocks: &[Block<'_>]) -> Language {
    let chinese = |block: &Block<'_>| match block {
        Block::Heading(heading) => heading.title.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        _ => false,
    };
    if blocks.iter().any(chinese) { Language::Chinese } else { Language::English }
}

fn link<'a>(source: &Source<'a>) -> Option<Link<'a>> {
    static PRODUCT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("product="));
    let whole = Piece { text: source.text, at: 0 };
    PRODUCT.find_iter(source.text.as_bytes()).find_map(|at| {
        let rest = whole.from(at);
        let end = rest.text.find([')', ' ', '\n', '"', ']']).unwrap_or(rest.text.len());
        let query = rest.to(end);
        Some(Link {
            product: value(query, "product=")?,
            operation: value(query, "api=")?,
            style: value(query, "type=").map(|piece| piece.text),
            version: value(query, "version="),
        })
    })
}

/// The value of a pair of a query string, in which `&` may be written `&amp;`.
fn value<'a>(query: Piece<'a>, key: &str) -> Option<Piece<'a>> {
    let at = query.text.find(key)? + key.len();
    let rest = query.from(at);
    let end = rest.text.find('&').unwrap_or(rest.text.len());
    (end > 0).then(|| rest.to(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_explorer_link_names_the_operation() {
        let text = "[x](https://api.aliyun.com/#product=sae&amp;api=Abort&type=ROA&version=2019-05-06)";
        let source = Source::new("p.md", text);
        let link = link(&source).unwrap();
        assert_eq!(
            (link.product.text, link.operation.text, link.style, link.version.map(|piece| piece.text)),
            ("sae", "Abort", Some("ROA"), Some("2019-05-06"))
        );
    }
}
