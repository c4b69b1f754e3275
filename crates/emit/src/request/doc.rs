//! An operation goes in; the documentation of its request, with the errors it may give and an example, comes out.

use super::{Passing, passing, required};
use crate::doc::{Doc, Inline, code, link, own, reference, text};
use crate::item::{Field, Module, Type};
use crate::{Options, name};
use alicloud_spec::{Api, Operation};

pub(super) fn of(api: &Api, operation: &Operation, module: &Module, options: &Options) -> Doc {
    let mut doc = Doc::default();
    doc.docs(&operation.docs);
    if doc.is_empty() {
        doc.paragraph(own("The operation ") + code(&operation.name) + ".");
    }
    let Operation { name, product, version, .. } = operation;
    let call = code(&format!("{} {}", operation.method.as_str(), operation.path));
    let page = reference("Official reference", "https://api.aliyun.com/document", &[product, version, name]);
    doc.paragraph(call + " of " + text(&api.product.name) + ", version " + text(version) + ". " + page);
    errors(&mut doc, operation, module);
    example(&mut doc, api, module, options);
    if !operation.pages.is_empty() {
        let pages = Inline::joined(operation.pages.iter().map(|page| code(page)), ", ");
        doc.paragraph(own("Source: ") + pages + ".");
    }
    doc
}

fn errors(doc: &mut Doc, operation: &Operation, module: &Module) {
    if module.error.variants.is_empty() {
        return;
    }
    doc.heading("Errors")
        .paragraph(own("Documented codes, told apart by ") + link(&module.error.ident) + ":")
        .items(operation.errors.iter().map(|error| {
            let status = error.status.map(|status| own(" (") + text(&status.to_string()) + ")");
            let message = error.message.as_ref().map(|message| own(": ") + text(message));
            code(&error.code) + status.unwrap_or_default() + message.unwrap_or_default()
        }));
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
    doc.heading("Examples").code(format!("use {module}::{imports};\n\nlet request = {call};"));
}
