//! What generated code and its macros are made of: structures, the slots and views of their fields, and the layout of
//! requests. Programs that make calls need none of it.

pub use crate::encode::{Body, Parts, encode_request, flat_pairs};
pub use crate::model::{
    Empties, Entry, Enumeration, Field, List, Map, Optional, Slot, Structure, Table, Variants, View,
    WithFields, distinct, list, map,
};
