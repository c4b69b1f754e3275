//! The place a fact was read from goes in; the text `page:line`, as specs spell it, comes out.

use crate::Span;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::sync::Arc;

/// A line of a page, written `DescribeChangeOrder.zh.md:26` in specs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The page, relative to the `pages` folder of its product.
    pub page: Arc<str>,
    /// Line number, from 1.
    pub line: usize,
}

impl Source {
    /// The whole line as a span, for a diagnostic about the fact.
    pub fn span(&self) -> Span {
        Span::new(&self.page, self.line, 1, 1)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.page, self.line)
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.rsplit_once(':')
            .and_then(|(page, line)| Some(Source { page: page.into(), line: line.parse().ok()? }))
            .ok_or_else(|| de::Error::custom(format!("source `{text}` is not of the form page:line")))
    }
}
