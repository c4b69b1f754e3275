//! Numbers that each stand for a list of numbers.

/// A number that stands for a value, as no two values are expected to have the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// That of a list with one more number, by the mixing steps of SplitMix64.
    pub(super) fn with(self, number: usize) -> Self {
        let mixed = (self.0 ^ number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Fingerprint(mixed ^ (mixed >> 31))
    }

    /// That of both, in any order.
    pub(super) fn and(self, other: Self) -> Self {
        Fingerprint(self.0.wrapping_add(other.0))
    }
}
