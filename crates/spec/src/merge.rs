//! One operation of what several pages and the official metadata say about it, and where they contradict each other.

mod by_name;
mod draft;
mod elsewhere;
mod members;
mod misplaced;
mod presence;
mod provenance;
mod request_line;

use crate::placeholders;
use crate::{
    Code, Diagnostic, Encoding, ErrorCode, Example, Location, Member, Method, Operation, Presence, Product,
    Shape, Source, Style,
};
use by_name::ByName;
use std::collections::{HashMap, HashSet};

pub use draft::{Draft, Edition, Naming, RequestLine, ShownMember};

/// Makes one operation of the drafts of its sources. Official metadata has the say about facts, then the newest edition
/// of its pages; documentation is taken by language; error codes are united. Every value that loses is reported.
pub fn merge(drafts: Vec<Draft>, product: &Product) -> (Option<Operation>, Vec<Diagnostic>) {
    let (mut drafts, mut found) = request_line::without_foreign(ordered(drafts));
    found.append(&mut presence::agree(&mut drafts));
    let is_page = |draft: &&Draft| draft.edition != Edition::Metadata;
    let pages = drafts.iter().filter(is_page).map(|draft| draft.page.clone()).collect();
    let implied =
        drafts.iter().find(|draft| draft.edition == Edition::Metadata).map(|draft| draft.page.clone());
    let mut merging = Merging { official: implied.clone(), diagnostics: found, ..Merging::default() };
    let style = drafts.iter().rev().find_map(|draft| draft.style).unwrap_or(product.style);
    let line = merging.request_line(&drafts, style);
    let Some(mut merged) = merging.drafts(drafts) else { return (None, merging.diagnostics) };
    let Some(line) = line else { return (None, merging.diagnostics) };
    let in_path: HashSet<_> = placeholders(&line.path).collect();
    for member in &mut merged.request {
        if member.location.is_none() {
            let in_path = in_path.contains(member.name.as_str());
            let default = product.location(line.method, style, merged.usual_location);
            member.location = Some(if in_path { Location::Path } else { default });
        }
        // Pages say it of parameters in pairs only; in the body, a member needs no text of its own.
        if implied.is_none() && !matches!(member.location, Some(Location::Query | Location::Form)) {
            member.encoding = None;
        }
    }
    if implied.is_none() {
        whole_body(&mut merged.request);
    }
    merging.bodies(&merged);
    let mut operation = Operation {
        name: merged.name,
        product: product.code.clone(),
        version: product.version.clone(),
        style,
        method: line.method,
        path: line.path,
        security: merged.security.unwrap_or_default(),
        access: merged.access,
        standing: merged.standing,
        docs: merged.docs,
        request: merged.request,
        response: merged.response,
        headers: merged.headers,
        statuses: merged.statuses,
        errors: merged.errors,
        examples: merged.examples,
        pages,
    };
    if let Some(file) = implied {
        provenance::imply(&mut operation, &file);
    }
    (Some(operation), merging.diagnostics)
}

/// Drafts with the newest edition last. By page name within an edition, so that the order in which pages are found does not
/// matter.
fn ordered(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let size = |draft: &Draft| (draft.naming, draft.request.len());
    drafts.sort_by(|a, b| {
        a.edition.cmp(&b.edition).then_with(|| size(a).cmp(&size(b))).then_with(|| b.page.cmp(&a.page))
    });
    drafts
}

/// How old a page is beside what it is merged into.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Age {
    /// Both are pages of one edition.
    #[default]
    Same,
    /// The other is a page of a newer edition.
    Older,
    /// The other is the official metadata, which leaves out no fact.
    Unofficial,
}

impl Age {
    fn of(older: &Edition, newer: &Edition) -> Self {
        match newer {
            Edition::Metadata if older < newer => Age::Unofficial,
            _ if older < newer => Age::Older,
            _ => Age::Same,
        }
    }

    /// Why a member that only the older source has is left out.
    fn reason(self) -> &'static str {
        match self {
            Age::Same | Age::Older => "is in an older edition only",
            Age::Unofficial => "is not in the official metadata",
        }
    }
}

