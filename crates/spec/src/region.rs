//! Parameters that name the region of a call, and those that callers have to give.

use crate::{Member, Presence};

impl Member {
    /// Whether it is a parameter that holds the region of the client unless it is set. Where services can do without, a
    /// region may be a filter, and is left to the caller.
    pub fn is_region(&self) -> bool {
        let letters = self.name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase());
        self.location.is_some() && self.presence != Presence::Optional && letters.eq("regionid".chars())
    }

    /// Whether it is a parameter that a caller has to give. Only what stands in the request itself is; the region is the
    /// client's.
    pub fn is_argument(&self) -> bool {
        self.location.is_some() && self.presence == Presence::Required && !self.is_region()
    }
}
