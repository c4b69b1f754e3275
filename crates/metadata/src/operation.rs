//! Drafts of single operations, or why there can be none.

use crate::ProductFacts;
use crate::document::Api;
use crate::json::{Node, Object};
use crate::schema::Schemas;
use crate::source::Source;
use crate::style::{self, ProductStyle};
use crate::{errors, prose, request, response};
use alicloud_spec::{
    Code, Docs, Draft, Edition, Encoding, Location, Member, NameKind, Naming, RequestLine, Security,
    Standing, Style,
};

/// What is known of an operation.
pub(crate) enum Described {
    /// What the metadata says about it.
    Draft(Box<Draft>),
    /// The runtime could not call it; the reason was reported.
    Refused,
}

/// Reads an operation.
pub(crate) fn describe<'n, 'a>(
    api: &Api<'_, 'n, 'a>,
    product: &ProductFacts,
    product_style: ProductStyle<'n>,
    schemas: &mut Schemas<'_, 'n, 'a>,
) -> Described {
    if let Err(message) = NameKind::Operation.check(api.name) {
        schemas.source.report(Code::InvalidName, api.at, message);
        return Described::Refused;
    }
    let call = match Call::of(api.object, product_style, schemas.source) {
        Ok(call) => call,
        Err(reason) => {
            let message = format!("`{}` is left out: {reason}", api.name);
            schemas.source.report(Code::UnsupportedOperation, api.at, message);
            return Described::Refused;
        }
    };
    schemas.begin_operation();
    let mut request = request::parameters(api.object, schemas);
    let path = settle_path(call.path, &mut request);
    let response = response::response(api.object, schemas);
    let source = &mut *schemas.source;
    let span = source.span(api.at);
    Described::Draft(Box::new(Draft {
        types: Vec::new(),
        name: api.name.to_owned(),
        naming: Naming::Link,
        product: product.code.clone(),
        version: product.version.clone(),
        host: None,
        style: Some(call.style),
        request_line: Some(RequestLine { method: call.method, path, span: span.clone() }),
        security: Some(call.security),
        access: style::access(api.object, source),
        standing: standing(api.object, source),
        docs: docs(api.object, source),
        request,
        response: response.shape,
        headers: response.headers,
        statuses: response.statuses,
        confirmed: 0,
        errors: errors::errors(api.object, source),
        examples: response::examples(api.object, source),
        usual_location: None,
        shown_body: Vec::new(),
        page: source.file().to_owned(),
        edition: Edition::Metadata,
        span,
    }))
}

/// How an operation is called.
struct Call<'n> {
    style: Style,
    method: alicloud_spec::Method,
    path: &'n str,
    security: Security,
}

impl<'n> Call<'n> {
    /// How to call an operation, or why the runtime cannot.
    fn of<'a>(
        object: &'n Object<'a>,
        product_style: ProductStyle<'_>,
        source: &mut Source<'a>,
    ) -> Result<Self, String> {
        let path = source.text_of(object, "path").map(str::trim).filter(|path| !path.is_empty());
        let style = product_style.of_operation(path)?;
        let path = match (style, path) {
            (Style::Rpc, _) => "/",
            (Style::Roa, Some(path)) if path.starts_with('/') && !path.contains(['?', '#']) => path,
            (Style::Roa, path) => {
                return Err(format!("`{}` is no path as requests have it", path.unwrap_or_default()));
            }
        };
        if let Some(reason) = style::refused_schemes(object, source) {
            return Err(reason);
        }
        let security = style::security(object, source)?;
        let access = style::access(object, source);
        let method = style::method(object, style, access, source);
        let method = method.ok_or_else(|| "it lists no method that is known".to_owned())?;
        Ok(Call { style, method, path, security })
    }
}

/// The path of an operation. A path with a `*` stands for many; where a parameter that has no place in it says which, it
/// is the whole path, slashes included.
fn settle_path(path: &str, request: &mut [Member]) -> String {
    let stray = |member: &&mut Member| {
        member.location == Some(Location::Path) && !path.contains(&format!("{{{}}}", member.name))
    };
    if path.contains('*')
        && let Some(whole) = request.iter_mut().find(stray)
    {
        whole.encoding = Some(Encoding::Raw);
        return format!("/{{{}}}", whole.name);
    }
    path.to_owned()
}

fn standing<'a>(object: &Object<'a>, source: &mut Source<'a>) -> Standing {
    if source.flag_of(object, "deprecated") { Standing::Deprecated } else { Standing::Current }
}

/// A summary, or a title where there is none, and what else there is to say.
fn docs<'a>(object: &Object<'a>, source: &mut Source<'a>) -> Docs {
    let mut text = |key| source.expect(object.get(key)?, "a string", Node::text).map(str::trim);
    let summary = text("summary").filter(|text| !text.is_empty()).or(text("title")).unwrap_or_default();
    match text("description").filter(|text| !text.is_empty() && *text != summary) {
        Some(description) => prose::docs(&format!("{summary}\n\n{description}")),
        None => prose::docs(summary),
    }
}
