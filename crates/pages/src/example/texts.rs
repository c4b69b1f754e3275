//! The scalars of the examples of a page, in order.

use alicloud_spec::example::{Content, Node};

/// All scalars of the examples of a page, in order.
#[derive(Debug, Default)]
pub(crate) struct Texts<'n>(Vec<&'n str>);

impl<'n> Texts<'n> {
    pub(crate) fn new(roots: impl Iterator<Item = &'n Node<'n>>) -> Self {
        let mut texts = Texts::default();
        roots.for_each(|root| texts.add(root));
        texts.0.sort_unstable();
        texts
    }

    fn add(&mut self, node: &'n Node<'n>) {
        match &node.content {
            Content::List(items) => items.iter().for_each(|item| self.add(item)),
            Content::Object(members) => members.iter().for_each(|(_, member)| self.add(member)),
            _ => self.0.extend(node.scalar_text().map(str::trim)),
        }
    }

    /// Whether one of them begins so.
    pub(crate) fn any_begins(&self, start: &str) -> bool {
        let next = self.0.get(self.0.partition_point(|text| *text < start));
        next.is_some_and(|next| next.starts_with(start))
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        self.0.binary_search(&text).is_ok()
    }
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
        assert!(shown.any_begins("cn") && shown.any_begins("中") && shown.any_begins(""));
        assert!(!shown.any_begins("cm") && !shown.any_begins("文") && !shown.contains(""));
    }
}
