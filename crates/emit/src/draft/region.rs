//! Parameters that name the region of a call.

use alicloud_spec::{Member, Presence};

/// Whether a parameter is the region of the client unless it is set. Where services can do without, a region may be a
/// filter, and is left to the caller.
pub(crate) fn is_region(member: &Member) -> bool {
    let letters = member.name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase());
    member.location.is_some() && member.presence != Presence::Optional && letters.eq("regionid".chars())
}
