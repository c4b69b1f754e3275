//! The draft of the operation that a page describes, or why there is none.

use crate::draft::compare;
use crate::draft::encoding;
use crate::draft::errors;
use crate::draft::identity;
use crate::draft::path;
use crate::draft::request;
use crate::draft::response;
use crate::draft::types;
use crate::example::body::{self, Body};
use crate::example::evidence::Seen;
use crate::example::request_line::{self, Found, Shows};
use crate::example::texts::Texts;
use crate::example::{self, Examples, skeleton};
use crate::page::Page;
use crate::page::rows::Rows;
use crate::page::sink::Sink;
use crate::page::text::Source;
use crate::tree::context::Context;
use alicloud_spec::example::{Node, read_json};
use alicloud_spec::{
    Code, Cut, Diagnostic, Docs, Draft, Glossary, Location, MAX_DEPTH, Member, Naming, RequestLine, Shape,
    Standing, Style, cut_deep, placeholders,
};
use std::collections::HashSet;
use unicase::Ascii;

/// Makes a draft of a page.
pub(crate) fn lower<'a>(page: &Page<'a>, sink: &mut Sink<'a>, glossary: &Glossary) -> Option<Draft> {
    if page.request.is_empty() && page.response.is_empty() && page.errors.is_empty() && !page.is_bare() {
        let about_types = of_types(page, sink, glossary);
        if about_types.is_some() {
            return about_types;
        }
        let message =
            "no table of parameters, returned data or error codes was found under a heading that is known";
        let help = "save the page again as Markdown with its tables, or remove the file";
        sink.report_with_help(Code::NoTable, sink.source.first_line(), message, help);
        return None;
    }
    let requests = example::requests(&page.examples);
    let identity = identity::identify(page, &requests, sink)?;
    let examples = example::read(sink, &page.examples);
    let found = request_line(page, sink.source, &examples);
    let style = style(page, found.as_ref().map(|found| &found.line));
    let path = found.as_ref().map_or("", |found| &found.line.path);
    let context = context(page, glossary, &examples, path);
    let body = body::shown(sink.source, found.as_ref(), &examples);
    let mut request = request::lower(sink, &context, &page.request, style, &body.seen());
    let request_line = found.map(|found| with_variables(sink, found, style, &body, &mut request));
    let usual_location = (style == Some(Style::Roa) && is_walk(&page.request)).then(|| {
        locate(&mut request);
        Location::Query
    });
    encoding::settle(&mut request, &encoding::Shown::new(&examples.requests));
    let syntax = response_syntax(page);
    let seen = seen(page, &examples, &syntax);
    let mut response = response::lower(sink, &context, &page.response, style, &seen);
    cut(sink, &mut request);
    cut(sink, response.shape.own_members_mut().map_or(&mut [], Vec::as_mut_slice));
    compare::compare(sink, &response, &examples);
    let headers = if is_walk(&page.response) { response.take_headers() } else { Vec::new() };
    Some(Draft {
        naming: identity.naming,
        product: identity.product,
        version: identity.version,
        host: identity.host,
        style,
        request_line,
        security: None,
        access: None,
        standing: Standing::Current,
        docs: docs(page),
        request,
        headers,
        statuses: Vec::new(),
        confirmed: response.confirmed,
        response: response.shape,
        errors: errors::lower(sink, page.markup, page.language, &page.errors),
        examples: examples.kept,
        usual_location,
        shown_body: body.members,
        types: Vec::new(),
        page: sink.source.name.to_owned(),
        edition: page.edition.clone(),
        span: sink.source.span(identity.operation),
        name: identity.operation.text.to_owned(),
    })
}

/// Makes a draft of a page that describes types.
fn of_types<'a>(page: &Page<'a>, sink: &mut Sink<'a>, glossary: &Glossary) -> Option<Draft> {
    let (title, _) = page.types.first()?;
    let types = types::lower(sink, &context(page, glossary, &Examples::default(), ""), &page.types);
    (!types.is_empty()).then(|| Draft {
        naming: Naming::Text,
        product: None,
        version: None,
        host: None,
        style: None,
        request_line: None,
        security: None,
        access: None,
        standing: Standing::Current,
        docs: Docs::default(),
        request: Vec::new(),
        headers: Vec::new(),
        statuses: Vec::new(),
        confirmed: 0,
        response: Shape::Any,
        errors: Vec::new(),
        examples: Vec::new(),
        usual_location: None,
        shown_body: Vec::new(),
        types,
        page: sink.source.name.to_owned(),
        edition: page.edition.clone(),
        span: sink.source.span(*title),
        name: title.text.to_owned(),
    })
}

/// The request line of the syntax section, else of an example.
fn request_line<'a>(page: &Page<'a>, source: &Source<'_>, examples: &Examples<'a>) -> Option<Found<'a>> {
    let syntax = page.syntax.iter().find_map(|block| request_line::find(source, *block));
    syntax
        .map(|found| Found { shows: Shows::Form, ..found })
        .or_else(|| examples.requests.iter().find_map(|block| request_line::find(source, *block)))
}

