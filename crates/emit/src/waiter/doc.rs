//! The docs of a method that waits.

use super::given::Given;
use crate::doc::{Doc, Inline, code, link, own};
use alicloud_spec::{CodeMeaning, Constant, End, Quantifier, Waiter};
use proc_macro2::Ident;

/// What is waited for, and what ends that.
pub(super) fn of(ident: &Ident, waiter: &Waiter, given: &Given<'_>) -> Doc {
    let mut doc = Doc::from(success(ident, waiter));
    match waiter.quantifier {
        Quantifier::All if given.is_list() => {
            doc.line("That has to be so of all that are asked for.");
        }
        Quantifier::All => {}
        Quantifier::Any => {
            doc.line("One that is so is enough.");
        }
    }
    let pending: Vec<_> = waiter.codes_of(CodeMeaning::Pending).map(code).collect();
    if !pending.is_empty() {
        doc.line(own("It is too early where it fails with ") + Inline::joined(pending, ", ") + ".");
    }
    if !waiter.failure.is_empty() {
        let ends = if waiter.failure.len() == 1 { " ends it" } else { " end it" };
        let with = " with [`WaitError::Failed`](alicloud_runtime::client::WaitError::Failed).";
        doc.paragraph(words(&waiter.failure) + ends + with);
    }
    doc
}

/// What ends the waiting well.
fn success(ident: &Ident, waiter: &Waiter) -> Inline {
    let calls = own("Waits: calls ") + link(ident) + " until ";
    let member = || code(&waiter.member) + " of its response is ";
    let absent = waiter.absent == Some(End::Success);
    let state = match (waiter.success.is_empty(), absent) {
        (true, true) => Some(member() + "gone"),
        (false, true) => Some(member() + words(&waiter.success) + ", or gone"),
        (false, false) => Some(member() + words(&waiter.success)),
        (true, false) => None,
    };
    let codes: Vec<_> = waiter.codes_of(CodeMeaning::Success).map(code).collect();
    match (state, codes.is_empty()) {
        (Some(state), true) => calls + state + ".",
        (Some(state), false) => {
            calls
                + state
                + ", or it fails with "
                + Inline::joined(codes, ", ")
                + ": the response is empty then."
        }
        (None, _) => calls + "it fails with " + Inline::joined(codes, ", ") + ": the response is empty then.",
    }
}

fn words(values: &[Constant]) -> Inline {
    Inline::joined(values.iter().map(|value| code(&value.to_string())), ", ")
}
