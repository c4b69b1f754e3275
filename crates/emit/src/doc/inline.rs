//! Markdown within a line: words of this crate, and text of the specs that Markdown reads as nothing but that text.

use super::characters::{one_line, single_spaced};
use alicloud_spec::Docs;
use proc_macro2::Ident;
use std::ops::Add;

/// A line, or part of one, of a doc comment. There is no way from a `String` to it other than [`text`] and [`code`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline(String);

impl Inline {
    /// The Markdown. Only what goes on a line behind what cannot begin a block may be written as it stands.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Parts with words of this crate between them.
    pub(crate) fn joined(parts: impl IntoIterator<Item = Inline>, between: &'static str) -> Inline {
        let parts: Vec<_> = parts.into_iter().map(|part| part.0).collect();
        Inline(parts.join(between))
    }
}

/// Words of this crate, which may be Markdown.
impl From<&'static str> for Inline {
    fn from(words: &'static str) -> Self {
        Inline(words.to_owned())
    }
}

impl Add<&'static str> for Inline {
    type Output = Inline;

    fn add(mut self, words: &'static str) -> Inline {
        self.0.push_str(words);
        self
    }
}

impl Add for Inline {
    type Output = Inline;

    fn add(mut self, other: Inline) -> Inline {
        self.0.push_str(&other.0);
        self
    }
}

/// Words of this crate, which may be Markdown.
pub(crate) fn own(words: &'static str) -> Inline {
    Inline::from(words)
}

/// Text of a spec, with everything escaped that means something within a line, and addresses as links.
pub(crate) fn text(plain: &str) -> Inline {
    Inline(escaped(single_spaced(plain).chars()))
}

/// Text of one line in all its languages, English first.
pub(crate) fn short(docs: &Docs) -> Inline {
    Inline::joined([&docs.en, &docs.zh].into_iter().flatten().map(|line| text(line)), " ")
}

/// A code span, whatever its text.
pub(crate) fn code(plain: &str) -> Inline {
    let text = one_line(plain);
    let fence = fence(&text, 1);
    let pad =
        if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    Inline(format!("{fence}{pad}{text}{pad}{fence}"))
}

/// A link to an item of the generated code.
pub(crate) fn link(item: &Ident) -> Inline {
    Inline(format!("[`{item}`]"))
}

/// A link to a method of the client, from the module of an operation.
pub(crate) fn method(method: &Ident) -> Inline {
    // What escapes a keyword would begin a fragment in a link.
    let method = method.to_string().replace("r#", "");
    Inline(format!("[`Client::{method}`](super::Client::{method})"))
}

/// A link to a method of an item of the generated code.
pub(crate) fn method_of(item: &Ident, method: &'static str) -> Inline {
    Inline(format!("[`{method}`]({item}::{method})"))
}

/// A link to a page below an address. Names are of letters and digits; anything else has no place in a link.
pub(crate) fn reference(words: &'static str, address: &'static str, names: &[&str]) -> Inline {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let path: Vec<String> = names.iter().map(|name| name.chars().filter(allowed).collect()).collect();
    Inline(format!("[{words}]({address}/{})", path.join("/")))
}

/// A row of backticks that does not stand in the text, with at least so many.
pub(super) fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(least.max(longest + 1))
}

/// Every character is read a bounded number of times: what was looked at for an address is either taken, or has none in it.
fn escaped(mut chars: impl Iterator<Item = char> + Clone) -> String {
    let mut out = String::with_capacity(chars.size_hint().0);
    let mut before = None;
    loop {
        if let Some(url) = url(chars.clone()) {
            before = chars.nth(url.len() - 1);
            out.push_str(&format!("<{url}>"));
        }
        let Some(c) = chars.next() else { return out };
        if means_something(before, c, chars.clone().next()) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn means_something(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        // An underscore inside a word means nothing.
        '_' => !(is_word(before) && is_word(after)),
        '&' => is_word(after) || matches!(after, Some('#') | None),
        _ => false,
    }
}

/// The address that a text begins with, which is ASCII.
fn url(mut chars: impl Iterator<Item = char> + Clone) -> Option<String> {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| {
        let mut ahead = chars.clone();
        scheme.chars().all(|c| ahead.next() == Some(c))
    })?;
    chars.nth(scheme.len() - 1);
    let allowed = |c: &char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '|' | '^' | '{' | '}' | '*')
    };
    let rest: String = chars.take_while(allowed).collect();
    let rest = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    (rest.len() > 1).then(|| format!("{scheme}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn code_spans_hold_any_text() {
        for (text, expected) in
            [("a`b", "``a`b``"), ("`", "`` ` ``"), ("a\nb", "`a b`"), ("", "`  `"), ("\u{200b} a", "`  a `")]
        {
            assert_eq!(code(text).as_str(), expected);
        }
    }

    #[test]
    fn links_hold_nothing_but_names() {
        let link = reference("Page", "https://a.b", &["sae", "x)](y", "<z>\u{200b}"]);
        assert_eq!(link.as_str(), "[Page](https://a.b/sae/xy/z)");
    }

    /// Counts how many characters are read through it and through its copies.
    #[derive(Clone)]
    struct Counted<'a, I>(I, &'a Cell<usize>);

    impl<I: Iterator<Item = char>> Iterator for Counted<'_, I> {
        type Item = char;

        fn next(&mut self) -> Option<char> {
            self.1.set(self.1.get() + 1);
            self.0.next()
        }
    }

    #[test]
    fn the_characters_read_grow_with_the_text() {
        let steps = |text: &str| {
            let count = Cell::new(0);
            escaped(Counted(text.chars(), &count));
            count.get()
        };
        for piece in [
            "http://",
            "https://",
            "http://a.b ",
            "https://a ",
            "http://x....",
            "http://]",
            "http:// ",
            "http:/",
            "hhttp",
            "_",
            "&",
            "中",
        ] {
            let [few, many] = [2_000, 8_000].map(|times| steps(&piece.repeat(times)));
            assert!(many <= 4 * few + 100, "{piece:?}: {few} steps become {many}");
            assert!(few <= 30 * 2_000 * piece.len(), "{piece:?}: {few} steps");
        }
    }
}
