//! Tests that the generated types read and write the documented examples, and the examples as files.

mod agreement;
mod departures;

use crate::decide::type_name;
use crate::doc::{Doc, Inline, code, own, text};
use crate::format::Item;
use crate::item::{Definition, Enumeration, Items, Variants};
use crate::scope::Scope;
use crate::{File, Options, format, name};
use agreement::{Untestable, differing};
use alicloud_spec::example::{Content, Node, Reading, read_json, read_xml};
use alicloud_spec::{Api, Example, Kind, Operation, Scalar, Shape};
use departures::Departures;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The test file of a product, and its examples.
pub(crate) fn files(api: &Api, decided: &Items<'_>, options: &Options) -> Vec<File> {
    let krate = name::ident(&options.name.replace('-', "_"));
    let feature = &api.product.module;
    let product = name::ident(&name::snake(feature));
    let mut tests =
        Tests { folder: product.to_string().trim_start_matches("r#").to_owned(), ..Tests::default() };
    for operation in &api.operations {
        tests.operation(operation);
    }
    let mut items = vec![quote! {
        use ::alicloud_runtime::testing;
        use ::#krate::#product as product;
    }];
    items.extend(values(decided));
    items.append(&mut tests.items);
    let origin = format!("{} {}", api.product.code, api.product.version);
    let mut doc = Doc::from("Documented examples, values and error codes.");
    if !tests.notes.is_empty() {
        doc.paragraph("Examples that are not as they should be:").items(tests.notes);
    }
    let items = items.into_iter().map(Item::Tokens).collect();
    let documented = format::source(&origin, &doc, items);
    let doc = Doc::from(own("The documentation of ") + code(feature) + " as tests.");
    // Spelt apart, because rustfmt would follow the attribute here too.
    let skip = quote!(rustfmt::skip);
    let root = [
        quote!(#![cfg(feature = #feature)]),
        quote!(#![allow(deprecated)]),
        quote!(#[#skip] mod documented;),
    ];
    let root = format::source(&origin, &doc, root.map(Item::Tokens).into());
    let mut files = tests.files;
    for (name, contents) in [("main", root), ("documented", documented)] {
        files.push(File { path: format!("tests/{}/{name}.rs", tests.folder), contents });
    }
    files
}

#[derive(Default)]
struct Tests {
    folder: String,
    scope: Scope,
    items: Vec<TokenStream>,
    files: Vec<File>,
    /// What is not as it should be about which example.
    notes: Vec<Inline>,
}

impl Tests {
    fn operation(&mut self, operation: &Operation) {
        let module = self.scope.snake(&operation.name);
        let stem = type_name(operation);
        for (index, example) in operation.examples.iter().enumerate() {
            let stem = if index == 0 { stem.clone() } else { format!("{stem}.{}", index + 1) };
            self.example(operation, &module, &stem, example);
        }
    }

    fn example(&mut self, operation: &Operation, module: &Ident, stem: &str, example: &Example) {
        let Some(json) = &example.json else { return };
        if matches!(operation.response, Shape::Scalar(Scalar { kind: Kind::Binary, .. })) {
            return self.note(stem, "json", "left out: the response is bytes".into());
        }
        let reading = read_json(json);
        let Some(root) = root(&reading, &operation.response) else {
            return self.note(stem, "json", own("left out: it shows no response"));
        };
        let text = match reading.repairs.first() {
            None => json.clone(),
            Some(repair) => {
                self.note(stem, "json", own("repaired: ") + text(&repair.message));
                format!("{root}\n")
            }
        };
        let ty = response_type(operation);
        let path = self.file(stem, "json", &text);
        let test = self.scope.snake(&format!("{module} json"));
        let departures = Departures::of(&operation.response, root);
        departures.reasons().for_each(|why| self.note(stem, "json", why.clone()));
        let paths = departures.paths().into_iter();
        self.items.push(quote! {
            #[test]
            fn #test() {
                testing::round_trip::<#ty>(include_str!(#path), &[#(#paths),*]);
            }
        });
        let Some(xml) = &example.xml else { return };
        if departures.keeps_shapes() {
            self.twins(operation, module, stem, (root, &path), xml, &ty);
        } else {
            self.note(stem, "xml", own("left out: the JSON beside it has other shapes than the table"));
        }
    }

    fn twins(
        &mut self,
        operation: &Operation,
        module: &Ident,
        stem: &str,
        (json, json_path): (&Node<'_>, &str),
        xml: &str,
        ty: &TokenStream,
    ) {
        let rooted = rooted(xml, &operation.response);
        let xml = rooted.as_deref().unwrap_or(xml);
        let root = match value(read_xml(xml)) {
            Ok(root) => root,
            Err(why) => return self.note(stem, "xml", own("left out: ") + why),
        };
        let Content::Object(content) = &root.content else { return };
        let Some((_, content)) = content.first() else { return };
        match differing(&operation.response, json, content) {
            Ok(differing) => {
                let xml_path = self.file(stem, "xml", xml);
                if rooted.is_some() {
                    self.note(stem, "xml", own("repaired: it has no root element"));
                }
                let test = self.scope.snake(&format!("{module} xml"));
                self.items.push(quote! {
                    #[test]
                    fn #test() {
                        testing::twins::<#ty>(include_str!(#json_path), include_str!(#xml_path), &[#(#differing),*]);
                    }
                });
            }
            Err(Untestable(why)) => self.note(stem, "xml", own("left out: ") + why),
        }
    }

    /// Keeps an example; gives its path as the test file names it.
    fn file(&mut self, stem: &str, extension: &str, contents: &str) -> String {
        let path = format!("examples/{}/{stem}.{extension}", self.folder);
        self.files.push(File { path: format!("tests/{path}"), contents: contents.to_owned() });
        format!("../{path}")
    }

    /// Tells readers of the tests what about an example is not as it should be.
    fn note(&mut self, stem: &str, extension: &str, what: Inline) {
        self.notes.push(code(&format!("{stem}.{extension}")) + " " + what);
    }
}

/// The response that an example shows: the first value that is not a single word, unless single words are responses.
fn root<'a>(reading: &'a Reading<'a>, response: &Shape) -> Option<&'a Node<'a>> {
    let is_response = |root: &&Node<'_>| {
        matches!(root.content, Content::Object(_) | Content::List(_)) || matches!(response, Shape::Scalar(_))
    };
    reading.roots.iter().find(is_response)
}

