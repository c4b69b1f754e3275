//! The documentation of an operation, where it is called: what it does, how it is called, and what may go wrong.

use crate::doc::{Doc, Inline, code, link, method_of, own, reference, text};
use crate::draft::Holds;
use crate::item::{Field, Module, Type, Values};
use crate::request::{Passing, passing, required};
use crate::{Options, name, words};
use alicloud_spec::{Api, Operation};

/// The documentation of the method of an operation.
pub(super) fn of(api: &Api, items: &Module<'_>, options: &Options) -> Doc {
    let Operation { name, product, version, docs, method, path, .. } = items.operation;
    let mut doc = Doc::default();
    doc.docs(docs);
    if doc.is_empty() {
        let words = words::summary(name, &api.glossary).map(|words| text(&words));
        doc.paragraph(words.unwrap_or_else(|| own("The operation ") + code(name) + "."));
    }
    let call = code(&format!("{} {path}", method.as_str()));
    let page = reference("Official reference", "https://api.aliyun.com/document", &[product, version, name]);
    doc.paragraph(call + ". " + page);
    pages(&mut doc, items);
    errors(&mut doc, items);
    example(&mut doc, api, items, options);
    doc
}

/// What gives more than one page.
fn pages(doc: &mut Doc, items: &Module<'_>) {
    let Some(pages) = &items.pages else { return };
    let method = |name| method_of(&items.request.ident, name);
    let each = method("pages") + own(" instead of `send` gives one page after the other");
    let all = pages.list.as_ref().map(|_| own(", and ") + method("items") + own(" what is in them"));
    doc.paragraph(each + all.unwrap_or_default() + ".");
}

fn errors(doc: &mut Doc, items: &Module<'_>) {
    let errors = &items.operation.errors;
    if errors.is_empty() {
        return;
    }
    let codes = errors.iter().map(|error| {
        let status = error.status.map(|status| own(" (") + text(&status.to_string()) + ")");
        code(&error.code) + status.unwrap_or_default()
    });
    let told = own("Documented codes, told apart by ") + link(&items.error.ident) + ": ";
    doc.heading("Errors").paragraph(told + Inline::joined(codes, ", ") + ".");
}

/// A call as it is written. Only those whose required parameters are text or plain scalars have one.
fn example(doc: &mut Doc, api: &Api, items: &Module<'_>, options: &Options) {
    let Module { method, request, .. } = items;
    let passing = passing(request);
    let values = required(request).map(|field| value(field, passing));
    let Some(values) = values.collect::<Option<Vec<_>>>() else { return };
    let module = format!("{}::{}", options.name.replace('-', "_"), name::ident(&api.product.module));
    let arguments = match passing {
        Passing::Arguments => values.join(", "),
        Passing::Struct => {
            let fields = required(request).zip(&values);
            let fields: String =
                fields.map(|(field, value)| format!("    {}: {value},\n", field.ident)).collect();
            format!("{module}::{} {{\n{fields}}}", request.required)
        }
    };
    let krate = options.name.replace('-', "_");
    doc.heading("Examples").code(format!(
        "# async fn call(client: {module}::Client) -> Result<(), {krate}::Error> {{\n\
         let output = client.{method}({arguments}).send().await?;\n\
         # Ok(()) }}"
    ));
}

/// A value of the type of a parameter, as an argument or as a field.
fn value(field: &Field, passing: Passing) -> Option<&'static str> {
    let (argument, value) = match field.ty {
        Type::Text(Holds::Words) => ("\"…\"", "\"…\".to_owned()"),
        Type::Text(Holds::Json) => ("[\"…\"]", "\"[]\".to_owned()"),
        Type::Text(Holds::Scalar) => ("1", "\"1\".to_owned()"),
        Type::Boolean => ("true", "true"),
        Type::Integer => ("1", "1"),
        Type::Double => ("1.0", "1.0"),
        Type::Enumeration(_, Values::Strings) => ("\"…\"", "\"…\".into()"),
        Type::Enumeration(_, Values::Integers) => ("1_i64", "1_i64.into()"),
        _ => return None,
    };
    Some(if passing == Passing::Arguments { argument } else { value })
}
