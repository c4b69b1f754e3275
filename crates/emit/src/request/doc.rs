//! An operation goes in; the documentation of its request, with the errors it may give and an example, comes out.

use super::{Passing, passing, required};
use crate::doc::{Doc, code, text};
use crate::item::{Field, Module, Type};
use crate::{Options, name};
use alicloud_spec::{Api, Operation};

pub(super) fn of(api: &Api, operation: &Operation, module: &Module, options: &Options) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&operation.docs);
    if operation.docs.is_empty() {
        doc.markdown(format!("The operation {}.", code(&operation.name)));
    }
    let product = &api.product;
    doc.markdown(format!(
        "{} of {}, version {}. [Official reference](https://api.aliyun.com/document/{}/{}/{})",
        code(&format!("{} {}", operation.method.as_str(), operation.path)),
        text(&product.name),
        text(&operation.version),
        url_part(&operation.product),
        url_part(&operation.version),
        url_part(&operation.name),
    ));
    errors(&mut doc, operation, module);
    example(&mut doc, api, module, options);
    if !operation.pages.is_empty() {
        let pages: Vec<_> = operation.pages.iter().map(|page| code(page)).collect();
        doc.markdown(format!("Source: {}.", pages.join(", ")));
    }
    doc
}

/// Names are of letters and digits; anything else has no place in a link.
fn url_part(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

fn errors(doc: &mut Doc, operation: &Operation, module: &Module) {
    if module.error.variants.is_empty() {
        return;
    }
    doc.markdown("# Errors").markdown(format!("Documented codes, told apart by [`{}`]:", module.error.ident));
    let lines = operation.errors.iter().map(|error| {
        let status = error.status.map(|status| format!(" ({status})")).unwrap_or_default();
        let message =
            error.message.as_ref().map(|message| format!(": {}", text(message))).unwrap_or_default();
        format!("- {}{status}{message}", code(&error.code))
    });
    doc.markdown(lines.collect::<Vec<_>>().join("\n"));
}

/// A request as a caller writes it. Only requests whose required parameters are text or plain scalars have one.
fn example(doc: &mut Doc, api: &Api, module: &Module, options: &Options) {
    let value = |field: &Field| match field.ty {
        Type::String => Some("\"…\".to_owned()"),
        Type::Boolean => Some("true"),
        Type::Integer => Some("1"),
        Type::Double => Some("1.0"),
        _ => None,
    };
    let request = &module.request;
    let Some(values) = required(request).map(value).collect::<Option<Vec<_>>>() else { return };
    let ident = &request.ident;
    let (imports, call) = if passing(request) == Passing::Struct {
        let fields =
            required(request).zip(&values).map(|(field, value)| format!("    {}: {value},", field.ident));
        let call =
            format!("{ident}::new({} {{\n{}\n}})", request.required, fields.collect::<Vec<_>>().join("\n"));
        (format!("{{{ident}, {}}}", request.required), call)
    } else {
        let arguments: Vec<_> = values.iter().map(|value| value.trim_end_matches(".to_owned()")).collect();
        (ident.to_string(), format!("{ident}::new({})", arguments.join(", ")))
    };
    let krate = options.name.replace('-', "_");
    let module = format!("{krate}::{}", name::ident(&api.product.module));
    doc.markdown("# Examples")
        .markdown(format!("```\nuse {module}::{imports};\n\nlet request = {call};\n```"));
}
