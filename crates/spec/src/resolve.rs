//! Specs and overrides of a product go in; an [`Api`] in which nothing can be wrong any more comes out, or diagnostics.

mod waiters;

use crate::depth::MAX_DEPTH;
use crate::fold::folded;
use crate::locate::{Step, locate, locate_doubled_key};
use crate::overrides::apply;
use crate::{
    Code, Diagnostic, Encoding, Glossary, Location, Member, NameKind, Operation, Override, Product,
    PublicNames, Shape, Span, grammar,
};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A product with its operations, checked: the generator cannot fail on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The product.
    pub product: Product,
    /// Its operations, by name.
    pub operations: Vec<Operation>,
    /// The names that it has in Rust already.
    pub names: PublicNames,
    /// Words for what its specs do not describe.
    pub glossary: Arc<Glossary>,
}

/// An operation spec with the file it was read from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The spec.
    pub operation: Operation,
    /// The file, as diagnostics name it.
    pub file: String,
    /// The text of the file.
    pub text: String,
}

/// The overrides of a product with the file they were read from.
#[derive(Clone, Debug, Default)]
pub struct ProductFiles {
    /// The corrections, in the order of the file.
    pub overrides: Vec<Override>,
    /// The file, as diagnostics name it.
    pub file: String,
    /// The text of the file.
    pub text: String,
    /// `product.yaml`, as diagnostics name it.
    pub product_file: String,
    /// The text of `product.yaml`.
    pub product_text: String,
    /// `names.yaml`.
    pub names: PublicNames,
    /// The words of all products, and those of this one before them.
    pub glossary: Arc<Glossary>,
}

/// Applies the overrides and checks the whole. Operations with an error are not in the result.
pub fn resolve(
    mut product: Product,
    specs: Vec<Loaded>,
    corrections: &ProductFiles,
) -> (Api, Vec<Diagnostic>) {
    let (specs, mut diagnostics) = unique(specs);
    diagnostics.extend(wrong_names(&product, corrections));
    diagnostics.extend(doubled_key(corrections));
    let mut corrected: Vec<_> = specs.iter().map(|spec| spec.operation.clone()).collect();
    diagnostics.extend(apply(&corrections.overrides, &corrections.file, &corrections.text, &mut corrected));
    let mut names = Names::default();
    let mut operations = Vec::new();
    for (spec, operation) in specs.iter().zip(corrected) {
        let mut check = Check { spec, shared: Vec::new(), diagnostics: Vec::new() };
        check.operation(&operation, &product);
        // An override may have given it the name of another.
        check.diagnostics.extend(names.claim(&operation.name, spec));
        let found = check.diagnostics;
        if found.is_empty() {
            operations.push(operation);
        }
        diagnostics.extend(found);
    }
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    for operation in &mut operations {
        operation.request = folded(std::mem::take(&mut operation.request));
    }
    let (waiters, wrong) = waiters::checked(std::mem::take(&mut product.waiters), &operations, corrections);
    product.waiters = waiters;
    diagnostics.extend(wrong);
    let api = Api {
        product,
        operations,
        names: corrections.names.clone(),
        glossary: Arc::clone(&corrections.glossary),
    };
    (api, diagnostics)
}

/// The first key of `product.yaml` that stands in its mapping twice: where keys are free, only the last would count.
fn doubled_key(files: &ProductFiles) -> Option<Diagnostic> {
    let (line, column) = locate_doubled_key(&files.product_text)?;
    let span = Span::new(&files.product_file, line, column, 1);
    let message = "this key stands in its mapping already";
    Some(Diagnostic::new(Code::InvalidYaml, span, message).help("expected each key once"))
}

/// What in `product.yaml` is no name that a path or a module may have.
fn wrong_names(product: &Product, files: &ProductFiles) -> Vec<Diagnostic> {
    let names = [
        ("code", NameKind::Product, &product.code),
        ("version", NameKind::Version, &product.version),
        ("module", NameKind::Module, &product.module),
    ];
    let wrong = names.into_iter().filter_map(|(key, kind, name)| Some((key, kind.check(name).err()?)));
    wrong
        .map(|(key, message)| {
            let (line, column) = locate(&files.product_text, &[Step::Key(key)]);
            let span = Span::new(&files.product_file, line, column, 1);
            Diagnostic::new(Code::InvalidName, span, message).help("correct the key")
        })
        .collect()
}

/// The specs sorted by the name of their operation, each name once.
fn unique(mut specs: Vec<Loaded>) -> (Vec<Loaded>, Vec<Diagnostic>) {
    let mut names = Names::default();
    let mut diagnostics = Vec::new();
    specs.retain(|spec| {
        let found = names.claim(&spec.operation.name, spec);
        let is_first = found.is_none();
        diagnostics.extend(found);
        is_first
    });
    specs.sort_by(|a, b| a.operation.name.cmp(&b.operation.name));
    (specs, diagnostics)
}

