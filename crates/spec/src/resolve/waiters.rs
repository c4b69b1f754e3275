//! Checks of waiters: what they call, what they give it, and what they watch.

use super::ProductFiles;
use crate::locate::{Step, locate};
use crate::{Code, Diagnostic, End, Kind, Operation, Presence, Scalar, Shape, Span, Waiter};

/// The waiters that can work, and what is wrong with the others.
pub(super) fn checked(
    waiters: Vec<Waiter>,
    operations: &[Operation],
    files: &ProductFiles,
) -> (Vec<Waiter>, Vec<Diagnostic>) {
    let (mut sound, mut diagnostics) = (Vec::new(), Vec::new());
    for (index, waiter) in waiters.into_iter().enumerate() {
        match fault(&waiter, operations) {
            None => sound.push(waiter),
            Some((key, message)) => {
                let (line, column) =
                    locate(&files.product_text, &[Step::Key("waiters"), Step::Index(index), Step::Key(key)]);
                let span = Span::new(&files.product_file, line, column, 1);
                let help = "name an operation, parameters of it that are single values or lists of such, and a single \
                            value in its response";
                diagnostics.push(Diagnostic::new(Code::WrongWaiter, span, message).help(help));
            }
        }
    }
    (sound, diagnostics)
}

/// What is wrong with a waiter, and under which key.
fn fault(waiter: &Waiter, operations: &[Operation]) -> Option<(&'static str, String)> {
    let Some(operation) = operations.iter().find(|operation| operation.name == waiter.operation) else {
        return Some(("operation", format!("there is no operation `{}`", waiter.operation)));
    };
    if !is_value(&operation.response, &mut waiter.member.split('.')) {
        let message =
            format!("`{}` is no single value in the response of `{}`", waiter.member, waiter.operation);
        return Some(("member", message));
    }
    if waiter.success.is_empty() && waiter.absent != Some(End::Success) {
        return Some(("name", format!("nothing ends `{}` well", waiter.name)));
    }
    wrong_argument(waiter, operation)
}

/// Whether a way leads to a single value, through structures and the items of lists.
fn is_value<'a>(shape: &Shape, way: &mut impl Iterator<Item = &'a str>) -> bool {
    match shape {
        Shape::List(element) => is_value(element, way),
        Shape::Structure(members) => {
            let Some(name) = way.next() else { return false };
            members.iter().any(|member| member.name == name && is_value(&member.shape, way))
        }
        Shape::Scalar(_) => way.next().is_none(),
        Shape::Shared(shared) => is_value(&shared.shape, way),
        Shape::Map(_) | Shape::Reference(_) | Shape::Any => false,
    }
}

fn wrong_argument(waiter: &Waiter, operation: &Operation) -> Option<(&'static str, String)> {
    let find = |name: &String| operation.request.iter().find(|member| member.name == *name);
    let scalar = |shape: &Shape| matches!(shape, Shape::Scalar(_));
    for name in waiter.arguments.iter().chain(waiter.fixed.keys()) {
        let passes = find(name).is_some_and(|member| match &member.shape {
            Shape::List(element) => scalar(element),
            shape => scalar(shape),
        });
        if !passes {
            return Some((
                "arguments",
                format!("`{name}` is no parameter of `{}` that can be given", operation.name),
            ));
        }
    }
    for name in &waiter.json {
        let text = find(name)
            .is_some_and(|member| matches!(member.shape, Shape::Scalar(Scalar { kind: Kind::String, .. })));
        if !text || !waiter.arguments.contains(name) {
            return Some(("json", format!("`{name}` is no text among the arguments")));
        }
    }
    let given = |name: &String| waiter.arguments.contains(name) || waiter.fixed.contains_key(name);
    let missing = operation.request.iter().find(|member| {
        let region = member.name.eq_ignore_ascii_case("RegionId");
        member.presence == Presence::Required && !region && !given(&member.name)
    });
    match missing {
        Some(member) if !waiter.arguments.is_empty() => {
            Some(("arguments", format!("`{}` is required, and nothing gives it", member.name)))
        }
        _ => None,
    }
}
