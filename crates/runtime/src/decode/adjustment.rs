//! What a value was read as, where it came in another form than its member has.

use super::progress::Step;

/// A value that came in another form than documented.
#[derive(Debug)]
#[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "only tests look at what was adjusted"))]
pub(crate) struct Adjustment {
    /// The steps to the value: those of what came, once what is listed before this has been taken for what it was read as.
    pub(crate) path: Vec<Step>,
    pub(crate) form: Form,
}

/// How a value differs from what its member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A member that the structure does not have.
    Unknown,
    /// A text in place of the JSON that it holds.
    Held,
    /// An object or array in place of its text.
    Spread,
    /// An item in place of the list of it.
    Single,
    /// A list of one in place of its item.
    Only,
    /// An object around a list in place of the list.
    Wrapped,
    /// A list in place of the structure that is around it on the wire.
    Bare,
    /// An item that is nothing, or fits in no way: the list has none in its place.
    Dropped,
    /// A flag or whole number in other characters than it is written in: `1` for `true`, `2.0` for `2`.
    Respelt,
    /// Anything that fits in no way.
    Unfit,
}