/// The file of each operation. Names that differ in case or punctuation only would be one name in Rust.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// Takes a name for a spec; one that another has is a finding.
    fn claim(&mut self, name: &str, spec: &Loaded) -> Option<Diagnostic> {
        match self.0.entry(grammar::letters(name)) {
            Entry::Occupied(first) => Some(duplicate(name, spec, first.get())),
            Entry::Vacant(free) => {
                free.insert(spec.file.clone());
                None
            }
        }
    }
}

fn duplicate(name: &str, spec: &Loaded, first: &str) -> Diagnostic {
    let (line, column) = locate(&spec.text, &[Step::Key("name")]);
    let message = format!("operation `{name}` stands in {first} too");
    let span = Span::new(&spec.file, line, column, 1);
    Diagnostic::new(Code::DuplicateOperation, span, message).help("remove one of the files")
}

struct Check<'a> {
    spec: &'a Loaded,
    /// The names of the shared shapes around what is looked at.
    shared: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Check<'a> {
    fn operation(&mut self, operation: &'a Operation, product: &Product) {
        if operation.name.is_empty() {
            self.report(Code::EmptyName, &[Step::Key("name")], "the operation has no name".to_owned());
        } else if let Err(message) = NameKind::Operation.check(&operation.name) {
            self.report(Code::InvalidName, &[Step::Key("name")], message);
        }
        if (&operation.product, &operation.version) != (&product.code, &product.version) {
            let message = format!(
                "the spec is of {} {}, its folder of {} {}",
                operation.product, operation.version, product.code, product.version
            );
            self.report(Code::WrongProduct, &[Step::Key("product")], message);
        }
        self.members(&operation.request, &mut vec![Step::Key("request")]);
        self.shape(&operation.response, &mut vec![Step::Key("response")]);
        self.locations(operation);
        self.bodies(operation);
        self.path(operation);
    }

    fn shape(&mut self, shape: &'a Shape, path: &mut Vec<Step<'a>>) {
        if depth(path) > MAX_DEPTH {
            let message = format!("this nests too deep; at most {MAX_DEPTH} values may hold one another");
            return self.report(Code::TooDeep, path, message);
        }
        match shape {
            // The root of a response is written as the list of its members, without the key.
            Shape::Structure(members) if path.len() == 1 => self.members(members, path),
            Shape::Structure(members) => {
                self.under("members", path, |check, path| check.members(members, path))
            }
            Shape::List(element) => self.under("element", path, |check, path| check.shape(element, path)),
            Shape::Map(value) => self.under("value", path, |check, path| check.shape(value, path)),
            Shape::Scalar(scalar) => {
                if let Some(json) = &scalar.json {
                    self.under("json", path, |check, path| check.shape(json, path));
                }
            }
            Shape::Shared(shared) => {
                self.shared.push(&shared.name);
                self.shape(&shared.shape, path);
                self.shared.pop();
            }
            Shape::Reference(name) => {
                if !self.shared.contains(&name.as_str()) {
                    let message = format!("no shape around this one is called `{name}`");
                    self.report(Code::UnknownReference, path, message);
                }
            }
            Shape::Any => {}
        }
    }

    fn under(
        &mut self,
        key: &'static str,
        path: &mut Vec<Step<'a>>,
        check: impl FnOnce(&mut Self, &mut Vec<Step<'a>>),
    ) {
        path.push(Step::Key(key));
        check(self, path);
        path.pop();
    }

    fn members(&mut self, members: &'a [Member], path: &mut Vec<Step<'a>>) {
        let mut seen = BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            path.push(Step::Index(index));
            path.push(Step::Key("name"));
            if member.name.is_empty() {
                self.report(Code::EmptyName, path, "a member has no name".to_owned());
            }
            // Parameters may share a name if they are sent in different places.
            if let Some(first) = seen.insert((&member.name, member.location), index) {
                let message = format!(
                    "`{}` stands here twice, as members {} and {}",
                    member.name,
                    first + 1,
                    index + 1
                );
                self.report(Code::DuplicateMember, path, message);
            }
            path.pop();
            self.shape(&member.shape, path);
            path.pop();
        }
    }

    fn locations(&mut self, operation: &'a Operation) {
        for (index, member) in operation.request.iter().enumerate() {
            let path = [Step::Key("request"), Step::Index(index)];
            if member.location.is_none() {
                self.report(
                    Code::WrongLocation,
                    &path,
                    format!("`{}` does not say where it travels", member.name),
                );
            }
            self.inner_locations(member.shape.members(), &path);
        }
        self.inner_locations(operation.response.members(), &[Step::Key("response")]);
    }

    /// A parameter that is the whole body stands alone there, and what only a body can be stands nowhere else.
    fn bodies(&mut self, operation: &'a Operation) {
        let in_body = |member: &&Member| member.location == Some(Location::Body);
        let count = operation.request.iter().filter(in_body).count();
        for (index, member) in operation.request.iter().enumerate() {
            let path = [Step::Key("request"), Step::Index(index), Step::Key("encoding")];
            match (member.location, member.encoding) {
                (Some(Location::Body), Some(encoding)) if count > 1 => {
                    let message = format!(
                        "`{}` is the whole body ({}), but not alone there",
                        member.name,
                        encoding.word()
                    );
                    self.report(Code::WrongEncoding, &path, message);
                }
                (Some(Location::Body), _) | (Some(Location::Path), Some(Encoding::Raw)) => {}
                (_, Some(encoding @ (Encoding::Xml | Encoding::Raw))) => {
                    let message =
                        format!("only a body can be {}, which `{}` is not", encoding.word(), member.name);
                    self.report(Code::WrongEncoding, &path, message);
                }
                _ => {}
            }
        }
    }

    fn inner_locations(&mut self, members: &[Member], path: &[Step<'_>]) {
        for member in members {
            if member.location.is_some() {
                let message =
                    format!("`{}` travels inside its parent and has no place of its own", member.name);
                self.report(Code::WrongLocation, path, message);
            }
            self.inner_locations(member.shape.members(), path);
        }
    }

    fn path(&mut self, operation: &Operation) {
        if !operation.path.starts_with('/') {
            let message = format!("`{}` does not begin with a slash", operation.path);
            self.report(Code::InvalidPath, &[Step::Key("path")], message);
        }
        if operation.path.split_once('?').is_some_and(|(_, query)| query.contains(['{', '}', '?', '#'])) {
            let message = format!("the query of `{}` is not the same for all requests", operation.path);
            self.report(Code::InvalidPath, &[Step::Key("path")], message);
        }
        self.placeholders(operation);
    }

    fn placeholders(&mut self, operation: &Operation) {
        let in_path = |member: &&Member| member.location == Some(Location::Path);
        let parameters: BTreeSet<_> =
            operation.request.iter().filter(in_path).map(|member| member.name.as_str()).collect();
        let placeholders: BTreeSet<_> = operation.placeholders().collect();
        for name in placeholders.iter().filter(|name| !parameters.contains(*name)) {
            self.report(
                Code::UnmatchedPlaceholder,
                &[Step::Key("path")],
                format!("no path parameter is called `{name}`"),
            );
        }
        for name in parameters.iter().filter(|name| !placeholders.contains(*name)) {
            let message = format!("path parameter `{name}` has no place in `{}`", operation.path);
            self.report(Code::UnmatchedPlaceholder, &[Step::Key("path")], message);
        }
    }

    fn report(&mut self, code: Code, path: &[Step<'_>], message: String) {
        let (line, column) = locate(&self.spec.text, path);
        let span = Span::new(&self.spec.file, line, column, 1);
        let help = "correct the spec, or add an override with a reason";
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }
}

/// How many values hold the one at a path.
fn depth(path: &[Step<'_>]) -> usize {
    let holds = |step: &&Step<'_>| matches!(step, Step::Index(_) | Step::Key("element" | "value" | "json"));
    path.iter().filter(holds).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read;

    const HEAD: &str =
        "name: Get\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /get\n";

    fn loaded(text: &str) -> Loaded {
        Loaded {
            operation: read("Get.yaml", text).unwrap(),
            file: "Get.yaml".to_owned(),
            text: text.to_owned(),
        }
    }

    /// Code and place of each finding, and the number of operations that are left.
    fn findings(specs: &[&str]) -> (Vec<(Code, usize, usize)>, usize) {
        let product = "{code: test, name: Test, version: '2020-01-01', style: roa, module: test}";
        let product: Product = read("product.yaml", product).unwrap();
        let specs = specs.iter().map(|text| loaded(text)).collect();
        let (api, diagnostics) = resolve(product, specs, &ProductFiles::default());
        let places =
            diagnostics.iter().map(|found| (found.code, found.span.line, found.span.column)).collect();
        (places, api.operations.len())
    }

    #[test]
    fn a_sound_spec_passes() {
        let spec = HEAD.replace("/get", "/get/{Id}")
            + "request:\n- name: Id\n  in: path\n  required: true\n  type: string\n";
        assert_eq!(findings(&[&spec]), (Vec::new(), 1));
    }

    #[test]
    fn what_the_generator_could_not_take_is_found_with_its_place() {
        let nested = |inner: &str| {
            format!(
                "{HEAD}response:\n- name: Data\n  type: list\n  element:\n    type: structure\n    members:\n{inner}"
            )
        };
        let deep = |levels: usize| {
            let open = "{name: A, type: structure, members: [".repeat(levels);
            format!("{HEAD}response: [{open}{}]\n", "]}".repeat(levels))
        };
        let lists = |levels: usize| {
            format!("{}{{type: any}}{}\n", "{type: list, element: ".repeat(levels), "}".repeat(levels))
        };
        assert_eq!(findings(&[&format!("{HEAD}response: {}", lists(MAX_DEPTH))]), (Vec::new(), 1));
        for (spec, expected) in [
            (
                nested("    - name: A\n      type: any\n    - name: A\n      type: any\n"),
                (Code::DuplicateMember, 15, 13),
            ),
            (nested("    - name: ''\n      type: any\n"), (Code::EmptyName, 13, 13)),
            (nested("    - name: A\n      in: query\n      type: any\n"), (Code::WrongLocation, 8, 1)),
            (format!("{HEAD}request:\n- name: A\n  type: any\n"), (Code::WrongLocation, 8, 3)),
            (
                format!("{HEAD}response: [{{name: A, type: reference, to: B}}]\n"),
                (Code::UnknownReference, 7, 12),
            ),
            (
                format!("{HEAD}request:\n- name: A\n  in: query\n  encoding: xml\n  type: any\n"),
                (Code::WrongEncoding, 10, 13),
            ),
            (
                format!(
                    "{HEAD}request:\n- {{name: A, in: body, encoding: json, type: any}}\n- {{name: B, in: body, type: any}}\n"
                ),
                (Code::WrongEncoding, 8, 33),
            ),
            (HEAD.replace("/get", "get"), (Code::InvalidPath, 6, 7)),
            (HEAD.replace("/get", "/get?type=a?b"), (Code::InvalidPath, 6, 7)),
            (HEAD.replace("/get", "/{Id}"), (Code::UnmatchedPlaceholder, 6, 7)),
            (HEAD.replace("product: test", "product: other"), (Code::WrongProduct, 2, 10)),
            (HEAD.replace("name: Get", "name: ''"), (Code::EmptyName, 1, 7)),
            (HEAD.replace("name: Get", "name: ../../Get"), (Code::InvalidName, 1, 7)),
            (deep(MAX_DEPTH + 1), (Code::TooDeep, 7, 0)),
            (format!("{HEAD}response: {}", lists(MAX_DEPTH + 1)), (Code::TooDeep, 7, 0)),
        ] {
            let (mut found, left) = findings(&[&spec]);
            if expected.0 == Code::TooDeep {
                found.iter_mut().for_each(|(_, _, column)| *column = 0);
            }
            assert_eq!((found, left), (vec![expected], 0), "{spec}");
        }
        assert_eq!(findings(&[HEAD, HEAD]), (vec![(Code::DuplicateOperation, 1, 7)], 1));
        let other_case = HEAD.replace("name: Get", "name: GET");
        assert_eq!(findings(&[HEAD, &other_case]), (vec![(Code::DuplicateOperation, 1, 7)], 1));
        let parameter = |place: &str| format!("- name: A\n  in: {place}\n  type: any\n");
        let spec = format!("{HEAD}request:\n{}{}", parameter("query"), parameter("body"));
        assert_eq!(findings(&[&spec]), (Vec::new(), 1));
    }

    #[test]
    fn an_override_gives_no_name_that_is_taken_or_wrong() {
        let product = "{code: test, name: Test, version: '2020-01-01', style: roa, module: test}";
        let product: Product = read("product.yaml", product).unwrap();
        for (name, code) in
            [("Put", Some(Code::DuplicateOperation)), ("a/b", Some(Code::InvalidName)), ("Take", None)]
        {
            let text = format!("- {{at: Get.name, expect: Get, set: {name}, reason: observed}}\n");
            let overrides = read("overrides.yaml", &text).unwrap();
            let files = ProductFiles { overrides, text, ..ProductFiles::default() };
            let specs = vec![loaded(HEAD), loaded(&HEAD.replace("name: Get", "name: Put"))];
            let (api, diagnostics) = resolve(product.clone(), specs, &files);
            assert_eq!(diagnostics.first().map(|found| found.code), code);
            let names: Vec<_> = api.operations.iter().map(|operation| operation.name.as_str()).collect();
            assert!(code.is_some() && names.len() == 1 || names == ["Put", "Take"], "{names:?}");
        }
    }

    #[test]
    fn a_product_that_was_not_read_from_a_file_is_checked_too() {
        let product = "{code: test, name: Test, version: '2020-01-01', style: roa, module: test}";
        let mut product: Product = read("product.yaml", product).unwrap();
        product.version = "../x".to_owned();
        let (_, diagnostics) = resolve(product, Vec::new(), &ProductFiles::default());
        assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::InvalidName]);
    }
}