/// An example that shows the members of a response and nothing around them, as the official metadata often does, with a
/// root element.
fn rooted(xml: &str, response: &Shape) -> Option<String> {
    if xml.trim_start().starts_with("<?") {
        return None;
    }
    let roots = read_xml(xml).roots;
    let is_member = |root: &Node<'_>| match &root.content {
        Content::Object(shown) => shown.iter().all(|(name, _)| agreement::is_member(response, name)),
        _ => false,
    };
    let is_bare = !roots.is_empty() && roots.iter().all(is_member);
    is_bare.then(|| format!("<Response>\n{}\n</Response>\n", xml.trim()))
}

/// The only value of an example that needed no repair.
fn value(reading: Reading<'_>) -> Result<Node<'_>, &'static str> {
    match (reading.repairs.first(), reading.roots.into_iter().next()) {
        (Some(_), _) => Err("it is not well-formed"),
        (None, None) => Err("it is empty"),
        (None, Some(root)) => Ok(root),
    }
}

fn response_type(operation: &Operation) -> TokenStream {
    let ident = name::ident(&format!("{}Response", type_name(operation)));
    quote!(product::#ident)
}

/// Tests of all enums of a product.
fn values(decided: &Items<'_>) -> Vec<TokenStream> {
    let (mut enums, mut codes) = (Vec::new(), Vec::new());
    for module in &decided.operations {
        let (name, error) = (&module.name, &module.error.ident);
        enums.extend(checks(&module.definitions, &quote!(#name)));
        codes.push(quote!(testing::error_codes::<product::#error>();));
    }
    enums.extend(checks(&decided.shared, &quote!(types)));
    let enums = (!enums.is_empty()).then(|| quote!(#[test] fn valid_values() { #(#enums)* }));
    let codes = (!codes.is_empty()).then(|| quote!(#[test] fn error_codes() { #(#codes)* }));
    enums.into_iter().chain(codes).collect()
}

/// Checks of the enums of a module.
fn checks(definitions: &[Definition], module: &TokenStream) -> Vec<TokenStream> {
    let enums = definitions.iter().filter_map(|definition| match definition {
        Definition::Enumeration(enumeration) => Some(enumeration),
        Definition::Structure(_) => None,
    });
    enums
        .map(|Enumeration { ident, variants, .. }| {
            let check = match variants {
                Variants::Strings(_) => quote!(string_enum),
                Variants::Integers(_) => quote!(integer_enum),
            };
            quote!(testing::#check::<product::#module::#ident>();)
        })
        .collect()
}
