//! Places of members, by their names.

use super::progress::Progress;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// The place of a name among those of a structure. Services write members in a fixed order, so the search goes on where
/// the last one ended.
pub(super) struct Lookup<'p> {
    pub(super) members: &'static [&'static str],
    pub(super) from: usize,
    pub(super) progress: &'p mut Progress,
}

impl<'de> DeserializeSeed<'de> for Lookup<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Lookup<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let found = place(self.members, self.from, name);
        if found.is_none() {
            self.progress.unknown(name);
        }
        Ok(found)
    }
}

/// The place of a name, looked for from a place on.
pub(super) fn place(members: &[&str], from: usize, name: &str) -> Option<usize> {
    let (before, after) = members.split_at(from.min(members.len()));
    let ahead = after.iter().position(|known| *known == name).map(|index| index + from);
    ahead.or_else(|| before.iter().position(|known| *known == name))
}
