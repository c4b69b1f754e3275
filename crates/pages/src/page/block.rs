//! The blocks of Markdown pages: headings, fences, tables and prose, in order, each with its span.
//!
//! Reference pages are not CommonMark: cells of their tables run on over blank lines and lists, so that a Markdown
//! parser sees no table at all. The blocks are therefore found line by line here; what is *inside* prose and cells
//! is read by a Markdown parser (see `markup`).

use crate::page::front_matter;
use crate::page::heading::{Heading, heading};
use crate::page::sink::Sink;
use crate::page::table::{self, Table};
use crate::page::text::Piece;
use crate::page::vocabulary;
use alicloud_spec::Code;

/// A block of a page.
#[derive(Debug)]
pub(crate) enum Block<'a> {
    Heading(Heading<'a>),
    Fence(Fence<'a>),
    Table(Table<'a>),
    Prose(Piece<'a>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Fence<'a> {
    /// The text behind the opening fence.
    pub(crate) info: &'a str,
    pub(crate) body: Piece<'a>,
}

/// 99 of 100 real pages have fewer blocks.
const USUAL_BLOCKS: usize = 32;

/// Splits a page into blocks.
pub(crate) fn blocks<'a>(sink: &mut Sink<'a>) -> Vec<Block<'a>> {
    let lines = &sink.source.lines;
    let mut blocks = Vec::with_capacity(USUAL_BLOCKS);
    let mut prose: Option<usize> = None;
    let mut index = front_matter::length(lines);
    while index < lines.len() {
        let (block, next) = block(sink, lines, index);
        match block {
            None => prose = prose.or(Some(index)),
            Some(block) => {
                if let Some(first) = prose.take() {
                    push_prose(sink, lines, first..index, &mut blocks);
                }
                blocks.push(block);
            }
        }
        index = next;
    }
    if let Some(first) = prose {
        push_prose(sink, lines, first..lines.len(), &mut blocks);
    }
    blocks
}

/// The block that begins at line `index`, if it is not prose, and the line after it.
fn block<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>], index: usize) -> (Option<Block<'a>>, usize) {
    let line = lines[index];
    if let Some(mark) = fence_mark(line.text) {
        let (fence, next) = fence(sink, lines, index, mark);
        return (Some(Block::Fence(fence)), next);
    }
    if let Some(heading) = heading(line) {
        return (Some(Block::Heading(heading)), index + 1);
    }
    if line.text.trim_start().starts_with('|') {
        let (table, next) = table::read(sink, lines, index);
        return (Some(Block::Table(table)), next);
    }
    (None, index + 1)
}

fn push_prose<'a>(
    sink: &mut Sink<'a>,
    lines: &[Piece<'a>],
    range: std::ops::Range<usize>,
    blocks: &mut Vec<Block<'a>>,
) {
    let mut run: Option<(Piece<'a>, Piece<'a>)> = None;
    for &line in &lines[range] {
        if line.text.trim_start().starts_with("\\#") {
            sink.report(
                Code::EscapedHeading,
                line.trim(),
                "an escaped heading: it was read as neither heading nor text",
            );
            if let Some((first, last)) = run.take() {
                blocks.push(Block::Prose(sink.source.between(first.at, last.end())));
            }
        } else if !line.is_blank() {
            run = Some((run.map_or(line, |(first, _)| first), line));
        }
    }
    if let Some((first, last)) = run {
        blocks.push(Block::Prose(sink.source.between(first.at, last.end())));
    }
}

/// The character of the fence that a line opens or closes.
fn fence_mark(line: &str) -> Option<char> {
    let line = line.trim_start();
    [('`', "```"), ('~', "~~~")].into_iter().find(|(_, fence)| line.starts_with(fence)).map(|(mark, _)| mark)
}

fn fence<'a>(sink: &mut Sink<'a>, lines: &[Piece<'a>], index: usize, mark: char) -> (Fence<'a>, usize) {
    let opening = lines[index];
    let info = opening.text.trim_start().trim_start_matches(mark).trim();
    let closes = |line: &Piece<'_>| fence_mark(line.text) == Some(mark);
    // A fence that is never closed must not swallow the page: a known heading ends it.
    let known_heading = |line: &Piece<'_>| {
        heading(*line).is_some_and(|h| h.level == 2 && vocabulary::section(h.title.text).is_some())
    };
    let after = &lines[index + 1..];
    let length = after.iter().position(|line| closes(line) || known_heading(line)).unwrap_or(after.len());
    let start = after.first().map_or(sink.source.text.len(), |line| line.at);
    let end = after.get(length).map_or(sink.source.text.len(), |line| line.at);
    let body = sink.source.between(start, end);
    let body = body.to(body.text.strip_suffix('\n').unwrap_or(body.text).len());
    let closed = after.get(length).is_some_and(closes);
    if !closed {
        let help = "close the fence on the page";
        sink.report_with_help(Code::UnclosedFence, opening.trim(), "this fence is never closed", help);
    }
    (Fence { info, body }, index + 1 + length + usize::from(closed))
}
