//! Paging: the table by which the pages of an operation are asked for, and the way to the items of one in Rust.

use crate::item::{Definition, Field, Module, PageItems, Pages, Response, Structure, Type};
use crate::naming::Name;
use crate::place::{In, Place};
use crate::table::literal;
use alicloud_spec::{Operation, PageNumbers, PageTokens, Paging};
use proc_macro2::TokenStream;
use quote::quote;

/// How the pages of an operation are asked for, if it has any. The items may be in types of its own, or in those that it
/// shares with others.
pub(crate) fn pages(
    operation: &Operation,
    response: &Response,
    [own, shared]: [&[Definition]; 2],
) -> Option<Pages> {
    let paging = Paging::of(operation)?;
    let types = Types { own, shared };
    let list = paging.items.as_deref().and_then(|way| types.list(response, way));
    let paging = if list.is_some() { Some(paging) } else { paging.without_items() };
    Some(Pages { paging: paging?, list })
}

/// The table of the pages of an operation, if it has any.
pub(crate) fn table(module: &Module<'_>) -> Option<String> {
    let Pages { paging: Paging { numbers, tokens, .. }, list } = module.pages.as_ref()?;
    let place = Place { types: &module.types, module: In::Operation };
    let lines = [
        Some(format!("{} for super::Client", module.request.ident)),
        numbers.as_ref().map(self::numbers),
        tokens.as_ref().map(self::tokens),
        list.as_ref().map(|list| items(list, place)),
    ];
    let lines: String = lines.into_iter().flatten().map(|line| format!("    {line};\n")).collect();
    Some(format!("alicloud_runtime::paged! {{\n{lines}}}\n"))
}

fn numbers(numbers: &PageNumbers) -> String {
    let PageNumbers { parameter, unit, first, size, echo, total, pages } = numbers;
    let head = format!("number {} of {unit:?} from {first}", literal(parameter));
    let ways = [("echo", echo), ("total", total), ("pages", pages)];
    let ways = ways.map(|(word, way)| way.as_ref().map(|way| part(word, way)));
    [Some(head), size.as_deref().map(by)].into_iter().chain(ways).flatten().collect()
}

fn tokens(tokens: &PageTokens) -> String {
    let PageTokens { parameter, size, next, more } = tokens;
    let head = format!("token {}", literal(parameter));
    let more = more.as_ref().map(|way| part("more", way));
    [Some(head), size.as_deref().map(by), Some(part("next", next)), more].into_iter().flatten().collect()
}

/// The parameter that holds the size of a page.
fn by(parameter: &str) -> String {
    format!(" by {}", literal(parameter))
}

/// A way into an answer, behind the word that tells what is there.
fn part(word: &str, way: &[String]) -> String {
    format!(", {word} {}", written(way))
}

fn written(way: &[String]) -> String {
    way.iter().map(|name| literal(name)).collect::<Vec<_>>().join(" / ")
}

fn items(list: &PageItems, place: Place<'_>) -> String {
    let (way, element) = (written(&list.way), place.ty(&list.element));
    let space = if way.is_empty() { "" } else { " " };
    format!("items {way}{space}of {} = |response| {}", compact(&element), compact(&list.expression))
}

/// Tokens of a path, a type or a chain of fields, none of which needs a space.
fn compact(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "").replace(',', ", ")
}

/// The types that the members of a response may have.
struct Types<'d> {
    own: &'d [Definition],
    shared: &'d [Definition],
}

impl Types<'_> {
    /// The list at the end of a way that begins at the root of a response.
    fn list(&self, response: &Response, way: &[String]) -> Option<PageItems> {
        match response {
            Response::Transparent { field, ty: Type::List(element), .. } if way.is_empty() => {
                let element = element.as_ref().clone();
                Some(PageItems { expression: quote!(response.#field), element, way: Vec::new() })
            }
            Response::Transparent { .. } | Response::Acknowledged { .. } => None,
            Response::Structure(root) => self.inside(root, way, &quote!(response)),
        }
    }

    /// The list at the end of a way that begins in a structure, which `expression` gives.
    fn inside(&self, structure: &Structure, way: &[String], expression: &TokenStream) -> Option<PageItems> {
        let (name, rest) = way.split_first()?;
        let field = structure.fields.iter().find(|field| field.wire == *name)?;
        let ident = &field.ident;
        let value = quote!(#expression.#ident);
        match &field.ty {
            Type::List(element) if rest.is_empty() || is_wrapped(field, rest) => {
                let optional = field.is_option(structure.side);
                let expression = if optional { quote!(*#value.as_mut()?) } else { value };
                Some(PageItems { expression, element: element.as_ref().clone(), way: vec![name.clone()] })
            }
            Type::Structure(inner) | Type::Boxed(inner) => {
                let mut list = self.inside(self.structure(inner)?, rest, &quote!(#value.as_mut()?))?;
                list.way.insert(0, name.clone());
                Some(list)
            }
            _ => None,
        }
    }

    fn structure(&self, name: &Name) -> Option<&Structure> {
        let types = match name {
            Name::Own(_) => self.own,
            Name::Shared(_) => self.shared,
        };
        types.iter().find_map(|definition| match definition {
            Definition::Structure(structure) if structure.ident == *name.ident() => Some(structure),
            _ => None,
        })
    }
}

/// Whether what is left of a way is the name that a list has inside of its wrapper.
fn is_wrapped(field: &Field, rest: &[String]) -> bool {
    matches!(rest, [item] if field.item.as_ref() == Some(item))
}
