//! The docs of a method that waits.

use super::given::Given;
use crate::doc::{Doc, Inline, code, link, own};
use alicloud_spec::{Constant, End, Quantifier, Waiter};
use proc_macro2::Ident;

/// What is waited for, and what ends that.
pub(super) fn of(ident: &Ident, waiter: &Waiter, given: &Given<'_>) -> Doc {
    let calls =
        own("Waits: calls ") + link(ident) + " until " + code(&waiter.member) + " of its response is ";
    let absent = waiter.absent == Some(End::Success);
    let mut doc = Doc::from(match (waiter.success.is_empty(), absent) {
        (true, _) => calls + "gone.",
        (false, true) => calls + words(&waiter.success) + ", or gone.",
        (false, false) => calls + words(&waiter.success) + ".",
    });
    match waiter.quantifier {
        Quantifier::All if given.is_list() => {
            doc.line("That has to be so of all that are asked for.");
        }
        Quantifier::All => {}
        Quantifier::Any => {
            doc.line("One that is so is enough.");
        }
    }
    if !waiter.failure.is_empty() {
        let ends = if waiter.failure.len() == 1 { " ends it" } else { " end it" };
        let with = " with [`WaitError::Failed`](alicloud_runtime::client::WaitError::Failed).";
        doc.paragraph(words(&waiter.failure) + ends + with);
    }
    doc
}

fn words(values: &[Constant]) -> Inline {
    Inline::joined(values.iter().map(|value| code(&value.to_string())), ", ")
}
