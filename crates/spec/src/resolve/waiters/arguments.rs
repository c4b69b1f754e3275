//! Checks of what a waiter gives to its operation.

use super::{Fault, listed};
use crate::locate::Step;
use crate::{Constant, Kind, MAX_ARGUMENTS, Member, Operation, PublicNames, Scalar, Shape, Waiter};

/// What is wrong with the parameters that a waiter gives.
pub(super) fn check<'a>(
    waiter: &'a Waiter,
    operation: &'a Operation,
    names: &PublicNames,
    faults: &mut Vec<Fault<'a>>,
) {
    let before = faults.len();
    faults.extend(waiter.arguments.iter().enumerate().filter_map(|(index, name)| {
        let path = [Step::Key("arguments"), Step::Index(index)];
        twice(&waiter.arguments[..index], name, &path).or_else(|| argument(operation, name, &path))
    }));
    faults.extend(waiter.json.iter().enumerate().filter_map(|(index, name)| {
        let path = [Step::Key("json"), Step::Index(index)];
        twice(&waiter.json[..index], name, &path).or_else(|| json(waiter, operation, name, &path))
    }));
    faults.extend(waiter.fixed.iter().filter_map(|(name, value)| fixed(waiter, operation, name, value)));
    // What is missing may be what another fault is about.
    if faults.len() == before {
        faults.extend(missing(waiter, operation, names));
    }
}

fn twice<'a>(before: &[String], name: &str, path: &[Step<'a>]) -> Option<Fault<'a>> {
    let help = "expected each parameter once";
    before
        .iter()
        .any(|other| other == name)
        .then(|| Fault::new(path.to_vec(), format!("`{name}` stands here twice"), help))
}

/// The one parameter of a name.
fn parameter<'a>(operation: &'a Operation, name: &str, path: &[Step<'a>]) -> Result<&'a Member, Fault<'a>> {
    let mut found = operation.request.iter().filter(|member| member.name == name);
    match (found.next(), found.next()) {
        (Some(member), None) => Ok(member),
        (Some(_), Some(_)) => {
            let message = format!("`{name}` is the name of two parameters of `{}`", operation.name);
            Err(Fault::new(path.to_vec(), message, "expected a parameter that its name alone tells"))
        }
        (None, _) => {
            let message = format!("`{name}` is no parameter of `{}`", operation.name);
            let known = listed(operation.request.iter().map(|member| member.name.as_str()));
            let help = if known.is_empty() {
                "it has no parameters".to_owned()
            } else {
                format!("expected one of {known}")
            };
            Err(Fault::new(path.to_vec(), message, help))
        }
    }
}

fn argument<'a>(operation: &'a Operation, name: &str, path: &[Step<'a>]) -> Option<Fault<'a>> {
    let shape = match parameter(operation, name, path) {
        Ok(member) => &member.shape,
        Err(fault) => return Some(fault),
    };
    let scalar = |shape: &Shape| matches!(shape, Shape::Scalar(_));
    let can = match shape {
        Shape::List(element) => scalar(element),
        shape => scalar(shape),
    };
    let message = format!("`{name}` is of type {}", shape.word());
    (!can).then(|| Fault::new(path.to_vec(), message, "expected a single value, or a list of such"))
}

/// What is wrong with a list that is given as JSON in a text.
fn json<'a>(
    waiter: &Waiter,
    operation: &'a Operation,
    name: &String,
    path: &[Step<'a>],
) -> Option<Fault<'a>> {
    if !waiter.arguments.contains(name) {
        let message = format!("`{name}` is not among the arguments");
        return Some(Fault::new(path.to_vec(), message, "expected a parameter that `arguments` names"));
    }
    // What is wrong with an argument is said there.
    let member = parameter(operation, name, path).ok()?;
    let text = matches!(member.shape, Shape::Scalar(Scalar { kind: Kind::String, .. }));
    let message = format!("`{name}` is of type {}", member.shape.word());
    (!text).then(|| Fault::new(path.to_vec(), message, "expected a parameter of type string"))
}

fn fixed<'a>(
    waiter: &Waiter,
    operation: &'a Operation,
    name: &'a String,
    value: &Constant,
) -> Option<Fault<'a>> {
    let path = [Step::Key("fixed"), Step::Key(name)];
    if waiter.arguments.contains(name) {
        let message = format!("`{name}` is fixed, and an argument too");
        return Some(Fault::new(path, message, "expected it in `fixed` or in `arguments`"));
    }
    let shape = match parameter(operation, name, &path) {
        Ok(member) => &member.shape,
        Err(fault) => return Some(fault),
    };
    let Shape::Scalar(Scalar { kind, .. }) = shape else {
        let message = format!("`{name}` is of type {}, which nothing fixed can be", shape.word());
        return Some(Fault::new(path, message, "expected a parameter that is a single value"));
    };
    let (can, expected) = match kind {
        Kind::String => (matches!(value, Constant::String(_)), "text"),
        Kind::Boolean => (matches!(value, Constant::Boolean(_)), "`true` or `false`"),
        Kind::Integer | Kind::Long => (matches!(value, Constant::Integer(_)), "a whole number"),
        Kind::Float | Kind::Double => (matches!(value, Constant::Integer(_)), "a whole number"),
        Kind::Binary => (false, "a parameter that is no bytes"),
    };
    let message = format!("`{name}` is of type {}, and fixed to {}", kind.word(), described(value));
    (!can).then(|| Fault::new(path, message, format!("expected {expected}")))
}

fn described(value: &Constant) -> String {
    match value {
        Constant::Boolean(value) => format!("`{value}`"),
        Constant::Integer(value) => format!("the number `{value}`"),
        Constant::String(value) => format!("the text `{value}`"),
    }
}

/// What requests are made of and nothing gives, or more than can be told apart.
fn missing<'a>(waiter: &'a Waiter, operation: &Operation, names: &PublicNames) -> Option<Fault<'a>> {
    // What was asked for once still is.
    let known = names.operations.get(&operation.name);
    let asked = |member: &&Member| match known {
        Some(known) => known.arguments.contains(&member.name) || member.is_argument(),
        None => member.is_argument(),
    };
    let given = |name: &String| waiter.arguments.contains(name) || waiter.fixed.contains_key(name);
    let mut left = operation.request.iter().filter(asked).filter(|member| !given(&member.name));
    if !waiter.arguments.is_empty() {
        let missing = left.next().map(|member| {
            let message = format!("`{}` is required, and nothing gives it", member.name);
            Fault::new([Step::Key("arguments")], message, "expected it in `arguments` or in `fixed`")
        });
        return missing.or_else(|| too_many(waiter));
    }
    let fixed = operation.request.iter().filter(asked).find(|member| waiter.fixed.contains_key(&member.name));
    let (count, (name, _)) = (left.count(), waiter.fixed.get_key_value(&fixed?.name)?);
    let message = format!("`{name}` is fixed, and {count} other parameters are required");
    let help =
        format!("expected at most {MAX_ARGUMENTS}: more are given in a struct, of which none can be fixed");
    let path = [Step::Key("fixed"), Step::Key(name)];
    (count > MAX_ARGUMENTS).then(|| Fault::new(path, message, help))
}

fn too_many(waiter: &Waiter) -> Option<Fault<'_>> {
    let count = waiter.arguments.len();
    let path = [Step::Key("arguments"), Step::Index(MAX_ARGUMENTS)];
    let help = format!(
        "expected at most {MAX_ARGUMENTS}; where more are required, name none, and they are given in a struct"
    );
    (count > MAX_ARGUMENTS).then(|| Fault::new(path, format!("there are {count} arguments"), help))
}
