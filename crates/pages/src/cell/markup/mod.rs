//! Plain text with paragraphs and `- ` items, as specs keep it, from Markdown or the text of saved pages.

mod blanks;
mod copied;
mod simple;

use blanks::{LAST_BEFORE_CHINESE, without_no_break_spaces};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// How the text of a page is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Markup {
    #[default]
    Markdown,
    /// Markdown as the site's own button gives it.
    Copied,
    /// A web page saved as text: bullets are `•`, nothing else has a meaning.
    Plain,
}

impl Markup {
    /// Text of any length.
    pub(crate) fn text(self, raw: &str) -> Cow<'_, str> {
        match self {
            Markup::Markdown => markdown(raw),
            Markup::Copied => {
                let text = markdown(&copied::unescaped(raw)).into_owned();
                Cow::Owned(copied::with_items(&text).into_owned())
            }
            Markup::Plain => Cow::Owned(saved_text(raw)),
        }
    }

    /// Text of a cell that holds a single value; line breaks become blanks.
    pub(crate) fn inline(self, raw: &str) -> Cow<'_, str> {
        let text = self.text(raw);
        if text.contains('\n') {
            Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
        } else {
            text
        }
    }

    /// Text of a cell that holds a type: `<` is no tag in `array<string>`.
    pub(crate) fn of_type(self, raw: &str) -> Cow<'_, str> {
        if self == Markup::Plain || !raw.contains('<') || raw.contains("<br") {
            return self.inline(raw);
        }
        let escaped = raw.replace("\\<", "<").replace('<', "\\<");
        Cow::Owned(self.inline(&escaped).into_owned())
    }
}

fn markdown(raw: &str) -> Cow<'_, str> {
    simple::read(raw.trim()).unwrap_or_else(|| Cow::Owned(parsed(raw.trim())))
}

/// Text as the Markdown parser reads it.
fn parsed(raw: &str) -> String {
    let mut out = Out { text: String::with_capacity(raw.len()), ..Out::default() };
    for (event, range) in Parser::new_ext(raw, Options::empty()).into_offset_iter() {
        if !matches!(event, Event::Text(_)) || !is_leftover_emphasis(raw, range.start) {
            out.event(event);
        }
    }
    out.finish()
}

/// Whether the text at `at` belongs to a `**` that the parser did not recognise as emphasis, as happens beside full-width
/// punctuation. Longer runs of stars are masks, and stars that are meant as text are escaped.
fn is_leftover_emphasis(raw: &str, at: usize) -> bool {
    let star = |c: char| c == '*';
    if !raw[at..].starts_with(star) {
        return false;
    }
    let before = &raw[..at];
    let start = before.trim_end_matches(star);
    let run = before.len() - start.len() + raw[at..].len() - raw[at..].trim_start_matches(star).len();
    run == 2 && !start.ends_with('\\') && raw.matches("**").count() > 1
}

#[derive(Default)]
struct Out {
    text: String,
    /// Nesting of lists.
    depth: usize,
    /// Where the text of the innermost item begins: behind its mark.
    start: usize,
    /// What to write before the next text.
    pending: Pending,
}

#[derive(Default, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Pending {
    #[default]
    Nothing,
    Line,
    Paragraph,
}