#[derive(Default)]
struct Merging {
    /// The file of official metadata, if there is one.
    official: Option<String>,
    /// That of the draft that is being merged.
    age: Age,
    diagnostics: Vec<Diagnostic>,
}

impl Merging {
    /// Merges the drafts of pages, newest edition first, and the result into that of the metadata, so that what disagrees
    /// with the metadata is measured by it.
    fn drafts(&mut self, mut drafts: Vec<Draft>) -> Option<Draft> {
        let official = drafts.pop_if(|newest| newest.edition == Edition::Metadata);
        let mut newest_first = drafts.into_iter().rev();
        let mut pages = newest_first.next();
        if let Some(pages) = &mut pages {
            newest_first.for_each(|older| self.draft(pages, older));
        }
        match (official, pages) {
            (Some(mut official), Some(pages)) => {
                self.draft(&mut official, pages);
                Some(official)
            }
            (one, other) => one.or(other),
        }
    }

    /// Whether a fact was read from the metadata.
    fn is_official(&self, source: &Option<Source>) -> bool {
        let file = source.as_ref().map(|source| source.page.as_ref());
        file.is_some() && file == self.official.as_deref()
    }

    /// The request line of the newest edition that has one; none if two editions disagree about the method.
    fn request_line(&mut self, drafts: &[Draft], style: Style) -> Option<RequestLine> {
        let mut lines = drafts.iter().rev().filter_map(|draft| draft.request_line.as_ref());
        let Some(newest) = lines.next().cloned() else {
            return self.without_request_line(drafts, style);
        };
        let mut agreed = Some(newest.clone());
        for older in lines {
            if older.method != newest.method {
                let [here, there] = [older.method, newest.method].map(Method::as_str);
                let message = format!("{here} here, but {there} in {}", newest.span);
                // The metadata has the say; of pages that disagree, none is known to be right.
                if self.official.is_some() {
                    self.diagnostics.push(Diagnostic::new(
                        Code::EditionsDisagree,
                        older.span.clone(),
                        message,
                    ));
                } else {
                    let diagnostic = Diagnostic::new(Code::MethodConflict, older.span.clone(), message);
                    self.diagnostics.push(diagnostic.help("remove the page that is out of date"));
                    agreed = None;
                }
            } else if older.path != newest.path {
                let message = format!("path `{}` here, but `{}` in {}", older.path, newest.path, newest.span);
                self.diagnostics.push(Diagnostic::new(Code::PathConflict, older.span.clone(), message));
            }
        }
        agreed
    }

    fn without_request_line(&mut self, drafts: &[Draft], style: Style) -> Option<RequestLine> {
        let draft = drafts.last()?;
        if style == Style::Rpc {
            return Some(RequestLine {
                method: Method::Post,
                path: "/".to_owned(),
                span: draft.span.clone(),
            });
        }
        let message = format!("no page of `{}` shows a request line such as `GET /path`", draft.name);
        let diagnostic = Diagnostic::new(Code::NoRequestLine, draft.span.clone(), message);
        self.diagnostics.push(diagnostic.help("add a page that has one"));
        None
    }

    fn draft(&mut self, newer: &mut Draft, older: Draft) {
        self.age = Age::of(&older.edition, &newer.edition);
        newer.docs.fill(&older.docs);
        newer.security = newer.security.or(older.security);
        newer.access = newer.access.or(older.access);
        self.request(&mut newer.request, older.request);
        let mut response = older.response;
        // Of pages of one age, the one whose examples bear out its tables tells best how members nest.
        if self.age == Age::Same && older.confirmed > newer.confirmed {
            std::mem::swap(&mut response, &mut newer.response);
            newer.confirmed = older.confirmed;
        }
        self.response(&mut newer.response, response, &Source { page: older.page.into(), line: 1 });
        self.errors(&mut newer.errors, older.errors);
        newer.shown_body.extend(older.shown_body);
        for example in older.examples {
            if !newer.examples.iter().any(|known| same_text(known, &example)) {
                newer.examples.push(example);
            }
        }
    }

