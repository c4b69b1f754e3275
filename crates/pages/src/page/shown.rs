//! Blocks that show a request, a JSON or an XML response.

use crate::page::text::Piece;
use crate::page::vocabulary::Section;

/// A block that shows an example.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) what: What,
    pub(crate) body: Piece<'a>,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Request,
    Json,
    Xml,
}

/// What a block shows, by its section, the attributes of its fence and the text before it; `None` for a failed call
/// or none at all.
pub(crate) fn classify<'a>(section: Section, info: &str, label: &str, body: Piece<'a>) -> Option<Shown<'a>> {
    let within = matches!(
        section,
        Section::Examples | Section::RequestExample | Section::ResponseExample | Section::Response
    );
    let label = self::label(label);
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word) || info.contains(word));
    if !within || says(&["异常", "错误", "error", "fail"]) {
        return None;
    }
    let request = section == Section::RequestExample
        || (section != Section::ResponseExample
            && says(&["request_demo", "请求示例", "request example", "sample request"]));
    let text = without_comments(body.text);
    let what = match text.chars().next()? {
        _ if request => What::Request,
        '<' => What::Xml,
        '{' | '[' => What::Json,
        _ if text.starts_with("HTTP/") && text[answer(text)?..].starts_with('<') => What::Xml,
        _ if text.starts_with("HTTP/") => What::Json,
        _ => return None,
    };
    Some(Shown { what, body })
}

/// The last line of the text before a block, in lower case, and what it is about if it only names a format.
fn label(text: &str) -> String {
    let mut lines = text.lines().rev().filter(|line| !line.trim().is_empty());
    let last = lines.next().unwrap_or_default().to_ascii_lowercase();
    let word = last.replace(['`', ' ', '*'], "");
    if matches!(word.as_str(), "json格式" | "jsonformat" | "xml格式" | "xmlformat") {
        let before = lines.next().unwrap_or_default().to_ascii_lowercase();
        return before + " " + &last;
    }
    last
}

/// The text behind comment lines, as in `// json response`.
fn without_comments(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix("//") {
        text = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// Where the body of an answer begins that is shown with its status line and headers.
pub(crate) fn answer(text: &str) -> Option<usize> {
    text.find(['{', '[', '<'])
}
