//! Names of the types of a product: those that were given once, and short ones for the rest, in the module of their
//! operation or in one that all share.

use crate::draft::{Draft, Side, Site, signatures};
use crate::name;
use crate::scope::Scope;
use alicloud_spec::PublicNames;
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
    /// The sites of each type, by its operation, if only one has it, and its name.
    pub(crate) types: BTreeMap<(Option<usize>, Name), Vec<usize>>,
}

/// Sites that want the same name for the same type.
type Groups<'a> = BTreeMap<(&'a str, usize), Vec<usize>>;

/// Names the types of a product. `reserved` are the names that each operation's module has already, `given` those of a
/// time before.
pub(crate) fn names(draft: &Draft<'_>, reserved: &[Vec<String>], given: &PublicNames) -> Names {
    let signatures = signatures(draft);
    let mut groups = Groups::new();
    for (index, site) in draft.sites.iter().enumerate() {
        groups.entry((&site.wanted, signatures[index])).or_default().push(index);
    }
    let mut naming = Naming { draft, names: vec![None; draft.sites.len()] };
    naming.given(given);
    naming.shared(&groups, given);
    for (operation, reserved) in reserved.iter().enumerate() {
        naming.own(operation, reserved, &signatures, given);
    }
    let unnamed = || Name::Own(name::ident("Unnamed"));
    let names: Vec<_> = naming.names.into_iter().map(|name| name.unwrap_or_else(unnamed)).collect();
    let mut types: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        types.entry((name.operation(&draft.sites[index]), name.clone())).or_default().push(index);
    }
    Names { names, types }
}

struct Naming<'d, 'a> {
    draft: &'d Draft<'a>,
    names: Vec<Option<Name>>,
}

impl Naming<'_, '_> {
    /// Gives sites the names that they had before.
    fn given(&mut self, given: &PublicNames) {
        for (index, site) in self.draft.sites.iter().enumerate() {
            let operation = &self.draft.operations[site.operation].operation.name;
            let name = given.operations.get(operation).and_then(|names| names.types.get(&site.path));
            self.names[index] = name.map(|name| match name.strip_prefix(SHARED) {
                Some(name) => Name::Shared(name::ident(name)),
                None => Name::Own(name::ident(name)),
            });
        }
    }

    /// Names types that several operations have. Of types that want the same name, the one that most have gets it; one
    /// for which no name is left stays with each of its operations.
    fn shared(&mut self, groups: &Groups<'_>, given: &PublicNames) {
        let all = given.operations.values().flat_map(|names| names.types.values());
        let mut scope = Scope::reserving(all.filter_map(|name| name.strip_prefix(SHARED)));
        let mut left = Vec::new();
        for (first, wanted, sites) in self.recurring(groups) {
            let candidates = self.candidates(first, wanted, self.side(&sites));
            match self.joined(&sites).or_else(|| scope.free(candidates)) {
                Some(ident) => self.share(&sites, &ident),
                None => left.push((wanted, sites)),
            }
        }
        // What a shared type holds is shared, too.
        let held = |naming: &Self, sites: &[usize]| sites.iter().any(|site| naming.is_held(*site));
        while let Some(index) = left.iter().position(|(_, sites)| held(self, sites)) {
            let (wanted, sites) = left.remove(index);
            let ident = scope.camel(wanted);
            self.share(&sites, &ident);
        }
    }

    /// The sites without names of the types that several operations have, or that have a shared name already: the first
    /// site, the name that it wants, and all of them.
    fn recurring<'g>(&self, groups: &Groups<'g>) -> Vec<(usize, &'g str, Vec<usize>)> {
        let mut recurring: Vec<_> = groups
            .iter()
            .filter_map(|((wanted, _), sites)| {
                let own = |site: &usize| matches!(self.names[*site], Some(Name::Own(_)));
                let sites: Vec<_> =
                    sites.iter().copied().filter(|site| !own(site) && !self.is_envelope(*site)).collect();
                let operations: BTreeSet<_> =
                    sites.iter().map(|site| self.draft.sites[*site].operation).collect();
                let recurs = operations.len() > 1 || self.joined(&sites).is_some();
                recurs.then(|| (Reverse(operations.len()), sites[0], *wanted, sites))
            })
            .collect();
        recurring.sort_unstable();
        recurring.into_iter().map(|(_, first, wanted, sites)| (first, wanted, sites)).collect()
    }

    /// The shared name that one of these sites has.
    fn joined(&self, sites: &[usize]) -> Option<Ident> {
        sites.iter().find_map(|site| match &self.names[*site] {
            Some(Name::Shared(ident)) => Some(ident.clone()),
            _ => None,
        })
    }

    fn share(&mut self, sites: &[usize], ident: &Ident) {
        for site in sites {
            self.names[*site].get_or_insert_with(|| Name::Shared(ident.clone()));
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
    fn own(&mut self, operation: usize, reserved: &[String], signatures: &[usize], given: &PublicNames) {
        let name = &self.draft.operations[operation].operation.name;
        let given = given.operations.get(name).into_iter().flat_map(|names| names.types.values());
        let mut scope = Scope::reserving(reserved.iter().chain(given).map(String::as_str));
        let mut known: BTreeMap<(&str, usize), Ident> = BTreeMap::new();
        let sites = &self.draft.sites;
        let start = sites.partition_point(|site| site.operation < operation);
        let end = sites.partition_point(|site| site.operation <= operation);
        let key = |index: usize| (sites[index].wanted.as_str(), signatures[index]);
        for index in start..end {
            if let Some(Name::Own(ident)) = &self.names[index] {
                known.entry(key(index)).or_insert_with(|| ident.clone());
            }
        }
        let of = |side: Side| (start..end).filter(move |site| sites[*site].side == side);
        for index in of(Side::Response).chain(of(Side::Request)) {
            if self.names[index].is_some() {
                continue;
            }
            let site = &sites[index];
            let free =
                || scope.first_free(self.candidates(index, &site.wanted, Some(site.side)), &site.wanted);
            let ident = known.entry(key(index)).or_insert_with(free).clone();
            self.names[index] = Some(Name::Own(ident));
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

/// What stands before the name of a shared type.
const SHARED: &str = "types::";

impl Name {
    /// The name without its place.
    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Name::Own(ident) | Name::Shared(ident) => ident,
        }
    }

    /// The name as it is kept.
    pub(crate) fn kept(&self) -> String {
        match self {
            Name::Own(ident) => plain(ident),
            Name::Shared(ident) => format!("{SHARED}{}", plain(ident)),
        }
    }

    fn operation(&self, site: &Site<'_>) -> Option<usize> {
        match self {
            Name::Own(_) => Some(site.operation),
            Name::Shared(_) => None,
        }
    }
}

/// An identifier without what escapes a keyword.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