    /// Merges parameters. Those that only an older edition has are no more; so is a whole body whose members are known.
    fn request(&mut self, newer: &mut Vec<Member>, older: Vec<Member>) {
        let known = ByName::new(newer);
        let no_more = |member: &Member| {
            let whole_body = member.name.eq_ignore_ascii_case("body") && member.shape.members().is_empty();
            let no_more = match self.age {
                Age::Same => false,
                Age::Older => !newer.is_empty(),
                Age::Unofficial => true,
            };
            known.position(member).is_none() && (no_more || whole_body && newer.len() > 1)
        };
        let (gone, kept): (Vec<_>, Vec<_>) = older.into_iter().partition(no_more);
        gone.iter().for_each(|member| self.gone(member));
        self.members(newer, kept);
    }

    /// Merges responses. What only an older edition has is no more; what lies elsewhere in the newer one is there already.
    fn response(&mut self, newer: &mut Shape, mut older: Shape, place: &Source) {
        let elsewhere = misplaced::remove(&mut older, newer);
        for member in &elsewhere {
            let place = member.source.as_ref().unwrap_or(place);
            let message = format!("`{}` lies elsewhere in another edition, which is believed", member.name);
            self.diagnostics.push(Diagnostic::new(Code::EditionsDisagree, place.span(), message));
        }
        if self.age != Age::Same && !newer.members().is_empty() {
            misplaced::remove_unknown(&mut older, newer).iter().for_each(|member| self.gone(member));
        }
        self.shape(newer, older, "the response", place, &None);
        if self.age == Age::Unofficial {
            elsewhere::describe(newer, elsewhere);
        }
    }

    fn gone(&mut self, member: &Member) {
        if let Some(place) = &member.source {
            let message = format!("`{}` {}, so it was left out", member.name, self.age.reason());
            self.diagnostics.push(Diagnostic::new(Code::EditionsDisagree, place.span(), message));
        }
    }

    fn member(&mut self, newer: &mut Member, older: Member) {
        if newer.name != older.name
            && let Some(place) = &older.source
        {
            let message = format!("`{}` here, but `{}` in {}", older.name, newer.name, shown(&newer.source));
            self.diagnostics.push(Diagnostic::new(Code::EditionsDisagree, place.span(), message));
        }
        let place = older.source.clone().unwrap_or_else(|| Source { page: "".into(), line: 1 });
        let by = newer.source.clone();
        let expected = [&older, newer].map(|member| member.presence.is_expected());
        if expected[0] != expected[1] && newer.location.is_some() && older.location.is_some() {
            let word = |expected| if expected { "required" } else { "optional" };
            self.disagree(&place, &newer.name, word(expected[0]), word(expected[1]), &by);
        }
        if newer.presence == Presence::Documented && older.presence == Presence::Required {
            // What two sources require is an argument, and stays one.
            newer.presence = Presence::Required;
        }
        match (newer.location, older.location) {
            (Some(new), Some(old)) if new != old => {
                let words = [old, new].map(|location| format!("in the {}", location.word()));
                self.disagree(&place, &newer.name, &words[0], &words[1], &by);
            }
            (None, known) => newer.location = known,
            _ => {}
        }
        let name = newer.name.clone();
        self.shape(&mut newer.shape, older.shape, &name, &place, &by);
        self.encoding(newer, older.encoding, &place);
        let official = self.is_official(&by);
        // Texts come from the page, so that is the source which cannot be guessed.
        if official && (!older.docs.is_empty() || older.example.is_some()) {
            newer.source = older.source;
        }
        newer.limits.fill(older.limits);
        newer.role = newer.role.or(older.role);
        newer.sensitive = newer.sensitive.or(older.sensitive);
        newer.docs.fill(&older.docs);
        newer.example = newer.example.take().or(older.example);
    }

    /// The metadata leaves out no encoding: what has none there is sent flat.
    fn encoding(&mut self, newer: &mut Member, older: Option<Encoding>, place: &Source) {
        let Some(old) = older else { return };
        if self.age != Age::Unofficial {
            newer.encoding = newer.encoding.or(older);
        } else if newer.encoding != older {
            let new = newer.encoding.unwrap_or(Encoding::Flat);
            self.disagree(place, &newer.name, old.word(), new.word(), &newer.source);
        }
    }

