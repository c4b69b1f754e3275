//! Parameters that every page of an operation requires.
//!
//! An operation that creates things of several kinds has a page for each, which requires what its kind needs.

use super::{Draft, Edition};
use crate::{Code, Diagnostic, Location, Member, Presence};
use std::collections::BTreeMap;

/// Makes optional what some page of the newest generation does not require, or does not have; gives a finding for each. What
/// older pages say of it is no matter, and the metadata stays as it is.
pub(super) fn agree(drafts: &mut [Draft]) -> Vec<Diagnostic> {
    let newest = drafts.iter().map(|draft| generation(&draft.edition)).max().flatten();
    let is_newest = |draft: &&mut Draft| newest.is_some() && generation(&draft.edition) == newest;
    let mut tally = Tally::default();
    drafts.iter_mut().filter(is_newest).for_each(|draft| tally.count(&draft.request));
    let mut found = Vec::new();
    if tally.lists > 1 {
        drafts.iter_mut().filter(is_newest).for_each(|draft| tally.settle(&mut draft.request, &mut found));
    }
    found
}

/// Pages of one generation are of one time, whenever each of them was updated.
fn generation(edition: &Edition) -> Option<u8> {
    match edition {
        Edition::Attributed => Some(0),
        Edition::Plain => Some(1),
        Edition::Dated(_) => Some(2),
        Edition::Metadata => None,
    }
}

/// What pages say about the members of one structure, or about the parameters of the operation.
#[derive(Default)]
struct Tally {
    /// So many pages list any.
    lists: usize,
    members: BTreeMap<String, Required>,
}

#[derive(Default)]
struct Required {
    pages: usize,
    inner: Tally,
}

impl Tally {
    fn count(&mut self, members: &[Member]) {
        self.lists += usize::from(!members.is_empty());
        for member in members {
            let required = self.members.entry(member.name.to_ascii_lowercase()).or_default();
            required.pages += usize::from(member.presence.is_expected());
            required.inner.count(member.shape.members());
        }
    }

    fn settle(&self, members: &mut [Member], found: &mut Vec<Diagnostic>) {
        for member in members {
            let Some(required) = self.members.get(&member.name.to_ascii_lowercase()) else { continue };
            let is_open = member.presence.is_expected() && member.location != Some(Location::Path);
            if is_open && required.pages < self.lists {
                member.presence = Presence::Optional;
                found.extend(report(member, required.pages, self.lists));
            }
            if let Some(inner) = member.shape.own_members_mut() {
                required.inner.settle(inner, found);
            }
        }
    }
}

fn report(member: &Member, pages: usize, of: usize) -> Option<Diagnostic> {
    let place = member.source.as_ref()?;
    let message = format!(
        "`{}` is required here, but on {pages} of {of} pages of the operation only, so it is optional",
        member.name
    );
    Some(Diagnostic::new(Code::EditionsDisagree, place.span(), message))
}
