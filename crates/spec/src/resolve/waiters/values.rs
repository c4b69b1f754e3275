//! Checks of what a waiter watches, and of the values that end it.

use super::{Fault, listed};
use crate::locate::Step;
use crate::{CodeMeaning, Constant, End, Kind, Operation, Scalar, Shape, Waiter};

/// What is wrong with the member that a waiter watches, and with its values.
pub(super) fn check<'a>(waiter: &'a Waiter, operation: &Operation, faults: &mut Vec<Fault<'a>>) {
    let by_code = waiter.codes_of(CodeMeaning::Success).next().is_some();
    if waiter.success.is_empty() && waiter.absent != Some(End::Success) && !by_code {
        let message = format!("nothing ends `{}` well", waiter.name);
        let help = "expected `success`, `absent: success`, or an error code that means success";
        faults.push(Fault::new([Step::Key("name")], message, help));
    }
    faults.extend(waiter.codes.keys().filter(|code| !is_code(code)).map(|code| {
        let path = [Step::Key("codes"), Step::Key(code)];
        Fault::new(path, format!("`{code}` is no error code"), "expected letters and digits, without blanks")
    }));
    let Some(scalar) = watched(&operation.response, &mut waiter.member.split('.')) else {
        let message =
            format!("`{}` is no single value in the response of `{}`", waiter.member, waiter.operation);
        let help = "expected the names that lead to one, with dots between them";
        return faults.push(Fault::new([Step::Key("member")], message, help));
    };
    let [success, failure] = [("success", &waiter.success), ("failure", &waiter.failure)]
        .map(|(key, values)| values.iter().enumerate().map(move |(index, value)| (key, index, value)));
    let mut seen = Vec::new();
    for (key, index, value) in success.chain(failure) {
        let path = [Step::Key(key), Step::Index(index)];
        let text = value.to_string();
        if seen.contains(&text) {
            let message = format!("`{text}` ends `{}` twice", waiter.name);
            faults.push(Fault::new(path, message, "expected each value once, as success or as failure"));
        } else if let Some(expected) = unfit(value, scalar) {
            let message = format!("`{text}` is nothing that `{}` can be", waiter.member);
            faults.push(Fault::new(path, message, expected));
        }
        seen.push(text);
    }
}

fn is_code(code: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    !code.is_empty() && code.chars().all(is_part)
}

/// The single value that a way leads to, through structures and the items of lists.
fn watched<'s>(shape: &'s Shape, way: &mut impl Iterator<Item = &'s str>) -> Option<&'s Scalar> {
    match shape {
        Shape::List(element) => watched(element, way),
        Shape::Structure(members) => {
            let name = way.next()?;
            watched(&members.iter().find(|member| member.name == name)?.shape, way)
        }
        Shape::Scalar(scalar) => way.next().is_none().then_some(scalar),
        Shape::Shared(shared) => watched(&shared.shape, way),
        Shape::Map(_) | Shape::Reference(_) | Shape::Any => None,
    }
}

/// What is expected instead of a value that a member cannot have. Values are compared as they are written.
fn unfit(value: &Constant, Scalar { kind, values, .. }: &Scalar) -> Option<String> {
    let text = value.to_string();
    let expected = match kind {
        Kind::String => None,
        Kind::Boolean => (text != "true" && text != "false").then_some("`true` or `false`"),
        Kind::Integer | Kind::Long => {
            let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
            (!is_number).then_some("a whole number")
        }
        Kind::Float | Kind::Double => text.parse::<f64>().is_err().then_some("a number"),
        Kind::Binary => Some("a member that is no bytes"),
    };
    if let Some(expected) = expected {
        return Some(format!("expected {expected}"));
    }
    let known: Vec<_> = values.iter().map(|known| known.value.to_string()).collect();
    let unknown = !known.is_empty() && !known.contains(&text);
    unknown.then(|| {
        let known = listed(known.iter().map(String::as_str));
        format!("expected one of {known}; a value that no source has is added by an override, with a reason")
    })
}
