//! The text of single cells, and the facts that it states.

pub(crate) mod limits;
pub(crate) mod location;
pub(crate) mod markup;
pub(crate) mod name;
pub(crate) mod presence;
pub(crate) mod types;
pub(crate) mod values;