    fn shape(&mut self, newer: &mut Shape, older: Shape, name: &str, place: &Source, by: &Option<Source>) {
        match (newer, older) {
            (Shape::Structure(new), Shape::Structure(old)) => self.members(new, old),
            (Shape::List(new), Shape::List(old)) | (Shape::Map(new), Shape::Map(old)) => {
                self.shape(new, *old, name, place, by);
            }
            (Shape::Shared(new), old) => self.shape(&mut new.shape, old, name, place, by),
            (new, Shape::Shared(old)) => self.shape(new, *old.shape, name, place, by),
            (Shape::Scalar(new), Shape::Scalar(old)) if new.kind.agrees(old.kind) => {
                for value in old.values {
                    match new.values.iter_mut().find(|known| known.value == value.value) {
                        Some(known) => known.docs.fill(&value.docs),
                        None => new.values.push(value),
                    }
                }
                new.json = new.json.take().or(old.json);
            }
            (Shape::Reference(_), _) | (_, Shape::Reference(_) | Shape::Any) => {}
            (new @ Shape::Any, old) => *new = old,
            (new, old)
                if new.members().is_empty() && new.word() == "structure" && !old.members().is_empty() =>
            {
                *new = old
            }
            (new, old) => self.disagree(place, name, old.word(), new.word(), by),
        }
    }

    /// Unites error codes. One that stands under several statuses is met under its own, else under the first.
    fn errors(&mut self, newer: &mut Vec<ErrorCode>, older: Vec<ErrorCode>) {
        let mut known = HashMap::new();
        for (index, error) in newer.iter().enumerate() {
            known.entry((error.code.clone(), error.status)).or_insert(index);
            known.entry((error.code.clone(), None)).or_insert(index);
        }
        for error in older {
            let under = |status| known.get(&(error.code.clone(), status)).copied();
            let Some(index) = under(error.status).or_else(|| under(None)) else {
                known.insert((error.code.clone(), error.status), newer.len());
                known.insert((error.code.clone(), None), newer.len());
                newer.push(error);
                continue;
            };
            let known = &mut newer[index];
            if let (Some(new), Some(old), Some(place)) = (known.status, error.status, &error.source)
                && new != old
            {
                let message = format!("`{}` has status {old} here, but {new} in a newer edition", error.code);
                self.diagnostics.push(Diagnostic::new(Code::StatusConflict, place.span(), message));
            }
            if self.is_official(&known.source) && (error.message.is_some() || !error.docs.is_empty()) {
                known.source = error.source;
            }
            known.status = known.status.or(error.status);
            known.message = known.message.take().or(error.message);
            known.docs.fill(&error.docs);
        }
    }

    /// Reports request examples that show a body which the service does not read.
    fn bodies(&mut self, merged: &Draft) {
        for shown in &merged.shown_body {
            let travels =
                |member: &&Member| member.name == shown.name && member.location != Some(Location::Body);
            if let Some(location) = merged.request.iter().find(travels).and_then(|member| member.location) {
                let message = format!(
                    "the example shows `{}` in a JSON body, but it travels in the {}",
                    shown.name,
                    location.word()
                );
                self.diagnostics.push(Diagnostic::new(Code::UnreadBody, shown.span.clone(), message));
            }
        }
    }

    fn disagree(&mut self, place: &Source, name: &str, old: &str, new: &str, by: &Option<Source>) {
        let message = format!("`{name}` is {old} here, but {new} in {}", shown(by));
        self.diagnostics.push(Diagnostic::new(Code::EditionsDisagree, place.span(), message));
    }
}

/// Pages call the body itself `body`; a parameter of that name that stands alone there is no member of it.
fn whole_body(request: &mut [Member]) {
    let mut in_body = request.iter_mut().filter(|member| member.location == Some(Location::Body));
    if let (Some(member), None) = (in_body.next(), in_body.next())
        && member.name.eq_ignore_ascii_case("body")
    {
        member.encoding = member.encoding.or(Some(Encoding::Json));
    }
}

/// Where the value that wins was read from.
fn shown(source: &Option<Source>) -> String {
    source.as_ref().map_or_else(|| "a newer edition".to_owned(), Source::to_string)
}

fn same_text(a: &Example, b: &Example) -> bool {
    (&a.request, &a.json, &a.xml) == (&b.request, &b.json, &b.xml)
}
