//! `deprecated: true`, or nothing.

use crate::Standing;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(*standing == Standing::Deprecated)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Standing, D::Error> {
    let deprecated = bool::deserialize(deserializer)?;
    Ok(if deprecated { Standing::Deprecated } else { Standing::Current })
}
