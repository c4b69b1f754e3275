//! Made-up answers of operations without a documented example: typed, and the same every time.

use alicloud_spec::{
    Kind, Literal, Member, Number, Operation, PageTokens, Paging, Scalar, Shape, SuccessRule,
};
use serde_json::{Map, Value, json};

/// How many values of a shape may hold one another: enough to see what there is, where shapes hold themselves.
const DEPTH: usize = 8;

/// A successful answer with a value for every member, one item in each list, and one entry in each map, that is the last
/// page of what there is.
pub(crate) fn answer(operation: &Operation, success: Option<&SuccessRule>, request_id: &str) -> Value {
    let mut answer = value(&operation.response, "", &[], DEPTH);
    if let Some(PageTokens { next, more, .. }) = Paging::of(operation).and_then(|paging| paging.tokens) {
        set(&mut answer, &next, &json!(""));
        more.into_iter().for_each(|more| set(&mut answer, &more, &json!(false)));
    }
    if let Some(members) = answer.as_object_mut() {
        if let Some(id) = members.get_mut("RequestId") {
            *id = json!(request_id);
        }
        if let Some(rule) = success {
            succeed(members, rule);
        }
    }
    answer
}

/// Replaces the value at the end of a way.
fn set(answer: &mut Value, way: &[String], to: &Value) {
    let place = way.iter().try_fold(answer, |value, name| value.get_mut(name));
    if let Some(place) = place {
        *place = if place.is_string() && to.is_boolean() { json!(to.to_string()) } else { to.clone() };
    }
}

/// Lets an answer say what answers of the product say of success, as far as it does not say so.
pub(crate) fn complete(members: &mut Map<String, Value>, rule: &SuccessRule, operation: &Operation) {
    let documented = operation.response.members();
    for name in rule.flag.iter().chain(&rule.code) {
        let missing = !members.contains_key(name);
        if let Some(found) = documented.iter().find(|member| member.name == *name).filter(|_| missing) {
            let mut only = Map::from_iter([(name.clone(), member(found, &[], DEPTH))]);
            succeed(&mut only, rule);
            only.into_iter().for_each(|(name, value)| drop(members.insert(name, value)));
        }
    }
}

/// Says what the product says of success.
fn succeed(members: &mut Map<String, Value>, rule: &SuccessRule) {
    if let Some(flag) = rule.flag.as_ref().and_then(|name| members.get_mut(name)) {
        *flag = if flag.is_string() { json!("true") } else { json!(true) };
    }
    let accepted = rule.accept.first().map_or("200", String::as_str);
    if let Some(code) = rule.code.as_ref().and_then(|name| members.get_mut(name)) {
        // Of numbers, 200 means success whatever words do.
        *code = if code.is_number() { json!(accepted.parse().unwrap_or(200)) } else { json!(accepted) };
    }
}

/// A value of a member; `around` are the shared shapes that it is inside of.
fn member(member: &Member, around: &[(&str, &Shape)], depth: usize) -> Value {
    if let (Shape::Scalar(scalar), Some(min)) =
        (&member.shape, member.limits.range.and_then(|range| range.min))
        && scalar.values.is_empty()
        && scalar.kind != Kind::String
    {
        return match min {
            Number::Integer(min) => json!(min),
            Number::Decimal(min) => json!(min),
        };
    }
    value(&member.shape, &member.name, around, depth)
}

