//! The examples of a page go in; whether they show a text anywhere comes out.

use alicloud_spec::example::{Content, Node};
use std::cell::OnceCell;

/// All scalars of the examples of a page.
#[derive(Debug, Default)]
pub(crate) struct Texts<'n> {
    texts: Vec<&'n str>,
    /// The bytes that texts begin with.
    first: [u64; 4],
    /// The texts in order, once they are asked for: most cells begin with another letter than all of them.
    ordered: OnceCell<Vec<&'n str>>,
}

impl<'n> Texts<'n> {
    pub(crate) fn new(roots: impl Iterator<Item = &'n Node<'n>>) -> Self {
        let mut shown = Texts::default();
        roots.for_each(|root| shown.add(root));
        shown
    }

    fn add(&mut self, node: &'n Node<'n>) {
        match &node.content {
            Content::List(items) => items.iter().for_each(|item| self.add(item)),
            Content::Object(members) => members.iter().for_each(|(_, member)| self.add(member)),
            _ => {
                let Some(text) = node.scalar_text().map(str::trim) else { return };
                self.texts.push(text);
                let (word, bit) = place(text);
                self.first[word] |= bit;
            }
        }
    }

    /// Whether a text that begins so may be among them.
    pub(crate) fn may_begin(&self, start: &str) -> bool {
        let (word, bit) = place(start);
        if !start.is_empty() && self.first[word] & bit == 0 {
            return false;
        }
        let ordered = self.ordered();
        let next = ordered.get(ordered.partition_point(|shown| *shown < start));
        next.is_some_and(|next| next.starts_with(start))
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        self.ordered().binary_search(&text).is_ok()
    }

    fn ordered(&self) -> &[&'n str] {
        self.ordered.get_or_init(|| {
            let mut ordered = self.texts.clone();
            ordered.sort_unstable();
            ordered
        })
    }
}

/// The place of the first byte of a text in a set of bytes.
fn place(text: &str) -> (usize, u64) {
    let first = text.bytes().next().unwrap_or_default();
    (usize::from(first / 64), 1 << (first % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alicloud_spec::example::read_json;

    #[test]
    fn texts_are_found_at_any_depth() {
        let reading = read_json(r#"{"A": [{"B": " cn-hangzhou "}, 12], "C": null, "名": "中文"}"#);
        let shown = Texts::new(reading.roots.iter());
        assert!(shown.contains("cn-hangzhou") && shown.contains("12") && !shown.contains("A"));
        assert!(shown.may_begin("cn") && shown.may_begin("中") && shown.may_begin(""));
        assert!(!shown.may_begin("cm") && !shown.may_begin("文") && !shown.contains(""));
    }
}
