//! What the site has put around the summary, above the first section of a page.

use crate::page::edition;
use crate::page::text::{Piece, Source};
use std::collections::HashSet;

/// The paragraphs of a text without those of the site. `headings` are the titles of the sections: a paragraph that is one is an
/// entry of the table of contents.
pub(crate) fn removed<'a>(source: &Source<'a>, text: Piece<'a>, headings: &HashSet<&str>) -> Vec<Piece<'a>> {
    let paragraphs = paragraphs(source, text);
    let is_kept = |paragraph: &&Piece<'_>| !is_chrome(paragraph.text) && !is_entry(paragraph.text, headings);
    let kept: Vec<_> = paragraphs.iter().filter(is_kept).copied().collect();
    if kept.len() == paragraphs.len() { vec![text] } else { kept }
}

fn paragraphs<'a>(source: &Source<'a>, text: Piece<'a>) -> Vec<Piece<'a>> {
    let mut paragraphs: Vec<Piece<'a>> = Vec::new();
    let mut open = false;
    let mut at = text.at;
    for line in text.text.split_inclusive('\n') {
        let piece = source.between(at, at + line.len()).trim();
        at += line.len();
        // What the site puts there has lines of its own.
        let alone = is_chrome(piece.text);
        match paragraphs.last_mut().filter(|_| open && !alone && !piece.is_blank()) {
            Some(last) => *last = source.between(last.at, piece.end()),
            None if !piece.is_blank() => paragraphs.push(piece),
            None => {}
        }
        open = !piece.is_blank() && !alone;
    }
    paragraphs
}

fn is_entry(paragraph: &str, headings: &HashSet<&str>) -> bool {
    headings.contains(paragraph.trim_start_matches("- ").trim_matches('*').trim())
}

/// Whether a line is part of the site: buttons, navigation, the date of the page.
pub(crate) fn is_chrome(line: &str) -> bool {
    const LINES: &[&str] = &[
        "All Products",
        "Search",
        "Document Center",
        "全部产品",
        "搜索",
        "文档中心",
        "反馈",
        "Feedback",
        "该文章对您有帮助吗？",
        "Was this helpful?",
        "我的收藏",
        "产品详情",
        "复制为 MD 格式",
        "复制 MD 格式",
        "Copy as MD",
        "Copy page",
    ];
    const BEGINNINGS: &[&str] = &[
        "本页导读",
        "On this page",
        "[产品详情](",
        "[我的收藏](",
        "[上一篇",
        "[下一篇",
        "[Previous",
        "上一篇：",
        "下一篇：",
        "联系我们：",
        "[首页](",
        "关注阿里云",
    ];
    let line = line.trim().trim_start_matches("- ").trim();
    LINES.contains(&line)
        || edition::is_label(line)
        || BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_alone_is_kept() {
        let text = "更新时间：2026-01-13 21:20:41\n复制为 MD 格式\n\n[产品详情](https://x)\n\n- 本页导读 （1）\n\n调试\n\n\
                    查询包裹。\n分页返回。\n\n调试";
        let source = Source::new("p.md", text);
        let headings = HashSet::from(["调试"]);
        let kept = removed(&source, Piece { text, at: 0 }, &headings);
        let kept: Vec<_> = kept.iter().map(|piece| piece.text).collect();
        assert_eq!(kept, ["查询包裹。\n分页返回。"]);
        let plain = "查询包裹。\n\n分页返回。";
        let source = Source::new("p.md", plain);
        let piece = Piece { text: plain, at: 0 };
        assert_eq!(removed(&source, piece, &headings), [piece]);
    }
}
