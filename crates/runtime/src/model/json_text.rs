//! Text that holds JSON, as some parameters want it.

use crate::Json;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// The value of a parameter that is JSON in a text: made from lists, maps and any [`Json`], or from text, which is sent as it
/// is. What implements `Serialize` is text by `serde_json::to_string`.
///
/// ```
/// use alicloud_runtime::JsonText;
/// use serde_json::json;
///
/// assert_eq!(JsonText::from(["i-1", "i-2"]).as_str(), r#"["i-1","i-2"]"#);
/// assert_eq!(JsonText::from([json!({ "instanceId": "i-1" })]).as_str(), r#"[{"instanceId":"i-1"}]"#);
/// assert_eq!(JsonText::from(json!({ "days": 7 })).as_str(), r#"{"days":7}"#);
/// assert_eq!(JsonText::from("[ 1 ]").as_str(), "[ 1 ]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JsonText(String);

impl JsonText {
    /// What is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is sent.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<JsonText> for String {
    fn from(text: JsonText) -> Self {
        text.0
    }
}

macro_rules! texts {
    ($($type:ty)*) => {$(
        impl From<$type> for JsonText {
            fn from(text: $type) -> Self {
                JsonText(text.into())
            }
        }
    )*};
}

texts! { String &str &String Box<str> Cow<'_, str> }

macro_rules! values {
    ($($type:ty)*) => {$(
        impl From<$type> for JsonText {
            fn from(value: $type) -> Self {
                JsonText(Json::from(value).to_string())
            }
        }
    )*};
}

values! { bool i32 i64 u32 u64 f64 }

impl From<Json> for JsonText {
    fn from(value: Json) -> Self {
        JsonText(value.to_string())
    }
}

impl From<&Json> for JsonText {
    fn from(value: &Json) -> Self {
        JsonText(value.to_string())
    }
}

impl<T: Into<Json>> From<Vec<T>> for JsonText {
    fn from(items: Vec<T>) -> Self {
        Json::from(items).into()
    }
}

impl<T: Into<Json>, const N: usize> From<[T; N]> for JsonText {
    fn from(items: [T; N]) -> Self {
        Json::from(items).into()
    }
}

impl<T: Clone + Into<Json>> From<&[T]> for JsonText {
    fn from(items: &[T]) -> Self {
        Json::from(items).into()
    }
}

impl<K: Into<String>, V: Into<Json>> From<BTreeMap<K, V>> for JsonText {
    fn from(entries: BTreeMap<K, V>) -> Self {
        entries.into_iter().collect::<Json>().into()
    }
}

impl<K: Into<String>, V: Into<Json>> From<HashMap<K, V>> for JsonText {
    fn from(entries: HashMap<K, V>) -> Self {
        // In the order of the names, so that one map is one text.
        let entries: BTreeMap<String, V> =
            entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
        entries.into()
    }
}
