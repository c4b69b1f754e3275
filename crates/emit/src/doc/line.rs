//! Lines of a doc comment: what each begins is decided here, and nowhere else.

use super::inline::{Inline, fence};

/// A line, or a block of lines that stay together.
#[derive(Clone, Debug)]
pub(super) enum Line {
    Blank,
    Heading(&'static str),
    /// A line of a paragraph, inside so many items of lists.
    Text(usize, Inline),
    /// An item of a list, inside so many others.
    Item(usize, Inline),
    Row(Vec<Inline>),
    /// The row between the head of a table and its body.
    Rule(usize),
    /// A whole block of code.
    Code(String),
}

/// The lines as Markdown. None but those of an own list is indented, and none but a heading, item, row or fence of this
/// crate begins a block.
pub(super) fn markdown(lines: &[Line]) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    // How many items of lists the next line can be inside of; indented further, it would be code.
    let mut open = 0;
    for line in lines {
        let depth = match line {
            Line::Text(depth, _) | Line::Item(depth, _) => open.min(*depth),
            Line::Blank => open,
            Line::Heading(_) | Line::Row(_) | Line::Rule(_) | Line::Code(_) => 0,
        };
        open = if let Line::Item(..) = line { depth + 1 } else { depth };
        line.render(depth, &mut out);
    }
    out.truncate(out.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    out
}

impl Line {
    fn render(&self, depth: usize, out: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        match self {
            Line::Blank => out.push(String::new()),
            Line::Heading(words) => out.push(format!("# {words}")),
            Line::Text(_, text) => out.push(indent + &beginning_no_block(text)),
            Line::Item(_, text) => out.push(format!("{indent}- {}", beginning_no_block(text))),
            Line::Row(cells) => out.push(cells.iter().map(cell).collect::<String>() + "|"),
            Line::Rule(columns) => out.push("|---".repeat(*columns) + "|"),
            Line::Code(source) => {
                let fence = fence(source, 3);
                out.push(format!("{fence}no_run"));
                out.extend(source.lines().map(str::to_owned));
                out.push(fence);
            }
        }
    }
}

fn cell(content: &Inline) -> String {
    match content.as_str() {
        "" => "| ".to_owned(),
        text => format!("| {} ", text.replace('|', "\\|")),
    }
}

/// The text of a line, with an escape before what would begin a list, heading, quote, rule or table there. What could
/// begin a fence or HTML is escaped wherever it stands, unless it is a code span or link, which ends on the same line.
fn beginning_no_block(text: &Inline) -> String {
    let line = text.as_str().trim_matches(' ');
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    // Rows of dashes or equals signs make headings, rules and tables of the line before.
    let rules = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | ':' | '|' | ' '));
    if rules || line.starts_with(['#', '>', '+', '-', '=', '~']) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}
