//! Tests of doc comments: their Markdown, and what a parser of Markdown reads in it.

use super::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use quote::format_ident;

fn markdown(doc: &Doc) -> String {
    line::markdown(&doc.lines).join("\n")
}

fn plain(text: &str) -> String {
    markdown(Doc::default().plain(text))
}

#[test]
fn what_markdown_would_misread_is_escaped() {
    for (text, expected) in [
        ("变更单ID。", "变更单ID。"),
        ("a_b __init__ 2*3 [x](y) <b> `c`", r"a_b \_\_init\_\_ 2\*3 \[x\](y) \<b> \`c\`"),
        ("see https://a.b/c_d?x=1. Then", "see <https://a.b/c_d?x=1>. Then"),
        ("http://", "http://"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("text\n----", "text\n\\----"),
        ("> no quote", r"\> no quote"),
        ("&lt; AT&T & co", r"\&lt; AT\&T & co"),
        ("*/ #[doc] \u{202e}\u{7}", r"\*/ #\[doc\]"),
        ("    indented", "indented"),
        ("\u{200b}    hidden", "hidden"),
        ("\u{200b}# hidden", r"\# hidden"),
        ("a\n\u{feff}\n\u{200b}b", "a\n\nb"),
    ] {
        assert_eq!(plain(text), expected, "{text}");
    }
}

#[test]
fn lists_stay_lists() {
    assert_eq!(plain("Values:\n- a\n    - b\n  - c\nEnd."), "Values:\n- a\n  - b\n  - c\n\nEnd.");
    assert_eq!(plain("- -\n-"), "- \\-\n\n\\-");
    assert_eq!(plain("- \u{200b}     a\n\u{200b}- b\n- \u{200b}1. c"), "- a\n- b\n- 1\\. c");
}

#[test]
fn what_is_said_of_an_item_stays_inside() {
    let mut about = Doc::default();
    about.plain("First.\n- a\n      - b\nLast.");
    let mut doc = Doc::from("Takes:");
    doc.item(&format_ident!("x"), &about).item(&format_ident!("y"), &Doc::default());
    assert_eq!(markdown(&doc), "Takes:\n\n- `x`: First.\n  - a\n    - b\n\n  Last.\n- `y`:");
}

#[test]
fn cells_end_where_they_should() {
    let mut doc = Doc::default();
    doc.table(["a", ""], [[text("x | y\\"), own("")]]);
    assert_eq!(markdown(&doc), "| a | |\n|---|---|\n| x \\| y\\\\ | |");
}

#[test]
fn code_ends_where_it_should() {
    let mut doc = Doc::default();
    doc.code("a\n```\nb".to_owned()).paragraph("c");
    assert_eq!(markdown(&doc), "````no_run\na\n```\nb\n````\n\nc");
}

/// Pieces of texts; what some of them begin depends on those beside them.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    "\u{a0}\u{a0}\u{a0}\u{a0}",
    "\u{2003}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\u{7}",
    "\u{85}",
    "\u{2028}",
    "x",
    "- ",
    "-     ",
    "+ ",
    "* ",
    "1. ",
    "1)",
    "# ",
    "##",
    "> ",
    "```",
    "~~~",
    "`",
    "===",
    "---",
    "***",
    "___",
    "|",
    "a|b",
    "--|--",
    ":-",
    "<b>",
    "<!--",
    "<?",
    "</p>",
    "<script>",
    "]]>",
    "[a]: b",
    "[^a]:",
    "[x]",
    "![",
    "](y)",
    "\\",
    "&#35;",
    "&lt;",
    "_",
    "!",
    "http://a.b",
    "https://",
    "~",
];

/// What a reader sees is the text, in paragraphs and the items of lists, with links that are addresses.
#[test]
fn no_text_begins_anything_but_paragraphs_and_items() {
    for first in PIECES {
        for second in PIECES {
            for third in PIECES {
                let text = [*first, second, third].concat();
                let seen = seen(&plain(&text));
                let lines = text.lines().map(single_spaced);
                let lines = lines.map(|line| line.strip_prefix("- ").map(str::to_owned).unwrap_or(line));
                let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
                assert_eq!(seen, lines, "{text:?}");
            }
        }
    }
}

/// Text in a table stays in its cell.
#[test]
fn no_text_ends_a_cell() {
    for first in PIECES {
        for second in PIECES {
            let cells = [[first, second], [second, first]].map(|pieces| pieces.map(|piece| *piece).concat());
            let mut doc = Doc::default();
            doc.table(["a", "b"], [cells.clone().map(|cell| text(&cell)), [own("c"), own("d")]]);
            let seen = seen(&markdown(&doc));
            let cells = cells.map(|cell| single_spaced(&cell));
            let expected =
                ["a", "b", &cells[0], &cells[1], "c", "d"].into_iter().filter(|cell| !cell.is_empty());
            assert_eq!(seen, expected.collect::<Vec<_>>());
        }
    }
}

/// The lines that a reader sees.
fn seen(markdown: &str) -> Vec<String> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut lines = vec![String::new()];
    for event in Parser::new_ext(markdown, extensions) {
        match event {
            Event::Text(text) => lines.last_mut().unwrap().push_str(&text),
            Event::SoftBreak
            | Event::Start(Tag::Item)
            | Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::TableCell) => lines.push(String::new()),
            Event::Start(Tag::Paragraph | Tag::List(None)) | Event::End(TagEnd::List(_)) => {}
            Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) | Event::End(TagEnd::Link) => {}
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow) => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}