impl Out {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.push(&text),
            Event::Code(code) => self.push(&code),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.pending = self.pending.max(Pending::Line),
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Start(Tag::List(_)) => {
                self.depth += 1;
                self.pending = self.pending.max(Pending::Line);
            }
            Event::End(TagEnd::List(_)) => {
                self.depth = self.depth.saturating_sub(1);
                self.pending = Pending::Paragraph;
            }
            Event::Start(Tag::Item) => {
                self.pending = Pending::Line;
                self.flush();
                self.text.extend(std::iter::repeat_n("  ", self.depth.saturating_sub(1)));
                self.text.push_str("- ");
                self.start = self.text.len();
            }
            // Loose and tight lists are written alike, and an item's own paragraphs stay on its line's block.
            Event::End(TagEnd::Paragraph) if self.depth > 0 => self.pending = self.pending.max(Pending::Line),
            Event::End(TagEnd::Item) => self.pending = self.pending.max(Pending::Line),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_),
            ) => {
                self.pending = Pending::Paragraph;
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let kept = self.text.trim_end().len();
        // An item whose text only begins now keeps its mark, of which the blank at its end was trimmed.
        if kept <= self.start.saturating_sub(1) || pending == Pending::Nothing {
            return;
        }
        self.text.truncate(kept);
        self.text.push_str(if pending == Pending::Paragraph { "\n\n" } else { "\n" });
    }

    /// A line break inside a paragraph: nothing between Chinese characters, a blank elsewhere.
    fn soft_break(&mut self) {
        let joins = self.text.ends_with(|c| c > LAST_BEFORE_CHINESE);
        if !joins {
            self.push(" ");
        }
    }

    /// A line of a block of HTML, in which Markdown means nothing.
    fn html(&mut self, line: &str) {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let closed = rest.starts_with('<').then(|| rest.find('>')).flatten();
            let end = match closed {
                Some(end) => end + 1,
                None => rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at),
            };
            let (part, behind) = rest.split_at(end);
            match (closed, part.starts_with('<')) {
                (Some(_), _) => self.tag(part),
                (None, true) => self.push(part),
                (None, false) => self.text_of_html(part),
            }
            rest = behind;
        }
        self.soft_break();
    }

    /// Text between tags; of entities only a parser knows.
    fn text_of_html(&mut self, text: &str) {
        if text.starts_with(' ') && self.pending == Pending::Nothing {
            self.push(" ");
        }
        self.push(&parsed(text));
        if text.ends_with(' ') {
            self.push(" ");
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim().trim_start_matches(['<', '/']).to_ascii_lowercase();
        if name.starts_with("br") {
            self.pending = self.pending.max(Pending::Line);
        } else if name.starts_with('p') || name.starts_with("li") || name.starts_with("ul") {
            self.pending = self.pending.max(Pending::Paragraph);
        }
    }

    fn finish(self) -> String {
        let text = self.text.trim();
        without_no_break_spaces(if text.len() < self.text.len() { text.to_owned() } else { self.text })
    }
}

fn saved_text(raw: &str) -> String {
    let mut out = String::new();
    for line in raw.trim().lines() {
        let indent = line.len() - line.trim_start().len();
        match line.trim_start().strip_prefix('•') {
            Some(item) => {
                out.extend(std::iter::repeat_n("  ", indent.saturating_sub(2) / 2));
                out.push_str("- ");
                out.push_str(item.trim());
            }
            None => out.push_str(line.trim()),
        }
        out.push('\n');
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_plain_text() {
        for (raw, expected) in [
            ("变更单ID。", "变更单ID。"),
            (r"be2e1c76\*\*\*\*", "be2e1c76****"),
            (
                "取值说明如下：\n\n -   2XX：成功。\n-   3XX：重定向。",
                "取值说明如下：\n- 2XX：成功。\n- 3XX：重定向。",
            ),
            (" -   **true**：成功。\n-   **false**：失败。", "- true：成功。\n- false：失败。"),
            ("见[错误中心](https://example.com)。", "见错误中心。"),
            ("`a_b` and c\\_d &lt;x&gt;", "a_b and c_d <x>"),
            ("第一段\n续\n\n第二段", "第一段续\n\n第二段"),
            ("说明**“名称”**的", "说明“名称”的"),
            ("one<br>two", "one\ntwo"),
            ("Valid values:<ul><li>a: one</li><li>b</li></ul>", "Valid values:\n\na: one\n\nb"),
            ("<ul><li>a: one</li><li>b</li></ul>", "a: one\n\nb"),
            ("<p>one <b>two</b></p>", "one two"),
            ("-   a\n    -   b\n-   c", "- a\n  - b\n- c"),
            ("1. 一\n2. 二", "- 一\n- 二"),
            ("2019-07-11 15:54:49", "2019-07-11 15:54:49"),
            (r"a\_b c_d \*x\* 50\%\", r"a_b c_d *x* 50%\"),
            ("3 天_内_", "3 天_内_"),
            ("-\n\n  a", "- a"),
            ("\\-\n\n*a*", "-\n\na"),
        ] {
            assert_eq!(Markup::Markdown.text(raw), expected, "{raw}");
        }
    }

    #[test]
    fn bullets_of_saved_pages_become_items() {
        assert_eq!(
            Markup::Plain.text("Valid values:\n\n  • 2xx: fine\n    • deeper"),
            "Valid values:\n\n- 2xx: fine\n  - deeper"
        );
    }
}
