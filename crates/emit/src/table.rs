//! Tables: calls of macros of the runtime, laid out with a line for each member, so that one more is one more line.

use crate::item::{Equality, Field, Reading, Variant};
use alicloud_spec::Sensitivity;
use proc_macro2::{Ident, Literal};

/// A table of `kind`, such as `structure`, that begins with `head` and has these lines.
pub(crate) fn table(kind: &str, head: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().map(|line| format!("    {line},\n")).collect();
    let lines = if lines.is_empty() { lines } else { format!("\n{lines}") };
    format!("alicloud_runtime::{kind}! {{ {head} {{{lines}}} }}\n")
}

/// The head of the table of a structure.
pub(crate) fn head(ident: &Ident, equality: Equality) -> String {
    match equality {
        Equality::Total => format!("{ident}: Eq"),
        Equality::Partial => ident.to_string(),
    }
}

/// The line of a member: `tags = "Tags" / "Tag"`, `password = "Password": secret`, `created = "Created" => time`.
pub(crate) fn member(field: &Field) -> String {
    let item = field.item.as_ref().map(|item| format!(" / {}", literal(item)));
    let secret = if field.sensitivity == Sensitivity::Secret { ": secret" } else { "" };
    let time = if field.reading == Reading::Instant { " => time" } else { "" };
    format!("{} = {}{}{secret}{time}", field.ident, literal(&field.wire), item.unwrap_or_default())
}

/// The line of a variant: `Running = "RUNNING"`.
pub(crate) fn string(variant: &Variant<String>) -> String {
    format!("{} = {}", variant.ident, literal(&variant.value))
}

/// The line of a variant: `Running = 2`.
pub(crate) fn integer(variant: &Variant<i64>) -> String {
    format!("{} = {}", variant.ident, variant.value)
}

/// The line of an error code: `NotFound = "InvalidId.NotFound" 404`.
pub(crate) fn code(variant: &Variant<(String, Option<u16>)>) -> String {
    let (code, status) = &variant.value;
    let status = status.map(|status| format!(" {status}"));
    format!("{} = {}{}", variant.ident, literal(code), status.unwrap_or_default())
}

/// A string of Rust.
pub(crate) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// The table of an operation, with lines for its parameters.
pub(crate) fn operation(head: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().map(|line| format!("    {line},\n")).collect();
    format!("alicloud_runtime::operation! {{\n    {head}{lines}}}\n")
}
