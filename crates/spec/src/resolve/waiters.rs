//! Checks of waiters: what they call, what they give it, and what they watch.

mod arguments;
mod values;

use super::ProductFiles;
use crate::locate::{Step, locate};
use crate::{Code, Diagnostic, NameKind, Operation, PublicNames, Span, Waiter, grammar};
use std::collections::BTreeSet;

/// The waiters that can work, and what is wrong with the others.
pub(super) fn checked(
    waiters: Vec<Waiter>,
    operations: &[Operation],
    files: &ProductFiles,
) -> (Vec<Waiter>, Vec<Diagnostic>) {
    let (mut sound, mut diagnostics) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for (index, waiter) in waiters.into_iter().enumerate() {
        let mut faults = faults(&waiter, operations, &files.names);
        if !names.insert(grammar::letters(&waiter.name)) {
            let message = format!("`{}` stands here twice, or another but for case", waiter.name);
            faults.push(Fault::new([Step::Key("name")], message, "give each waiter a name of its own"));
        }
        diagnostics.extend(faults.iter().map(|fault| fault.diagnostic(index, files)));
        if faults.is_empty() {
            sound.push(waiter);
        }
    }
    (sound, diagnostics)
}

/// Something wrong with a waiter, with the way from the waiter to it.
struct Fault<'a> {
    path: Vec<Step<'a>>,
    message: String,
    help: String,
}

impl<'a> Fault<'a> {
    fn new(
        path: impl IntoIterator<Item = Step<'a>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Fault { path: path.into_iter().collect(), message: message.into(), help: help.into() }
    }

    fn diagnostic(&self, index: usize, files: &ProductFiles) -> Diagnostic {
        let path = [&[Step::Key("waiters"), Step::Index(index)], self.path.as_slice()].concat();
        let (line, column) = locate(&files.product_text, &path);
        let span = Span::new(&files.product_file, line, column, 1);
        Diagnostic::new(Code::WrongWaiter, span, self.message.as_str()).help(self.help.as_str())
    }
}

fn faults<'a>(waiter: &'a Waiter, operations: &'a [Operation], names: &PublicNames) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    if NameKind::Operation.check(&waiter.name).is_err() {
        let message = format!("`{}` is no name that a method can have", waiter.name);
        faults.push(Fault::new([Step::Key("name")], message, "expected a name such as `ThingRunning`"));
    }
    match operations.iter().find(|operation| operation.name == waiter.operation) {
        Some(operation) => {
            values::check(waiter, operation, &mut faults);
            arguments::check(waiter, operation, names, &mut faults);
        }
        None => {
            let message = format!("there is no operation `{}`", waiter.operation);
            faults.push(Fault::new(
                [Step::Key("operation")],
                message,
                "expected an operation of the product",
            ));
        }
    }
    faults
}

/// Words in the order of a source, as a message lists them.
fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
