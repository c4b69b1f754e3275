//! Text that tries to be more than text goes in, at every place where specs have text; that a parser of Markdown, with the
//! options of rustdoc, finds in the docs of all generated files only what this crate puts there, is checked.
#![allow(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![allow(clippy::panic, reason = "what must not be in the docs fails the test")]

use alicloud_emit::{File, Options, Publish, Runtime, Tested, krate};
use alicloud_spec::{
    Api, CodeMeaning, Constant, Docs, ErrorCode, Example, Kind, Literal, Location, Member, Operation,
    Product, PublicNames, Quantifier, Scalar, Shape, ValidValue, Waiter, yaml,
};
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options as Extensions, Parser, Tag};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What shows nothing, and blanks that it could protect.
const BEFORE: &[&str] = &[
    "",
    "\u{200b}    ",
    "\u{feff}\u{202e}\u{a0}\u{a0}\u{a0}\u{a0}",
    "\u{7}\u{2060}\r\t",
    "\n\u{200d}\n\n\u{200b}\u{2003}\u{2003}\u{2003}\u{2003}",
];

/// What begins something in Markdown, or in Rust.
const BEGINNINGS: &[&str] = &[
    "panic!(\"ran\");",
    "```\npanic!(\"ran\");\n```",
    "~~~\npanic!(\"ran\");\n~~~",
    "`",
    "# Errors",
    "Examples\n===",
    "Examples\n\u{200b}---",
    "-     panic!(\"ran\");",
    "- \u{200b}     panic!(\"ran\");",
    "- a\n      - \u{200b}     panic!(\"ran\");",
    "1.     panic!(\"ran\");",
    "1)\u{2003}panic!(\"ran\");",
    "+ item",
    "* item",
    ">     panic!(\"ran\");",
    "***",
    "_ _ _",
    "a | b\n--|--\nc | d",
    "<script>",
    "<!-- x",
    "<?x",
    "</p>",
    "<b>x</b>",
    "[a]: http://b",
    "[^a]: x",
    "![a](b) [c](d) [e][] [f]",
    "- [ ] x",
    "**a** _b_ ~~c~~",
    "&#35; x &lt;b>",
    "x\\",
    "http://a.b/c_d",
    "*/ }\n\"##;",
    "",
];

#[test]
fn text_is_nothing_but_text_in_the_docs() {
    let texts = BEFORE.iter().flat_map(|before| BEGINNINGS.iter().map(move |text| format!("{before}{text}")));
    for text in texts {
        let files = files(&text);
        let docs: Vec<_> = files.iter().flat_map(docs).collect();
        assert!(docs.len() > 20, "{}", docs.len());
        docs.iter().for_each(|doc| check(doc, &text));
    }
}

/// What the check above allows is there.
#[test]
fn headings_tables_and_examples_of_docs_are_found() {
    let docs: Vec<_> = files("x").iter().flat_map(docs).collect();
    let count = |what: fn(&Event<'_>) -> bool| -> usize {
        docs.iter().map(|doc| Parser::new_ext(doc, extensions()).filter(what).count()).sum()
    };
    assert_eq!(count(|event| matches!(event, Event::Start(Tag::Heading { .. }))), 10);
    assert_eq!(count(|event| matches!(event, Event::Start(Tag::CodeBlock(_)))), 1);
    assert_eq!(count(|event| matches!(event, Event::Start(Tag::Table(_)))), 2);
    assert_eq!(count(|event| matches!(event, Event::Start(Tag::TableRow))), 2);
}

/// The options of rustdoc.
fn extensions() -> Extensions {
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_SMART_PUNCTUATION
}

/// rustdoc looks for tests without extensions, and shows docs with some.
fn check(doc: &str, text: &str) {
    for extensions in [Extensions::empty(), extensions()] {
        let events: Vec<_> = Parser::new_ext(doc, extensions).collect();
        for (index, event) in events.iter().enumerate() {
            let content = match events.get(index + 1) {
                Some(Event::Text(content)) => content,
                _ => "",
            };
            assert!(is_ours(event, content), "{event:?} by {text:?} in\n{doc}");
        }
    }
}

/// The headings of operations, and those of the first page.
const HEADINGS: &[&str] = &[
    "Errors",
    "Examples",
    "First call",
    "Retries and time limits",
    "Credentials",
    "Pages",
    "Waiting",
    "Operations that are not here",
    "Testing",
];

