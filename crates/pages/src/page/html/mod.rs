//! A page as a browser saves it. The article is a text in the JSON of a script; what is around it is a shell that shows it.

mod markdown;

use alicloud_spec::example::{Content, Node, read_json};
use memchr::memmem;

/// The article of a page as Markdown with front matter, and the line of the page that it stands on; `None` if the page is no
/// HTML.
pub(crate) fn article(text: &str) -> Option<(String, usize)> {
    let begins = text.trim_start().get(..64).unwrap_or(text).to_ascii_lowercase();
    if !["<!doctype html", "<html", "<head", "<body", "<div", "<article", "<script"]
        .iter()
        .any(|tag| begins.starts_with(tag))
    {
        return None;
    }
    Some(in_script(text).unwrap_or_else(|| (markdown::of(text), 1)))
}

/// What begins the JSON of the article.
const MARK: &[u8] = b"__ICE_PAGE_PROPS__";

fn in_script(text: &str) -> Option<(String, usize)> {
    let mark = memmem::find(text.as_bytes(), MARK)?;
    let start = mark + text[mark..].find('{')?;
    let end = text[start..].find("</script").map_or(text.len(), |length| start + length);
    let reading = read_json(&text[start..end]);
    let data = with_content(reading.roots.first()?)?;
    let value = |key: &str| scalar(member(data, key)?).filter(|value| !value.contains(['"', '\n']));
    let mut page = String::from("---\n");
    let title = value("docTitle").or_else(|| value("title"));
    let keys = [("title", title), ("source", value("alias")), ("updated", value("lastModifiedTime"))];
    for (key, value) in keys {
        if let Some(value) = value {
            page += &format!("{key}: \"{value}\"\n");
        }
    }
    page += "---\n";
    page += &markdown::of(scalar(member(data, "content")?)?);
    Some((page, text[..start].matches('\n').count() + 1))
}

/// The object whose `content` is an article.
fn with_content<'n, 't>(node: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let is_article = |content: &str| content.contains("<h2") || content.contains("<table");
    if member(node, "content").and_then(scalar).is_some_and(is_article) {
        return Some(node);
    }
    match &node.content {
        Content::Object(members) => members.iter().find_map(|(_, node)| with_content(node)),
        Content::List(items) => items.iter().find_map(with_content),
        _ => None,
    }
}

fn member<'n, 't>(node: &'n Node<'t>, name: &str) -> Option<&'n Node<'t>> {
    let Content::Object(members) = &node.content else { return None };
    members.iter().find(|(known, _)| known == name).map(|(_, node)| node)
}

fn scalar<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.content {
        Content::String(text) | Content::Number(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_of_a_script_has_title_and_date() {
        let text = "<!DOCTYPE html>\n<body>shell<script>window.__ICE_PAGE_PROPS__={\"a\":{\"data\":{\"content\":\
                    \"<h2>请求参数<\\/h2>\",\"docTitle\":\"Get - x\",\"lastModifiedTime\":\"2026-01-13\"}}};</script></body>";
        let expected = "---\ntitle: \"Get - x\"\nupdated: \"2026-01-13\"\n---\n## 请求参数\n";
        assert_eq!(article(text), Some((expected.to_owned(), 2)));
        assert_eq!(article("# Get\n<div>"), None);
        assert_eq!(article("<html><h1>Get</h1>x"), Some(("# Get\n\nx\n".to_owned(), 1)));
    }
}
