//! The sections of a page saved as text, by where they begin.
//!
//! Nothing marks a heading but its words, and descriptions consist of the same words: `错误码` is also what a member holds.
//! Pages of this layout have few headings and one order of them, and what follows each has few forms.

use crate::page::edition;
use crate::page::paragraphs::is_type;
use crate::page::text::Piece;
use crate::page::vocabulary::{Section, column};
use std::ops::Range;

/// The headings that pages of this layout have, in their order.
#[rustfmt::skip]
const HEADINGS: &[(Section, &[&str])] = &[
    (Section::Description, &["接口说明", "Operation description", "Usage notes"]),
    (Section::Explorer, &["调试", "Debugging", "Try it now"]),
    (Section::Authorization, &["授权信息", "Authorization information", "RAM authorization"]),
    (Section::RequestSyntax, &["请求语法", "Request syntax"]),
    (Section::RequestPath, &["路径参数", "Path Parameters", "Path parameters"]),
    (Section::Request, &["请求参数", "Request parameters"]),
    (Section::Response, &["返回参数", "Response parameters", "Response elements"]),
    (Section::Examples, &["示例", "Examples"]),
    (Section::ResponseExample, &["正常返回示例", "Sample success responses", "Success response"]),
    (Section::FailureExample, &["异常返回示例", "Sample error responses", "Error response"]),
    (Section::Errors, &["错误码", "Error codes"]),
    (Section::History, &["变更历史", "Change history", "Release notes"]),
];

/// The sections, each with its lines below the heading.
pub(crate) fn sections(lines: &[Piece<'_>]) -> Vec<(Section, Range<usize>)> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(rank) = rank(line.text) else { continue };
        let is_next = starts.last().is_none_or(|(last, _)| *last < rank);
        if is_next && is_followed(HEADINGS[rank].0, lines, index) {
            starts.push((rank, index));
        }
    }
    let ends = starts.iter().skip(1).map(|(_, next)| *next).chain([lines.len()]);
    starts.iter().zip(ends).map(|((rank, start), end)| (HEADINGS[*rank].0, start + 1..end)).collect()
}

/// The place of a heading in the order.
fn rank(line: &str) -> Option<usize> {
    let line = line.trim().trim_matches('*');
    // The longest heading has 25 bytes.
    (line.len() <= 25).then(|| HEADINGS.iter().position(|(_, words)| words.contains(&line)))?
}

/// Whether what follows a heading is what such a section begins with.
fn is_followed(section: Section, lines: &[Piece<'_>], index: usize) -> bool {
    let mut below = lines[index + 1..].iter().filter(|line| !line.is_blank()).map(|line| line.trim());
    let Some(next) = below.next() else { return true };
    let text = next.text.to_ascii_lowercase();
    match section {
        // What has its name in a row of a table is no section.
        _ if is_type(next) => false,
        Section::Errors => {
            let begins = ["http", "|", "访问", "see ", "for a list", "错误码", "error code"];
            begins.iter().any(|word| text.starts_with(word)) || rank(next.text).is_some()
        }
        Section::Examples => {
            rank(next.text).is_some() || is_format(&text) || text.starts_with(['{', '[', '<'])
        }
        Section::ResponseExample | Section::FailureExample => {
            is_format(&text) || text.starts_with(['{', '[', '<'])
        }
        Section::Request | Section::RequestPath | Section::Response => begins_table(next) || is_rest(next),
        _ => true,
    }
}

/// Whether a line is, or begins, `JSON format`.
fn is_format(line: &str) -> bool {
    line.starts_with("json") || line.starts_with("xml") || line.starts_with("`json")
}

/// Whether a line begins the header of a table.
fn begins_table(line: Piece<'_>) -> bool {
    let first = line.text.split(['\t', '|']).next().unwrap_or_default();
    let collapsed = |word: &str| line.text.starts_with(word);
    line.text == "|"
        || column(first).is_some()
        || ["名称", "Parameter", "Element", "Name", "名稱"].into_iter().any(collapsed)
}

/// Whether a line says that a section has no table, or is the heading of another.
fn is_rest(line: Piece<'_>) -> bool {
    line.text.contains("API")
        || line.text.contains("arameters")
        || rank(line.text).is_some()
        || edition::is_label(line.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::Source;

    fn of(text: &str) -> Vec<(Section, Range<usize>)> {
        sections(&Source::new("p.txt", text).lines)
    }

    #[test]
    fn sections_are_told_from_words_of_descriptions() {
        let text = "请求参数\n名称\n类型\n描述\n请求参数\nstring\n返回参数\n名称\n类型\nCode\nstring\n错误码\nOK\n示例\n正常返回示例\nJSON格式\n{}\n\
                    错误码\nHTTP status code\n错误码";
        let found: Vec<_> = of(text).into_iter().map(|(section, _)| section).collect();
        let expected = [
            Section::Request,
            Section::Response,
            Section::Examples,
            Section::ResponseExample,
            Section::Errors,
        ];
        assert_eq!(found, expected);
    }
}