/// Finds the variables of the path, and which parameters the block around the request line shows in the query string and
/// the body.
fn with_variables(
    sink: &mut Sink<'_>,
    found: Found<'_>,
    style: Option<Style>,
    body: &Body<'_>,
    request: &mut [Member],
) -> RequestLine {
    let is_parameter = |name: &str| request.iter().any(|member| member.name.eq_ignore_ascii_case(name));
    let fixed = found.fixed_query(is_parameter);
    let mut line = found.line;
    if style == Some(Style::Rpc) {
        return line;
    }
    let told = path::variables(&line.path, request);
    line.path = told.path;
    for value in told.values {
        let message = format!("the path shows the value `{value}` where a parameter belongs");
        let help = "write the name of the parameter in brackets on the page";
        sink.push(Diagnostic::new(Code::ValueInPath, line.span.clone(), message).help(help));
    }
    let in_path: HashSet<_> = placeholders(&line.path).collect();
    let in_query: HashSet<_> = found.query.iter().map(|pair| Ascii::new(pair.name)).collect();
    let in_body: HashSet<_> = body.skeleton.iter().map(String::as_str).collect();
    for member in request.iter_mut().filter(|member| member.location.is_none()) {
        let name = member.name.as_str();
        if in_path.contains(name) {
            member.location = Some(Location::Path);
        } else if in_query.contains(&Ascii::new(name)) {
            member.location = Some(Location::Query);
        } else if in_body.contains(name) {
            member.location = Some(Location::Body);
        }
    }
    line.path.push_str(&fixed);
    line
}

fn is_walk(tables: &[Rows<'_>]) -> bool {
    tables.iter().any(Rows::is_walk)
}

/// Tells where parameters are sent on pages that have a row for the body. Of others, seventy in a hundred that are sent with PUT or
/// POST are sent in the query.
fn locate(request: &mut [Member]) {
    for member in request.iter_mut().filter(|member| member.location.is_none()) {
        if member.name.eq_ignore_ascii_case("body") {
            member.location = Some(Location::Body);
        } else if is_header(&member.name) {
            member.location = Some(Location::Header);
        }
    }
}

/// Whether a name is written as those of headers are.
fn is_header(name: &str) -> bool {
    let is_cased = name.contains('-') && name.starts_with(|first: char| first.is_ascii_uppercase());
    name == "Authorization" || is_cased || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"))
}

fn style(page: &Page<'_>, line: Option<&RequestLine>) -> Option<Style> {
    match page.link.and_then(|link| link.style) {
        Some(style) if style.eq_ignore_ascii_case("roa") => Some(Style::Roa),
        Some(style) if style.eq_ignore_ascii_case("rpc") => Some(Style::Rpc),
        _ => line.filter(|line| line.path != "/").map(|_| Style::Roa),
    }
}

fn context<'c>(
    page: &Page<'_>,
    glossary: &'c Glossary,
    examples: &'c Examples<'_>,
    path: &str,
) -> Context<'c> {
    let in_path = placeholders(path).map(str::to_owned).collect();
    let shown = Texts::new(examples.json.iter().chain(&examples.xml).map(|response| &response.root));
    Context {
        markup: page.markup,
        language: page.language,
        glossary,
        in_path,
        integers: page.integers(),
        shown,
    }
}

/// The objects that show the form of the response.
fn response_syntax<'a>(page: &Page<'a>) -> Vec<Node<'a>> {
    let root = |text: &'a str| {
        let mut root = read_json(&text[text.find('{')?..]).roots.into_iter().next()?;
        skeleton::fill(&mut root);
        Some(root)
    };
    page.response_syntax.iter().filter_map(|block| root(block.text)).collect()
}

/// What the examples show of the response. XML counts only where there is no JSON: it is a poor copy of it.
fn seen<'n>(page: &Page<'_>, examples: &'n Examples<'_>, syntax: &'n [Node<'_>]) -> Seen<'n> {
    let rows = || page.response.iter().flat_map(|table| &table.rows);
    let walked = is_walk(&page.response);
    let known = |name: &str| walked || rows().any(|row| row.name.text == name);
    let mut seen = Seen::default();
    for response in &examples.json {
        seen.add(response.content(known));
    }
    syntax.iter().for_each(|root| seen.add(root));
    if examples.json.is_empty() {
        examples.xml.iter().for_each(|response| seen.add(response.content(|_| false)));
    }
    seen
}

/// Cuts off what nests too deep, and reports the rows that it was below.
fn cut(sink: &mut Sink<'_>, members: &mut [Member]) {
    for Cut { name, source: row } in cut_deep(members) {
        let row = row.map(|row| sink.source.line_text(row.line)).unwrap_or_default();
        let message = format!(
            "what `{name}` holds nests too deep, so it can be anything; at most {MAX_DEPTH} values may hold one another"
        );
        sink.report_with_help(Code::DeepNesting, row, message, "correct the types or names on the page");
    }
}

fn docs(page: &Page<'_>) -> Docs {
    let texts: Vec<_> = page.description.iter().map(|piece| page.markup.text(piece.text)).collect();
    Docs::new(page.language, texts.join("\n\n"))
}
