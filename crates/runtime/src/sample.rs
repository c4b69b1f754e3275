//! The structures that unit tests read into, written as the generator writes them.

use crate::{IntegerEnum, Slot, Structure, UnknownInteger, View, given, slot, view};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
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

impl Structure for Sample {
    fn members(&self) -> &'static [&'static str] {
        &["Code", "Count", "Done", "Rate", "Status", "Inner", "Items", "Names"]
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => slot(&mut self.code),
            1 => slot(&mut self.count),
            2 => slot(&mut self.done),
            3 => slot(&mut self.rate),
            4 => slot(&mut self.status),
            5 => slot(&mut self.inner),
            6 => slot(&mut self.items),
            7 => slot(&mut self.names),
            _ => Slot::Ignored,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        view(
            [
                &self.code,
                &self.count,
                &self.done,
                &self.rate,
                &self.status,
                &self.inner,
                &self.items,
                &self.names,
            ],
            index,
        )
    }
}

crate::structure!(Sample);

#[derive(Clone, Default)]
pub(crate) struct Inner {
    pub(crate) name: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Structure for Inner {
    fn members(&self) -> &'static [&'static str] {
        &["Name", "Tags"]
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => slot(&mut self.name),
            1 => slot(&mut self.tags),
            _ => Slot::Ignored,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        view([&self.name, &self.tags], index)
    }
}

crate::structure!(Inner);

/// A structure with a secret, and others with secrets inside.
#[derive(Clone, Default)]
pub(crate) struct Account {
    pub(crate) name: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) keys: Vec<String>,
    pub(crate) inner: Vec<Account>,
}

impl Structure for Account {
    fn members(&self) -> &'static [&'static str] {
        &["Name", "Password", "Keys", "Inner"]
    }
    fn secrets(&self) -> &'static [&'static str] {
        &["Password", "Keys"]
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => slot(&mut self.name),
            1 => slot(&mut self.password),
            2 => slot(&mut self.keys),
            3 => slot(&mut self.inner),
            _ => Slot::Ignored,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        view([&self.name, &self.password, &self.keys, &self.inner], index)
    }
}

crate::structure!(Account);

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

#[derive(Clone, Default)]
pub(crate) struct ItemSet {
    pub(crate) items: Vec<Inner>,
}

impl Structure for ItemSet {
    fn members(&self) -> &'static [&'static str] {
        &["Items"]
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => slot(&mut self.items),
            _ => Slot::Ignored,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        view([&self.items], index)
    }
}

crate::structure!(ItemSet);

/// As it is generated for requests.
#[derive(Clone, Default)]
pub(crate) struct Given {
    pub(crate) zones: Option<Vec<String>>,
    pub(crate) tags: Option<BTreeMap<String, String>>,
    pub(crate) required: Vec<String>,
    pub(crate) inner: Option<GivenInner>,
}

impl Structure for Given {
    fn members(&self) -> &'static [&'static str] {
        &["Zones", "Tags", "Required", "Inner"]
    }
    fn view(&self, index: usize) -> View<'_> {
        given([&self.zones, &self.tags, &self.required, &self.inner], index)
    }
}

/// A structure in a request.
#[derive(Clone, Default)]
pub(crate) struct GivenInner {
    pub(crate) zones: Option<Vec<String>>,
}

impl Structure for GivenInner {
    fn members(&self) -> &'static [&'static str] {
        &["Zones"]
    }
    fn view(&self, index: usize) -> View<'_> {
        given([&self.zones], index)
    }
}

crate::structure!(Given);
crate::structure!(GivenInner);

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Status {
    Running,
    Done,
    Unknown(UnknownInteger),
}

impl IntegerEnum for Status {
    const VALUES: &'static [i64] = &[1, 2];
    fn known(index: usize) -> Option<Self> {
        [Self::Running, Self::Done].get(index).copied()
    }
    fn place(&self) -> Result<usize, &UnknownInteger> {
        match self {
            Self::Running => Ok(0),
            Self::Done => Ok(1),
            Self::Unknown(value) => Err(value),
        }
    }
    fn unknown(value: UnknownInteger) -> Self {
        Self::Unknown(value)
    }
}

crate::integer_enum!(Status);
