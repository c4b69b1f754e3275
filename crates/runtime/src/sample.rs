//! The structures that unit tests read into, written as the generator writes them.

use crate::UnknownInteger;
use std::collections::BTreeMap;

pub(crate) struct Sample {
    pub(crate) code: Option<String>,
    pub(crate) count: Option<i32>,
    pub(crate) done: Option<bool>,
    pub(crate) rate: Option<f64>,
    pub(crate) status: Option<Status>,
    pub(crate) inner: Option<Inner>,
    pub(crate) items: Vec<Inner>,
    pub(crate) names: Vec<String>,
}

crate::structure! { Sample {
    code = "Code",
    count = "Count",
    done = "Done",
    rate = "Rate",
    status = "Status",
    inner = "Inner",
    items = "Items",
    names = "Names",
} }

pub(crate) struct Inner {
    pub(crate) name: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
}

crate::structure! { Inner {
    name = "Name",
    tags = "Tags",
} }

/// A structure with a secret, and others with secrets inside.
pub(crate) struct Account {
    pub(crate) name: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) keys: Vec<String>,
    pub(crate) inner: Vec<Account>,
}

crate::structure! { Account {
    name = "Name",
    password = "Password": secret,
    keys = "Keys": secret,
    inner = "Inner",
} }

impl Account {
    /// An account with these secrets, in another one.
    pub(crate) fn holding(password: &str, key: &str) -> Self {
        let inner = Account {
            name: Some("inner".to_owned()),
            password: Some(password.to_owned()),
            keys: vec![key.to_owned()],
            inner: Vec::new(),
        };
        Account { name: Some("outer".to_owned()), inner: vec![inner], ..Account::default() }
    }
}

pub(crate) struct ItemSet {
    pub(crate) items: Vec<Inner>,
}

crate::structure! { ItemSet {
    items = "Items",
} }

/// As it is generated for requests.
pub(crate) struct Given {
    pub(crate) zones: Option<Vec<String>>,
    pub(crate) tags: Option<BTreeMap<String, String>>,
    pub(crate) required: Vec<String>,
    pub(crate) inner: Option<GivenInner>,
}

crate::structure! { Given [given] {
    zones = "Zones",
    tags = "Tags",
    required = "Required",
    inner = "Inner",
} }

/// A structure in a request.
pub(crate) struct GivenInner {
    pub(crate) zones: Option<Vec<String>>,
}

crate::structure! { GivenInner [given] {
    zones = "Zones",
} }

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Status {
    Running,
    Done,
    Unknown(UnknownInteger),
}

crate::integer_enum! { Status {
    Running = 1,
    Done = 2,
} }