fn value(shape: &Shape, name: &str, around: &[(&str, &Shape)], depth: usize) -> Value {
    if depth == 0 {
        return Value::Null;
    }
    match shape {
        Shape::Scalar(found) => scalar(found, name),
        Shape::List(element) => match value(element, name, around, depth - 1) {
            Value::Null => json!([]),
            item => json!([item]),
        },
        Shape::Map(inner) => json!({ "key": value(inner, name, around, depth - 1) }),
        Shape::Structure(members) => {
            let members = members.iter().map(|inner| (inner.name.clone(), member(inner, around, depth - 1)));
            Value::Object(members.filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
        }
        Shape::Shared(shared) => {
            let around: Vec<_> =
                around.iter().copied().chain([(shared.name.as_str(), shared.shape.as_ref())]).collect();
            value(&shared.shape, name, &around, depth)
        }
        Shape::Reference(to) => match around.iter().rev().find(|(known, _)| known == to) {
            Some((_, shape)) => value(shape, name, around, depth / 2),
            None => Value::Null,
        },
        Shape::Any => json!({}),
    }
}

fn scalar(scalar: &Scalar, name: &str) -> Value {
    if let Some(first) = scalar.values.first() {
        return match &first.value {
            Literal::Integer(value) => json!(value),
            Literal::String(value) => json!(value),
        };
    }
    if let Some(held) = &scalar.json {
        return json!(value(held, name, &[], DEPTH).to_string());
    }
    match scalar.kind {
        Kind::String if name.ends_with("Time") || name.ends_with("Expiration") => {
            json!("2038-01-01T00:00:00Z")
        }
        Kind::String => json!(name.to_lowercase()),
        Kind::Boolean => json!(true),
        Kind::Integer | Kind::Long => json!(1),
        Kind::Float | Kind::Double => json!(1.5),
        Kind::Binary => json!(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    /// What is wrong with a value of a shape that is inside of `around`, with the way to it.
    fn faults<'a>(shape: &'a Shape, value: &Value, around: &[&'a Shape], way: &str) -> Vec<String> {
        let inner = |shape, value, name: &str| faults(shape, value, around, &format!("{way}.{name}"));
        match (shape, value) {
            (Shape::Structure(members), Value::Object(values)) => {
                let known = |name: &String| members.iter().find(|member| member.name == *name);
                let each = values.iter().map(|(name, value)| match known(name) {
                    Some(member) => inner(&member.shape, value, name),
                    None => vec![format!("{way}.{name} is not documented")],
                });
                each.flatten().collect()
            }
            (Shape::List(element), Value::Array(items)) if items.len() <= 1 => {
                items.iter().flat_map(|item| inner(element, item, "[]")).collect()
            }
            (Shape::Map(element), Value::Object(entries)) if entries.len() == 1 => {
                entries.values().flat_map(|entry| inner(element, entry, "{}")).collect()
            }
            (Shape::Shared(shared), _) => {
                let around: Vec<_> = around.iter().copied().chain([shape]).collect();
                faults(&shared.shape, value, &around, way)
            }
            (Shape::Reference(to), _) => {
                let is_it = |shape: &&&Shape| matches!(shape, Shape::Shared(shared) if shared.name == *to);
                match around.iter().rev().find(is_it) {
                    Some(shape) => faults(shape, value, around, way),
                    None => vec![format!("{way} refers to nothing")],
                }
            }
            (Shape::Scalar(found), _) if is_of(found, value) => match (&found.json, value.as_str()) {
                // A text that holds a number in an example is any text in an answer: a token of no more pages, an id, a code.
                (Some(held), Some(text))
                    if found.values.is_empty() && !matches!(**held, Shape::Scalar(_)) =>
                {
                    match serde_json::from_str(text) {
                        Ok(value) => inner(held, &value, "(json)"),
                        Err(error) => vec![format!("{way}: {error}")],
                    }
                }
                _ => Vec::new(),
            },
            (Shape::Any, _) => Vec::new(),
            _ => vec![format!("{way}: {value} is no {shape:?}")],
        }
    }

    fn is_of(scalar: &Scalar, value: &Value) -> bool {
        match scalar.kind {
            Kind::String | Kind::Binary => value.is_string(),
            Kind::Boolean => value.is_boolean(),
            Kind::Integer => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            Kind::Long => value.is_i64(),
            Kind::Float | Kind::Double => value.is_number(),
        }
    }

    /// Whether a client of a product with this rule takes an answer for success.
    fn succeeded(rule: &SuccessRule, answer: &Value) -> bool {
        let told = |name: &Option<String>| match answer.get(name.as_ref()?)? {
            Value::String(text) => Some(text.clone()),
            value => Some(value.to_string()),
        };
        match (told(&rule.flag), told(&rule.code)) {
            (Some(flag), _) => flag == "true",
            (None, Some(code)) => {
                code.parse().is_ok_and(|code| (200..300).contains(&code)) || rule.accept.contains(&code)
            }
            (None, None) => true,
        }
    }

    #[test]
    fn answers_of_all_operations_have_the_documented_types_and_succeed() {
        let catalog = Catalog::built_in().unwrap();
        let (mut found, mut seen) = (Vec::new(), 0);
        for operation in catalog.operations() {
            let rule = catalog.success(operation);
            let answer = answer(operation, rule, "id");
            let way = format!("{}.{}", operation.product, operation.name);
            found.extend(faults(&operation.response, &answer, &[], &way));
            if rule.is_some_and(|rule| !succeeded(rule, &answer)) {
                found.push(format!("{way} is taken for a failure"));
            }
            seen += 1;
        }
        assert!(found.is_empty(), "{} of {seen} operations: {found:#?}", found.len());
        assert!(seen > 1000, "{seen}");
    }
}
