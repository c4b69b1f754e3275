//! A diagnostic and the text of its file go in; a report with the line underlined comes out.

use crate::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Lines longer than this are shown without their source, which would fill the screen.
const LONGEST_LINE: usize = 400;

/// A report for people. `source` is the text of the file, where it could be read.
pub fn human(diagnostic: &Diagnostic, source: Option<&str>, renderer: &Renderer) -> String {
    let Diagnostic { span, code, severity, message, help } = diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(message.as_str()).id(code.word());
    let line =
        source.and_then(|text| text.lines().nth(span.line - 1)).filter(|line| line.len() <= LONGEST_LINE);
    let place = format!("{}:{}", span.line, span.column);
    let mut group = match line {
        Some(line) => Group::with_title(title).element(
            Snippet::source(line)
                .path(span.file.as_str())
                .line_start(span.line)
                .annotation(AnnotationKind::Primary.span(underlined(line, span.column, span.width))),
        ),
        None => Group::with_title(title).element(Level::NOTE.message(format!("at {}:{place}", span.file))),
    };
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The bytes of `line` that `width` characters from `column` take.
fn underlined(line: &str, column: usize, width: usize) -> std::ops::Range<usize> {
    let offset = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
    offset(column - 1)..offset(column - 1 + width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Span};

    #[test]
    fn underlines_characters_not_bytes() {
        let diagnostic = Diagnostic::new(Code::UnknownType, Span::new("p.md", 2, 4, 2), "`类型` is no type")
            .help("use one");
        let text = human(&diagnostic, Some("x\n|名|类型|\n"), &Renderer::plain());
        assert!(text.contains("error") || text.contains("warning[unknown-type]"), "{text}");
        assert!(text.contains("2 | |名|类型|"), "{text}");
        assert!(text.contains("help: use one"), "{text}");
    }

    #[test]
    fn a_place_beyond_the_file_is_still_named() {
        let diagnostic = Diagnostic::new(Code::EmptyPage, Span::new("p.md", 7, 9, 1), "nothing");
        assert!(human(&diagnostic, Some("x"), &Renderer::plain()).contains("p.md:7:9"));
    }
}
