//! HTML as Markdown: headings, paragraphs, lists, blocks of code and tables; nothing else means anything in an article.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// The text of some HTML as Markdown. Where cells have paragraphs or lists, `<br>` stands between them.
pub(super) fn of(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    // Scripts do not run, so that nothing stops it.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Writer>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => writer.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                writer.open(&tag);
                match &*tag.name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => {}
                }
            }
            Token::TagToken(tag) => writer.close(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The tables that are open, outermost first.
    tables: Vec<Table>,
    /// How many lists are open.
    lists: usize,
    place: Place,
    /// The addresses of the links that are open.
    links: Vec<String>,
}

/// Where text stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Prose,
    Code,
    /// In what is not shown.
    Hidden,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

impl Writer {
    fn open(&mut self, tag: &Tag) {
        match &*tag.name {
            "script" | "style" | "head" => self.place = Place::Hidden,
            "body" => self.place = Place::Prose,
            "table" => {
                if self.tables.is_empty() {
                    self.paragraph();
                }
                self.tables.push(Table::default());
            }
            "tr" => self.table(|table| table.rows.push(Vec::new())),
            "td" | "th" => self.table(|table| {
                if table.rows.is_empty() {
                    table.rows.push(Vec::new());
                }
                table.rows.iter_mut().last().into_iter().for_each(|row| row.push(String::new()));
            }),
            "pre" => self.code(),
            "br" => self.line(),
            "ul" | "ol" => self.lists += 1,
            "li" => self.item(),
            "a" => self.link(tag),
            name => match heading(name) {
                Some(level) if self.tables.is_empty() => {
                    self.paragraph();
                    self.out.push_str(&"#".repeat(level));
                    self.out.push(' ');
                }
                _ if is_block(name) => self.paragraph(),
                _ => {}
            },
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "script" | "style" | "head" => self.place = Place::Prose,
            "table" => {
                let table = self.tables.pop().unwrap_or_default();
                if self.tables.is_empty() {
                    self.out.push_str(&table.markdown());
                }
            }
            "pre" if self.place == Place::Code => {
                self.place = Place::Prose;
                if self.tables.is_empty() {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push_str("\n```\n\n");
                }
            }
            "ul" | "ol" => {
                self.lists = self.lists.saturating_sub(1);
                self.paragraph();
            }
            "a" => {
                if let Some(address) = self.links.pop().filter(|address| !address.is_empty()) {
                    self.target().push_str(&format!("]({address})"));
                }
            }
            name if heading(name).is_some() || is_block(name) => self.paragraph(),
            _ => {}
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Table)) {
        // What stands in a table inside of a cell is part of the cell.
        if let [table] = &mut self.tables[..] {
            change(table);
        } else if !self.tables.is_empty() {
            self.line();
        }
    }

    /// What text is written to.
    fn target(&mut self) -> &mut String {
        let cell = self.tables.first_mut().and_then(|table| table.rows.last_mut()?.last_mut());
        cell.unwrap_or(&mut self.out)
    }

    fn text(&mut self, text: &str) {
        let in_cell = !self.tables.is_empty();
        match self.place {
            Place::Hidden => {}
            Place::Code if !in_cell => self.out.push_str(text),
            Place::Code | Place::Prose => {
                let target = self.target();
                for c in text.chars() {
                    match c {
                        c if c.is_whitespace() && c != '\u{3000}' => {
                            if !target.is_empty() && !target.ends_with([' ', '\n', '>']) {
                                target.push(' ');
                            }
                        }
                        '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&' | '~' | '|' | '#' => {
                            target.extend(['\\', c])
                        }
                        c => target.push(c),
                    }
                }
            }
        }
    }

    fn code(&mut self) {
        self.paragraph();
        self.place = Place::Code;
        if self.tables.is_empty() {
            self.out.push_str("```\n");
        }
    }

    fn item(&mut self) {
        self.line();
        let depth = self.lists.saturating_sub(1);
        let target = self.target();
        target.extend(std::iter::repeat_n("  ", depth));
        target.push_str("- ");
    }

    fn link(&mut self, tag: &Tag) {
        let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
        let address = href.map(|attribute| attribute.value.to_string()).unwrap_or_default();
        let address = address.replace(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|'), "");
        if !address.is_empty() {
            self.target().push('[');
        }
        self.links.push(address);
    }

    /// Ends the paragraph, if anything stands in it.
    fn paragraph(&mut self) {
        if !self.tables.is_empty() {
            return self.line();
        }
        // What is in an item goes on with it.
        if self.out.is_empty() || self.out.ends_with("\n\n") || self.out.ends_with("- ") {
            return;
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n\n");
    }

    fn line(&mut self) {
        let in_cell = !self.tables.is_empty();
        let target = self.target();
        if !in_cell {
            target.push_str(if target.is_empty() || target.ends_with('\n') { "" } else { "\n" });
        } else if !target.is_empty() && !target.ends_with("<br>") && !target.ends_with("- ") {
            target.push_str("<br>");
        }
    }

    fn finish(self) -> String {
        self.out.trim().to_owned() + "\n"
    }
}

impl Table {
    /// The table with pipes. The first row is the header.
    fn markdown(&self) -> String {
        let mut out = String::new();
        for (at, row) in self.rows.iter().filter(|row| !row.is_empty()).enumerate() {
            for cell in row {
                out.push_str("| ");
                out.push_str(cell.trim().trim_end_matches("<br>"));
                out.push(' ');
            }
            out.push_str("|\n");
            if at == 0 {
                out.push_str(&"| --- ".repeat(row.len()));
                out.push_str("|\n");
            }
        }
        out + "\n"
    }
}

fn heading(name: &str) -> Option<usize> {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|known| *known == name).map(|at| at + 1)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "main"
            | "header"
            | "nav"
            | "footer"
            | "li"
    ) || heading(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_become_markdown() {
        for (html, expected) in [
            ("<h2 id=x>请求 <b>参数</b></h2><p>a_b &lt;c&gt;</p>", "## 请求 参数\n\na\\_b \\<c\\>\n"),
            ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul>x", "- a\n\n- b\n  - c\n\nx\n"),
            ("<pre><code>{\n  \"a\": 1\n}</code></pre>", "```\n{\n  \"a\": 1\n}\n```\n"),
            ("<a href='https://x/a(b)'>y</a>", "[y](https://x/ab)\n"),
            (
                "<table><thead><tr><td><p>名称</p></td><td>描述</td></tr></thead><tbody><tr><td><p>a|b</p></td>\
                 <td><p>取值：</p><ul><li><p>A：x</p></li><li>B</li></ul></td></tr></tbody></table>",
                "| 名称 | 描述 |\n| --- | --- |\n| a\\|b | 取值：<br>- A：x<br>- B |\n",
            ),
            ("<script>if (a < b) { '<p>' }</script>x", "x\n"),
        ] {
            assert_eq!(of(html), expected, "{html}");
        }
    }
}
