//! Names of the types of a product: short ones, in the module of their operation or in one that all share.

use crate::draft::{Draft, Side, Site, signatures};
use crate::name;
use crate::scope::Scope;
use proc_macro2::Ident;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The name of a type, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    /// In the module of its operation.
    Own(Ident),
    /// In the module of the types that several operations have.
    Shared(Ident),
}

/// The names of all sites of a draft.
pub(crate) struct Names {
    /// By the index of the site.
    pub(crate) names: Vec<Name>,
    /// By the index of the site: the first one of the same type.
    pub(crate) first: Vec<usize>,
}

/// Sites that want the same name for the same type.
type Groups<'a> = BTreeMap<(&'a str, usize), Vec<usize>>;

/// Names the types of a product. `reserved` are the names that each operation's module has already.
pub(crate) fn names(draft: &Draft<'_>, reserved: &[Vec<String>]) -> Names {
    let signatures = signatures(draft);
    let mut groups = Groups::new();
    for (index, site) in draft.sites.iter().enumerate() {
        groups.entry((&site.wanted, signatures[index])).or_default().push(index);
    }
    let mut naming =
        Naming { draft, names: vec![None; draft.sites.len()], first: (0..draft.sites.len()).collect() };
    naming.shared(&groups);
    for (operation, reserved) in reserved.iter().enumerate() {
        naming.own(operation, reserved, &signatures);
    }
    let unnamed = || Name::Own(name::ident("Unnamed"));
    Names {
        names: naming.names.into_iter().map(|name| name.unwrap_or_else(unnamed)).collect(),
        first: naming.first,
    }
}

struct Naming<'d, 'a> {
    draft: &'d Draft<'a>,
    names: Vec<Option<Name>>,
    first: Vec<usize>,
}

impl Naming<'_, '_> {
    /// Names types that several operations have. Of types that want the same name, the one that most have gets it; one
    /// for which no name is left stays with each of its operations.
    fn shared(&mut self, groups: &Groups<'_>) {
        let mut shared: Vec<_> = groups
            .iter()
            .filter_map(|((wanted, _), sites)| {
                let sites: Vec<_> = sites.iter().copied().filter(|site| !self.is_envelope(*site)).collect();
                let operations: BTreeSet<_> =
                    sites.iter().map(|site| self.draft.sites[*site].operation).collect();
                (operations.len() > 1).then(|| (Reverse(operations.len()), sites[0], *wanted, sites))
            })
            .collect();
        shared.sort_unstable();
        let mut scope = Scope::default();
        let mut left = Vec::new();
        for (_, first, wanted, sites) in shared {
            let candidates = self.candidates(first, wanted, self.side(&sites));
            match scope.free(candidates) {
                Some(ident) => self.share(&sites, &ident),
                None => left.push((wanted, sites)),
            }
        }
        // What a shared type holds is shared, too.
        while let Some(index) =
            left.iter().position(|(_, sites)| sites.iter().any(|site| self.is_held(*site)))
        {
            let (wanted, sites) = left.remove(index);
            let ident = scope.camel(wanted);
            self.share(&sites, &ident);
        }
    }

    fn share(&mut self, sites: &[usize], ident: &Ident) {
        for site in sites {
            self.names[*site] = Some(Name::Shared(ident.clone()));
            self.first[*site] = sites[0];
        }
    }

    /// Whether a structure is what a response has around all it says, such as `Data`: each operation has its own.
    fn is_envelope(&self, site: usize) -> bool {
        let Site { side, parent, path, .. } = &self.draft.sites[site];
        *side == Side::Response && parent.is_none() && !path.ends_with("[]")
    }

    /// Whether a shared type holds it.
    fn is_held(&self, site: usize) -> bool {
        let parent = self.draft.sites[site].parent;
        parent.is_some_and(|parent| matches!(self.names[parent], Some(Name::Shared(_))))
    }

    /// The side that all of these sites are on, if it is one.
    fn side(&self, sites: &[usize]) -> Option<Side> {
        let mut sides = sites.iter().map(|site| self.draft.sites[*site].side);
        let first = sides.next()?;
        sides.all(|side| side == first).then_some(first)
    }

    /// Names the types that only one operation has. Those of the response come first: they are read more often.
    fn own(&mut self, operation: usize, reserved: &[String], signatures: &[usize]) {
        let mut scope = Scope::reserving(reserved.iter().map(String::as_str));
        let mut known: BTreeMap<(&str, usize), (usize, Ident)> = BTreeMap::new();
        let sites = &self.draft.sites;
        let start = sites.partition_point(|site| site.operation < operation);
        let end = sites.partition_point(|site| site.operation <= operation);
        let of = |side: Side| (start..end).filter(move |site| sites[*site].side == side);
        for index in of(Side::Response).chain(of(Side::Request)) {
            if self.names[index].is_some() {
                continue;
            }
            let site = &sites[index];
            let key = (site.wanted.as_str(), signatures[index]);
            if let Some((first, ident)) = known.get(&key) {
                self.first[index] = *first;
                self.names[index] = Some(Name::Own(ident.clone()));
                continue;
            }
            let ident = scope.first_free(self.candidates(index, &site.wanted, Some(site.side)), &site.wanted);
            self.names[index] = Some(Name::Own(ident.clone()));
            known.insert(key, (index, ident));
        }
    }

    /// Names for a type, best first: its own; with its side before it; with what is around it before it.
    fn candidates(&self, index: usize, wanted: &str, side: Option<Side>) -> Vec<String> {
        let mut names = vec![wanted.to_owned()];
        let mut around = self.around(&self.draft.sites[index]);
        names.extend((side == Some(Side::Request)).then(|| format!("Request{wanted}")));
        let mut longer = wanted.to_owned();
        while let Some(site) = around {
            longer = format!("{}{longer}", site.wanted);
            names.push(longer.clone());
            around = self.around(site);
        }
        names.extend((side == Some(Side::Response)).then(|| format!("Response{wanted}")));
        names
    }

    fn around(&self, site: &Site<'_>) -> Option<&Site<'_>> {
        site.parent.map(|parent| &self.draft.sites[parent])
    }
}

impl Name {
    /// The name without its place.
    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Name::Own(ident) | Name::Shared(ident) => ident,
        }
    }
}
