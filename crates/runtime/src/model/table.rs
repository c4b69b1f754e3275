//! What is known of a structure, as constants of the generated code.

/// What is known of the members of a structure.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Their wire names.
    pub members: &'static [&'static str],
    /// Of lists that are alone in a structure on the wire, as in `{"Zones": {"Zone": […]}}`: the name of the member, and
    /// that of the list in it.
    pub wrapped: &'static [(&'static str, &'static str)],
    /// The wire names of secrets.
    pub secrets: &'static [&'static str],
    /// What empty lists and maps are.
    pub empty: Empties,
}

/// What an empty list or map in a structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empties {
    /// Not there: what is read need not tell one from the other.
    Absent,
    /// There, as the caller gave it: services tell an empty list from none.
    Given,
}

impl Table {
    /// A table of members, of those among them that are wrapped, and of those that are secret.
    pub const fn new(
        members: &'static [&'static str],
        wrapped: &'static [(&'static str, &'static str)],
        secrets: &'static [&'static str],
    ) -> Self {
        Table { members, wrapped, secrets, empty: Empties::Absent }
    }

    /// The same for a structure in which an empty list is there as it was given.
    pub const fn given(self) -> Self {
        Table { empty: Empties::Given, ..self }
    }

    /// The name of the list inside of a member, if there is a structure around it.
    pub(crate) fn item(&self, member: &str) -> Option<&'static str> {
        self.wrapped.iter().find(|(name, _)| *name == member).map(|(_, item)| *item)
    }
}