/// Whether text may give an event, or this crate does.
fn is_ours(event: &Event<'_>, content: &str) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak => true,
        Event::Start(Tag::Paragraph | Tag::Item | Tag::List(None)) => true,
        Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => true,
        Event::Start(Tag::Heading { .. }) => HEADINGS.contains(&content),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
            words.as_ref() == "no_run" && content.starts_with("# async fn call(client: sample::test::Client)")
        }
        Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => true,
        Event::Start(Tag::Link { dest_url, .. }) => {
            ["https://api.aliyun.com/", "alicloud_runtime::", "super::Client::", "runtime::"]
                .iter()
                .any(|ours| dest_url.starts_with(ours))
        }
        Event::End(_) => true,
        _ => false,
    }
}

/// The doc comments of a file, without the indentation that all lines of one have, as rustdoc does.
fn docs(file: &File) -> Vec<String> {
    if !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let mut docs = Vec::new();
    collect(file.contents.parse().unwrap(), &mut docs);
    docs.iter().map(|lines| unindented(lines)).collect()
}

/// The lexer gives doc comments as attributes. Those in a row are one.
fn collect(tokens: TokenStream, docs: &mut Vec<Vec<String>>) {
    let mut goes_on = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if matches!(punct.as_char(), '#' | '!') => {}
            TokenTree::Group(group) => match doc_line(group.stream()) {
                Some(line) if goes_on => docs.last_mut().unwrap().push(line),
                Some(line) => {
                    docs.push(vec![line]);
                    goes_on = true;
                }
                None => {
                    collect(group.stream(), docs);
                    goes_on = false;
                }
            },
            _ => goes_on = false,
        }
    }
}

fn doc_line(attribute: TokenStream) -> Option<String> {
    let attribute: syn::MetaNameValue = syn::parse2(attribute).ok()?;
    match attribute.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if attribute.path.is_ident("doc") => {
            Some(text.value())
        }
        _ => None,
    }
}

fn unindented(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().flat_map(|line| line.split('\n')).collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or_default();
    let lines: Vec<_> = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    lines.join("\n")
}

fn files(text: &str) -> Vec<File> {
    let product = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let mut product: Product = yaml::read("product.yaml", product).unwrap();
    product.name = text.to_owned();
    product.version = text.to_owned();
    product.waiters.push(Waiter {
        name: "Done".to_owned(),
        operation: "Get".to_owned(),
        member: text.to_owned(),
        success: vec![Constant::String(text.to_owned())],
        failure: vec![Constant::String(text.to_owned())],
        arguments: Vec::new(),
        json: Vec::new(),
        fixed: BTreeMap::new(),
        quantifier: Quantifier::All,
        absent: None,
        codes: BTreeMap::from([(text.to_owned(), CodeMeaning::Success)]),
    });
    let options = Options {
        name: "sample".to_owned(),
        runtime: Runtime::Version("0.1".to_owned()),
        publish: Publish::No,
        tested: Tested::All,
    };
    let api = Api {
        product,
        operations: vec![operation(text)],
        names: PublicNames::default(),
        glossary: Arc::default(),
    };
    krate(&[api], &options).files
}

fn operation(text: &str) -> Operation {
    let spec = "{name: Get, product: test, version: '2020-01-01', style: rpc, method: POST, path: /}";
    let mut operation: Operation = yaml::read("operation.yaml", spec).unwrap();
    operation.docs = docs_of(text);
    operation.version = text.to_owned();
    operation.path = text.to_owned();
    operation.pages = vec![text.to_owned()];
    let required = "{name: Id, in: query, required: true, type: string}";
    operation.request = [required, "{name: Filter, in: query, type: string}"]
        .map(|spec| Member { location: Some(Location::Query), ..member(spec, text) })
        .to_vec();
    let mut choice = member("{name: Choice, type: string}", text);
    choice.shape = Shape::Scalar(Scalar {
        kind: Kind::String,
        values: vec![ValidValue {
            value: Literal::String(text.to_owned()),
            name: Some("First".to_owned()),
            docs: docs_of(text),
        }],
        json: None,
    });
    let mut structure = member("{name: Inner, type: structure, members: []}", text);
    structure.shape = Shape::Structure(vec![member("{name: Value, type: string}", text)]);
    operation.response = Shape::Structure(vec![choice, structure]);
    operation.errors = vec![ErrorCode {
        code: text.to_owned(),
        status: Some(400),
        message: Some(text.to_owned()),
        docs: docs_of(text),
        source: None,
    }];
    operation.examples =
        vec![Example { json: Some(format!("{{\"Choice\": [{text:?}], {text:?}")), ..Example::default() }];
    operation
}

fn member(spec: &str, text: &str) -> Member {
    let mut member: Member = yaml::read("operation.yaml", spec).unwrap();
    member.docs = docs_of(text);
    member.example = Some(text.to_owned());
    member.limits.default = Some(text.to_owned());
    member.limits.pattern = Some(text.to_owned());
    member
}

fn docs_of(text: &str) -> Docs {
    Docs { en: Some(text.to_owned()), zh: Some(format!("一\n{text}")) }
}
